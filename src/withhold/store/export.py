"""How does what is kept leave the ledger, so that it can be checked elsewhere?

An export is a folder, or a ZIP of one: `records.jsonl`, `chain.txt`, `evidence/` and `VERIFY.txt`.
Texts leave byte for byte as they were hashed: what must not be shown is left out whole, record by
record, and its link stays.
"""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

import msgspec

from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER
from withhold.model.observation import Declaration, Reading
from withhold.store import chain, records
from withhold.store.chain import GENESIS, Link
from withhold.store.database import Database
from withhold.store.errors import ExportRefused, explained
from withhold.store.evidence import Files
from withhold.store.procedure import ERASED, LEFT_OUT, verify_text
from withhold.store.records import KINDS, TOMBSTONE, AccountEntry

_READING, _WORD, _ACCOUNT = KINDS[Reading], KINDS[Declaration], KINDS[AccountEntry]


HANDLES, WHOLE_PAGES = "handles", "whole-pages"
REDACTIONS = frozenset({HANDLES, WHOLE_PAGES})
"""What may be left out beside kinds of records: every record in which, or in whose text files of
evidence, a handle of the person stands; looks whose picture shows the whole page."""
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Choice:
    """What to leave out: written before `since` (ISO 8601, UTC), or in `without`.

    `without` holds kinds of records, and words of `REDACTIONS`.
    """

    since: str = ""
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds; `head` is the last link. Keep it somewhere else."""

    path: Path
    records: int
    left_out: int
    evidence: int
    head: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What an export would hold. `kinds`: how many records of each; `evidence`: digests."""

    kinds: Mapping[str, int]
    left_out: int
    erased: int
    evidence: tuple[str, ...]
    whole_pages: int
    own_pictures: int


@dataclass(slots=True)
class _Content:
    lines: list[bytes] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    whole_pages: int = 0
    own: set[str] = field(default_factory=set)
    head: str = GENESIS


class _Target(Protocol):
    def write(self, name: str, content: bytes) -> None: ...


def export(database: Database, files: Files, *, target: Path, choice: Choice) -> Exported:
    """Write an export to `target`, which must not be there yet (an empty folder may be)."""
    content = _content(database, files, choice)
    with explained(target), _opened(target) as place:
        written = _write(content, files, place)
    left_out = content.lines.count(LEFT_OUT)
    return Exported(target, len(content.lines), left_out, written, content.head)


def pack(database: Database, files: Files, *, into: IO[bytes], choice: Choice) -> None:
    """Write an export as a ZIP into an open file."""
    content = _content(database, files, choice)
    with explained(files.folder), zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(content, files, _InZip(archive))


def survey(database: Database, files: Files, choice: Choice) -> Survey:
    """Say what an export would hold, and write nothing."""
    content = _content(database, files, choice)
    return Survey(
        content.kinds,
        content.lines.count(LEFT_OUT),
        content.lines.count(ERASED),
        tuple(name for name in content.evidence if files.path(name).exists()),
        content.whole_pages,
        len(content.own),
    )


def _write(content: _Content, files: Files, place: _Target) -> int:
    """Write everything, and return how many files of evidence."""
    left_out = content.lines.count(LEFT_OUT)
    text = verify_text(records=len(content.lines), left_out=left_out, head=content.head)
    written = 0
    place.write("records.jsonl", b"".join(line + b"\n" for line in content.lines))
    place.write("chain.txt", "".join(f"{line}\n" for line in content.links).encode())
    place.write("VERIFY.txt", text.encode())
    for name in content.evidence:
        if files.path(name).exists():  # else it was erased, and a tombstone says so
            place.write(f"evidence/{name}", files.path(name).read_bytes())
            written += 1
    return written


