"""What do policies say, and what does one text alter against another?

A single question about files is answered here; `importing` fills what is kept, `changed` looks it
up. The judge is handed in, so that tests bring a small one of their own; `ours` is the house's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from withhold.catalogue.judging import words
from withhold.judge.policies import history as rules
from withhold.judge.policies.clause import clause
from withhold.judge.policies.lexicon import compiled
from withhold.kernel.errors import WithholdError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from withhold.model.policy import Clause, Judgement, Version

_LARGEST = 32 * 1024 * 1024  # bytes; the longest policies known have less than one million


class NoFile(WithholdError):
    """A file that was named is not there, or may not be read."""

    code = "no-file"


class NotText(WithholdError):
    """A file that was named holds no text."""

    code = "not-text"


class Historian(Protocol):
    """Judges the versions of one document, one after the other."""

    def step(self, version: Version) -> Judgement | None:
        """Judge one version by those before it; None for the first."""
        ...

    def state(self) -> bytes:
        """Give what it remembers."""
        ...


@dataclass(frozen=True, slots=True)
class Judge:
    """Who judges: two texts, one sentence, or a history, begun or taken up again by its state.

    `goes_on` tells whether a state can be taken up; if not, `history` begins anew.
    """

    compare: Callable[[str, str], Judgement]
    clause: Callable[[str], Clause]
    history: Callable[[bytes | None], Historian]
    goes_on: Callable[[bytes], bool]


def ours() -> Judge:
    """Give the judge of the house, with its words; raises FactError."""
    lexicon = compiled(words())
    return Judge(
        compare=lambda before, after: rules.compare(before, after, lexicon),
        clause=lambda sentence: clause(sentence, lexicon),
        history=lambda state: (
            rules.History(lexicon) if state is None else rules.History.load(lexicon, state)
        ),
        goes_on=rules.goes_on,
    )


def compare(before: Path, after: Path, judge: Judge) -> Judgement:
    """Say what a text alters against an earlier one; raises NoFile, NotText."""
    return judge.compare(_text(before), _text(after))


def clauses(path: Path, judge: Judge) -> list[tuple[str, Clause]]:
    """Say of each line what it says about training; raises NoFile, NotText."""
    lines = _text(path).split("\n")  # and nowhere else: answers must stand beside their lines
    if not lines[-1]:
        lines.pop()
    return [(line, judge.clause(line.removesuffix("\r"))) for line in lines]


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise NoFile(
            "There is no file here that can be read:",
            where=str(path),
            do="Look at its name, and whether you may read it.",
        ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text or len(content) > _LARGEST:
        raise NotText(
            "This is no plain text in UTF-8, or more than 32 MB:",
            where=str(path),
            do="Save the policy as plain text or Markdown, then try again.",
        )
    return text
