"""How is `withhold` alone typed and told: the dashboard, in the default browser?"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from withhold.app.start import doorstep
from withhold.app.todo import NothingToOpen, open_address
from withhold.cli.say import tell
from withhold.web.keys import LIFE, LONG_LIFE
from withhold.web.serve import open_dashboard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.app.closing import End


def dashboard(*, opens: bool) -> None:
    """Open the dashboard and serve it until it is closed; without `opens`, print its address.

    A closed home is opened there, and closed again at the end.
    """
    own = doorstep()
    with _politely_ended():
        if opens:
            open_dashboard(own, _open, life=LIFE, ended=_say_how)
        else:
            open_dashboard(own, click.echo, life=LONG_LIFE, ended=_say_how)


@contextmanager
def _politely_ended() -> Iterator[None]:
    """Let a polite kill end it as Ctrl-C does, so that the home is closed then too."""

    def end(number: int, frame: Any) -> None:  # noqa: ANN401 - the signal module's own type
        del number, frame
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say_how(end: End) -> None:
    if end.closed:
        tell("Your home is closed; your passphrase opens it.")
    elif end.hindered:
        for part in (end.hindered.what, end.hindered.where, end.hindered.do):
            tell(part)
        tell("Your home is still open. `withhold lock` closes it.")


def _open(address: str) -> None:
    tell("The dashboard opens in your browser. To close it: its Close button, or Ctrl-C here.")
    try:
        open_address(address)
    except NothingToOpen:
        tell("No browser was found. Open this address yourself; it works once, for two minutes:")
        click.echo(address)
