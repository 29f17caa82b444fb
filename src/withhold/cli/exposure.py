"""How is `exposure` typed and told: archives added, summed up, listed, exported, forgotten?"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from withhold.app import exposing, sifting
from withhold.app import exposure as app
from withhold.app.start import house
from withhold.cli.say import print_json, tell
from withhold.cli.screen import show_lines, width
from withhold.kernel.errors import Exit
from withhold.model.exposure import Kind, Reach
from withhold.report import exposure as report

if TYPE_CHECKING:
    from collections.abc import Callable

    from withhold.report.exposure import Coming

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
_country = click.option("--country", metavar="CC", help="As if you lived there: DE, US, …")
_kinds = click.option(
    "--kind", "kinds", multiple=True, type=click.Choice([kind.value for kind in Kind])
)
_reach = click.option("--reach", multiple=True, type=click.Choice([reach.value for reach in Reach]))
_year = click.option("--year", type=click.IntRange(1970, 2500))
_people = click.option("--people", is_flag=True, help="Only items that name or tag somebody.")
_words = click.option("--search", "words", metavar="WORDS", default="", help="Only with these.")
_PAUSE = 1.0  # seconds between two lines of progress


@click.group()
def exposure() -> None:
    """See what of yours is, was or never was in reach of training.

    Reads the archives that platforms give their members: the ZIP as it came, several parts of one,
    or the folder it was unpacked to. They are read on this machine and nothing is sent anywhere.
    """


@exposure.command()
@click.argument(
    "archives", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ARCHIVE…"
)
@click.option("--no-search", is_flag=True, help="Leave out the index of words: half the time.")
@_country
@_json
def add(archives: tuple[Path, ...], no_search: bool, country: str | None, as_json: bool) -> int:
    """Read archives in. All parts of one export go into one command.

    The same archive again changes nothing, and a newer one takes the older one's place. What cannot
    be read is named, and the rest comes in. It may be stopped at any moment; then nothing is kept.
    """
    own = house()
    done = exposing.add(
        own, archives, exposing.Wish(searchable=not no_search), tell=_now_and_then()
    )
    found = app.of(own, [*done.new, *done.known], country=country)
    if as_json:
        print_json(report.exposures(found, done.problems))
        return Exit.WELL
    for card in done.known:
        tell(f"{card.platform}: this archive was added already ({card.id}).")
    for problem in done.problems:
        tell(report.trouble(problem))
    show_lines(report.exposures_screen(found, width=width()))
    return Exit.WELL


@exposure.command()
@click.argument("archive", default="")
@_country
@_json
def show(archive: str, country: str | None, as_json: bool) -> int:
    """Sum up what is in reach: all archives, those of a platform, or one by its id."""
    found = app.show(house(), archive, country=country)
    if as_json:
        print_json(report.exposures(found))
    else:
        show_lines(report.exposures_screen(found, width=width()))
    return Exit.WELL


@exposure.command()
@click.argument("archive", default="")
@_kinds
@_reach
@_year
@_people
@_words
@click.option("--after", metavar="PLACE", help="Go on where the last list ended.")
@click.option("--size", type=click.IntRange(1, 1000), default=sifting.PAGE, show_default=True)
@_country
@_json
def items(
    archive: str,
    kinds: tuple[str, ...],
    reach: tuple[str, ...],
    year: int | None,
    people: bool,
    words: str,
    after: str | None,
    size: int,
    country: str | None,
    as_json: bool,
) -> int:
    """List items, newest first; a word of three letters and more is found by its beginning too."""
    wish = _filter(archive, kinds, reach, year, people=people, words=words)
    found = sifting.items(house(), wish, after=after, size=size, country=country)
    if as_json:
        print_json(report.listed(found))
    else:
        show_lines(report.listed_screen(found, width=width()))
    return Exit.WELL


@exposure.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("archive", default="")
@_kinds
@_reach
@_year
@_people
@_words
@_country
def export(
    file: Path,
    archive: str,
    kinds: tuple[str, ...],
    reach: tuple[str, ...],
    year: int | None,
    people: bool,
    words: str,
    country: str | None,
) -> int:
    """Write items to FILE as CSV, most reaching first: what could still be limited or deleted.

    FILE holds what you wrote, in the clear. Nothing that is there already is written over.
    """
    wish = _filter(archive, kinds, reach, year, people=people, words=words)
    number = sifting.export(house(), file, wish, country=country)
    tell(f"{number:,} items are in {file}.")
    return Exit.WELL


@exposure.command()
@click.argument("archive", default="")
@click.option("--all", "every", is_flag=True, help="All archives.")
@_json
def forget(archive: str, every: bool, as_json: bool) -> int:
    """Delete what was read from an archive: one by its id, those of a platform, or --all.

    The platform's own file stays where it is. What a disk still holds in freed blocks is beyond
    Withhold.
    """
    if every == bool(archive):
        raise click.UsageError("Name an archive or a platform, or say --all.")
    gone = app.forget(house(), archive)
    if as_json:
        print_json(report.forgotten(gone))
    for card in () if as_json else gone:
        click.echo(f"{card.platform}, {report.counted(card.counts)}: forgotten.")
    if not gone and not as_json:
        click.echo("No archive was kept.")
    return Exit.WELL


def _filter(
    archive: str,
    kinds: tuple[str, ...],
    reach: tuple[str, ...],
    year: int | None,
    *,
    people: bool,
    words: str,
) -> sifting.Filter:
    return sifting.Filter(
        of=archive,
        kinds=tuple(map(Kind, kinds)),
        year=year,
        reach=tuple(map(Reach, reach)),
        people=people,
        words=words,
    )


def _now_and_then() -> Callable[[Coming], None]:
    begin = last = monotonic()
    name = ""

    def say(now: Coming) -> None:
        nonlocal begin, last, name
        if now.name != name:
            begin, name = last, now.name  # when the one before ended, or a moment later
        if now.finishing or monotonic() - last >= _PAUSE:
            last = monotonic()
            tell(report.progress(now, last - begin))

    return say
