"""How are lines put on a terminal, and how wide is it?"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.report.screen import Line


def show_lines(lines: Iterable[Line]) -> None:
    """Print lines to stdout, headings in bold."""
    for line in lines:
        click.echo(click.style(line.text, bold=True) if line.bold else line.text)


def width() -> int:
    """Say how many characters fit on a line."""
    return shutil.get_terminal_size().columns
