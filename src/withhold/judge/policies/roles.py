"""What does one sentence about training say: who trains on what, and is it allowed or promised?

A sentence is read by its main part; what follows `unless`, `except` or `without your consent` is
kept apart as its exception, because an exception to a promise says the opposite of the promise.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.judge.policies.lexicon import data, pattern
from withhold.model.policy import Clause, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NEAR = 7
_BEHIND = 4
"""How many words a negation may stand before the use that it denies, and behind it."""

_REACH = 12
"""How many words may stand between `improve` and what is improved."""

_CAPITALS_ON_NOUNS = frozenset({"de"})
_PUBLIC = "publicly available information"

_HEADING = 5
"""A line of so few words that names no data is the title of what follows it."""

_LEAD_IN = 2
"""Before an exception, so few words do not yet make the main part: "However, unless …"."""

_BESIDE = 2
"""How many words may stand between a name and the word for a plan."""

_GENERAL = "personal data"
_PROPER = re.compile(r"(?<=[\w,(] )[^\W\d_a-zß-ÿ][\w-]+")
_MARKS = ("out", "in", "only", "licence", "legal", "region", "news", "third", "train", "whatever")
_SCRAPS = frozenset({"in", "as", "for", "with", "en", "dans", "comme", "als", "como", "come"})
_OWN_AND = re.compile(
    r"(?:'s|\bours?|\bnos|\bnotre|\bunser\w*|\bnuestr\w*|\bnostr\w*|\bonze|\bnoss\w*)"
    r"\s+(?:or|and|ou|et|oder|und|o|y|e|of|en)\s+$"
)
"""Our own, and beside it those of others: "our or third-party models"."""

_WORD = re.compile(r"\S+")
_CONTRACTED = re.compile(r"(?<=\w)n't\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence, read: its clause, its main part and exception, and what marks it.

    `marks` are the classes of words it has, by their names in `words`; `granted` says that it
    allows one use beside a promise about another; `promised` are the data of the main part,
    `plans` the names of what people pay for or sign up to, `named` all names and data.
    """

    clause: Clause
    about: bool
    marks: frozenset[str]
    excepted: str
    main: str
    purposes: frozenset[str]
    promised: frozenset[str]
    plans: frozenset[str]
    named: frozenset[str]
    granted: bool
    bare: bool

    @property
    def polarity(self) -> Polarity:
        """What the sentence does."""
        return self.clause.polarity


def clause_of(sentence: str, language: str = "") -> Clause:
    """Say what one sentence says about training; without a language all words are tried."""
    return read(sentence, language).clause


def read(sentence: str, language: str = "", *, known: bool = False) -> Reading:
    """Read one sentence; an empty one is about nothing.

    `known`: that it is about training was found out already, by more than its words.
    """
    text = _plain(sentence)
    main, excepted = _parted(text, language)
    main, granted = _contrasted(main, language)
    about = is_about(text, language) or (known and bool(text.strip()))
    polarity = _polarity(main, language) if about else _aside(main, language)
    who = _who(text, polarity, language) if about else None
    kinds = data_kinds(text, language) if about or polarity is Polarity.WAY_OUT else ()
    return Reading(
        clause=Clause(
            trains_on_user_data=about and _trains(text, polarity, kinds, language),
            who=who,
            data_kinds=kinds,
            polarity=polarity,
        ),
        about=about,
        marks=frozenset(_marks(text, main, language)),
        excepted=granted or excepted,
        main=main,
        purposes=frozenset(_found("general", text, language)),
        promised=frozenset(data_kinds(main, language)),
        plans=frozenset(_plans(sentence, language)),
        named=_names(sentence, language) | set(kinds),
        granted=bool(granted),
        bare=_is_bare(sentence, kinds),
    )


def is_about(text: str, language: str = "") -> bool:
    """Tell whether a sentence speaks of training, or of improving a model."""
    text = _without_false(_plain(text), language)

    def has(name: str) -> bool:
        return pattern(name, language).search(text) is not None

    if has("fed"):
        return has("ai")
    trained = has("train") and (
        has("ai") or has("systems") or has("out") or _has_data(text, language)
    )
    return trained or _improves(text, language)


def _without_false(text: str, language: str) -> str:
    """Drop what only sounds like training, unless a model is what follows at once."""
    models = pattern("ai", language)

    def kept(found: re.Match[str]) -> str:
        return found.group() if _near(text, found, models, within=1) else " "

    return pattern("false", language).sub(kept, text)


def _improves(text: str, language: str) -> bool:
    """Tell whether a word of improving and a word for a model stand close together."""
    models = _places(text, "ai", language=language)
    improved = _places(text, "improve", language=language)
    return any(_within(place - _REACH, place + _REACH, models) for place in improved)


def data_kinds(text: str, language: str = "") -> tuple[str, ...]:
    """Name what a sentence speaks of; the general word only where it names nothing closer."""
    text = pattern("fed", language).sub(" ", _plain(text))
    found = [name for name, words in data(language).items() if words.search(text)]
    close = [name for name in found if name != _GENERAL]
    if "public posts" in close:
        close = [name for name in close if name not in {"posts", "content"}]
    return tuple(close or found)


def _names(sentence: str, language: str) -> frozenset[str]:
    """Return the words with a capital inside a sentence: plans, products. German has it on all."""
    if language in _CAPITALS_ON_NOUNS:
        return frozenset(_plans(sentence, language))
    return frozenset(word.casefold().removesuffix("s") for word in _PROPER.findall(sentence))


