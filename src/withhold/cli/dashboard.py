"""How is `withhold` alone typed and told: the dashboard, in the default browser?"""

from __future__ import annotations

import click

from withhold.app.start import house
from withhold.app.todo import NothingToOpen, open_address
from withhold.cli.say import tell
from withhold.web.keys import LIFE, LONG_LIFE
from withhold.web.serve import open_dashboard


def dashboard(*, opens: bool) -> None:
    """Open the dashboard and serve it until it is closed; without `opens`, print its address."""
    own = house()
    if not opens:
        open_dashboard(own, click.echo, life=LONG_LIFE)
        return
    open_dashboard(own, _open, life=LIFE)


def _open(address: str) -> None:
    tell("The dashboard opens in your browser. To close it: its Close button, or Ctrl-C here.")
    try:
        open_address(address)
    except NothingToOpen:
        tell("No browser was found. Open this address yourself; it works once, for two minutes:")
        click.echo(address)
