"""How are `lock` and `unlock` typed, asked about and told?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from withhold.app import closing
from withhold.cli.say import has_terminal, print_json, tell
from withhold.kernel.errors import Exit
from withhold.kernel.paths import home

if TYPE_CHECKING:
    from withhold.kernel.paths import Home

BEFORE = """\
From now on everything Withhold keeps can be put into one encrypted file that only your passphrase
opens. Before you choose one:
  - nobody can recover it, we neither: without it, what is kept is lost;
  - what was on this disk before may still be in freed blocks and in your backups;
  - while your home is open, it protects nothing.
Four or more words that have nothing to do with one another are good."""

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
_stdin = click.option(
    "--passphrase-stdin", is_flag=True, help="Read the passphrase from standard input."
)


@click.command()
@click.option("--change", "deed", flag_value="change", help="Choose another passphrase.")
@click.option("--remove", "deed", flag_value="remove", help="Take the passphrase off.")
@_stdin
@_json
def lock(deed: str | None, passphrase_stdin: bool, as_json: bool) -> int:
    """Close everything Withhold keeps into one encrypted file.

    The first time it asks for a passphrase, twice. Later it just closes; only opening needs the
    passphrase. With --change or --remove your home stays open.
    """
    place = home()
    if deed == "remove":
        closing.remove(place)
        return _told(place, "Your home has no passphrase any more. It is open.", as_json=as_json)
    if deed == "change":
        place.want_open()
        closing.change(place, _chosen(from_stdin=passphrase_stdin))
        return _told(place, "The new passphrase holds. Your home is open.", as_json=as_json)
    if not closing.is_closed(place) and not closing.has_passphrase(place):
        tell(BEFORE)
        closing.set_passphrase(place, _chosen(from_stdin=passphrase_stdin))
    closing.close_all(place)
    return _told(place, "Your home is closed. `withhold unlock` opens it.", as_json=as_json)


@click.command()
@_stdin
@_json
def unlock(passphrase_stdin: bool, as_json: bool) -> int:
    """Open your home with the passphrase.

    It stays open until `withhold lock`, or until you close the dashboard.
    """
    place = home()
    if closing.is_closed(place):
        closing.open_with(place, _asked(from_stdin=passphrase_stdin))
    return _told(place, "Your home is open.", as_json=as_json)


def _chosen(*, from_stdin: bool) -> str:
    return _asked(from_stdin=from_stdin, twice=True)


def _asked(*, from_stdin: bool, twice: bool = False) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not has_terminal():
        raise click.UsageError(
            "There is no terminal to ask for the passphrase; --passphrase-stdin reads it instead."
        )
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=twice, err=True))


def _told(place: Home, sentence: str, *, as_json: bool) -> int:
    if as_json:
        has, closed = closing.has_passphrase(place), closing.is_closed(place)
        print_json({"schema": 1, "closed": closed, "passphrase": has})
    click.echo(sentence, err=as_json)
    return Exit.WELL
