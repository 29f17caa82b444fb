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
    {"toggle", "switch", "toggle switch", "toggle setting", "checkbox", "setting", "schalter"}
)
"""Names that say what a thing is, not what it is for."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of pages in general, in every language at once, normalised."""

    on: frozenset[str]
    off: frozenset[str]
    busy: frozenset[str]
    sign_in: frozenset[str]
    challenge: tuple[str, ...]
    not_offered: tuple[str, ...]
    training: re.Pattern[str]

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
        return not text or text in self.state or text in _GENERIC

    def without_state(self, text: str) -> str:
        """Drop one state word at the end of a normalised name (`…, on`)."""
        for word in sorted(self.state, key=len, reverse=True):
            if text.endswith(" " + word):
                return text[: -len(word)].rstrip(" ,:;-–")
        return text

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
        challenge=tuple(sorted(_all(words.challenge))),
        not_offered=tuple(sorted(_all(words.not_offered))),
        training=_pattern(_all(words.training)),
    )


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


_CJK = 0x2E80
