"""Can an export be checked without Withhold, by `sh VERIFY.txt` and nothing else?"""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from withhold.kernel.clock import Clock
from withhold.model.observation import Reading
from withhold.store.errors import ExportRefused
from withhold.store.ledger import Ledger

Fill = Callable[[Ledger], None]
Tamper = Callable[[Path], object]


def _check(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", folder / "VERIFY.txt"],
        env={"PATH": "/usr/bin:/bin"},  # standard tools, no Withhold
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def exported(tmp_path: Path, ledger: Ledger, fill: Fill) -> Path:
    fill(ledger)
    ledger.forget_evidence(ledger.readings(account="x/work")[0].evidence[1])
    ledger.forget_account("linkedin/default")
    ledger.put_consent()
    return ledger.export(tmp_path / "export").path


def test_a_good_export_is_whole(exported: Path, ledger: Ledger) -> None:
    checked = _check(exported)
    verdict = ledger.verify()
    erased = verdict.erased
    assert checked.stdout.splitlines() == [
        f"WHOLE: {verdict.records} records ({erased} erased, 0 left out), 3 files of evidence",
        f"HEAD: {verdict.head}",
    ]
    assert (checked.returncode, checked.stderr) == (0, "")


def test_an_empty_ledger_exports(tmp_path: Path, ledger: Ledger) -> None:
    checked = _check(ledger.export(tmp_path / "export").path)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_texts_leave_byte_for_byte(tmp_path: Path, ledger: Ledger, fill: Fill) -> None:
    fill(ledger)
    done = ledger.export(tmp_path / "export")
    lines = (done.path / "records.jsonl").read_bytes().splitlines()
    assert len(lines) == done.records == ledger.verify().records
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, done.records + 1))
    assert done.head == ledger.verify().head
    assert done.evidence == len(list((done.path / "evidence").iterdir())) == 7


def test_a_zip_holds_the_same(tmp_path: Path, ledger: Ledger, fill: Fill) -> None:
    fill(ledger)
    done = ledger.export(tmp_path / "export.zip")
    assert done.path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(done.path) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert _check(tmp_path / "unpacked").returncode == 0


def test_what_is_left_out_leaves_its_links(
    tmp_path: Path,
    ledger: Ledger,
    fill: Fill,
    clock: Clock,
    advance: Callable[[timedelta], None],
) -> None:
    fill(ledger)
    advance(timedelta(days=1))
    since = clock.now()
    ledger.put_consent()
    done = ledger.export(tmp_path / "since", since=since, without={"event"})
    assert done.left_out == done.records - 1
    assert done.evidence == 0
    assert _check(done.path).returncode == 0
    private = ledger.export(tmp_path / "private", without={"account"})
    text = (private.path / "records.jsonl").read_text()
    assert "invented-handle" not in text
    assert "1 left out" not in _check(private.path).stdout
    assert _check(private.path).returncode == 0


def test_nothing_is_written_over(tmp_path: Path, ledger: Ledger) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine")
    for taken in (tmp_path / "there", tmp_path / "there" / "mine.txt"):
        with pytest.raises(ExportRefused):
            ledger.export(taken)
    assert (tmp_path / "there" / "mine.txt").read_text() == "mine"


def _replace(name: str, old: bytes, new: bytes) -> Tamper:
    def tamper(folder: Path) -> None:
        content = (folder / name).read_bytes()
        assert old in content
        (folder / name).write_bytes(content.replace(old, new, 1))

    return tamper


def _line(name: str, number: int, new: bytes | None) -> Tamper:
    def tamper(folder: Path) -> None:
        lines = (folder / name).read_bytes().splitlines(keepends=True)
        lines[number : len(lines) if number == -1 else number + 1] = [] if new is None else [new]
        (folder / name).write_bytes(b"".join(lines))

    return tamper


def _both(one: Tamper, other: Tamper) -> Tamper:
    def tamper(folder: Path) -> None:
        one(folder)
        other(folder)

    return tamper


def _evidence(change: Callable[[Path], object]) -> Tamper:
    def tamper(folder: Path) -> None:
        change(min((folder / "evidence").iterdir()))

    return tamper


TAMPERINGS: dict[str, Tamper] = {
    "a word": _replace("records.jsonl", b'"sent"', b'"accepted"'),
    "a zero byte": _replace("records.jsonl", b'"sent"', b'"se\0nt"'),
    "a text gone without tombstone": _line("records.jsonl", -1, b"null\n"),
    "a text left out": _line("records.jsonl", -1, b'"left out"\n'),
    "a record gone": _line("records.jsonl", 3, None),
    "a record more": _replace("records.jsonl", b'{"id"', b'{}\n{"id"'),
    "no last line feed": lambda folder: (folder / "records.jsonl").write_bytes(
        (folder / "records.jsonl").read_bytes()[:-1]
    ),
    "a link gone": _line("chain.txt", 3, None),
    "the tail gone": _both(_line("chain.txt", -1, None), _line("records.jsonl", -1, None)),
    "a kind": _replace("chain.txt", b" declaration ", b" adoption "),
    "a kind of the erased": _replace("chain.txt", b" reading R1", b" change R1"),
    "an id": _replace("chain.txt", b" D1", b" D2"),
    "an id with a star": _replace("chain.txt", b" D1", b" *"),
    "a number": _replace("chain.txt", b"\n4 ", b"\n5 "),
    "a link": lambda folder: (folder / "chain.txt").write_bytes(
        b"1 " + b"f" * 64 + (folder / "chain.txt").read_bytes()[66:]
    ),
    "a tombstone": _replace("records.jsonl", b'"erased":[{', b'"erased":[ {'),
    "evidence altered": _evidence(lambda file: file.write_bytes(b"other")),
    "evidence gone": _evidence(lambda file: file.unlink()),
    "evidence of another name": _evidence(lambda file: file.rename(file.with_name("f" * 64))),
    "no records": lambda folder: (folder / "records.jsonl").unlink(),
    "no chain": lambda folder: (folder / "chain.txt").write_bytes(b""),
}


@pytest.mark.parametrize("tamper", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_a_tampered_export_is_broken(exported: Path, tamper: Tamper) -> None:
    tamper(exported)
    checked = _check(exported)
    assert checked.returncode == 1
    assert "BROKEN" in checked.stdout
    assert "WHOLE" not in checked.stdout


def test_a_text_altered_in_the_ledger_leaves_as_it_is_and_is_found(
    tmp_path: Path, ledger: Ledger, reading: Callable[..., Reading]
) -> None:
    ledger.put(reading())
    ledger._database.connection.execute(  # noqa: SLF001 - by hand, as a forger would
        "UPDATE chain SET text = replace(text, 'allowed', 'withheld')"
    )
    checked = _check(ledger.export(tmp_path / "export").path)
    assert checked.returncode == 1
    assert "record 1 (reading): its text is not what was written" in checked.stdout


def test_it_says_what_it_cannot_show(exported: Path) -> None:
    said = (exported / "VERIFY.txt").read_text()
    assert "What it cannot show" in said
    assert "were not cut off" in said
    assert "were not made up" in said
