"""Which texts are the invented pairs made of, and how right is a judge on them?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_PLACE = "@@"
_ALL = YAML(typ="safe").load(Path(__file__).with_name("pairs.yaml"))
BODIES: dict[str, str] = _ALL["bodies"]
PAIRS: list[dict[str, Any]] = _ALL["pairs"]
CLAUSES: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(
    Path(__file__).with_name("sentences.yaml")
)

MADE: dict[str, Callable[[str], str]] = {
    "same": lambda text: text,
    "renumbered": lambda text: text.replace("## 4.", "## 6.").replace("## 5.", "## 7."),
    "flipped": lambda _: BODIES["fr"],
    "doubled": lambda text: text + text,
    "appended": lambda text: f"{text}\n# The version before\n\n{text}",
    "trimmed": lambda text: text,
    "halved": lambda text: text[: len(text) // 3],
    "shortened": lambda text: text[: text.index("## 3.")] + text[text.index("## 4.") :],
    "joined": lambda text: " ".join(text.replace("\n", " ").split()),
    "variant": lambda text: text,
}
"""What was done to the new text, beside its sentence."""


@dataclass(slots=True)
class Tally:
    """How many were there, how many were told, how many of these rightly."""

    right: int = 0
    told: int = 0
    there: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, *, told: bool, there: bool) -> None:
        """Count one, and keep its name where it was judged wrongly."""
        self.right += told and there
        self.told += told
        self.there += there
        if told is not there:
            self.wrong.append(f"{'missed' if there else 'false'}: {name}")

    @property
    def precision(self) -> float:
        """How many of those told were there."""
        return self.right / max(1, self.told)

    @property
    def recall(self) -> float:
        """How many of those there were told."""
        return self.right / max(1, self.there)


def texts(pair: dict[str, Any]) -> tuple[str, str]:
    """Make the two policies of an invented pair."""
    body = BODIES[pair["in"]]
    before = body.replace(_PLACE, pair.get("before", ""))
    after = MADE[pair.get("made", "same")](body.replace(_PLACE, pair.get("after", "")))
    if pair.get("made") == "trimmed":
        before = MADE["appended"](before)
    return before, after


def clauses() -> Iterator[tuple[str, dict[str, Any]]]:
    """Go through the invented sentences with their languages."""
    for language, rows in CLAUSES.items():
        for row in rows:
            yield language, row


def name(pair: dict[str, Any]) -> str:
    """Name a pair by what it is and how it begins."""
    what = pair.get("type") or "+".join(pair["kinds"])
    return f"{pair['in']} {what}: {pair.get('after') or pair.get('before') or ''}"[:110]
