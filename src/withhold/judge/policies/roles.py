"""What does one sentence about training say: who trains on what, and is it allowed or promised?

A sentence is read by its main part; what follows `unless`, `except` or `without your consent` is
kept apart as its exception, because an exception to a promise says the opposite of the promise.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.judge.policies.lexicon import DATA, plain
from withhold.judge.policies.training import speaks_plainly
from withhold.model.policy import Clause, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.judge.policies.lexicon import Tongue

_NEAR = 7
_BEHIND = 4
"""How many words a negation may stand before the use that it denies, and behind it."""

_FAR = 12
"""How far a negation reaches that begins the sentence: "Nothing you say to it is used …"."""

CAPITALS_ON_NOUNS = frozenset({"de"})
_PUBLIC = "publicly available information"

_HEADING = 5
"""A line of so few words that names no data is the title of what follows it."""

_LEAD_IN = 2
"""Before an exception, so few words do not yet make the main part: "However, unless …"."""

_BESIDE = 2
"""How many words may stand between a name and the word for a plan."""

_GENERAL = "personal data"
_OBJECT = 60
"""How many characters after a verb its object begins at the latest."""

_PROPER = re.compile(r"(?<=[\w,(] )[^\W\d_a-zß-ÿ][\w-]+")
_MARKS = ("out", "in", "only", "licence", "legal", "region", "news", "third", "train", "whatever")
_SCRAPS = frozenset({"in", "as", "for", "with", "en", "dans", "comme", "als", "como", "come"})
_OWN_AND = re.compile(
    r"(?:'s|\bours?|\bnos|\bnotre|\bunser\w*|\bnuestr\w*|\bnostr\w*|\bonze|\bnoss\w*)"
    r"\s+(?:or|and|ou|et|oder|und|o|y|e|of|en)\s+$"
)
"""Our own, and beside it those of others: "our or third-party models"."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence, read: its clause, its main part and exception, and what marks it.

    `marks` are the classes of words it has, by their names in `words`; `granted` says that it
    allows one use beside a promise about another; `promised` are the data of the main part,
    `taken` is the first that is used, `plans` the names of what people pay for or
    sign up to, `whose` the words for such plans, `named` all names and data.
    """

    clause: Clause
    about: bool
    marks: frozenset[str]
    excepted: str
    main: str
    purposes: frozenset[str]
    promised: frozenset[str]
    plans: frozenset[str]
    whose: frozenset[str]
    named: frozenset[str]
    taken: str | None
    granted: bool
    bare: bool

    @property
    def polarity(self) -> Polarity:
        """What the sentence does."""
        return self.clause.polarity


def clause_of(sentence: str, tongue: Tongue) -> Clause:
    """Say what one sentence says about training."""
    return read(sentence, tongue).clause


def read(sentence: str, tongue: Tongue, *, known: bool = False) -> Reading:
    """Read one sentence; an empty one is about nothing.

    `known`: that it is about training was found out already, by more than its words.
    """
    text = plain(sentence)
    main, excepted = _parted(text, tongue)
    main, granted = _contrasted(main, tongue)
    about = is_about(text, tongue) or (known and bool(text.strip()))
    polarity = _polarity(main, tongue) if about else _aside(main, tongue)
    who = _who(text, polarity, tongue) if about else None
    kinds = data_kinds(text, tongue) if about or polarity is Polarity.WAY_OUT else ()
    return Reading(
        clause=Clause(
            trains_on_user_data=about and _trains(text, polarity, kinds, tongue),
            who=who,
            data_kinds=kinds,
            polarity=polarity,
        ),
        about=about,
        marks=frozenset(_marks(text, main, tongue)),
        excepted=granted or excepted,
        main=main,
        purposes=frozenset(_found("general", text, tongue)),
        promised=frozenset(data_kinds(main, tongue)),
        plans=frozenset(plans(sentence, tongue)),
        whose=frozenset(_found("plan", main, tongue)),
        named=_names(sentence, tongue) | set(kinds),
        taken=taken(text, tongue),
        granted=bool(granted),
        bare=_is_bare(sentence, kinds),
    )


def is_about(text: str, tongue: Tongue) -> bool:
    """Tell whether a plain sentence speaks of training, be it without naming what is trained."""
    if speaks_plainly(text, tongue):
        return True
    trained = tongue.has("train", tongue.pattern("false").sub(" ", text))
    return trained and (tongue.has("out", text) or _has_data(text, tongue))


def data_kinds(text: str, tongue: Tongue) -> tuple[str, ...]:
    """Name what a sentence speaks of; the general word only where it names nothing closer."""
    text = tongue.pattern("fed").sub(" ", plain(text))
    found = [name for name in tongue.kinds if tongue.has(DATA + name, text)]
    close = [name for name in found if name != _GENERAL]
    if "public posts" in close:
        close = [name for name in close if name not in {"posts", "content"}]
    return tuple(close or found)


def taken(text: str, tongue: Tongue) -> str | None:
    """Give what a plain sentence says is used: the first kind of data that follows the verb."""
    named = [DATA + kind for kind in tongue.kinds if kind != _GENERAL]
    use = tongue.pattern("taken").search(text)
    data = tongue.pattern(*named).search(text, use.end(), use.end() + _OBJECT) if use else None
    return data.group().rstrip("s") if data else None


def is_passive(text: str, tongue: Tongue) -> bool:
    """Tell whether a plain sentence names what is used before the verb: "your posts are used"."""
    use = tongue.pattern("taken").search(text)
    named = tongue.pattern(*(DATA + kind for kind in tongue.kinds))
    return use is None or (taken(text, tongue) is None and bool(named.search(text, 0, use.start())))


def _names(sentence: str, tongue: Tongue) -> frozenset[str]:
    """Return the words with a capital inside a sentence: plans, products. German has it on all."""
    if tongue.language in CAPITALS_ON_NOUNS:
        return frozenset(plans(sentence, tongue))
    return frozenset(word.casefold().removesuffix("s") for word in _PROPER.findall(sentence))


def plans(sentence: str, tongue: Tongue) -> Iterator[str]:
    """Give the names that stand beside a word for a plan or a version."""
    words = tongue.pattern("plan")
    for found in _PROPER.finditer(sentence):
        before = sentence[: found.start()].split()[-_BESIDE:]
        after = sentence[found.end() :].split()[:_BESIDE]
        if words.search(" ".join([*before, *after]).casefold()):
            yield found.group().casefold().removesuffix("s")


def _parted(text: str, tongue: Tongue) -> tuple[str, str]:
    """Part a sentence from its exception, which may stand before it, up to the first comma."""
    found = tongue.pattern("except").search(text)
    if found is None:
        return text, ""
    lead, tail = text[: found.start()], text[found.start() :]
    if len(lead.split()) > _LEAD_IN:
        return lead, tail
    excepted, _, main = tail.partition(",")
    if not main or (_denied(excepted, tongue) and not _denied(main, tongue)):
        return text, ""  # "without your consent we never use it, in order to train": no exception
    return main, excepted


def _contrasted(text: str, tongue: Tongue) -> tuple[str, str]:
    """Part "we may use your posts, but will not use your messages" into promise and permission."""
    found = tongue.pattern("but").search(text)
    if found is None:
        return text, ""
    halves = text[: found.start()], text[found.end() :]
    for promise, permission in (halves, halves[::-1]):
        if _denied(promise, tongue) and _grants(permission, tongue):
            return promise, permission
    return text, ""


def _grants(text: str, tongue: Tongue) -> bool:
    """Tell whether half a sentence lets people's data be used to train or improve something."""
    purpose = any(tongue.pattern(name).search(text) for name in ("train", "improve"))
    return purpose and bool(data_kinds(text, tongue)) and not _denied(text, tongue)


