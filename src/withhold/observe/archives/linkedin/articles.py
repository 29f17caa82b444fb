"""Which articles were published?

Each is a page of its own. A published one says when it was; a draft says only when it was begun. A
page that says neither is taken for published: nobody is told less than there may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag
from bs4.exceptions import ParserRejectedMarkup

from withhold.model.exposure import Audience, Item, Kind, Known, Problem
from withhold.observe.archives.linkedin.rows import Desk, dated
from withhold.observe.archives.records import Unreadable
from withhold.observe.archives.tally import Tally

_MOST = 1024 * 1024  # bytes of a page; the longest article allowed has some 125,000 characters
_TAGS = 20_000  # marks in a page that are parsed; it takes a second
_LINE = r"^\s*{name}\b.{{0,40}}\d{{4}}.{{0,20}}$"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?(?: UTC)?", re.ASCII)
_ADDRESS = re.compile(r"https://(?:www\.)?linkedin\.com/pulse/[\w%.~/-]{1,512}", re.ASCII)
_END = "\0"  # of a paragraph; no page that is parsed has any
_BLOCKS = (
    "p",
    "div",
    "li",
    "br",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "figure",
    "td",
)
_NO_WORDS = ("style", "script", "head")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of an article; dates as they are written, None where there is no such line.

    `rest` is what stands below the title.
    """

    title: str
    rest: str
    created: str | None
    published: str | None
    link: str
    media: int


def articles(desk: Desk, path: str) -> Iterator[Item | Problem | Known]:
    """Give the article that a page is, if it is one and was published."""
    tally = desk.tally(path)
    try:
        with desk.files.open(path) as stream:
            content = stream.read(_MOST + 1)
    except Unreadable as error:
        yield Known(path)
        yield Problem(error.code, path, error.detail)
        return
    if len(content) > _MOST or content.count(b"<") > _TAGS:
        yield Known(path)
        yield Problem("too-large", path)
        return
    page = read(content)
    if page is None:
        return
    yield Known(path)
    if page.published or page.created is None:
        yield _item(page, tally)
    yield from tally.problems()


def read(content: bytes) -> Page | None:
    """Read a page; None where it is none, or has no title."""
    text = content.decode("utf-8-sig", "replace").replace("\0", "")
    if "<" not in text:
        return None
    try:
        soup = BeautifulSoup(text, "lxml")
    except (ParserRejectedMarkup, RecursionError):
        return None
    heading = soup.find("h1") or soup.find("title")
    title = _text(heading)
    if not title:
        return None
    created, published = _line(soup, "created"), _line(soup, "published")
    media = len(soup.find_all("img"))
    link = _ADDRESS.fullmatch(_address(heading))
    for each in soup.find_all([*_NO_WORDS, "h1"]):
        each.decompose()
    for each in soup.find_all(_BLOCKS):
        each.append(_END)
    return Page(title, _text(soup), created, published, link[0] if link else "", media)


def _item(page: Page, tally: Tally) -> Item:
    at, zoned = dated(page.published or "", tally)
    return Item(
        Kind.ARTICLE,
        page.link or tally.key(page.title, page.created or page.published or page.rest),
        at,
        Audience.PUBLIC,
        "\n\n".join(each for each in (page.title, page.rest) if each),
        zoned,
        media=page.media,
        link=page.link,
    )


def _line(soup: BeautifulSoup, name: str) -> str | None:
    """Take a line about a date out of a page, and give the date; empty where it holds none."""
    found = soup.find(class_=name)
    if not isinstance(found, Tag):
        words = soup.find(string=re.compile(_LINE.format(name=name), re.IGNORECASE))
        found = words.parent if words else None
    if not isinstance(found, Tag):
        return None
    text = _text(found)
    found.decompose()
    date = _DATE.search(text)
    return date[0] if date else text if any(map(str.isdigit, text)) else ""


def _text(found: object) -> str:
    """Give words as they are shown: a paragraph a line, whatever lines the page is written in."""
    if not isinstance(found, Tag):
        return ""
    paragraphs = (" ".join(each.split()) for each in found.get_text().split(_END))
    return "\n".join(each for each in paragraphs if each)


def _address(heading: object) -> str:
    inside = heading.find("a", href=True) if isinstance(heading, Tag) else None
    return str(inside["href"]) if isinstance(inside, Tag) else ""
