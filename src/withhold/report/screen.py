"""How is text laid out on a terminal of some width?"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

NARROWEST, WIDEST = 40, 100


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a screen."""

    text: str
    bold: bool = False


@dataclass(slots=True)
class Screen:
    """Lines in the making; `width` is that of the terminal, within reason."""

    width: int
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Keep to a width that people can read."""
        self.width = min(max(self.width, NARROWEST), WIDEST)

    def head(self, text: str) -> None:
        """Add a heading, with a blank line before it."""
        if self.lines:
            self.blank()
        self.lines += [Line(line, bold=True) for line in self._wrap(text, "", "")]

    def blank(self) -> None:
        """Add a blank line."""
        self.lines.append(Line(""))

    def text(self, text: str, *, indent: int = 0) -> None:
        """Add a paragraph."""
        self.lines += [Line(line) for line in self._wrap(text, " " * indent, " " * indent)]

    def point(self, text: str, *, bold: bool = False) -> None:
        """Add one point of a list."""
        self.lines += [Line(line, bold=bold) for line in self._wrap(text, "- ", "  ")]

    def item(self, label: str, text: str, *, indent: int = 2, room: int = 10) -> None:
        """Add a labelled paragraph: the label in its own column, the text hanging beside it."""
        if not text:
            return
        first = f"{' ' * indent}{label:<{room}} "
        rest = " " * (indent + room + 1)
        self.lines += [Line(line) for line in self._wrap(text, first, rest)]

    def _wrap(self, text: str, first: str, rest: str) -> list[str]:
        return textwrap.wrap(
            text,
            self.width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
