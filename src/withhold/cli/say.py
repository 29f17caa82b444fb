"""How does the command line speak? Results to stdout, words about progress to stderr."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from threading import Event as Signal
from typing import TYPE_CHECKING, Any

import click
import msgspec

from withhold.kernel.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator


def print_json(document: dict[str, Any]) -> None:
    """Print one JSON object, indented, to stdout."""
    click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())


def tell(text: str = "") -> None:
    """Say something that is no result."""
    click.echo(text, err=True)


def has_terminal() -> bool:
    """Say whether there is a person to ask."""
    return sys.stdin.isatty()


@contextmanager
def stoppable() -> Iterator[Signal]:
    """Turn Ctrl-C and a polite kill into a wish to stop; a second Ctrl-C ends at once."""
    stop = Signal()

    def wish(number: int, frame: Any) -> None:  # noqa: ANN401 - the signal module's own type
        del frame
        if stop.is_set() and number == signal.SIGINT:
            os._exit(Exit.INTERRUPTED)  # the ledger is whole at every moment; nothing to tidy
        tell(
            "Stopping. The browser is being closed; what was done is recorded. "
            "Ctrl-C again ends it at once."
        )
        stop.set()

    before = {number: signal.signal(number, wish) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
