"""Is an exported folder or ZIP still what was exported?

The same questions that its VERIFY.txt asks with standard tools, asked by our own code.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

import msgspec

from withhold.kernel.errors import WithholdError
from withhold.store import records
from withhold.store.chain import GENESIS, digest, next_link
from withhold.store.procedure import ERASED, LEFT_OUT
from withhold.store.records import TOMBSTONE, Tombstone
from withhold.store.verify import Break, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_FILE = 512 * 1024 * 1024
LARGEST = 8 * 1024 * 1024 * 1024
MOST_FILES = 500_000
_PARTS = ("records.jsonl", "chain.txt", "VERIFY.txt")
_LINK = re.compile(r"(\d+) ([0-9a-f]{64}) ([0-9a-f]{64}) (\S+) (\S+)")
_EVIDENCE = "evidence/"


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,  # a compression or a flag that no export of ours has
    RuntimeError,  # a password is asked for
    ValueError,  # a place before the beginning of the file; text that is no UTF-8
)


class NotAnExport(WithholdError):
    """What was named is no folder and no ZIP that `evidence export` wrote."""

    code = "not-an-export"


class _Source(Protocol):
    def names(self) -> list[str]: ...

    def read(self, name: str) -> bytes: ...


def verify_exported(path: Path | IO[bytes], *, head: str | None = None) -> Verdict:
    """Walk an exported chain and its evidence; name the first break. Raises NotAnExport.

    `path`: a folder, a ZIP, or a ZIP that is open already.
    """
    with _opened(path) as source:
        held = frozenset(source.names())
        if not {"records.jsonl", "chain.txt"} & held:
            raise _not_one(path)
        missing = next((name for name in _PARTS if name not in held), None)
        if missing:
            return Verdict(0, 0, 0, GENESIS, Break(0, "", f"{missing} is missing"))
        return _Walk(source, held).verdict(head)


class _Walk:
    """One walk along an exported chain, and what it has counted."""

    def __init__(self, source: _Source, held: frozenset[str]) -> None:
        self._source = source
        self._files = sorted(
            name for name in held if name.startswith(_EVIDENCE) and name[-1] != "/"
        )
        self._lines = source.read("records.jsonl").split(b"\n")[:-1]
        self._links = source.read("chain.txt").decode("ascii", "replace").splitlines()
        self._stones = _tombstones(self._lines)
        self._seen = {GENESIS}
        self._head = GENESIS
        self._erased = 0

    def verdict(self, head: str | None) -> Verdict:
        broken = next(self._breaks(), None)
        if broken is None and head is not None and head not in self._seen:
            broken = Break(len(self._links) + 1, "", "the head exported earlier is not in it")
        return Verdict(len(self._links), self._erased, len(self._files), self._head, broken)

    def _breaks(self) -> Iterator[Break]:
        named: dict[str, int] = {}
        for seq, text in enumerate(self._links, 1):
            link = _LINK.fullmatch(text)
            if link is None or int(link[1]) != seq:
                yield Break(seq, "", f"record {seq} is missing from chain.txt")
                return
            if seq > len(self._lines):
                yield Break(seq, link[4], "it is missing from records.jsonl")
                return
            for fault in self._faults(seq, link, self._lines[seq - 1], named):
                yield Break(seq, link[4], fault)
            self._head = link[2]
            self._seen.add(self._head)
        yield from self._breaks_at_the_end(named)

    def _faults(
        self, seq: int, link: re.Match[str], line: bytes, named: dict[str, int]
    ) -> Iterator[str]:
        kind, id_ = link[4], link[5]
        if line == ERASED:
            self._erased += 1
            if (seq, kind, id_) not in self._stones.graves:
                yield "its text is gone and no tombstone says so"
        elif line != LEFT_OUT:
            yield from _faults_of_text(line, seq, kind=kind, id_=id_, wanted=link[3])
            named |= dict.fromkeys(_named(line, kind), seq)
        if link[2] != next_link(self._head, link[3]):
            yield "its link does not follow from the one before"

    def _breaks_at_the_end(self, named: dict[str, int]) -> Iterator[Break]:
        last = len(self._links)
        if len(self._lines) > last:
            yield Break(last + 1, "", "records.jsonl goes on after the last link")
        said = self._source.read("VERIFY.txt").decode("utf-8", "replace")
        if f"\nrecords={last}\n" not in said or f"\nhead={self._head}\n" not in said:
            yield Break(last + 1, "", "the head is not the one that was exported")
        for name in self._files:
            if digest(self._source.read(name)) != name.removeprefix(_EVIDENCE):
                yield Break(named.get(name.removeprefix(_EVIDENCE), 0), "", f"{name} was altered")
        for name, seq in sorted(named.items()):
            if _EVIDENCE + name not in self._files and name not in self._stones.files:
                yield Break(seq, "", f"{_EVIDENCE}{name} is missing and no tombstone says so")


class _Stones(msgspec.Struct, frozen=True):
    graves: frozenset[tuple[int, str, str]]
    files: frozenset[str]


def _tombstones(lines: list[bytes]) -> _Stones:
    graves: set[tuple[int, str, str]] = set()
    files: set[str] = set()
    for line in lines:
        stone = _tombstone(line)
        if stone:
            graves |= {(grave.seq, grave.kind, grave.id) for grave in stone.erased}
            files |= set(stone.evidence)
    return _Stones(frozenset(graves), frozenset(files))


def _tombstone(line: bytes) -> Tombstone | None:
    try:
        if records.parse(line).kind != TOMBSTONE:
            return None
        return records.read(line, Tombstone)
    except ValueError:  # erased, left out, or altered: the walk names it
        return None


def _faults_of_text(line: bytes, seq: int, *, kind: str, id_: str, wanted: str) -> Iterator[str]:
    if digest(line) != wanted:
        yield "its text is not what was written"
        return
    try:
        said = records.parse(line)
    except ValueError:
        yield "its text is no record"
        return
    if (said.seq, said.kind, said.id) != (seq, kind, id_):
        yield "its number, kind or id is not what its text says"


def _named(line: bytes, kind: str) -> frozenset[str]:
    try:
        return records.named(kind, msgspec.json.decode(records.parse(line).record))
    except (ValueError, KeyError, TypeError):
        return frozenset()


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> list[str]:
        files = [*self._root.glob("*"), *self._root.glob("evidence/*")]
        return [str(file.relative_to(self._root).as_posix()) for file in files if file.is_file()]

    def read(self, name: str) -> bytes:
        return (self._root / name).read_bytes()


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def names(self) -> list[str]:
        return self._archive.namelist()

    def read(self, name: str) -> bytes:
        return self._archive.read(name)


@contextmanager
def _opened(path: Path | IO[bytes]) -> Iterator[_Source]:
    if isinstance(path, Path) and path.is_dir():
        yield _Folder(path)
    elif (not isinstance(path, Path) or path.is_file()) and zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                _refuse_bomb(archive, path)
                yield _Zip(archive)
        except _DAMAGE as error:
            raise _not_one(path) from error
    else:
        raise _not_one(path)


def _refuse_bomb(archive: zipfile.ZipFile, path: Path | IO[bytes]) -> None:
    """Read no ZIP that unpacks to more than any export of ours would."""
    sizes = [each.file_size for each in archive.infolist()]
    if len(sizes) > MOST_FILES or max(sizes, default=0) > LARGEST_FILE or sum(sizes) > LARGEST:
        raise _not_one(path)


def _not_one(path: Path | IO[bytes]) -> NotAnExport:
    return NotAnExport(
        "This is no export of evidence, or a damaged one:",
        where=str(path) if isinstance(path, Path) else "the file you gave.",
        do="Name a folder or a .zip that `withhold evidence export` wrote.",
    )
