"""Which letters, laws and grounds are there? Data of `facts/letters/`, read and checked."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from withhold.catalogue.document import read
from withhold.catalogue.load import FOLDER
from withhold.catalogue.regions import WORLD, chain
from withhold.catalogue.shape import shaped
from withhold.model.terms import Day, Fact, Prose, Region

if TYPE_CHECKING:
    from pathlib import Path

LAWS, GROUNDS = "laws", "grounds"


class Law(Fact, frozen=True):
    """What an objection rests on in some regions, sentence by sentence.

    `term`: how long an answer may take, where the law says so.
    """

    id: str
    regions: list[Region]
    right: bool
    grounds_needed: bool
    name: Prose
    objecting: Prose
    meanwhile: Prose
    deleting: Prose
    burden: Prose
    answering: Prose
    source: str
    seen: Day
    term: Prose


class Ground(Fact, frozen=True):
    """One reason a person can have: as it is asked, and as it is written.

    `own`: it fits one's own posts; `others`: it fits what others post about one.
    """

    id: str
    own: bool
    others: bool
    question: Prose
    text: Prose


class Letter(Fact, frozen=True):
    """One text in several languages, and what it is for.

    `routes`: the ways of its platforms it serves; `about_others`: those of them that are for what
    others post about a person.
    """

    format: int
    id: str
    platforms: list[str]
    routes: list[str]
    about_others: list[str]
    subject: Prose
    text: Prose
    sources: list[str]
    seen: Day


class _Laws(Fact, frozen=True):
    format: int
    laws: list[Law]


class _Grounds(Fact, frozen=True):
    format: int
    grounds: list[Ground]


def letters(folder: Path = FOLDER) -> list[Letter]:
    """Return every letter, by name; raises FactError."""
    return list(_letters(folder))


@cache  # the files are the product's own; a page asks for them again and again
def _letters(folder: Path) -> tuple[Letter, ...]:
    places = sorted((folder / "letters").glob("*.yaml"))
    names = [place.name for place in places if place.stem not in {LAWS, GROUNDS}]
    return tuple(shaped(read(folder / "letters" / n, f"letters/{n}"), Letter) for n in names)


def law(country: str, folder: Path = FOLDER) -> Law:
    """Return the law for somebody who lives in this country; the narrowest region wins."""
    for region in chain(country):
        for each in _laws(folder):
            if region in each.regions:
                return each
    raise LookupError(WORLD)  # a fault in the facts: one law holds wherever no other does


@cache
def _laws(folder: Path) -> tuple[Law, ...]:
    file = read(folder / "letters" / f"{LAWS}.yaml", f"letters/{LAWS}.yaml")
    return tuple(shaped(file, _Laws).laws)


def grounds(about: str, folder: Path = FOLDER) -> list[Ground]:
    """Return the reasons that fit a letter about one's `own` data or what `others` post."""
    file = read(folder / "letters" / f"{GROUNDS}.yaml", f"letters/{GROUNDS}.yaml")
    known = shaped(file, _Grounds).grounds
    return [each for each in known if (each.own if about == "own" else each.others)]
