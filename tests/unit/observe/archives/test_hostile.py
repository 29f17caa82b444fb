"""Is what is broken or hostile in a container named, and the rest of it read?"""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fakes.exports import changed, laid, overlapping, zipped

from withhold.observe.archives import directory, part
from withhold.observe.archives.container import Exports, exports
from withhold.observe.archives.unread import Unreadable

CONTENT = b'[{"n": 1}]' * 100


def found(path: Path) -> Exports:
    return exports([path], recognised=lambda files: bool(files.paths))


def read(path: Path, name: str = "a.json") -> bytes:
    [export] = found(path).found
    with export.files.open(name) as stream:
        whole = stream.read()
        return whole + stream.read()


def told(path: Path) -> list[tuple[str, str]]:
    """Give the codes of what is wrong, with paths."""
    result = found(path)
    return [
        (each.code, each.path)
        for problems in [result.problems, *(export.problems for export in result.found)]
        for each in problems
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../a.json", "x/../../a.json", "/etc/passwd", "\\a.json", "C:\\a.json", "c:a.json",
        "a\nb.json", "a\x1b[31m.json", "a\u202egnp.json", "x" * 300, "x/" * 600 + "a", "..\\a.json",
    ],
)  # fmt: skip
def test_an_unsafe_name_is_told_in_a_safe_form_and_never_a_path(name: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {name: b"x", "b.json": CONTENT})

    [(code, shown)] = told(path)

    assert code == "name"
    assert shown.isprintable()
    assert len(shown) < 130
    assert read(path, "b.json") == CONTENT


def test_many_problems_of_a_kind_are_a_few_and_a_number(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"../{number}": b"x" for number in range(50)} | {"a": b""})

    [export] = found(path).found

    assert len(export.problems) == 21
    assert export.problems[-1].detail == "30 more"


