"""How do the words of the judge become patterns, and in which language is a text?

The words are data (`facts/judging/`), in the form that `training.yaml` tells. A text is read with
the words of its language alone: what means a model in one is "to the" in another.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

DATA = "data/"
"""How the names of what people share begin, among the names of classes."""
CONDITION = ("except", "only", "in", "whatever")
"""Classes that all set a condition."""

_NEVER = re.compile(r"(?!)")
_CONTRACTED = re.compile(r"(?<=\w)n't\b")
_ELIDED = re.compile(r"(?<=\w)'(?=\w\w)")
_PIECES = re.compile(r"[*\s-]+|\.\.")
_LETTERS = re.compile(r"[^\W\d_]+")
_ENOUGH = 30  # words below which nobody can tell the language of a text
_FEW = 2  # small words that tell the language of a sentence
_SHARE = 0.08
_HEAD = 8_000  # characters in which a language is looked for
_HINTING = ("train", "model", "thing", "told", "fed")
"""Classes of which one stands in every sentence about training."""
_CLOSE = 4  # letters from which on a piece of a word is looked for without its borders


@dataclass(slots=True)
class Tongue:
    """The words of one language, each class compiled when it is first asked for."""

    language: str
    words: Mapping[str, Sequence[str]]
    _made: dict[str, re.Pattern[str]] = field(default_factory=dict)
    _built: dict[object, tuple[re.Pattern[str], ...]] = field(default_factory=dict)
    _hints: tuple[tuple[str, ...], re.Pattern[str]] | None = None

    def pattern(self, *names: str) -> re.Pattern[str]:
        """Compile classes of words into one pattern, for text as `plain` gives it."""
        key = " ".join(names)
        if key not in self._made:
            self._made[key] = re.compile(self.source(*names))
        return self._made[key]

    def source(self, *names: str) -> str:
        """Give the same as the source of a pattern, to build others from."""
        return matcher([word for name in names for word in self.words.get(name, ())])

    def built(self, made: Callable[[Tongue], Sequence[str]]) -> tuple[re.Pattern[str], ...]:
        """Compile what is built of this tongue's words, once for whoever builds it."""
        if made not in self._built:
            self._built[made] = tuple(re.compile(source) for source in made(self))
        return self._built[made]

    def has(self, name: str, text: str) -> bool:
        """Tell whether a word of a class stands in a text."""
        return self.pattern(name).search(text) is not None

    def found(self, text: str, *names: str) -> frozenset[str]:
        """Give the words of some classes in a text, singular and plural as one."""
        return frozenset(hit.group().rstrip("s") for hit in self.pattern(*names).finditer(text))

    @property
    def kinds(self) -> list[str]:
        """Name all kinds of data, as a person is told them; the most general is the last."""
        return [name.removeprefix(DATA) for name in self.words if name.startswith(DATA)]

    def may_speak(self, text: str) -> bool:
        """Tell quickly whether it is worth looking closer."""
        if self._hints is None:
            self._hints = _hints(self.words)
        low = text.casefold()
        long, short = self._hints
        return any(hint in low for hint in long) or short.search(low) is not None


@dataclass(slots=True)
class Lexicon:
    """The words of all languages."""

    words: Mapping[str, Mapping[str, Sequence[str]]]
    _tongues: dict[tuple[str, ...], Tongue] = field(default_factory=dict)
    _small: dict[tuple[str, tuple[str, ...]], frozenset[str]] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """Name the languages there are rules for."""
        return tuple(self.words["train"])

    def tongue(self, *languages: str) -> Tongue:
        """Give the words of a language, or of several; of all where there are no rules for it."""
        known = tuple(each for each in languages if each in self.languages)
        name = known[0] if len(known) == 1 else ""
        if known not in self._tongues:
            self._tongues[known] = Tongue(name, _of(self.words, known or self.languages))
        return self._tongues[known]

    def of(self, text: str) -> Tongue:
        """Give the words to read a text with, however short it is: of all that it may be in."""
        known = self._counted(text, "common", "small", of=self.languages)
        most = max(known.values())
        return self.tongue(*(name for name in known if known[name] == most >= _FEW))

    def language(self, text: str) -> str | None:
        """Name the language of a text; None where it cannot be told, or has no rules here."""
        total = len(_LETTERS.findall(text[:_HEAD]))
        if total < _ENOUGH:
            return None
        known = self._counted(text, "common", of=self.words["common"])
        best = max(known, key=lambda name: known[name])
        return best if best in self.languages and known[best] > _SHARE * total else None

    def _counted(self, text: str, *names: str, of: Iterable[str]) -> dict[str, int]:
        """Count the small words of each language that stand in a text."""
        words = Counter(_LETTERS.findall(text[:_HEAD].lower()))
        return {
            language: sum(words[one] for one in self._little(language, names)) for language in of
        }

    def _little(self, language: str, names: tuple[str, ...]) -> frozenset[str]:
        if (language, names) not in self._small:
            each = (self.words[name].get(language, ()) for name in names)
            self._small[language, names] = frozenset(chain.from_iterable(each))
        return self._small[language, names]


def compiled(words: Mapping[str, Mapping[str, Sequence[str]]]) -> Lexicon:
    """Make a lexicon of words by class and language."""
    return Lexicon(words)


def plain(text: str) -> str:
    """Give a sentence as the patterns want it: "Don't" as "do not", "l'IA" as "l' ia"."""
    low = text.casefold().replace("’", "'").replace("`", "'")
    full = _CONTRACTED.sub(" not", low.replace("won't", "will not").replace("can't", "cannot"))
    return _ELIDED.sub("' ", full)


def matcher(words: Sequence[str]) -> str:
    """Give the source of a pattern for some words, each in small letters."""
    return rf"(?<!\w)(?:{'|'.join(map(_regex, words))})(?!\w)" if words else _NEVER.pattern


def _of(
    words: Mapping[str, Mapping[str, Sequence[str]]], languages: Iterable[str]
) -> dict[str, list[str]]:
    return {
        name: [word.casefold() for language in languages for word in by.get(language, ())]
        for name, by in words.items()
    }


def piece(word: str) -> str:
    """Take the longest piece of a word that stands in each text that holds the word."""
    return max(_PIECES.split(_ELIDED.sub("' ", word)), key=len)


def _hints(words: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Take the longest piece of each word: plain text is found faster than patterns."""
    pieces = {
        piece(word) for name in _HINTING for word in words.get(name, ()) if not word.startswith("/")
    }
    long = [piece for piece in pieces if len(piece) >= _CLOSE]
    least = tuple(one for one in long if not any(o != one and o in one for o in long))
    short = "|".join(re.escape(piece) for piece in pieces if len(piece) < _CLOSE)
    return least, re.compile(rf"(?<!\w)(?:{short})(?!\w)") if short else _NEVER


def _regex(word: str) -> str:
    if word.startswith("/"):
        return f"(?:{word.strip('/')})"
    return r"(?:\W+\w+){0,4}?\W+".join(_words(part) for part in word.split(" .. "))


def _words(part: str) -> str:
    words = _ELIDED.sub("' ", part).split()
    return r"[\s-]+".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