def _is_bare(sentence: str, kinds: tuple[str, ...]) -> bool:
    """Tell whether a line is a title or a scrap of a list, which says little by itself."""
    words = sentence.split()
    scrap = sentence[:1].islower() and words[0] in _SCRAPS
    return not kinds and (len(words) <= _HEADING or scrap)


def _polarity(main: str, tongue: Tongue) -> Polarity:
    bare = tongue.pattern("not_really").sub(" ", main)
    out = tongue.pattern("out").search(bare) is not None
    if _denied(bare, tongue) or tongue.pattern("forbid").search(bare) is not None:
        if tongue.pattern("users").search(bare) and not out:
            return Polarity.FORBIDS
        return Polarity.WAY_OUT if out else Polarity.PROMISES_NOT
    if tongue.pattern("defines").search(bare):
        return Polarity.NONE
    return Polarity.WAY_OUT if out else Polarity.ALLOWS


def _aside(main: str, tongue: Tongue) -> Polarity:
    """Read a sentence that does not itself name training: all it can be is a way out of it."""
    bare = tongue.pattern("not_really").sub(" ", main)
    return Polarity.WAY_OUT if tongue.pattern("out").search(bare) else Polarity.NONE


def _denied(text: str, tongue: Tongue) -> bool:
    """Tell whether a negation stands close to a use; German puts it behind its verb."""
    nots = _places(text, "not", tongue=tongue)
    uses = _places(text, "use", "train", "improve", tongue=tongue)
    return any(_within(no - _BEHIND, no + (_FAR if no == 1 else _NEAR), uses) for no in nots)


