"""How are `doctor` and `erase` typed, asked about and told?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from withhold.app import doctoring, erasing
from withhold.app.planning import NotApproved
from withhold.cli.say import has_terminal, print_json, tell
from withhold.kernel.clock import SystemClock
from withhold.kernel.errors import Exit
from withhold.kernel.paths import home
from withhold.report import doctor as findings
from withhold.report.accounts import amount
from withhold.report.pages.erase import STAYS, STAYS_HEAD, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.app.erasing import Holding
    from withhold.kernel.paths import Home

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")


@click.command()
@_json
def doctor(as_json: bool) -> int:
    """Say what is missing on this machine, and the command that mends it.

    It changes nothing but who may enter Withhold's folder. It exits with 1 if something is in the
    way.
    """
    found = doctoring.examine(home(), SystemClock())
    if as_json:
        print_json(findings.document(found))
    else:
        for line in findings.lines(found):
            click.echo(line)
    return findings.verdict(found)


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@_json
def erase(yes: bool, as_json: bool) -> int:
    """Delete everything Withhold keeps on this machine.

    It says what will go, and asks you to type a word.
    """
    place = home()
    held = erasing.holdings(place, SystemClock())
    if held:
        _announce(place, held)
        _want_word(yes=yes)
    done = erasing.erase(place)
    if as_json:
        size = sum(one.size for one in held)
        print_json(
            {
                "schema": 1,
                "removed": list(done.removed),
                "left": list(done.left),
                "gone": done.gone,
                "bytes": size,
            }
        )
    told = "Everything is erased." if held else f"Nothing is kept in {place.root}."
    click.echo(told, err=as_json)
    if done.left:
        click.echo(f"Not ours, and left in {place.root}: {', '.join(done.left)}", err=as_json)
    return Exit.WELL


def _announce(place: Home, held: Sequence[Holding]) -> None:
    tell(f"This deletes everything Withhold keeps in {place.root}:")
    for one in held:
        tell(f"  - {one.what} ({amount(one.size)})")
    tell()
    tell(str(STAYS_HEAD))
    for stays in STAYS:
        tell(f"  - {stays}")
    tell()


def _want_word(*, yes: bool) -> None:
    if yes:
        return
    if not has_terminal():
        raise NotApproved(
            "Erasing needs your yes, and there is no terminal to ask on.",
            do="Run it in a terminal, or add --yes. Nothing was deleted.",
        )
    if (
        click.prompt(f"Type the word {WORD} to go on", default="", err=True, show_default=False)
        != WORD
    ):
        raise NotApproved("You did not type the word.", do="Nothing was deleted.")
