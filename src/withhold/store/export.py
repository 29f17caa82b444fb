"""How does what is kept leave the ledger, so that it can be checked elsewhere?

An export is a folder, or a ZIP of one: `records.jsonl`, `chain.txt`, `evidence/` and `VERIFY.txt`.
Texts leave byte for byte as they were hashed.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER
from withhold.store import chain, records
from withhold.store.chain import GENESIS, Link
from withhold.store.database import Database
from withhold.store.errors import ExportRefused, explained
from withhold.store.evidence import Files
from withhold.store.procedure import ERASED, LEFT_OUT, verify_text
from withhold.store.records import TOMBSTONE


@dataclass(frozen=True, slots=True)
class Choice:
    """What to leave out: written before `since` (ISO 8601, UTC), or of a kind in `without`."""

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
class _Content:
    lines: list[bytes]
    links: list[str]
    evidence: list[str]
    head: str


class _Target(Protocol):
    def write(self, name: str, content: bytes) -> None: ...


def export(database: Database, files: Files, *, target: Path, choice: Choice) -> Exported:
    """Write an export to `target`, which must not be there yet (an empty folder may be)."""
    content = _content(database, choice)
    left_out = content.lines.count(LEFT_OUT)
    text = verify_text(records=len(content.lines), left_out=left_out, head=content.head)
    written = 0
    with explained(target), _opened(target) as place:
        place.write("records.jsonl", b"".join(line + b"\n" for line in content.lines))
        place.write("chain.txt", "".join(f"{line}\n" for line in content.links).encode())
        place.write("VERIFY.txt", text.encode())
        for name in content.evidence:
            if files.path(name).exists():  # else it was erased, and a tombstone says so
                place.write(f"evidence/{name}", files.path(name).read_bytes())
                written += 1
    return Exported(target, len(content.lines), left_out, written, content.head)


def _content(database: Database, choice: Choice) -> _Content:
    lines, links, evidence, head = [], [], set[str](), GENESIS
    with database.snapshot() as connection:
        for link in chain.links(connection):
            line, named = _line(link, choice)
            lines.append(line)
            links.append(f"{link.seq} {link.link} {link.digest} {link.kind} {link.id}")
            evidence |= named
            head = link.link
    return _Content(lines, links, sorted(evidence), head)


def _line(link: Link, choice: Choice) -> tuple[bytes, frozenset[str]]:
    """Return the line for one record, and the evidence it names."""
    if link.text is None:
        return ERASED, frozenset()
    try:
        line = records.parse(link.text)
        named = records.named(link.kind, msgspec.json.decode(line.record))
    except (ValueError, KeyError):  # altered: it leaves as it is, and the check will say so
        return link.text.replace(b"\n", b" "), frozenset()
    # Tombstones always go along: without them nobody could tell erased from cut out.
    if link.kind != TOMBSTONE and (link.kind in choice.without or line.written_at < choice.since):
        return LEFT_OUT, frozenset()
    return link.text, named


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
