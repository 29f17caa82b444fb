"""Which texts are the invented pairs made of, and how right is a judge on them?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_PLACE = "@@"
_ALL = YAML(typ="safe").load(Path(__file__).with_name("pairs.yaml"))
_WHOLE = YAML(typ="safe").load(Path(__file__).with_name("policies.yaml"))
BODIES: dict[str, str] = _ALL["bodies"] | {
    f"{name} whole": t for name, t in _WHOLE["bodies"].items()
}
EDITS: dict[str, list[list[str]]] = {f"{name} whole": e for name, e in _WHOLE["edits"].items()}
_BOTH: list[dict[str, Any]] = [
    *_ALL["pairs"],
    *({**pair, "in": f"{pair['in']} whole"} for pair in _WHOLE["pairs"]),
]
PAIRS = [pair for pair in _BOTH if not pair.get("unreadable")]
UNREADABLE = [pair for pair in _BOTH if pair.get("unreadable")]
CLAUSES: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(
    Path(__file__).with_name("sentences.yaml")
)


def _moved(text: str) -> str:
    """Put the second section before the first, and number all anew."""
    mark = "\n### " if "\n### " in text else "\n## "
    head, first, second, *rest = text.split(mark)
    numbers = count(2)
    sections = [
        re.sub(r"^\d+", lambda _: str(next(numbers)), one) for one in (second, first, *rest)
    ]
    return mark.join([head, *sections])


def _split(text: str) -> str:
    """Break each paragraph after its first sentence."""
    return "\n\n".join(
        re.sub(r"([a-z]\.) (?=[A-Z])", r"\1\n\n", part, count=1) if part[:1].isalpha() else part
        for part in text.split("\n\n")
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
    "moved": _moved,
    "split": _split,
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
    after = body.replace(_PLACE, pair.get("after", ""))
    made = pair.get("made", "same")
    for step in made if isinstance(made, list) else [made]:
        after = _edited(after, pair["in"]) if step == "edited" else MADE[step](after)
    if made == "trimmed":
        before = MADE["appended"](before)
    return before, after


def _edited(text: str, body: str) -> str:
    for old, new in EDITS[body]:
        text = text.replace(old, new)
    return text


def clauses() -> Iterator[tuple[str, dict[str, Any]]]:
    """Go through the invented sentences with their languages."""
    for language, rows in CLAUSES.items():
        for row in rows:
            yield language, row


def name(pair: dict[str, Any]) -> str:
    """Name a pair by what it is and how it begins."""
    what = pair.get("type") or "+".join(pair["kinds"])
    return f"{pair['in']} {what}: {pair.get('after') or pair.get('before') or ''}"[:110]
