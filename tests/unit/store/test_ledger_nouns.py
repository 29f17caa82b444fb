"""Does the ledger give back what was put in, and derive the rest rightly?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from withhold.kernel.clock import Clock
from withhold.kernel.paths import Home
from withhold.model.action import Change, Stage
from withhold.model.observation import (
    Account,
    Adoption,
    Declaration,
    Position,
    Reading,
    Reason,
    State,
    Stranger,
    Word,
)
from withhold.model.terms import Polarity
from withhold.store.errors import EvidenceMissing
from withhold.store.ledger import Ledger
from withhold.store.records import CoolOff, Progress

CONTROL, ACCOUNT = "linkedin.genai_toggle", "linkedin/default"
MakeReading = Callable[..., Reading]
MakeChange = Callable[..., Change]
Keep = Callable[..., tuple[str, ...]]


def test_a_reading_comes_back_as_it_was_put(
    ledger: Ledger, reading: MakeReading, keep: Keep
) -> None:
    put = reading(evidence=keep(ledger), label="Ünïcode “AI” \x00\u2028", reason=Reason.LOCKED)
    ledger.put(put)
    assert ledger.reading("R1") == put
    assert ledger.readings() == [put]


def test_half_a_surrogate_pair_does_not_stop_the_ledger(
    ledger: Ledger, reading: MakeReading
) -> None:
    ledger.put(reading(label="half \ud83d"))
    (kept,) = ledger.readings()
    assert kept.label == "half ?"
    assert ledger.verify().whole


def test_first_and_newest_are_kept_apart_by_control_and_account(
    ledger: Ledger, reading: MakeReading
) -> None:
    unread = reading("R0", state=State.UNKNOWN, reason=Reason.SIGNED_OUT, position=Position.UNKNOWN)
    first, last = reading("R1"), reading("R2", state=State.WITHHELD)
    other = reading("R3", account="linkedin/work")
    for one in (unread, first, last, other):
        ledger.put(one)
    assert ledger.first_reading(CONTROL, ACCOUNT) == first
    assert ledger.newest_reading(CONTROL, ACCOUNT) == last
    assert ledger.newest_readings() == [last, other]
    assert ledger.readings(CONTROL, ACCOUNT) == [unread, first, last]
    assert ledger.readings(account="linkedin/work") == [other]
    assert ledger.first_reading("x.grok_training", ACCOUNT) is None


def test_evidence_comes_back(ledger: Ledger, reading: MakeReading, keep: Keep) -> None:
    put = reading(evidence=keep(ledger))
    ledger.put(put)
    record = ledger.evidence_of(put)
    assert record is not None
    assert record.screenshot == put.evidence[1]
    assert ledger.evidence.read(put.evidence[1]) == b"picture"
    assert ledger.evidence.read(put.evidence[2]) == b"- switch"
    assert ledger.evidence_of(reading()) is None


def test_a_record_that_names_what_is_not_kept_is_refused(
    ledger: Ledger, reading: MakeReading
) -> None:
    with pytest.raises(EvidenceMissing):
        ledger.put(reading(), reading("R2", evidence=("0" * 64,)))
    assert ledger.readings() == []


def test_a_change_is_what_its_newest_stage_says(ledger: Ledger, change: MakeChange) -> None:
    ledger.put(change("C1", Stage.INTENDED))
    ledger.put(change("C2", Stage.INTENDED, control="x.grok_training"))
    ledger.put(change("C1", Stage.CLICKED))
    assert [(c.id, c.stage) for c in ledger.open_changes()] == [
        ("C1", Stage.CLICKED),
        ("C2", Stage.INTENDED),
    ]
    ledger.put(change("C1", Stage.PROVED))
    ledger.put(change("C2", Stage.ABANDONED, control="x.grok_training"))
    assert ledger.open_changes() == []
    assert [c.id for c in ledger.changes(CONTROL)] == ["C1"]
    assert ledger.change("C2") == change("C2", Stage.ABANDONED, control="x.grok_training")


def test_restore_goes_back_to_before_our_first_change(
    ledger: Ledger, reading: MakeReading, change: MakeChange
) -> None:
    assert ledger.before(CONTROL, ACCOUNT) is None
    ledger.put(reading("R1"), change("C0", Stage.INTENDED), change("C0", Stage.ABANDONED))
    assert ledger.before(CONTROL, ACCOUNT) is None
    ledger.put(change("C1", Stage.CLICKED))
    ledger.put(change("C2", Stage.PROVED, before=Position.OFF, before_reading="R9"))
    assert ledger.before(CONTROL, ACCOUNT) is Position.ON
    assert ledger.before(CONTROL, "linkedin/work") is None


def test_only_a_proved_restore_undoes(
    ledger: Ledger, reading: MakeReading, change: MakeChange
) -> None:
    ledger.put(reading("R1"), change("C1", Stage.PROVED))
    undo = change("C2", Stage.CLICKED, to=Position.ON, undo=True, proof_reading="R2")
    ledger.put(undo)
    assert ledger.undoable(CONTROL, ACCOUNT) is not None
    ledger.put(reading("R2", position=Position.ON), replace(undo, stage=Stage.PROVED))
    assert ledger.undoable(CONTROL, ACCOUNT) is None


def test_words_of_the_person(ledger: Ledger, clock: Clock) -> None:
    sent = Declaration("D1", "facebook.ai_objection", "facebook/a", Word.SENT, "2024", clock.now())
    accepted = replace(sent, id="D2", word=Word.ACCEPTED)
    adopted = Adoption("A1", CONTROL, "New words", Polarity.PROTECTS, clock.now())
    ledger.put(sent, accepted, adopted)
    assert ledger.declarations("facebook.ai_objection") == [sent, accepted]
    assert ledger.declaration("facebook.ai_objection", "facebook/a") == accepted
    assert ledger.declaration("facebook.ai_objection", "facebook/b") is None
    assert ledger.adoptions(CONTROL) == [adopted]


def test_strangers_are_listed_once_as_last_seen(ledger: Ledger, reading: MakeReading) -> None:
    stranger = Stranger("linkedin", "https://www.linkedin.com/", "AI helper", Position.ON)
    ledger.put_reading(reading("R1"), (stranger,))
    ledger.put_reading(reading("R2"), (replace(stranger, state=Position.OFF),))
    (seen,) = ledger.strangers("linkedin")
    assert seen.stranger == replace(stranger, state=Position.OFF)
    assert seen.reading == "R2"
    assert ledger.strangers("x") == []


def test_accounts_come_change_and_go(ledger: Ledger, reading: MakeReading) -> None:
    plain = Account("linkedin", "default", country="DE")
    implied = Account("x", "default", added=False)
    ledger.put_account(plain)
    ledger.put_account(implied)
    ledger.put_account(replace(plain, handle="somebody"))
    assert ledger.accounts() == [replace(plain, handle="somebody")]
    assert {account.id for account in ledger.known_accounts()} == {"linkedin/default", "x/default"}
    ledger.put(reading())
    ledger.remove_account("linkedin/default")
    assert ledger.account("linkedin/default") is None
    assert ledger.accounts() == []
    assert len(ledger.readings(account="linkedin/default")) == 1
    ledger.put_account(plain)
    assert ledger.account("linkedin/default") == plain


def test_consent_and_cool_off(
    ledger: Ledger, clock: Clock, advance: Callable[[timedelta], None]
) -> None:
    assert ledger.consent() is None
    ledger.put_consent()
    assert ledger.consent() == clock.now()
    ledger.put_cool_off("x/work", until=clock.now() + timedelta(hours=24), why="challenge")
    found = ledger.cool_off("x/work")
    assert found is not None
    assert found.why == "challenge"
    assert ledger.cool_off("x/home") is None
    advance(timedelta(hours=25))
    assert ledger.cool_off("x/work") is None


def test_events_are_tailed(ledger: Ledger) -> None:
    run, other = ledger.begin_run("check"), ledger.begin_run("off")
    first = ledger.tell(run.id, "started", total=2)
    ledger.tell(other.id, "started")
    last = ledger.tell(run.id, "read", control=CONTROL)
    assert [event.seq for event in ledger.events(run.id)] == [first, last]
    (event,) = ledger.events(run.id, after=first)
    assert (event.kind, event.data) == ("read", {"control": CONTROL})


def test_a_run_lives_until_it_ends(home: Home, clock: Clock, ledger: Ledger) -> None:
    run = ledger.begin_run("off")
    with Ledger(home, clock) as other:
        assert other.alive(run.id)
        ledger.end_run(run.id, "done")
        assert not other.alive(run.id)
        assert [found.how for found in other.runs()] == ["done"]


def test_a_run_that_was_broken_off_is_found_by_the_next(home: Home, clock: Clock) -> None:
    with Ledger(home, clock) as first:
        run = first.begin_run("off")
    with Ledger(home, clock) as second:
        assert not second.alive(run.id)
        second.begin_run("check")
        assert [found.how for found in second.runs()] == ["killed", None]


def test_orphans_are_swept_when_no_run_lives_and_they_are_old(
    ledger: Ledger,
    reading: MakeReading,
    keep: Keep,
    advance: Callable[[timedelta], None],
    still: Clock,
) -> None:
    named = keep(ledger)
    ledger.put(reading(evidence=named))
    orphan = ledger.evidence.put(b"nobody names me")
    advance(datetime.now(UTC) - still.now())  # files are young by the clock now
    run = ledger.begin_run("check")
    assert ledger.evidence.path(orphan).exists()
    advance(timedelta(hours=2))
    other = ledger.begin_run("check")
    assert ledger.evidence.path(orphan).exists()  # the first run still lives
    ledger.end_run(run.id, "done")
    ledger.end_run(other.id, "done")
    ledger.begin_run("check")
    assert not ledger.evidence.path(orphan).exists()
    assert all(ledger.evidence.path(name).exists() for name in named)


def test_threads_share_a_ledger(ledger: Ledger, reading: MakeReading) -> None:
    def write(thread: int) -> None:
        for number in range(10):
            ledger.put(reading(f"{thread}-{number}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ledger.readings()) == 40
    assert ledger.verify().whole


def test_nothing_personal_is_printed(ledger: Ledger, clock: Clock) -> None:
    ledger.put_account(Account("x", "default", "secret-handle"))
    run = ledger.begin_run("check")
    ledger.tell(run.id, "handle", handle="secret-handle")
    told = Progress("P", run.id, "handle", clock.now(), {"handle": "secret-handle"})
    cool = CoolOff("K", "x/default", clock.now(), "challenge")
    shown = repr([ledger.accounts(), ledger.events(run.id), told, cool, ledger.runs(), ledger])
    assert "secret-handle" not in shown