def _plans(sentence: str, language: str) -> Iterator[str]:
    """Give the names that stand beside a word for a plan or a version."""
    words = pattern("plan", language)
    for found in _PROPER.finditer(sentence):
        before = sentence[: found.start()].split()[-_BESIDE:]
        after = sentence[found.end() :].split()[:_BESIDE]
        if words.search(" ".join([*before, *after]).casefold()):
            yield found.group().casefold().removesuffix("s")


def _plain(text: str) -> str:
    plain = text.casefold().replace("’", "'").replace("`", "'")
    return _CONTRACTED.sub(" not", plain.replace("won't", "will not").replace("can't", "cannot"))


def _parted(text: str, language: str) -> tuple[str, str]:
    """Part a sentence from its exception, which may stand before it, up to the first comma."""
    found = pattern("except", language).search(text)
    if found is None:
        return text, ""
    lead, tail = text[: found.start()], text[found.start() :]
    if len(lead.split()) > _LEAD_IN:
        return lead, tail
    excepted, _, main = tail.partition(",")
    return (main, excepted) if main else (text, "")


def _contrasted(text: str, language: str) -> tuple[str, str]:
    """Part "we may use your posts, but will not use your messages" into promise and permission."""
    found = pattern("but", language).search(text)
    if found is None:
        return text, ""
    halves = text[: found.start()], text[found.end() :]
    for promise, permission in (halves, halves[::-1]):
        if _denied(promise, language) and _grants(permission, language):
            return promise, permission
    return text, ""


def _grants(text: str, language: str) -> bool:
    """Tell whether half a sentence lets people's data be used to train or improve something."""
    purpose = any(pattern(name, language).search(text) for name in ("train", "improve"))
    return purpose and bool(data_kinds(text, language)) and not _denied(text, language)


def _is_bare(sentence: str, kinds: tuple[str, ...]) -> bool:
    """Tell whether a line is a title or a scrap of a list, which says little by itself."""
    words = sentence.split()
    scrap = sentence[:1].islower() and words[0] in _SCRAPS
    return not kinds and (len(words) <= _HEADING or scrap)


def _polarity(main: str, language: str) -> Polarity:
    bare = pattern("not_really", language).sub(" ", main)
    out = pattern("out", language).search(bare) is not None
    if _denied(bare, language) or pattern("ban", language).search(bare) is not None:
        if pattern("users", language).search(bare) and not out:
            return Polarity.FORBIDS
        return Polarity.WAY_OUT if out else Polarity.PROMISES_NOT
    if pattern("defines", language).search(bare):
        return Polarity.NONE
    return Polarity.WAY_OUT if out else Polarity.ALLOWS


def _aside(main: str, language: str) -> Polarity:
    """Read a sentence that does not itself name training: all it can be is a way out of it."""
    bare = pattern("not_really", language).sub(" ", main)
    return Polarity.WAY_OUT if pattern("out", language).search(bare) else Polarity.NONE


def _denied(text: str, language: str) -> bool:
    """Tell whether a negation stands close to a use; German puts it behind its verb."""
    nots = _places(text, "not", language=language)
    uses = _places(text, "use", "train", "improve", language=language)
    return any(_within(no - _BEHIND, no + _NEAR, uses) for no in nots)


def _within(low: int, high: int, places: Sequence[int]) -> bool:
    """Tell whether one of the sorted places lies from `low` to `high`."""
    first = bisect_left(places, low)
    return first < len(places) and places[first] <= high


def _places(text: str, *classes: str, language: str) -> list[int]:
    """Count at which words of a text the words of some classes stand, in order."""
    starts = [found.start() for found in _WORD.finditer(text)]
    found = (m.start() for name in classes for m in pattern(name, language).finditer(text))
    return sorted(bisect_right(starts, start) for start in found)


def _trains(text: str, polarity: Polarity, kinds: tuple[str, ...], language: str) -> bool:
    """Tell whether a sentence lets people's data train: who offers a way out says so too."""
    if polarity not in {Polarity.ALLOWS, Polarity.WAY_OUT} or kinds == (_PUBLIC,):
        return False
    own = [pattern(name, language).search(text) for name in ("ours", "train")]
    return bool(kinds) or None not in own


def _who(text: str, polarity: Polarity, language: str) -> str:
    if polarity is Polarity.FORBIDS:
        return "user"
    third, ours = pattern("third", language).search(text), pattern("ours", language)
    if third and pattern("their", language).search(text):
        if pattern("ban", language).search(text):
            return "third-party"
        return "provider and third-party" if _beside(text, third, language) else "third-party"
    they = pattern("they", language).match(text) and not ours.search(text)
    return "third-party" if they else "provider"


def _beside(text: str, third: re.Match[str], language: str) -> bool:
    """Tell whether the provider trains beside those it names, and does not only hand over."""
    if _OWN_AND.search(text[: third.start()]):
        return True
    models = pattern("ai", language)
    return any(
        _near(text, own, models, within=4) for own in pattern("ours", language).finditer(text)
    )


def _near(text: str, found: re.Match[str], wanted: re.Pattern[str], *, within: int) -> bool:
    after = text[found.end() :].split()[:within]
    return wanted.search(" ".join(after)) is not None


def _marks(text: str, main: str, language: str) -> Iterator[str]:
    for name in _MARKS:
        if pattern(name, language).search(text):
            yield name
    if len(main) < len(text):
        yield "except"


def _found(name: str, text: str, language: str) -> Iterator[str]:
    yield from (m.group() for m in pattern(name, language).finditer(text))


def _has_data(text: str, language: str) -> bool:
    return any(words.search(text) for words in data(language).values())
