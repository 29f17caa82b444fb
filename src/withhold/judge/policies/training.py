"""Does a sentence speak of training on people's data, and with which words?

The words are data (`facts/judging/vocabulary.yaml`); how far apart they may stand is decided here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ELIDED = re.compile(r"\b(?:l|d|n|s|j|c|qu|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
_OURS = re.compile(
    r"\bwe (?:may |also |will |can |do |don't |won't )?(?:not )?"
    r"(?:use|train|process|develop|improve)"
    r"|\b(?:train|improve|develop)\w* (?:our|their|its)"
    r"|our (?:ai|models|artificial|machine|technolog)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:not |en utilisant|using |developing|building|exploiting|use any|use the|use our|anything)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_ENOUGH = 30  # words below which nobody can tell a language
_SHARE = 0.08
_HEAD = 8_000  # characters in which a language is looked for
SIGNS = ("negation", "way_out", "public", "third", "train", "improve", "condition", "legal")
"""Classes whose coming or going alters what a sentence says; `licence` and `model` as well."""
FINE = ("data", "third", "model", "train", "condition")
"""Classes of which each single word matters."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words, compiled: patterns by class, and how training is said."""

    classes: Mapping[str, re.Pattern[str]]
    training: tuple[re.Pattern[str], ...]
    hints: tuple[str, ...]
    common: Mapping[str, frozenset[str]]
    small: frozenset[str]

    def may_speak(self, text: str) -> bool:
        """Tell quickly whether it is worth looking closer."""
        low = text.lower()
        return any(hint in low for hint in self.hints)

    def speaks(self, text: str) -> bool:
        """Tell whether a sentence speaks of training or improving models."""
        if not self.may_speak(text):
            return False
        plain = _ELIDED.sub("", self.classes["false_friend"].sub(" ", text))
        plain = self.classes["finished"].sub(" ", plain)
        return any(pattern.search(plain) for pattern in self.training)

    def binds(self, text: str, lead: str, heading: str) -> bool:
        """Tell whether a sentence only says what its readers must not do."""
        if self.classes["guarded"].search(text) or _OURS.search(text):
            return False
        ban, around = self.classes["ban"], f"{lead} {heading}"
        told = ban.search(text) or ban.search(lead) or self.classes["conduct"].search(around)
        return bool(told) or bool(_LISTED.match(text))

    def language(self, text: str) -> str | None:
        """Name the language of a text; None where it cannot be told, or has no rules here."""
        words = Counter(_LETTERS.findall(text[:_HEAD].lower()))
        if words.total() < _ENOUGH:
            return None
        known = {name: sum(words[one] for one in common) for name, common in self.common.items()}
        best = max(known, key=lambda name: known[name])
        return best if known[best] > _SHARE * words.total() else None

    def found(self, name: str, text: str) -> frozenset[str]:
        """Give the words of one class that stand in a sentence, singular and plural as one."""
        hits = self.classes[name].finditer(text)
        return frozenset(hit.group(0).lower().strip().rstrip("s") for hit in hits)


def compiled(words: Mapping[str, Mapping[str, Sequence[str]]]) -> Lexicon:
    """Compile the words of all languages: a policy may mix them."""
    joined = {
        name: "|".join(word for language in by.values() for word in language)
        for name, by in words.items()
        if name not in {"common", "hint", "small"}
    }
    classes = {name: _bound(text) for name, text in joined.items()}
    return Lexicon(
        classes=classes,
        training=tuple(re.compile(text, re.IGNORECASE) for text in _training(joined)),
        hints=tuple(hint for language in words["hint"].values() for hint in language),
        common={language: frozenset(each) for language, each in words["common"].items()},
        small=frozenset(word for language in words["small"].values() for word in language),
    )


def _bound(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE)


def _training(joined: Mapping[str, str]) -> list[str]:
    """Say how far apart words may stand that belong together."""
    train, improve = rf"\b(?:{joined['train']})(?!\w)", rf"\b(?:{joined['improve']})(?!\w)"
    model = rf"\b(?:{joined['model']})(?!\w)"
    thing = rf"\b(?:{joined['model']}|{joined['thing']})(?!\w)"
    learning = r"(?:machine[ -]?learning|maschinelles lernen|apprentissage automatique|artificial)"
    by = r"(?:through|using|via|durch|par|grâce|including)"
    return [
        rf"{train}[^.;]{{0,140}}?{thing}",
        rf"{thing}[^.;]{{0,40}}?{train}",
        rf"\b(?:{joined['about_training']})(?!\w)",
        rf"\b(?:{joined['feeding']})(?!\w)",
        rf"{improve}(?:[\s,]+(?!services?\b|platform\b|produ)[\w’'&/()-]+){{0,7}}?[\s,(]+{model}",
        rf"{model}\s+(?:[\w-]+\s+){{0,2}}{improve}",
        rf"{improve}[^.;]{{0,200}}{by}[^.;]{{0,40}}{learning}",
    ]
