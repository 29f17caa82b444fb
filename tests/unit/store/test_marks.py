"""Do a person's marks stand, whatever becomes of the changes they are on?"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.unit.store.test_policies_file import X, _batch

from withhold.kernel.paths import Home
from withhold.store.database import Database
from withhold.store.marks import NOTHING
from withhold.store.policies import MIGRATIONS, Batch, Policies, Record, Recorded, Subject, Told

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_judged_afresh_a_change_keeps_its_marks(home: Home) -> None:
    with Policies(home) as policies:
        policies.add(X, _batch(0, 3), by="1")
        (told,) = policies.changes()
        policies.marks.no_change(told.id, NOW)
        policies.marks.looked([told.id], NOW)
        policies.add(X, _batch(0, 3), by="2", afresh=True)
        (again,) = policies.changes()
        said = policies.marks.said()
    assert again.id in said.no_change
    assert again.id in said.looked
    assert said.last == NOW


def test_a_mark_can_be_taken_back_and_leaves_the_other(home: Home) -> None:
    with Policies(home) as policies:
        policies.marks.no_change("a", NOW)
        policies.marks.no_change("a", NOW + timedelta(days=1))
        policies.marks.looked(["a", "b"], NOW)
        policies.marks.take_back("a")
        policies.marks.take_back("nothing")
        said = policies.marks.said()
    assert said.no_change == frozenset()
    assert said.looked == {"a", "b"}


def test_a_service_and_a_document_are_muted_apart(home: Home) -> None:
    with Policies(home) as policies:
        policies.marks.mute("X", "", NOW)
        policies.marks.mute("Y", "Terms", NOW)
        policies.marks.mute("Y", "Terms", NOW + timedelta(days=1))
        said = policies.marks.said()
        assert [said.is_muted(*names) for names in (("X", "a"), ("Y", "Terms"), ("Y", "b"))] == [
            True,
            True,
            False,
        ]
        assert said.muted[1].at == NOW
        assert policies.marks.unmute("X", "")
        assert not policies.marks.unmute("X", "")
    with Policies(home) as policies:
        assert [each.service for each in policies.marks.said().muted] == ["Y"]


def test_marks_are_read_in_two_queries_however_many(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Policies(home) as policies:
        policies.marks.looked([f"{number}" for number in range(500)], NOW)
        for number in range(50):
            policies.marks.mute(f"{number}", "", NOW)
    asked: list[str] = []
    connect = sqlite3.connect

    def traced(*given: Any, **more: Any) -> sqlite3.Connection:  # noqa: ANN401 - as connect takes
        made: sqlite3.Connection = connect(*given, **more)
        made.set_trace_callback(asked.append)
        return made

    monkeypatch.setattr(sqlite3, "connect", traced)
    with Policies(home) as policies:
        del asked[:]
        policies.marks.said()
    assert len([each for each in asked if each.startswith("SELECT")]) == 2


def test_where_a_version_is_recorded_comes_out(home: Home) -> None:
    record = Record("pga-versions", "c0ffee")
    about = Subject("Z", "Terms")
    told = Told(about, NOW - timedelta(days=1), NOW, _batch(0, 1).changes[0].judgement)
    with Policies(home) as policies:
        policies.add(about, Batch([Recorded(NOW, "d", record=record)], [told], b""), by="1")
        assert policies.record(told) == record
        assert policies.subjects() == [about]
        policies.add(X, _batch(0, 3), by="1")
        assert policies.record(policies.changes()[1]) == Record()


def test_a_file_from_before_is_brought_up_to_date(home: Home) -> None:
    home.make()
    before = Database(home.policies, MIGRATIONS[:1])
    with before.writing() as now:
        now.execute("INSERT INTO documents VALUES (1, 'X', 'Terms', '', '', NULL)")
        now.execute("INSERT INTO versions VALUES (1, '2026-01-01T00:00:00.000Z', 'd', 0, 1, NULL)")
    before.close()
    with Policies(home) as policies:
        (followed,) = policies.followed(["x"])
        assert (followed.month, followed.count, followed.why) == ("2026-01", 1, "")
        assert policies.marks.said() == NOTHING
