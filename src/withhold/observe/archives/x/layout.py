"""Where does an archive of X begin, and which of its files hold what?

A file is known by its own first words (`window.YTD.tweets.part0 = `), which outlive any renaming;
its name is asked only where they are missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.x import names

MODERN, ROOT, CLASSIC = "2020-data", "2018-root", "2012-classic"
MANIFEST = "manifest"
_HEAD = 256
_BEGINS = re.compile(rb"\s*(?:window\s*\.\s*)?YTD\.(\w{1,80})\.part(\d{1,6})\s*=", re.ASCII)
_MANIFEST = re.compile(rb"\s*window\s*\.\s*__THAR_CONFIG\s*=")
_GRAILBIRD = re.compile(rb"\s*Grailbird\.data\.\w+\s*=|\s*var tweet_index\s*=")
_NAME = re.compile(r"(\w[\w-]*?)(?:-part(\d{1,6}))?\.js", re.ASCII)
_CLASSIC_PLACES = ("data/js/tweets/", "data/js/")
_VIEWER = {"Your archive.html", "README.txt", "data/README.txt"}
_CLASSIC_VIEWER = {"README.txt", "index.html", "tweets.csv"}
_CLASSIC_FOLDERS = ("css/", "data/csv/", "data/js/", "img/", "js/", "lib/")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one archive: those of each kind in the order of their parts; all known ones.

    `copies`: files that say they are the same part of the same kind as one before, and are as long.
    """

    by_kind: Mapping[str, Sequence[str]]
    known: Sequence[str]
    copies: Sequence[str] = ()

    def of(self, kind: str) -> Sequence[str]:
        """Give the files of a kind."""
        return self.by_kind.get(kind, ())


def find(files: Files) -> Iterator[Found]:
    """Recognise archives of all eras."""
    begun: dict[str, str] = {}
    for path in files.paths:
        folder = path[: path.rfind("/") + 1]
        if not path.endswith(".js") or folder in begun or _hidden(path):
            continue
        head = files.head(path, _HEAD).removeprefix(b"\xef\xbb\xbf")
        if _BEGINS.match(head) or _MANIFEST.match(head):
            begun[folder] = MODERN if _ends(folder, "data/") else ROOT
        elif _GRAILBIRD.match(head):
            begun[folder] = CLASSIC
    places = {"".join((variant, "\0", _root(folder, variant))) for folder, variant in begun.items()}
    for place in sorted(places):
        variant, _, root = place.partition("\0")
        yield Found(variant, root)


def shelf(files: Files, found: Found) -> Shelf:
    """Say what each file of an archive since 2018 holds."""
    place = found.root + ("data/" if found.variant == MODERN else "")
    parts: dict[str, list[tuple[int, str]]] = {}
    known = []
    for path in files.paths:
        name = path.removeprefix(place)
        if path.startswith(place) and name.endswith(".js") and "/" not in name:
            kind, part = _kind(files.head(path, _HEAD), name)
            if kind:
                parts.setdefault(kind, []).append((part, path))
                known.append(path)
        elif path.startswith(found.root) and _accessory(path.removeprefix(found.root)):
            known.append(path)
    ordered, copies = dict[str, list[str]](), list[str]()
    for kind, each in parts.items():
        met = set()
        for part, path in sorted(each):
            same = (part, files.size(path))
            (copies if same in met else ordered.setdefault(kind, [])).append(path)
            met.add(same)
    return Shelf(ordered, known, copies)


def classic(files: Files, found: Found) -> Shelf:
    """Say which files of an archive of the first era hold posts, the newest month first."""
    inside = [path for path in files.paths if path.startswith(found.root)]
    months = [path for path in inside if _grailbird(files, path)]
    named = {
        kind: [path]
        for path in inside
        for kind in ("tweet_index", "payload_details", "user_details")
        if path.endswith(f"/{kind}.js") or path == f"{kind}.js"
    }
    known = [
        path
        for path in inside
        if (name := path.removeprefix(found.root)) in _CLASSIC_VIEWER
        or name.startswith(_CLASSIC_FOLDERS)
    ]
    return Shelf({"tweets": sorted(months, reverse=True), **named}, sorted({*known, *months}))


def empty(files: Files, path: str) -> bool:
    """Say whether a file holds no record."""
    _, _, content = files.head(path, _HEAD).partition(b"=")
    return content.translate(None, b" \r\n\t;") in {b"", b"[]"}


def _kind(head: bytes, name: str) -> tuple[str, int]:
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _MANIFEST.match(head):
        return MANIFEST, 0
    begins = _BEGINS.match(head)
    named = _NAME.fullmatch(name)
    said = [(each[1].decode(), each[2]) for each in [begins] if each] + [
        (each[1].replace("-", "_"), each[2] or "0") for each in [named] if each
    ]
    for word, part in said:
        kind = names.OLD.get(word, word)
        if kind in names.KNOWN:
            return kind, int(part)
    return "", 0


def _accessory(name: str) -> bool:
    folder, _, rest = name.removeprefix("data/").partition("/")
    return name in _VIEWER or (bool(rest) and (folder in names.MEDIA or name.startswith("assets/")))


def _grailbird(files: Files, path: str) -> bool:
    return path.endswith(".js") and files.head(path, _HEAD).removeprefix(
        b"\xef\xbb\xbf"
    ).lstrip().startswith(b"Grailbird.")


def _root(folder: str, variant: str) -> str:
    ends = ("data/",) if variant == MODERN else _CLASSIC_PLACES if variant == CLASSIC else ()
    for end in ends:
        if _ends(folder, end):
            return folder[: -len(end)]
    return folder


def _ends(folder: str, end: str) -> bool:
    return folder == end or folder.endswith("/" + end)


def _hidden(path: str) -> bool:
    return "__MACOSX/" in path or path.rpartition("/")[2].startswith("._")
