"""How does a page hand an order to a process of its own? Nobody types this."""

from __future__ import annotations

import sys

import click

from withhold.app import closing, orders
from withhold.app.fulfilling import fulfil
from withhold.app.start import house
from withhold.cli.say import stoppable

_LARGEST = 1_000_000  # bytes; an order names at most all controls of all accounts


@click.command(hidden=True)
def ordered() -> None:
    """Carry out the one order that stands on the standard input."""
    order = orders.parse(sys.stdin.buffer.read(_LARGEST))
    own = house()
    try:
        with stoppable() as stop:
            fulfil(own, order, stop)
    finally:  # the dashboard that would have closed the home may be gone by now
        closing.at_the_end(own.home)
