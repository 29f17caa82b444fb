"""Where does an export of Snapchat begin, and which of its files is which?

JSON stands in the first part only, in `json/`; the same as pages stands in `html/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from withhold.observe.archives.format import Files
from withhold.observe.archives.snapchat.names import KNOWN, OLDER, ONLY_SNAPCHAT, SIGNS
from withhold.observe.archives.source import Source

_HEAD = 4096
_MOST = 100  # exports in one place; each costs a look at all paths
_WIDE = 3  # pages with Snapchat's names that tell an export


@dataclass(slots=True)
class Shelf:
    """The files of one export by their names; `pages` are those made for reading."""

    root: str
    data: dict[str, str] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    covers: list[str] = field(default_factory=list)

    @property
    def known(self) -> Iterator[str]:
        """Give all files that are known."""
        yield from self.data.values()
        yield from self.pages
        yield from self.covers


def shelves(files: Files) -> Sequence[Shelf]:
    """Find all exports; what lies in the folder of another that is deeper is that one's."""
    roots = {_root(path) for path in files.paths if _signed(files, path)}
    roots = set(sorted(roots | _paged(files))[:_MOST])
    deepest = sorted(roots, key=len, reverse=True)
    found = {root: Shelf(root) for root in sorted(roots)}
    for path in files.paths:
        root = next((each for each in deepest if path.startswith(each)), None)
        if root is not None:
            _put(found[root], path)
    return list(found.values())


def _put(shelf: Shelf, path: str) -> None:
    name = path.removeprefix(shelf.root)
    folder, _, base = name.rpartition("/")
    stem, _, ending = base.rpartition(".")
    if name == "index.html":
        shelf.covers.append(path)
    elif stem in KNOWN and ending == "json" and folder in {"json", ""}:
        shelf.data.setdefault(stem, path)
    elif stem in KNOWN and ending == "html" and folder == "html":
        shelf.pages.append(path)


def _signed(files: Files, path: str) -> bool:
    """Say whether a file has a name and a content of Snapchat's."""
    stem, _, ending = path.rpartition("/")[2].rpartition(".")
    if ending != "json" or stem not in SIGNS:
        return False
    head = Source(BytesIO(files.head(path, _HEAD))).read()
    signs = (SIGNS[stem], *OLDER.get(stem, ()))
    return any(each.encode() in head for each in signs)


def _paged(files: Files) -> set[str]:
    """Find exports that hold pages only: folders `html` with several that have Snapchat's names."""
    pages: dict[str, set[str]] = {}
    for path in files.paths:
        stem, _, ending = path.rpartition("/")[2].rpartition(".")
        if ending == "html" and stem in KNOWN and _folder(path) == "html" and _page(files, path):
            pages.setdefault(_root(path), set()).add(stem)
    return {root for root, stems in pages.items() if len(stems) >= _WIDE and stems & ONLY_SNAPCHAT}


def _page(files: Files, path: str) -> bool:
    begin = Source(BytesIO(files.head(path, _HEAD))).read()
    return begin.lstrip()[:1] == b"<"


def _folder(path: str) -> str:
    return path.rpartition("/")[0].rpartition("/")[2]


def _root(path: str) -> str:
    """Give the folder around `json` or `html`; or a file's own, where it was taken out of it."""
    folder = path[: path.rfind("/") + 1]
    inner = _folder(path)
    return folder[: -len(inner) - 1] if inner in {"json", "html"} else folder