def _content(database: Database, files: Files, choice: Choice) -> _Content:
    content, evidence = _Content(), set[str]()
    with database.snapshot() as connection:
        handles = frozenset[str]()
        if HANDLES in choice.without:
            handles = _handles(link for link in chain.links(connection))
        sieve = _Sieve(files, choice, handles)
        for link in chain.links(connection):
            line, named = sieve.line(link)
            content.lines.append(line)
            content.links.append(f"{link.seq} {link.link} {link.digest} {link.kind} {link.id}")
            content.head = link.link
            evidence |= named
            if line not in {LEFT_OUT, ERASED}:
                content.kinds[link.kind] += 1
                content.whole_pages += link.kind == _READING and sieve.shows_whole_page(line)
                content.own |= named if link.kind == _WORD else set()
    content.evidence = sorted(evidence)
    return content


def _handles(links: Iterator[Link]) -> frozenset[str]:
    """Gather every handle an account ever had."""
    found = set()
    for link in links:
        if link.kind == _ACCOUNT and link.text is not None:
            with suppress(ValueError):
                found.add(records.read(link.text, AccountEntry).handle or "")
    return frozenset(handle.lstrip("@").casefold() for handle in found) - {""}


@dataclass(frozen=True, slots=True)
class _Sieve:
    """Says of each record whether it goes along."""

    files: Files
    choice: Choice
    handles: frozenset[str]

    def line(self, link: Link) -> tuple[bytes, frozenset[str]]:
        """Return the line for one record, and the evidence it names."""
        if link.text is None:
            return ERASED, frozenset()
        try:
            line = records.parse(link.text)
            named = records.named(link.kind, msgspec.json.decode(line.record))
        except (ValueError, KeyError):  # altered: it leaves as it is, and the check will say so
            return link.text.replace(b"\n", b" "), frozenset()
        # Tombstones always go along: without them nobody could tell erased from cut out.
        if link.kind != TOMBSTONE and self._keeps_back(link, line, named):
            return LEFT_OUT, frozenset()
        return link.text, named

    def shows_whole_page(self, text: bytes) -> bool:
        """Tell whether the picture of a look shows more than the control."""
        try:
            about = records.read(text, Reading).evidence[:1]
            return any(records.evidence(self._bytes(name)).whole_page for name in about)
        except ValueError:  # erased, or altered
            return False

    def _keeps_back(self, link: Link, line: records.Line, named: frozenset[str]) -> bool:
        text = link.text or b""
        if link.kind in self.choice.without or line.written_at < self.choice.since:
            return True
        cut_only = WHOLE_PAGES in self.choice.without and link.kind == _READING
        if cut_only and self.shows_whole_page(text):
            return True
        if not self.handles:
            return False
        return any(self._names_somebody(each) for each in (text, *map(self._bytes, named)))

    def _names_somebody(self, content: bytes) -> bool:
        if content.startswith(_PICTURES):
            return False
        plain = content.decode("utf-8", "replace").casefold()
        return any(handle in plain or _quoted(handle) in plain for handle in self.handles)

    def _bytes(self, name: str) -> bytes:
        try:
            return self.files.path(name).read_bytes()
        except OSError:  # erased
            return b""


def _quoted(handle: str) -> str:
    """Write a handle as JSON does."""
    return msgspec.json.encode(handle)[1:-1].decode()


def _opened(target: Path) -> AbstractContextManager[_Target]:
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise ExportRefused(
            "There is something at this place already.",
            where=str(target),
            do="Name a new folder, or a new file that ends in .zip.",
        )
    return _zip(target) if target.suffix.lower() == ".zip" else _folder(target)


class _InFolder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, name: str, content: bytes) -> None:
        path = self._root / name
        path.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        with open(path, "xb", opener=_private) as file:
            file.write(content)


class _InZip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def write(self, name: str, content: bytes) -> None:
        self._archive.writestr(name, content)


@contextmanager
def _folder(target: Path) -> Iterator[_Target]:
    target.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    yield _InFolder(target)


@contextmanager
def _zip(target: Path) -> Iterator[_Target]:
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        open(target, "xb", opener=_private) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        yield _InZip(archive)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE_FILE)
