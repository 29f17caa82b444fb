"""How is `evidence` typed and told: listed, shown, exported, verified?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from withhold.app import evidence as app
from withhold.app.start import house
from withhold.cli.say import has_terminal, print_json, tell
from withhold.kernel.errors import Exit
from withhold.report import evidence as report

if TYPE_CHECKING:
    from collections.abc import Iterable

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
_path = click.Path(path_type=Path)


@click.group()
def evidence() -> None:
    """Show, hand over and check the evidence of what was read."""


@evidence.command("list")
@click.argument("control", required=False)
@_json
def list_(control: str | None, as_json: bool) -> int:
    """List readings, oldest first: of CONTROL, or all."""
    found = app.entries(house(), control)
    if as_json:
        print_json(report.listed(found))
    return _say(() if as_json else report.lines(found))


@evidence.command()
@click.argument("reading", metavar="ID")
@_json
def show(reading: str, as_json: bool) -> int:
    """Show one reading, and where its evidence lies."""
    found = app.entry(house(), reading)
    if as_json:
        print_json(report.shown_document(found.entry, found.evidence, found.files))
    return _say(() if as_json else report.shown(found.entry, found.evidence, found.files))


@evidence.command()
@click.argument("path", type=_path)
@click.option("--since", metavar="DATE", help="Leave out what was written before this day.")
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(app.OPTIONAL),
    help="Leave out records of this kind; may be given more than once.",
)
@click.option("--yes", is_flag=True, help="Write it without asking.")
@_json
def export(
    path: Path, since: str | None, without: tuple[str, ...], yes: bool, as_json: bool
) -> int:
    """Write everything to a new folder PATH, or to a new file if it ends in .zip.

    It stays on this machine: whom you give it to is up to you. Anybody can check it without
    Withhold, by the procedure in its VERIFY.txt.
    """
    own, begin = house(), app.day(since) if since else None
    found = app.preview(own, since=begin, without=without)
    for line in report.previewed(found, since=begin):
        tell(line)
    if has_terminal() and not yes and not click.confirm("Write it?", err=True):
        raise click.Abort
    done = app.export(own, path.absolute(), since=begin, without=without)
    if as_json:
        print_json(report.exported_document(done, found))
    return _say(report.exported(done), aside=as_json)


@evidence.command()
@click.argument("path", type=_path, required=False)
@click.option("--head", metavar="LINK", help="A head noted earlier: it must be in the chain still.")
@_json
def verify(path: Path | None, head: str | None, as_json: bool) -> int:
    """Check that nothing was altered, moved or taken out: here, or in the export at PATH."""
    verdict = app.verify(house(), path, head=head)
    if as_json:
        print_json(report.verified_document(verdict))
    _say(report.verified(verdict), aside=as_json)
    return Exit.FINDINGS if verdict.broken else Exit.WELL


def _say(lines: Iterable[str], *, aside: bool = False) -> int:
    for line in lines:
        click.echo(line, err=aside)
    return Exit.WELL
