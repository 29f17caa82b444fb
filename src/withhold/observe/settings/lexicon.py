"""Which words does a page say its state with? The fact file's words, normalised once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.browser.port import PageWords
from withhold.kernel.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from withhold.model.fact import Words

_GENERIC = frozenset(
    {
        "toggle",
        "switch",
        "toggle switch",
        "toggle setting",
        "use setting",
        "checkbox",
        "setting",
        "schalter",
    }
)
"""Names that say what a thing is, not what it is for."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of pages in general, in every language at once, normalised."""

    on: frozenset[str]
    off: frozenset[str]
    busy: frozenset[str]
    sign_in: frozenset[str]
    challenge: re.Pattern[str]
    not_offered: re.Pattern[str]
    training: re.Pattern[str]
    negation: re.Pattern[str]

    @property
    def state(self) -> frozenset[str]:
        """All words that only say how a switch stands."""
        return self.on | self.off

    @property
    def page_words(self) -> PageWords:
        """What the surveyor in the page has to know."""
        return PageWords(state=tuple(sorted(self.state)), busy=tuple(sorted(self.busy)))

    def is_empty_name(self, text: str) -> bool:
        """Say whether a normalised name tells nothing of what a control is for."""
        return not text or text in self.state or self.is_generic(text)

    def is_generic(self, text: str) -> bool:
        """Say whether a normalised name only says what a control is: "Toggle"."""
        return text in _GENERIC

    def without_state(self, text: str) -> str:
        """Drop what a normalised name says of the control itself at its end (`…, toggle, on`)."""
        word = self.state_at_end(text)
        short = text[: -len(word)].rstrip(" ,:;-–") if word else text
        label, comma, last = short.rpartition(", ")
        return label if comma and last in _GENERIC else short

    def state_at_end(self, text: str) -> str:
        """Give the state word at the end of a normalised name; empty where there is none."""
        by_length = sorted(self.state, key=len, reverse=True)
        return next((word for word in by_length if text.endswith(" " + word)), "")

    def turns_round(self, text: str) -> bool:
        """Say whether a few words set near a label negate it: "Do not", "Opt out of".

        A whole sentence is a description, and may well say what something does not do.
        """
        short = normalise(text).lstrip(_MARKS)
        few = len(short) <= _FEW_SIGNS and len(short.split()) <= _FEW_WORDS
        return few and not short.endswith((".", "。")) and bool(self.negation.search(short))

    def speaks_of_training(self, text: str) -> bool:
        """Say whether a label speaks of AI, training or models."""
        return bool(self.training.search(normalise(text)))


def lexicon(words: Words) -> Lexicon:
    """Normalise the fact file's words."""
    return Lexicon(
        on=_all(words.on),
        off=_all(words.off),
        busy=_all(words.busy),
        sign_in=_all(words.sign_in),
        challenge=phrases(_all(words.challenge)),
        not_offered=phrases(_all(words.not_offered)),
        training=_pattern(_all(words.training)),
        negation=_beginning(_all(words.negation)),
    )


def phrases(parts: Iterable[str]) -> re.Pattern[str]:
    """Match parts of a sentence; `*` is anything within the sentence."""
    found = [re.escape(part).replace(r"\*", _GAP).replace(r"\ " + _GAP, _GAP) for part in parts]
    return re.compile("|".join(sorted(found)) or r"(?!)")


def _all(by_language: Mapping[str, Iterable[str]]) -> frozenset[str]:
    return frozenset(normalise(word) for words in by_language.values() for word in words)


def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    """Whole words where a script has words; anywhere in the text where it has none (Japanese)."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        stem = re.escape(word.removesuffix("*"))
        if word.isascii() or "*" in word or (word[0].isalpha() and ord(word[0]) < _CJK):
            end = "" if word.endswith("*") else r"(?!\w)"
            parts.append(rf"(?<![^\W_]){stem}{end}")
        else:
            parts.append(stem)
    return re.compile("|".join(parts) if parts else r"(?!)")


def _beginning(words: frozenset[str]) -> re.Pattern[str]:
    """Whole words a text begins with; anywhere in it where a script has no words."""
    spaced = [re.escape(word) for word in words if word and ord(word[0]) < _CJK]
    dense = [re.escape(word) for word in words if word and ord(word[0]) >= _CJK]
    begun = rf"^(?:{'|'.join(sorted(spaced, key=len, reverse=True))})(?!\w)" if spaced else r"(?!)"
    return re.compile("|".join([begun, *dense]))


_CJK = 0x2E80
_GAP = r"[^.!?。]{0,60}?"
_MARKS = "-–—•*·>:;,.()[]\"'!¡¿ "
_FEW_WORDS, _FEW_SIGNS = 6, 40
