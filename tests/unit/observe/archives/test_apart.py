"""A large archive is read in a process of its own: the same is told, or nothing is believed."""

from __future__ import annotations

import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from withhold.model.exposure import Item
from withhold.observe.archives import apart
from withhold.observe.archives.apart import ReaderEnded, told
from withhold.observe.archives.container import Export, exports
from withhold.observe.archives.formats import Reading, recognised, sights

ACCOUNT = {"account": {"username": "lina_test", "accountId": "1"}}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Give an archive with more posts than go into one batch, a bad record, and a note."""
    posts = [
        {"tweet": {"id_str": f"17{number:017}", "full_text": "Grüße"}} for number in range(1_200)
    ]
    parts = {
        "account": [ACCOUNT],
        "tweets": [*posts, {"tweet": 3}],
        "personalization": [{}],
        "protected-history": [{"protectedHistory": {"protectedAt": "2020-01-02T03:04:05.000Z"}}],
    }
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, records in parts.items():
            text = f"window.YTD.{name.replace('-', '_')}.part0 = {json.dumps(records)}"
            file.writestr(f"data/{name}.js", text)
    return path


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no archive be too small for a process of its own."""
    monkeypatch.setattr(apart, "WORTH", 0)


def opened(archive: Path) -> Export:
    (export,) = exports([archive], recognised=recognised).found
    return export


def reading(export: Export) -> Reading:
    (sight,) = sights(export.files)
    return Reading(export.files, sight)


@pytest.mark.usefixtures("large")
def test_the_same_is_told_from_afar(archive: Path) -> None:
    near, far = opened(archive), opened(archive)
    here, there = reading(near), reading(far)
    expected = sorted(map(repr, here))
    assert sorted(map(repr, told(there, far.files.meter))) == expected
    assert there.known == here.known
    assert far.files.meter.done == near.files.meter.done > 0
    assert len(expected) > 1_200


@pytest.mark.usefixtures("large")
def test_items_keep_their_order(archive: Path) -> None:
    near, far = opened(archive), opened(archive)
    items = [each for each in reading(near) if isinstance(each, Item)]
    assert items == [each for each in told(reading(far), far.files.meter) if isinstance(each, Item)]


def test_a_small_archive_needs_no_process(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")
    export = opened(archive)
    assert sum(isinstance(each, Item) for each in told(reading(export), export.files.meter))


def program(folder: Path, last: str) -> str:
    """Give a program in Python's place that does `last`, and leaves its number beside itself."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\necho $$ > {folder}/number\n{last}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="a script as a program")
@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("last", ["exit 0", "cat >&2; printf '\\0\\0\\1\\0abc'", "kill -9 $$"])
def test_a_reader_that_ends_too_soon_is_not_believed(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    monkeypatch.setattr(sys, "executable", program(tmp_path, last))
    export = opened(archive)
    with pytest.raises(ReaderEnded):
        list(told(reading(export), export.files.meter))


@pytest.mark.skipif(sys.platform == "win32", reason="a script as a program")
@pytest.mark.usefixtures("large")
def test_who_stops_listening_ends_the_reader(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program(tmp_path, f'exec {sys.executable} "$@"'))
    export = opened(archive)
    records = told(reading(export), export.files.meter)
    next(records)
    number = int((tmp_path / "number").read_text("ascii"))
    os.kill(number, 0)
    records.close()  # type: ignore[attr-defined]  # a generator
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
