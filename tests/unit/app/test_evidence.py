"""Is evidence listed, handed over and verified so that one altered byte is named?"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from withhold.app import evidence
from withhold.app.config import Config
from withhold.app.exported import NotAnExport
from withhold.app.start import House
from withhold.catalogue.errors import UnknownControlError
from withhold.catalogue.load import load
from withhold.kernel.clock import SystemClock
from withhold.kernel.errors import WithholdError
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.model.fact import Facts
from withhold.model.observation import (
    Account,
    Capture,
    Evidence,
    Phase,
    Position,
    Reading,
    Reason,
    State,
)

CONTROL = "x.grok_training"
PICTURE = b"\x89PNG\r\n\x1a\ninvented"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return load(cache=tmp_path_factory.mktemp("facts"))


@pytest.fixture
def own(facts: Facts, tmp_path: Path) -> House:
    return House(Home(tmp_path / "home"), Config(), facts, SystemClock())


def _read(own: House, state: State, *, account: str = "default", whole: bool = False) -> Reading:
    now = datetime.now(UTC)
    with own.ledger() as ledger:
        about = Evidence("https://x.com", now, "r@1", "Chromium 150", (), None, None, whole)
        kept = ledger.keep(Capture(PICTURE, f"{ulid(now)}\n", whole), about)
        reading = Reading(
            id=ulid(now),
            run="run",
            control=CONTROL,
            account=f"x/{account}",
            phase=Phase.CHECK,
            state=state,
            reason=Reason.UNSTABLE if state is State.UNKNOWN else None,
            detail="",
            position=Position.UNKNOWN,
            read_at=now,
            url="https://x.com",
            label=None,
            recipe="r@1",
            adopted=False,
            practice=False,
            evidence=kept,
        )
        ledger.put_reading(reading)
    return reading


@pytest.fixture
def told(own: House) -> House:
    """Give a house with three readings of one control."""
    for state in (State.UNKNOWN, State.ALLOWED, State.WITHHELD):
        _read(own, state)
    return own


# --- list, show ------------------------------------------------------------------------------


def test_the_first_reading_that_tells_is_marked_for_each_account(told: House) -> None:
    _read(told, State.WITHHELD, account="work")
    marks = [entry.first for entry in evidence.entries(told, CONTROL)]
    assert marks == [False, True, False, True]


def test_a_control_never_read_has_none_and_a_slip_is_told(own: House) -> None:
    assert evidence.entries(own, CONTROL) == []
    with pytest.raises(UnknownControlError):
        evidence.entries(own, "x.grok_trainign")


def test_one_reading_is_shown_with_its_files(own: House) -> None:
    reading = _read(own, State.ALLOWED)
    shown = evidence.entry(own, reading.id.lower())
    assert shown.entry.first
    assert shown.evidence is not None
    assert shown.evidence.browser == "Chromium 150"
    assert PICTURE in [path.read_bytes() for _, path in shown.files if path]
    with pytest.raises(evidence.NoSuchReading):
        evidence.entry(own, "none")


# --- export ----------------------------------------------------------------------------------


def test_a_preview_counts_what_would_go(told: House) -> None:
    _read(told, State.ALLOWED, whole=True)
    with told.ledger() as ledger:
        ledger.put_account(Account("x", "default"))
    found = evidence.preview(told)
    assert (found.counts["reading"], found.pictures, found.whole_pages, found.accounts) == (
        4,
        1,  # the same picture four times is one file
        1,
        1,
    )
    assert evidence.preview(told, without=["account"]).accounts == 0
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert evidence.preview(told, since=tomorrow).pictures == 0


def test_a_day_is_read_or_refused() -> None:
    assert evidence.day("2026-11-23") == datetime(2026, 11, 23, tzinfo=UTC)
    with pytest.raises(evidence.BadDay):
        evidence.day("23.11.2026")


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_an_export_verifies_by_our_own_code(told: House, tmp_path: Path, name: str) -> None:
    done = evidence.export(told, tmp_path / name)
    found = evidence.verify(told, done.path, head=done.head.upper())
    assert found.broken is None
    assert (found.records, found.evidence, found.head) == (done.records, done.evidence, done.head)
    assert evidence.verify(told).head == done.head


def test_what_was_erased_or_left_out_does_not_break_it(told: House, tmp_path: Path) -> None:
    _read(told, State.ALLOWED, account="work")
    with told.ledger() as ledger:
        ledger.forget_account("x/default")
    done = evidence.export(told, tmp_path / "out", without=["account"])
    found = evidence.verify(told, done.path)
    assert found.broken is None
    assert found.erased == 3


def _lose_a_record(export: Path) -> None:
    lines = (export / "records.jsonl").read_bytes().splitlines(keepends=True)
    (export / "records.jsonl").write_bytes(b"".join(lines[:1] + lines[2:]))


def _alter_a_record(export: Path) -> None:
    text = (export / "records.jsonl").read_text(encoding="utf-8")
    changed = text.replace('"allowed"', '"unknown"')
    assert changed != text
    (export / "records.jsonl").write_text(changed, encoding="utf-8")


def _erase_a_record(export: Path) -> None:
    lines = (export / "records.jsonl").read_bytes().splitlines(keepends=True)
    (export / "records.jsonl").write_bytes(b"".join([lines[0], b"null\n", *lines[2:]]))


def _cut_the_tail(export: Path) -> None:
    for name in ("records.jsonl", "chain.txt"):
        lines = (export / name).read_bytes().splitlines(keepends=True)
        (export / name).write_bytes(b"".join(lines[:-1]))


def _alter_a_picture(export: Path) -> None:
    next(iter(sorted((export / "evidence").iterdir()))).write_bytes(b"another")


def _lose_a_picture(export: Path) -> None:
    next(iter(sorted((export / "evidence").iterdir()))).unlink()


def _alter_a_link(export: Path) -> None:
    lines = (export / "chain.txt").read_text(encoding="ascii").splitlines()
    number, _, rest = lines[1].split(" ", 2)
    lines[1] = f"{number} {'0' * 64} {rest}"
    (export / "chain.txt").write_text("\n".join(lines) + "\n", encoding="ascii")


def _lose_the_procedure(export: Path) -> None:
    (export / "VERIFY.txt").unlink()


@pytest.mark.parametrize(
    ("harm", "seq"),
    [
        (_lose_a_record, 2),
        (_alter_a_record, 2),
        (_erase_a_record, 2),
        (_alter_a_link, 2),
        (_cut_the_tail, 3),
        (_alter_a_picture, None),
        (_lose_a_picture, None),
        (_lose_the_procedure, 0),
    ],
)
def test_every_harm_to_an_export_is_named(
    told: House, tmp_path: Path, harm: Callable[[Path], None], seq: int | None
) -> None:
    done = evidence.export(told, tmp_path / "out")
    harm(done.path)
    broken = evidence.verify(told, done.path).broken
    assert broken is not None
    assert broken.what
    assert seq is None or broken.seq == seq


def test_a_head_noted_earlier_must_still_be_there(told: House, tmp_path: Path) -> None:
    early = evidence.verify(told).head
    _read(told, State.WITHHELD)
    done = evidence.export(told, tmp_path / "out.zip")
    for path in (None, done.path):
        assert evidence.verify(told, path, head=early).broken is None
        assert evidence.verify(told, path, head="f" * 64).broken is not None


@pytest.mark.parametrize("make", ["nothing", "empty", "text", "other zip", "half a zip"])
def test_what_is_no_export_is_told(told: House, tmp_path: Path, make: str) -> None:
    place = tmp_path / "thing.zip"
    match make:
        case "empty":
            place.mkdir()
        case "text":
            place.write_text("no", encoding="utf-8")
        case "other zip":
            with zipfile.ZipFile(place, "w") as archive:
                archive.writestr("a", "b")
        case "half a zip":
            done = evidence.export(told, tmp_path / "whole.zip")
            place.write_bytes(done.path.read_bytes()[:-40])
        case _:
            pass  # nothing is there
    with pytest.raises(NotAnExport):
        evidence.verify(told, place)


def test_a_damaged_zip_is_told_and_never_crashes(told: House, tmp_path: Path) -> None:
    done = evidence.export(told, tmp_path / "whole.zip")
    whole = done.path.read_bytes()
    for at in range(30, len(whole), max(1, len(whole) // 60)):
        hurt = tmp_path / "hurt.zip"
        hurt.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            evidence.verify(told, hurt)
        except WithholdError:
            continue


def test_the_ledger_itself_names_its_first_break(told: House) -> None:
    shutil.rmtree(told.home.evidence)
    broken = evidence.verify(told).broken
    assert broken is not None
    assert (broken.seq, broken.kind) == (1, "reading")
    assert "is missing" in broken.what
