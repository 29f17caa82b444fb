"""What do policies say, what changed in them, and since when?

A single question about files is answered here, and what is kept is looked up; `importing` fills it.
The judge is handed in, so that tests bring a small one of their own; `ours` is that of the house.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from withhold.catalogue.judging import words
from withhold.judge.policies import history as rules
from withhold.judge.policies.clause import clause
from withhold.judge.policies.lexicon import compiled
from withhold.kernel.errors import WithholdError
from withhold.report.policies import Change
from withhold.store.policies import Policies

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from withhold.app.start import House
    from withhold.model.policy import Clause, Judgement, Version
    from withhold.store.policies import Told

_LARGEST = 32 * 1024 * 1024  # bytes; the longest policies known have less than one million
LATELY = timedelta(days=365)
"""How far back "lately" goes, where nothing else is said."""


class NoFile(WithholdError):
    """A file that was named is not there, or may not be read."""

    code = "no-file"


class NotText(WithholdError):
    """A file that was named holds no text."""

    code = "not-text"


class UnknownChange(WithholdError):
    """There is no change by this id, or there are several."""

    code = "unknown-change"


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
    """Who judges: two texts, one sentence, or a history, begun or taken up again by its state."""

    compare: Callable[[str, str], Judgement]
    clause: Callable[[str], Clause]
    history: Callable[[bytes | None], Historian]


def ours() -> Judge:
    """Give the judge of the house, with its words; raises FactError."""
    lexicon = compiled(words())
    return Judge(
        compare=lambda before, after: rules.compare(before, after, lexicon),
        clause=lambda sentence: clause(sentence, lexicon),
        history=lambda state: (
            rules.History(lexicon) if state is None else rules.History.load(lexicon, state)
        ),
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


def changes(house: House, since: datetime | None = None, *, every: bool = False) -> list[Change]:
    """List what changed, the newest first: in the last year, since a day, or ever."""
    begin = None if every else since or house.clock.now() - LATELY
    if not _kept(house):
        return []
    with Policies(house.home) as policies:
        return [_change(told) for told in policies.changes(begin)]


def change(house: House, beginning: str) -> Change:
    """Give one change by its id, or by how that begins; raises UnknownChange."""
    found: list[Told] = []
    if _kept(house):
        with Policies(house.home) as policies:
            found = policies.named(beginning.lower())
    if len(found) == 1 and beginning:
        return _change(found[0])
    what = "Several changes have an id that begins so:" if found else "There is no change with id:"
    raise UnknownChange(
        what, where=beginning, do="`withhold policies changes --all` lists them with their ids."
    )


def _kept(house: House) -> bool:
    """Tell whether anything was ever imported, so that looking makes no file; raises HomeClosed."""
    house.home.want_open()
    return house.home.policies.exists()


def _change(told: Told) -> Change:
    about = told.subject
    return Change(told.id, about.service, about.name, told.before, told.after, told.judgement)


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
