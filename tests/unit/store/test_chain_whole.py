"""Does `verify` find whatever was altered, and name the first place?"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from withhold.kernel.paths import Home
from withhold.model.observation import Reading
from withhold.store.errors import EvidenceMissing
from withhold.store.ledger import Ledger
from withhold.store.records import CoolOff, Progress, Record

Fill = Callable[[Ledger], None]


def _alter(home: Home, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(home.ledger, isolation_level=None)) as file:
        assert file.execute(sql, values).rowcount != 0


def _seq(home: Home, kind: str) -> int:
    with closing(sqlite3.connect(home.ledger)) as file:
        (seq,) = file.execute("SELECT min(seq) FROM chain WHERE kind = ?", (kind,)).fetchone()
    return int(seq)


def test_an_empty_ledger_is_whole(ledger: Ledger) -> None:
    verdict = ledger.verify()
    assert verdict.whole
    assert (verdict.records, verdict.head) == (0, "0" * 64)


def test_digests_and_links_are_what_the_documents_say(
    home: Home, ledger: Ledger, fill: Fill
) -> None:
    fill(ledger)
    link = "0" * 64
    with closing(sqlite3.connect(home.ledger)) as file:
        rows = file.execute("SELECT text, digest, link FROM chain ORDER BY seq").fetchall()
    for text, digest, given_link in rows:
        plain = json.dumps(
            json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        assert plain == text
        assert sha256(text.encode()).hexdigest() == digest
        link = sha256(f"{link} {digest}\n".encode()).hexdigest()
        assert link == given_link
    verdict = ledger.verify()
    assert verdict.whole
    assert verdict.head == link
    assert verdict.evidence == 7


@pytest.mark.parametrize(
    "case",
    [
        (
            "UPDATE chain SET text = replace(text, 'allowed', 'withheld') WHERE kind = 'reading'",
            "reading",
            "text",
        ),
        ("UPDATE chain SET kind = 'event' WHERE kind = 'adoption'", "event", "kind"),
        ("UPDATE chain SET id = 'X' WHERE kind = 'declaration'", "declaration", "id"),
        ("UPDATE chain SET text = NULL WHERE kind = 'consent'", "consent", "tombstone"),
        ("UPDATE place SET control = 'x.y' WHERE kind = 'reading'", "reading", "listed"),
        ("UPDATE place SET account = 'x/y' WHERE kind = 'cool-off'", "cool-off", "listed"),
        ("DELETE FROM place WHERE kind = 'stranger'", "stranger", "listed"),
        ("DELETE FROM evidence", "reading", "listed"),
    ],
)
def test_what_was_altered_by_hand_is_named(
    home: Home, ledger: Ledger, fill: Fill, case: tuple[str, str, str]
) -> None:
    sql, kind, what = case
    fill(ledger)
    _alter(home, sql)
    broken = ledger.verify().broken
    assert broken is not None
    assert broken.kind == kind
    assert what in broken.what


def test_a_record_rewritten_with_its_digest_breaks_the_link(
    home: Home, ledger: Ledger, fill: Fill
) -> None:
    fill(ledger)
    seq = _seq(home, "cool-off")
    with closing(sqlite3.connect(home.ledger)) as file:
        (text,) = file.execute("SELECT text FROM chain WHERE seq = ?", (seq,)).fetchone()
    other = text.replace("challenge", "nothing")
    digest = sha256(other.encode()).hexdigest()
    _alter(home, "UPDATE chain SET text = ?, digest = ? WHERE seq = ?", other, digest, seq)
    broken = ledger.verify().broken
    assert broken is not None
    assert (broken.seq, broken.kind) == (seq, "cool-off")
    assert "link" in broken.what


def test_a_record_taken_out_is_missed(home: Home, ledger: Ledger, fill: Fill) -> None:
    fill(ledger)
    seq = _seq(home, "stranger")
    for table in ("place", "evidence", "chain"):
        with closing(sqlite3.connect(home.ledger, isolation_level=None)) as file:
            file.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))  # noqa: S608 - our own names
    broken = ledger.verify().broken
    assert broken is not None
    assert broken.seq == seq + 1
    assert f"record {seq} is missing" in broken.what


def test_a_cut_tail_shows_by_what_is_still_listed_and_by_an_earlier_head(
    home: Home, ledger: Ledger, fill: Fill
) -> None:
    fill(ledger)
    verdict = ledger.verify()
    _alter(home, "DELETE FROM chain WHERE seq = ?", verdict.records)
    broken = ledger.verify().broken
    assert broken is not None
    assert broken.seq == verdict.records
    _alter(home, "DELETE FROM place WHERE seq = ?", verdict.records)
    assert ledger.verify().whole  # nobody could know …
    assert not ledger.verify(head=verdict.head).whole  # … but who kept the head
    assert ledger.verify(head=ledger.verify().head).whole


@pytest.mark.parametrize("how", ["altered", "missing"])
def test_evidence_that_changed_is_named_at_its_first_record(
    home: Home, ledger: Ledger, fill: Fill, how: str
) -> None:
    fill(ledger)
    name = ledger.readings()[0].evidence[1]
    path = ledger.evidence.path(name)
    if how == "altered":
        path.write_bytes(b"pictura")
    else:
        path.unlink()
    broken = ledger.verify().broken
    assert broken is not None
    assert broken.seq == _seq(home, "reading")
    assert name in broken.what
    assert how in broken.what
    with pytest.raises(EvidenceMissing):
        ledger.evidence.read(name)


def test_a_forgotten_account_leaves_tombstones_and_nothing_else(
    home: Home, ledger: Ledger, fill: Fill
) -> None:
    fill(ledger)
    before = ledger.verify()
    gone = ledger.readings(account="linkedin/default")[0].evidence
    kept = ledger.readings(account="x/work")[0].evidence
    assert ledger.forget_account("linkedin/default") > 5
    after = ledger.verify(head=before.head)
    assert after.whole
    assert after.records == before.records + 1
    assert after.erased > 5
    assert ledger.readings(account="linkedin/default") == []
    assert ledger.account("linkedin/default") is None
    assert not any(ledger.evidence.path(name).exists() for name in gone)
    assert all(ledger.evidence.path(name).exists() for name in kept)
    for file in home.root.glob("ledger.sqlite3*"):
        assert b"invented-handle" not in file.read_bytes()
    assert ledger.forget_account("linkedin/default") == 0


def test_shared_evidence_stays_while_another_account_needs_it(
    ledger: Ledger, reading: Callable[..., Reading], keep: Callable[..., tuple[str, ...]]
) -> None:
    shared = keep(ledger)
    ledger.put(reading("R1", evidence=shared), reading("R2", account="x/work", evidence=shared))
    ledger.forget_account("linkedin/default")
    assert ledger.verify().whole
    assert all(ledger.evidence.path(name).exists() for name in shared)


def test_one_file_can_be_forgotten_and_kept_again(
    ledger: Ledger, reading: Callable[..., Reading], keep: Callable[..., tuple[str, ...]]
) -> None:
    ledger.put(reading("R1", evidence=keep(ledger)))
    name = ledger.readings()[0].evidence[1]
    ledger.forget_evidence(name)
    assert not ledger.evidence.path(name).exists()
    assert ledger.verify().whole
    ledger.put(reading("R2", evidence=keep(ledger)))
    assert ledger.verify().whole
    ledger.evidence.path(name).unlink()
    broken = ledger.verify().broken
    assert broken is not None
    assert broken.seq == 3
    with pytest.raises(EvidenceMissing):
        ledger.forget_evidence("f" * 64)


def test_what_a_killed_process_left_of_the_forgotten_goes_with_the_next_run(
    ledger: Ledger, reading: Callable[..., Reading], keep: Callable[..., tuple[str, ...]]
) -> None:
    ledger.put(reading("R1", evidence=keep(ledger)))
    _, picture, tree = ledger.readings()[0].evidence
    ledger.forget_evidence(picture)
    ledger.evidence.put(b"picture")  # as if it had never come to be deleted
    ledger.begin_run("check")
    assert not ledger.evidence.path(picture).exists()
    assert ledger.evidence.path(tree).exists()


def test_a_tombstone_taken_out_leaves_its_graves_unexplained(
    home: Home, ledger: Ledger, fill: Fill
) -> None:
    fill(ledger)
    ledger.forget_account("x/work")
    _alter(home, "UPDATE chain SET text = '{}' WHERE kind = 'tombstone'")
    broken = ledger.verify().broken
    assert broken is not None
    assert "no tombstone" in broken.what


MOMENT = datetime(2030, 1, 1, tzinfo=UTC)


class _Still:
    """A clock that stands, so that the same examples make the same bytes."""

    def now(self) -> datetime:
        return MOMENT

    def monotonic(self) -> float:
        return 0.0


WORDS = st.text(max_size=20)
PAYLOADS = st.dictionaries(WORDS, WORDS | st.integers() | st.none() | st.booleans(), max_size=3)
MADE = st.one_of(
    st.builds(lambda kind, data: ("event", kind, data), WORDS, PAYLOADS),
    st.builds(lambda account, why: ("cool", account, why), WORDS, WORDS),
    st.builds(lambda content: ("seen", content), st.binary(min_size=1, max_size=40)),
)


def _record(ledger: Ledger, made: tuple[object, ...], name: str) -> Record:
    match made:
        case ("event", str(kind), dict(data)):
            return Progress(name, "RUN", kind, MOMENT, data)
        case ("cool", str(account), str(why)):
            return CoolOff(name, account, MOMENT, why)
        case (_, bytes(content)):
            return _reading(name, evidence=(ledger.evidence.put(content),))
        case _:
            raise AssertionError


@settings(max_examples=40, deadline=None)
@given(made=st.lists(MADE, min_size=1, max_size=6), pick=st.data())
def test_any_single_altered_byte_is_found_at_or_before_its_place(
    made: list[tuple[object, ...]], pick: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        with Ledger(home, _Still()) as ledger:
            ledger.put(*(_record(ledger, one, f"N{n}") for n, one in enumerate(made)))
            assert ledger.verify().whole
            place = _flip(home, ledger, pick)
            broken = ledger.verify().broken
            assert broken is not None
            assert broken.seq <= place


def _reading(reading_id: str, evidence: tuple[str, ...]) -> Reading:
    plain = json.dumps(
        {
            "id": reading_id,
            "run": "RUN",
            "control": "x.grok_training",
            "account": "x/default",
            "phase": "check",
            "state": "allowed",
            "reason": None,
            "detail": "",
            "position": "on",
            "read_at": "2030-01-01T00:00:00Z",
            "url": "https://x.com/",
            "label": None,
            "recipe": "x.grok_training@1",
            "adopted": False,
            "practice": False,
            "evidence": evidence,
        }
    )
    return msgspec.json.decode(plain, type=Reading)


def _flip(home: Home, ledger: Ledger, pick: st.DataObject) -> int:
    """Alter one byte of a text, a digest, a link or a file of evidence; return its record."""
    with closing(sqlite3.connect(home.ledger, isolation_level=None)) as file:
        seqs = [seq for (seq,) in file.execute("SELECT seq FROM chain ORDER BY seq")]
        seq = pick.draw(st.sampled_from(seqs))
        named = file.execute("SELECT digest FROM evidence WHERE seq = ?", (seq,)).fetchall()
        fields = ["text", "digest", "link"] + (["file"] if named else [])
        field = pick.draw(st.sampled_from(fields))
        if field == "file":
            path = ledger.evidence.path(named[0][0])
            path.write_bytes(_flipped(path.read_bytes(), pick))
            return int(seq)
        read = f"SELECT CAST({field} AS BLOB) FROM chain WHERE seq = ?"  # noqa: S608 - our own names
        (content,) = file.execute(read, (seq,)).fetchone()
        write = f"UPDATE chain SET {field} = CAST(? AS TEXT) WHERE seq = ?"  # noqa: S608 - likewise
        file.execute(write, (_flipped(content, pick), seq))
        return int(seq)


def _flipped(content: bytes, pick: st.DataObject) -> bytes:
    at = pick.draw(st.integers(0, len(content) - 1))
    by = pick.draw(st.integers(1, 255))
    return content[:at] + bytes([content[at] ^ by]) + content[at + 1 :]
