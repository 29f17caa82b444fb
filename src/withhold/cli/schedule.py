"""How is `withhold schedule` typed and told?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from withhold.app import scheduling
from withhold.app.start import house
from withhold.cli.runs import tell_once
from withhold.cli.say import print_json
from withhold.kernel.errors import Exit
from withhold.model.terms import Every
from withhold.report.schedule import document, leftover, lines

if TYPE_CHECKING:
    from withhold.report.schedule import Schedule

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")


@click.group()
def schedule() -> None:
    """Have the operating system run the review by itself.

    A systemd timer of your own on Linux, else a line in your crontab. Nothing runs as root, and
    nothing of Withhold stays running in between.
    """


@schedule.command()
@click.option("--weekly", "every", flag_value=Every.WEEKLY.value, help="Every week.")
@click.option("--monthly", "every", flag_value=Every.MONTHLY.value, help="Every month.")
@_json
def install(every: str | None, as_json: bool) -> int:
    """Schedule the review: monthly, unless you or your settings say weekly."""
    own = house()
    tell_once(own, ask=True)
    return _show(scheduling.install(own, Every(every) if every else None), as_json=as_json)


@schedule.command()
@_json
def remove(as_json: bool) -> int:
    """Take the schedule away, and leave nothing of it."""
    own = house()
    was = scheduling.remove(own)
    if as_json:
        print_json({"schema": 1, "removed": was.installed, "also": leftover(was)})
    click.echo("Removed." if was.installed else "Nothing was scheduled.", err=as_json)
    if also := leftover(was):
        click.echo(f"If you loaded it, run this as well: {also}", err=as_json)
    return Exit.WELL


@schedule.command()
@_json
def status(as_json: bool) -> int:
    """Say what is scheduled, when it runs next, and how to see it without Withhold."""
    return _show(scheduling.status(house()), as_json=as_json)


def _show(found: Schedule, *, as_json: bool) -> int:
    if as_json:
        print_json(document(found))
    for line in lines(found):
        click.echo(line, err=as_json)
    return Exit.WELL
