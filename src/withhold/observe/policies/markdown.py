"""How does a part of a page become Markdown in which only a change of words is a change?

Rows of tables are lines, their cells not padded; items of a numbered list all bear the same number,
so that one put in leaves those after it as they were. Pictures are left out, their words are kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdownify import MarkdownConverter

if TYPE_CHECKING:
    from bs4 import Tag

_CELLS = frozenset({"td", "th"})
_BLANK_LINES = re.compile(r"\n{3,}")
_LINE = re.compile(r"^(?=.)", re.MULTILINE)
_SPACES = re.compile(r"[^\S\n]+")
_PRINTED_NOT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\u00ad]")
"""Control characters, and those that nobody sees: a platform may put them in or leave them out."""


def markdown(part: Tag) -> str:
    """Turn one part of a page into Markdown."""
    return tidy(_Converter(heading_style="atx", bullets="*").convert_soup(part))


def tidy(text: str) -> str:
    """Leave out what is not printed, spaces at the ends of lines, and more than one empty line."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    lines = (line.rstrip() for line in _PRINTED_NOT.sub("", plain).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


class _Converter(MarkdownConverter):
    """The library's converter, without what takes longer than the page is long."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape the bar in cells too: it would end them."""
        escaped = text.replace("*", r"\*").replace("_", r"\_")
        return escaped.replace("|", r"\|") if _CELLS & parent_tags else escaped

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Break the line; `convert_td` makes a mark of it."""
        del el
        if _CELLS & parent_tags:
            return f"\n{text}"
        return f" {text}" if "_inline" in parent_tags else f"\n{text}"

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Set a paragraph apart, in a cell too."""
        del el
        if _CELLS & parent_tags:
            return f"\n{text.strip()}\n"
        return f" {text.strip()} " if "_inline" in parent_tags else _apart(text)

    convert_div = convert_p
    convert_article = convert_p
    convert_section = convert_p
    convert_main = convert_p
    convert_dl = convert_p
    convert_dd = convert_p
    convert_dt = convert_p

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Keep what a picture says, not where it lies: its address is another each time."""
        del text
        return self.escape(_SPACES.sub(" ", str(el.get("alt") or "")).strip(), parent_tags)

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write an item, its further lines indented."""
        del parent_tags
        mark = "1. " if el.parent is not None and el.parent.name == "ol" else "* "
        return f"{mark}{_LINE.sub(' ' * len(mark), text.strip()).lstrip(' ')}\n"

    def convert_ul(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Set a list apart, or put it below the item it belongs to."""
        del el
        return f"\n{text.rstrip()}" if "li" in parent_tags else _apart(text)

    convert_ol = convert_ul
    convert_list = convert_ul

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a row."""
        del el, parent_tags
        return f"|{text}\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a cell, on one line."""
        del el, parent_tags
        lines = filter(None, map(str.strip, text.split("\n")))
        return f" {'<br>'.join(lines)} |"

    convert_th = convert_td

    def convert_video(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Keep the words that stand in for a film."""
        del el, parent_tags
        return text


def _apart(text: str) -> str:
    stripped = text.strip()
    return f"\n\n{stripped}\n\n" if stripped else ""
