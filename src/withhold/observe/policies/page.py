"""What does a page say, by the terms on which its text is taken from it?

The terms are those of an Open Terms Archive declaration, and so is the order: links become
absolute, scripts and styles go, then what is to be removed, then what is to be taken is taken, part
by part. Where nothing is named, it is the page's main part without what surrounds it. A page on
which nothing is found gives no text at all, never an empty one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import msgspec
from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup

from withhold.observe.policies.links import cleaned
from withhold.observe.policies.markdown import markdown, tidy

if TYPE_CHECKING:
    from bs4.element import PageElement

RULE = 1
"""Raised whenever the same page and terms give another text than before."""
LARGEST = 16 * 1024 * 1024  # characters; the longest policies known have less than one million
MANY = 50_000  # elements; the longest policies known have some ten thousand
DEEP = 100  # elements in one another; what is deeper is taken as plain text
_BESIDE = "script, style, template, noscript, iframe, object, svg"
_AROUND = (
    "nav, header, footer, aside, dialog, form, [role=navigation], [role=banner], [role=search]"
)
_MAIN = ("main", "[role=main]", "article", "body")
_PASSWORD = "input[type=password]"  # noqa: S105 - a selector, not a password
_PAGES = frozenset({"", "text/html", "application/xhtml+xml"})
_TEXTS = frozenset({"text/plain", "text/markdown"})
_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*>")
_SECRETIVE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_GAP = re.compile(r"[ \t\r\n]{9,}")
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Terms:
    """Which parts of a page are its text, and what in them is not; CSS selectors."""

    select: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The name of this way to take a text: another one may give another text."""
        plain = msgspec.json.encode((RULE, self.select, self.remove))
        return hashlib.sha256(plain).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class NoText:
    """Why there is none: `not-text`, `too-large`, `not-found`, `empty`, `sign-in`."""

    why: str


def text_of(kind: str, content: str, *, url: str, terms: Terms) -> str | NoText:
    """Take the text of what was fetched: `kind` is its media type, `url` where it came from."""
    if len(content) > LARGEST:
        return NoText("too-large")
    media = kind.partition(";")[0].strip().lower()
    if media in _TEXTS:
        return tidy(content) or NoText("empty")
    if media not in _PAGES or "<" not in content:
        return NoText("not-text")
    return _of_page(content, url, terms)


def words_of(text: str) -> str:
    """Give only the words of a text: two captures with the same ones say the same."""
    return " ".join(_ADDRESS.sub("]", text).split())


_ADDRESS = re.compile(r"\]\([^()\s]*\)")


def _of_page(content: str, url: str, terms: Terms) -> str | NoText:
    plain = content.encode("utf-8", "replace").decode()  # half a character pair is none
    try:
        page = BeautifulSoup(_SECRETIVE.sub(" ", _PROLOGUE.sub("", plain)), "lxml")
    except ParserRejectedMarkup:
        return NoText("not-text")
    if _count(page) > MANY:
        return NoText("too-large")
    _straighten(page, url)
    _drop(page, (_BESIDE,))
    _drop(page, terms.remove)
    parts = _named(page, terms.select) if terms.select else _main(page)
    if not parts:
        return NoText("not-found")
    if any(part.select_one(_PASSWORD) for part in parts):
        return NoText("sign-in")
    return _BETWEEN.join(filter(None, map(markdown, parts))) or NoText("empty")


def _count(page: BeautifulSoup) -> int:
    return sum(isinstance(each, Tag) for each in page.descendants)


def _straighten(page: BeautifulSoup, url: str) -> None:
    """Make links absolute, gaps short, and nothing lie deeper than can be gone into."""
    for link in page.find_all("a", href=True):
        if where := cleaned(str(link["href"]), url):
            link["href"] = where
        else:
            del link["href"]
    for string in page.find_all(string=_GAP):
        string.replace_with(_GAP.sub(_short, string))
    for deep in list(_too_deep(page)):
        deep.string = deep.get_text("\n", strip=True)


def _short(gap: re.Match[str]) -> str:
    return "\n" if "\n" in gap[0] else " "


def _too_deep(page: Tag) -> Iterator[Tag]:
    """Find the elements at the last depth that is gone into."""
    here: list[tuple[PageElement, int]] = [(page, 0)]
    while here:
        element, depth = here.pop()
        if isinstance(element, Tag):
            if depth == DEEP:
                yield element
            else:
                here += [(child, depth + 1) for child in element.children]


def _drop(page: BeautifulSoup, selectors: Sequence[str]) -> None:
    for found in list(chain.from_iterable(page.select(selector) for selector in selectors)):
        if not found.decomposed:
            found.decompose()


def _named(page: BeautifulSoup, selectors: Sequence[str]) -> list[Tag]:
    """Take what is named, in the order of the names; what lies in a part is taken with it."""
    return [part for selector in selectors for part in _outermost(page.select(selector))]


def _outermost(found: Sequence[Tag]) -> Iterator[Tag]:
    taken: set[int] = set()
    for part in found:  # in the order of the page: what encloses comes first
        if not any(id(above) in taken for above in part.parents):
            taken.add(id(part))
            yield part


def _main(page: BeautifulSoup) -> list[Tag]:
    """Find the page's main part, and take away what is around it."""
    for selector in _MAIN:
        if found := list(_outermost(page.select(selector))):
            for part in found:
                if part.select_one(_PASSWORD) is None:
                    _drop_around(part)
            return found
    return []


def _drop_around(part: Tag) -> None:
    for beside in part.select(_AROUND):
        if not beside.decomposed:
            beside.decompose()
