"""Of which sentences and table cells is a policy made, and when are two of them the same?

Links, marks, list numbers, invisible characters and "(opens in a new window)" are no words of a
policy; spelling variants of one language are one word. Tables of one line of thousands of
characters come apart by their cells.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202c]")
# A pattern that may begin at every sign stops at the next one that begins it, so that a line of
# nothing but brackets costs what it is long, not the square of that.
_IMAGE = re.compile(r"!\[[^\[\]]*+\]\([^()]*+\)")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*+\])*+)\]\((?:[^()\s]|\([^()]*+\))*+(?:\s+\"[^\"]*\")?\)", re.DOTALL
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_EMPHASIS = re.compile(r"(?<!\w)[*_](\S[^*_]*\S)[*_](?!\w)")
_WINDOW = re.compile(
    r"\((?:opens in (?:a )?new (?:window|tab)|s.ouvre dans une nouvelle fenêtre|"
    r"öffnet (?:sich )?in (?:einem )?neuen? (?:fenster|tab))\)",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"(?<=[.!?])[\"”’)]*\s+(?=[A-ZÀ-ÖØ-ÞĀ-Ž\"“‘«(¿¡0-9])"
    r"|;\s+(?=\(?[a-zivx0-9]{1,4}\)|[A-Z])|<br\s*/?>"
)
_SHORT = re.compile(
    r"\b(?:e\.g|i\.e|etc|inc|ltd|corp|no|art|sec|vs|mrs?|ms|dr|st|u\.s|z\.b|d\.h|bzw|p\.ex|cf|al)\.$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^\s*(?:[*+\-•●·–—>]+\s+|#{1,6}\s*|\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,5})[.)]\s+"
    r"|\d+(?:\.\d+)+\.?\s+)+",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"^(?![#>|*+-])[^|]{60,140}(?<![.!?:;|)»”\"*\]])$")
_GOES_ON = re.compile(r"\(?[^\W\d_]+[ ,]")
_RULE = frozenset("-=*|_ :")
_NO_LETTER = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[^\w'%€$]+")
_VARIANTS = (
    (re.compile(r"(?<=\w\w\w)is(e|es|ed|ing|er|ation|ations)\b"), r"iz\1"),
    (re.compile(r"(?<=\w)our(s|ed|ing|ite|ites|able)?\b"), r"or\1"),
    (re.compile(r"(?<=\w)yse(d|s)?\b"), r"yze\1"),
)
_TABLE = 2  # from so many bars on, a line is a row of a table
_LEAD_LENGTH = 300
_LONGEST = 2_000  # characters of a sentence; what is longer is none, and is cut
_SHORTENED = 16  # characters at the end of a part, in which an abbreviation shows
_TOP = 3  # lines among which the title of a document is looked for
_TITLE = 100
_SIDES = 4  # texts whose lines are kept at hand: both sides, and those of the step before


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: its words as recorded, what leads into it, and the headings above it.

    `former` is the end of the line before it.
    """

    text: str
    lead: str
    heading: str
    former: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence or table cell: as a person reads it, its normal form, and where it stands.

    `former` is the sentence before it, of which a way out may speak: "You can turn this off."
    """

    text: str
    key: str
    lead: str
    heading: str
    former: str = ""


def lines(text: str, known: Container[str] = frozenset()) -> Iterator[Line]:
    """Go through the lines of a Markdown text that hold words, but for those `known`."""
    all_rows = rows(text)
    title = _title(all_rows)
    lead, heading, former = "", title, ""
    for line in all_rows:
        is_heading = line.startswith("#")
        if is_heading:
            heading = f"{title}: {line.lstrip('# ')}"
        is_new = line not in known
        inner = (is_new or bool(lead)) and not is_heading and _is_inner(line)
        if is_new:
            yield Line(line, lead if inner else "", heading, former)
        former = "" if is_heading else line[-_LEAD_LENGTH:]
        if line.endswith((":", ":**")):
            lead = line[-_LEAD_LENGTH:]
        elif not inner:
            lead = ""


def _title(rows: Sequence[str]) -> str:
    """Give what a document is called, by its first heading or its first short line."""
    called = next((line for line in rows[:_TOP] if line.startswith("#")), "".join(rows[:1]))
    return called.lstrip("# ") if len(called) < _TITLE else ""


@lru_cache(_SIDES)
def rows(text: str) -> tuple[str, ...]:
    """Give the lines of a text that hold words, as they were recorded."""
    plain = _INVISIBLE.sub("", text).replace("\u00a0", " ")
    stripped = (raw.strip() for raw in plain.split("\n"))
    return tuple(_mended([line for line in stripped if line and not _RULE.issuperset(line)]))


def _mended(lines: Sequence[str]) -> Iterator[str]:
    """Join what was broken at the width of a page, as texts taken from a PDF are."""
    whole = ""
    for line in lines:
        if whole and _BROKEN.search(whole) and _GOES_ON.match(line):
            whole += f" {line}"
            continue
        if whole:
            yield whole
        whole = line
    if whole:
        yield whole


def _is_inner(line: str) -> bool:
    """Tell an item of a list or a row of a table, into which an earlier line leads."""
    return bool(_LEAD.match(line)) or line.count("|") >= _TABLE


def units(line: Line) -> Iterator[Unit]:
    """Take one line apart into sentences and cells."""
    text = readable(line.text)
    cells = text.split("|") if text.count("|") >= _TABLE else [text]
    for cell in cells:
        former = line.former if len(cells) == 1 else ""
        for sentence in _sentences(cell.strip()):
            bare = _LEAD.sub("", sentence).strip()
            key = normal(bare)[:_LONGEST]  # one sign may stand for eighteen
            if len(bare) > _TABLE and key:
                yield Unit(bare, key, line.lead, line.heading, former)
                former = bare


def readable(text: str) -> str:
    """Give the words alone, without Markdown's marks."""
    text = _IMAGE.sub(" ", text)
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))
    text = _ESCAPE.sub(r"\1", text).replace("**", "").replace("__", "").replace("`", "")
    return _WINDOW.sub(" ", _EMPHASIS.sub(r"\1", text))


@lru_cache(50_000)
def normal(text: str) -> str:
    """Give what two sentences share that say the same letter by letter."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    plain = folded.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    words = _WORDS.sub(" ", plain)
    for variant, one in _VARIANTS:
        words = variant.sub(one, words)
    return " ".join(words.split())


def compact(text: str) -> str:
    """Give a whole text without spaces, in which a sentence is found however it was cut."""
    plain = _WINDOW.sub("", _LINK.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub("", text))))
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", plain).casefold())


def _sentences(text: str) -> list[str]:
    whole: list[str] = []
    for part in _BREAK.split(text):
        if whole and len(whole[-1]) < _LONGEST and _SHORT.search(whole[-1][-_SHORTENED:]):
            whole[-1] += f" {part}"
        elif part.strip():
            whole.append(part.strip())
    return [each[at : at + _LONGEST] for each in whole for at in range(0, len(each), _LONGEST)]