def _within(low: int, high: int, places: Sequence[int]) -> bool:
    """Tell whether one of the sorted places lies from `low` to `high`."""
    first = bisect_left(places, low)
    return first < len(places) and places[first] <= high


def _places(text: str, *classes: str, tongue: Tongue) -> list[int]:
    """Count at which words of a text the words of some classes stand, in order."""
    starts = [found.start() for found in _WORD.finditer(text)]
    found = (m.start() for name in classes for m in tongue.pattern(name).finditer(text))
    return sorted(bisect_right(starts, start) for start in found)


def _trains(text: str, polarity: Polarity, kinds: tuple[str, ...], tongue: Tongue) -> bool:
    """Tell whether a sentence lets people's data train: who offers a way out says so too."""
    if polarity not in {Polarity.ALLOWS, Polarity.WAY_OUT} or kinds == (_PUBLIC,):
        return False
    own = [tongue.pattern(name).search(text) for name in ("ours", "train")]
    return bool(kinds) or None not in own


def _who(text: str, polarity: Polarity, tongue: Tongue) -> str:
    if polarity is Polarity.FORBIDS:
        return "user"
    third, ours = tongue.pattern("third").search(text), tongue.pattern("ours")
    if third and tongue.pattern("their").search(text):
        if tongue.pattern("forbid").search(text):
            return "third-party"
        return "provider and third-party" if _beside(text, third, tongue) else "third-party"
    they = tongue.pattern("they").match(text) and not ours.search(text)
    return "third-party" if they else "provider"


def _beside(text: str, third: re.Match[str], tongue: Tongue) -> bool:
    """Tell whether the provider trains beside those it names, and does not only hand over."""
    if _OWN_AND.search(text[: third.start()]):
        return True
    models = tongue.pattern("model")
    return any(_near(text, own, models, within=4) for own in tongue.pattern("ours").finditer(text))


def _near(text: str, found: re.Match[str], wanted: re.Pattern[str], *, within: int) -> bool:
    after = text[found.end() :].split()[:within]
    return wanted.search(" ".join(after)) is not None


def _marks(text: str, main: str, tongue: Tongue) -> Iterator[str]:
    for name in _MARKS:
        if tongue.pattern(name).search(text):
            yield name
    if len(main) < len(text):
        yield "except"


def _found(name: str, text: str, tongue: Tongue) -> Iterator[str]:
    yield from (m.group() for m in tongue.pattern(name).finditer(text))


def _has_data(text: str, tongue: Tongue) -> bool:
    return any(tongue.has(DATA + name, text) for name in tongue.kinds)
