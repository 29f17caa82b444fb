"""Where does an archive of LinkedIn begin, and which of its files holds what?

An archive is known by the headers of its files. A file's own job is told by its name, where a
member's number may stand behind it, and by its header where that is like no other.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from withhold.observe.archives.format import Files
from withhold.observe.archives.linkedin import names
from withhold.observe.archives.linkedin.names import COLUMNS
from withhold.observe.archives.source import Source

_HEAD = 8192
_MOST = 100  # archives in one place; each costs a look at all paths
_NAME = re.compile(r"(.+?)(?:_(\d{1,20}))?\.csv", re.ASCII)
_UNLIKE_OTHERS = {
    "Shares": {"ShareLink", "ShareCommentary"},
    "Profile": {"First Name", "Last Name", "Maiden Name", "Headline"},
    "Rich_Media": {"Media Description", "Media Link"},
}
_WITH_ITS_NAME = {
    "Comments": {"Date", "Link", "Message"},
    "Connections": {"First Name", "Last Name", "Connected On"},
    "InstantReposts": {"Date", "Link"},
    "Reactions": {"Date", "Type", "Link"},
    "Registration": {"Registered At", "Registration Ip"},
    "messages": {"CONVERSATION ID", "SENDER PROFILE URL"},
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of rows: what it is, and the first cell of its header."""

    path: str
    job: str
    first: str


@dataclass(slots=True)
class Shelf:
    """The files of one archive; `root` is the folder it begins in, `member` the person's number."""

    root: str
    sheets: list[Sheet] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    inferred: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    member: str = ""
    complete: bool = False

    def of(self, job: str) -> Iterator[Sheet]:
        """Give the files of a job."""
        return (each for each in self.sheets if each.job == job)


def shelves(files: Files) -> Sequence[Shelf]:
    """Find all archives; what lies in the folder of another that is deeper is that one's."""
    begun: dict[str, Shelf] = {}
    for path in files.paths:
        root = path[: path.rfind("/") + 1]
        if len(begun) < _MOST and root not in begun and path.endswith(".csv"):
            begun |= {root: Shelf(root)} if _signed(files, path) else {}
    deepest = sorted(begun, key=len, reverse=True)
    for path in files.paths:
        home = next((each for each in deepest if path.startswith(each)), None)
        if home is not None:
            _put(files, begun[home], path)
    return [begun[root] for root in sorted(begun)]


def _put(files: Files, shelf: Shelf, path: str) -> None:
    name = path.removeprefix(shelf.root)
    if name.startswith("Articles/") and name.endswith(".html"):
        shelf.articles.append(path)
        shelf.complete = True
    elif name.endswith(".csv"):
        known, member = _named(name)
        job = known or ("" if "/" in name else _told(files, path))
        if job in COLUMNS:
            shelf.sheets.append(Sheet(path, job, _first(files, path, job)))
        if job in names.INFERRED:
            shelf.inferred.append(path)
        if job:
            shelf.known.append(path)
        shelf.member = shelf.member or member
        shelf.complete = shelf.complete or job in names.COMPLETE


def _named(name: str) -> tuple[str, str]:
    """Tell by a file's name what it is, and the member's number behind it."""
    for found in (_NAME.fullmatch(name), re.fullmatch(r"(.+)()\.csv", name)):
        if found:
            job = names.OTHER_NAMES.get(found[1], found[1])
            if job in names.KNOWN:
                return job, found[2] or ""
    return "", ""


def _told(files: Files, path: str) -> str:
    """Tell by a file's header what it is, if that is like no other of LinkedIn's."""
    rows = list(_rows(files, path))
    signs = [*_UNLIKE_OTHERS.items(), ("Comments", _WITH_ITS_NAME["Comments"])]
    return next((job for job, sign in signs if any(sign <= set(row) for row in rows)), "")


def _signed(files: Files, path: str) -> bool:
    sign = _WITH_ITS_NAME.get(_named(path.rpartition("/")[2])[0])
    signs = [*_UNLIKE_OTHERS.values(), *([sign] if sign else [])]
    return any(each <= set(row) for row in _rows(files, path) for each in signs)


def _first(files: Files, path: str, job: str) -> str:
    """Give the first cell of the header, wherever it stands, in whatever order the columns are."""
    wanted = set(COLUMNS[job])
    found = (row[0] for row in _rows(files, path) if wanted <= set(row))
    return next(found, COLUMNS[job][0])


def _rows(files: Files, path: str) -> Iterator[list[str]]:
    """Give the rows at a file's beginning, as far as they are any."""
    head = Source(BytesIO(files.head(path, _HEAD))).read().decode("utf-8", "replace")
    reader = csv.reader(io.StringIO(head.replace("\0", ""), newline=""))
    while True:
        try:
            yield [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            continue
