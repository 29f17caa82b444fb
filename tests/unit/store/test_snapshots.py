"""Is what was fetched kept once, and is the last good text the one that counts?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from withhold.kernel.paths import Home
from withhold.store.errors import LedgerDamaged
from withhold.store.policies import Batch, Policies, Recorded, Subject
from withhold.store.snapshots import Kept, Look, Snapshot, named

X = Subject("X", "Privacy Policy", "en", "WORLD")
DAY = datetime(2026, 1, 1, tzinfo=UTC)


def _kept(text: str, page: str = "", rule: str = "r1") -> Kept:
    content = (page or f"<p>{text}").encode()
    return Kept(text, rule, Snapshot("https://x.test/", "text/html", content))


def _add(policies: Policies, day: int, *kept: Kept) -> None:
    at = DAY + timedelta(days=day)
    versions = [Recorded(at, each.digest) for each in kept]
    look = Look(at, "new", etag=f'"{day}"', modified="then")
    policies.add(X, Batch(versions, [], b"state", look, kept), by="1")


def test_the_last_text_counts_with_what_it_was_taken_from(home: Home) -> None:
    with Policies(home) as policies:
        assert policies.snapshots.kept(X.names) is None
        assert policies.snapshots.look(X.names) is None
        assert policies.snapshots.looks() == {}
        _add(policies, 0, _kept("a"))
        _add(policies, 1, _kept("b", rule="r2"))
    with Policies(home) as policies:
        assert policies.snapshots.kept(X.names) == _kept("b", rule="r2")
        look = policies.snapshots.look(X.names)
        assert look == Look(DAY + timedelta(days=1), "new", None, '"1"', "then")
        assert policies.snapshots.looks() == {X.names: look}


def test_a_text_that_comes_back_is_not_kept_twice(home: Home) -> None:
    with Policies(home) as policies:
        for day, text in enumerate("abab"):
            _add(policies, day, _kept(text, page=f"<p>{text} at {day}"))
        assert policies.snapshots.count() == (2, 2)
        assert policies.snapshots.kept(X.names) == _kept("b", page="<p>b at 1")


def test_two_texts_of_one_page_are_kept_with_it(home: Home) -> None:
    with Policies(home) as policies:
        _add(policies, 0, _kept("a", page="p"), _kept("a better", page="p", rule="r2"))
        assert policies.snapshots.count() == (1, 2)
        assert policies.snapshots.kept(X.names) == _kept("a better", page="p", rule="r2")


def test_a_look_that_brings_nothing_leaves_the_text(home: Home) -> None:
    later = Look(DAY + timedelta(days=5), "failed", "timeout")
    with Policies(home) as policies:
        policies.snapshots.note(X.names, later)
        assert policies.snapshots.look(X.names) == later
        _add(policies, 0, _kept("a"))
        policies.snapshots.note(X.names, later)
        assert policies.snapshots.kept(X.names) == _kept("a")
        assert policies.state(X) == b"state"


def test_texts_are_named_as_git_names_them() -> None:
    assert named("hello\n") == "ce013625030ba8dba906f756967f9e9ca394464a"


def test_what_is_damaged_is_said_to_be(home: Home) -> None:
    with Policies(home) as policies:
        _add(policies, 0, _kept("a"))
    with closing(sqlite3.connect(home.policies)) as file:
        file.execute("UPDATE snapshots SET content = x'00'")
        file.commit()
    with Policies(home) as policies, pytest.raises(LedgerDamaged):
        policies.snapshots.kept(X.names)