@pytest.mark.parametrize(
    ("mode", "code"), [(stat.S_IFLNK, "link"), (stat.S_IFIFO, "special"), (stat.S_IFCHR, "special")]
)
def test_a_member_that_is_no_file_is_told(mode: int, code: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.json": b"/etc/passwd", "b.json": CONTENT})

    assert told(changed(path, mode=(mode | 0o777) << 16)) == [(code, "a.json")]
    assert read(path, "b.json") == CONTENT


BROKEN: dict[str, tuple[dict[str, int], str]] = {
    "encrypted": ({"flags": 1}, "encrypted"),
    "deflate64": ({"method": 9}, "packing"),
    "lzma": ({"method": 14}, "packing"),
    "zstd": ({"method": 93}, "packing"),
    "unheard of": ({"method": 77}, "packing"),
    "wrong checksum": ({"crc": 1}, "damaged"),
    "less than it says": ({"size": 2000}, "damaged"),
    "more than it says": ({"size": 10}, "damaged"),
    "not packed as it says": ({"method": 12}, "damaged"),
    "packed to less": ({"packed": 5}, "damaged"),
    "bomb": ({"size": directory.UNSUSPECTED + 1}, "ratio"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_member_is_named_and_the_others_are_read(case: str, tmp_path: Path) -> None:
    fields, code = BROKEN[case]
    path = changed(zipped(tmp_path / "a.zip", {"a.json": CONTENT, "b.json": CONTENT}), **fields)

    with pytest.raises(Unreadable) as failure:
        read(path)

    assert failure.value.code == code
    assert read(path, "b.json") == CONTENT


def test_no_more_is_unpacked_than_a_member_says(tmp_path: Path) -> None:
    path = changed(zipped(tmp_path / "a.zip", {"a.json": CONTENT}), size=10)
    [export] = found(path).found

    with export.files.open("a.json") as stream:
        assert stream.read() == CONTENT[:10]


def test_encrypted_members_are_told_beforehand(tmp_path: Path) -> None:
    assert told(changed(zipped(tmp_path / "a.zip", {"a.json": CONTENT}), flags=1)) == [
        ("encrypted", "a.zip")
    ]


def _cut(path: Path, size: int) -> Path:
    path.write_bytes(path.read_bytes()[:size])
    return path


def _poked(path: Path, offset: int, value: int) -> Path:
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\5\6") + offset] = value
    path.write_bytes(content)
    return path


def _whole(path: Path) -> Path:
    return zipped(path, {"a.json": CONTENT, "b.json": CONTENT})


def _pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def _device(path: Path) -> Path:
    path.symlink_to("/dev/zero")
    return path


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "breaks off": (lambda path: _cut(_whole(path), 90), "truncated"),
    "no zip": (lambda path: laid(path.parent, {path.name: b"hello"}) / path.name, "not-zip"),
    "empty": (lambda path: laid(path.parent, {path.name: b""}) / path.name, "not-zip"),
    "several discs": (lambda path: _poked(_whole(path), 4, 1), "split"),
    "beginning is missing": (lambda path: _poked(_whole(path), 18, 9), "truncated"),
    "list is broken": (lambda path: _poked(_whole(path), 12, 9), "damaged"),
    "members overlap": (lambda path: overlapping(path, CONTENT, 3), "overlap"),
    "a pipe": (_pipe, "special"),
    "a device": (_device, "special"),
    "zips in it": (lambda path: zipped(path, {"x/a.zip": b"PK", "x/b.zip": b"PK"}), "nested"),
    "not there": (lambda path: path, "missing"),
    "bomb of many": (
        lambda path: changed(zipped(path, {"a.json": CONTENT}), size=(1 << 30) + 1),
        "ratio",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_zip_that_cannot_be_read_is_named(case: str, tmp_path: Path) -> None:
    make, code = REFUSED[case]

    assert told(make(tmp_path / "a.zip")) == [(code, "a.zip")]


def test_a_member_that_is_repetitive_but_short_is_read(tmp_path: Path) -> None:
    assert read(zipped(tmp_path / "a.zip", {"a.json": b" " * 9_000_000})) == b" " * 9_000_000


def test_more_files_than_any_export_has_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for room in (directory, part):
        monkeypatch.setattr(room, "MEMBERS", 3)
    tree = {f"{number}.json": b"" for number in range(4)}

    assert told(zipped(tmp_path / "a.zip", tree)) == [("too-many", "a.zip")]
    assert told(laid(tmp_path / "a", tree)) == [("too-many", "a")]


def test_more_bytes_than_any_export_has_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for room in (directory, part):
        monkeypatch.setattr(room, "TOTAL", 900)

    assert told(zipped(tmp_path / "a.zip", {"a": CONTENT})) == [("too-large", "a.zip")]
    assert told(laid(tmp_path / "a", {"a": CONTENT})) == [("too-large", "a")]


def test_numbers_too_large_for_an_old_zip_are_read(tmp_path: Path) -> None:
    from zipfile import ZipFile  # noqa: PLC0415 - only here is one made that is larger than it is

    with ZipFile(tmp_path / "a.zip", "w") as file, file.open("a.json", "w", force_zip64=True) as to:
        to.write(CONTENT)
    path = tmp_path / "a.zip"
    content = path.read_bytes()
    begin, end = content.index(b"PK\1\2"), content.index(b"PK\5\6")
    entry = bytearray(content[begin:end])
    size = len(CONTENT).to_bytes(4, "little")
    assert entry.count(size) == 2
    entry[20:28] = b"\xff" * 8
    extra = b"\1\0\x10\0" + len(CONTENT).to_bytes(8, "little") * 2
    entry[30:32] = len(extra).to_bytes(2, "little")
    entry += extra
    large = b"PK\6\6" + (44).to_bytes(8, "little") + bytes(12) + b"\1" + bytes(7) + b"\1" + bytes(7)
    large += len(entry).to_bytes(8, "little") + begin.to_bytes(8, "little")
    locator = b"PK\6\7" + bytes(4) + (begin + len(entry)).to_bytes(8, "little") + b"\1\0\0\0"
    mark = b"PK\5\6" + bytes(4) + b"\xff" * 12 + bytes(2)
    path.write_bytes(content[:begin] + entry + large + locator + mark)

    assert read(path) == CONTENT


def test_links_pipes_and_sockets_in_a_folder_are_told_and_not_opened(tmp_path: Path) -> None:
    home = laid(tmp_path / "mine", {"a.json": CONTENT})
    secret = laid(tmp_path / "secret", {"b.json": b"secret"})
    (home / "link.json").symlink_to(secret / "b.json")
    (home / "folder").symlink_to(secret, target_is_directory=True)
    (home / "again").symlink_to(home, target_is_directory=True)
    os.mkfifo(home / "pipe.json")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(home / "s"))

    assert sorted(told(home)) == [
        ("link", "again"), ("link", "folder"), ("link", "link.json"),
        ("special", "pipe.json"), ("special", "s"),
    ]  # fmt: skip
    assert list(found(home).found[0].files.paths) == ["a.json"]


def test_a_file_that_was_swapped_for_something_else_is_not_opened(tmp_path: Path) -> None:
    home = laid(tmp_path / "mine", {"a.json": CONTENT, "b.json": CONTENT})
    [export] = found(home).found
    (home / "a.json").unlink()
    os.mkfifo(home / "a.json")
    (home / "b.json").unlink()
    (home / "b.json").symlink_to("/etc/passwd")

    for name, code in (("a.json", "special"), ("b.json", "special")):
        with pytest.raises(Unreadable) as failure, export.files.open(name):
            pass
        assert failure.value.code == code
        assert export.files.head(name) == b""


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    home = laid(tmp_path / "mine", {"a.json": CONTENT, "shut/b.json": CONTENT})
    (home / "shut").chmod(0)

    assert told(home) == [("denied", "shut")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 400), instead=st.binary(min_size=1, max_size=12))
def test_whatever_is_wrong_with_a_zip_it_is_told_and_not_raised(
    tmp_path: Path, at: int, instead: bytes
) -> None:
    path = _whole(tmp_path / "a.zip")
    content = path.read_bytes()
    at = min(at, len(content) - 1)
    path.write_bytes(content[:at] + instead + content[at + len(instead) :])

    for export in found(path).found:
        for name in export.files.paths:
            export.files.head(name)
            try:
                with export.files.open(name) as stream:
                    assert len(stream.read()) <= export.files.size(name)
                    stream.read()
            except Unreadable:
                continue
