"""Does an import find each change once, go on where it was stopped, and name what it left out?"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fakes.archives import Repo, repo, zipped
from tests.fakes.judge import judge

from withhold.app import changed, policies
from withhold.app.importing import import_
from withhold.app.start import House, house
from withhold.kernel.clock import SystemClock
from withhold.kernel.paths import Home
from withhold.model.policy import Version
from withhold.observe.policies.recorded import Document, EmptyArchive, Entry, read
from withhold.report.imports import Imported, Progress
from withhold.store.ledger import Ledger
from withhold.store.policies import Batch, Policies, Subject


@pytest.fixture
def own(tmp_path: Path) -> House:
    return house(Home(tmp_path / "home"))


@pytest.fixture(scope="module")
def ours() -> policies.Judge:
    return policies.ours()


@pytest.fixture
def source(tmp_path: Path) -> Repo:
    return repo(tmp_path / "versions")


def _import(own: House, path: Path, tell: Callable[[Progress], None] = lambda _: None) -> Imported:
    return import_(own, path, judge=judge(), tell=tell)


def _found(own: House) -> list[tuple[str, str, str]]:
    found = changed.changes(own, every=True)
    return [(c.service, f"{c.before:%Y-%m-%d}", f"{c.after:%Y-%m-%d}") for c in found]


def _history(source: Repo, service: str, texts: dict[str, str]) -> None:
    for at, text in texts.items():
        source.record(f"{at}T00:00:00Z", {f"{service}/Privacy Policy.md": text})


def test_changes_are_found_between_the_versions_that_could_be_judged(
    own: House, source: Repo
) -> None:
    _history(source, "X", {"2024-01-01": "a", "2024-02-01": "", "2024-03-01": "we train"})
    _history(source, "Y", {"2024-01-01": "we train", "2024-02-01": "we train too"})
    told: list[Progress] = []
    done = _import(own, source.root, told.append)
    assert (done.documents, done.new, done.known, done.changes) == (2, 5, 0, 1)
    assert done.unread == {"The text is empty": 1}
    assert _found(own) == [("X", "2024-01-01", "2024-03-01")]
    assert [(now.done, now.total, now.left) for now in told] == [(3, 5, 1), (5, 5, 0)]


def test_the_same_again_reads_nothing_and_more_of_it_only_that(own: House, source: Repo) -> None:
    _history(source, "X", {"2024-01-01": "a", "2024-02-01": "b"})
    _import(own, source.root)
    again = _import(own, source.root)
    assert (again.new, again.known, again.changes) == (0, 2, 0)
    _history(source, "X", {"2024-03-01": "we train"})
    more = _import(own, source.root)
    assert (more.new, more.known, more.changes) == (1, 2, 1)
    assert _found(own) == [("X", "2024-02-01", "2024-03-01")]


def test_what_turns_up_late_is_judged_in_its_place(own: House, source: Repo) -> None:
    _history(source, "X", {"2024-01-01": "a", "2024-03-01": "we train"})
    _import(own, source.root)
    (before,) = changed.changes(own, every=True)
    _history(source, "X", {"2024-02-01": "we train early"})
    assert _import(own, source.root).late == 0
    (after,) = changed.changes(own, every=True)
    assert _found(own) == [("X", "2024-01-01", "2024-02-01")]
    assert before.id != after.id


def test_late_ones_of_another_archive_are_left_out_and_counted(
    own: House, source: Repo, tmp_path: Path
) -> None:
    _history(source, "X", {"2024-01-01": "a", "2024-03-01": "b"})
    _import(own, source.root)
    other = zipped(
        tmp_path / "other.zip",
        {
            "X/Privacy Policy/2024-02-01T00-00-00Z.md": "we train",
            "X/Privacy Policy/2024-04-01T00-00-00Z.md": "we train later",
        },
    )
    done = _import(own, other)
    assert (done.new, done.late, done.changes) == (1, 1, 1)
    assert _found(own) == [("X", "2024-03-01", "2024-04-01")]


def test_the_dataset_of_a_repository_is_known_already(
    own: House, source: Repo, tmp_path: Path
) -> None:
    _history(source, "X", {"2024-01-01": "a", "2024-02-01": "we train"})
    _import(own, source.root)
    same = zipped(
        tmp_path / "same.zip",
        {
            "X/Privacy Policy/2024-01-01T00-00-00Z.md": "a",
            "X/Privacy Policy/2024-02-01T00-00-00Z.md": "we train",
        },
    )
    done = _import(own, same)
    assert (done.new, done.known) == (0, 2)


def test_stopped_in_the_middle_it_goes_on_from_there(
    own: House, source: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("withhold.app.importing._BATCH", 2)
    texts = {f"2024-0{month}-01": f"a {month}" for month in range(1, 8)} | {
        "2024-08-01": "we train"
    }
    _history(source, "X", texts)

    def stop(now: Progress) -> None:
        if now.done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _import(own, source.root, stop)
    with Ledger(own.home, SystemClock()) as ledger:
        assert [(each.kind, each.how) for each in ledger.runs()] == [("import", "interrupted")]
    done = _import(own, source.root)
    assert (done.known, done.new, done.changes) == (4, 4, 1)
    assert _found(own) == [("X", "2024-07-01", "2024-08-01")]


def test_what_was_missing_is_judged_once_it_is_there(
    own: House, source: Repo, tmp_path: Path
) -> None:
    texts = {"2024-01-01": "a", "2024-02-01": "we train", "2024-03-01": "we train on"}
    _history(source, "X", texts)
    blob = source.git("rev-parse", "HEAD~1:X/Privacy Policy.md").strip()
    place = source.root / ".git" / "objects" / blob[:2] / blob[2:]
    place.rename(tmp_path / "aside")
    assert _import(own, source.root).unread == {"missing": 1}
    assert _found(own) == [("X", "2024-01-01", "2024-03-01")]
    assert _import(own, source.root).new == 0, "it is still missing"
    (tmp_path / "aside").rename(place)
    done = _import(own, source.root)
    assert (done.new, done.late, done.unread) == (3, 0, {})
    assert _found(own) == [("X", "2024-01-01", "2024-02-01")]
    assert _import(own, source.root).new == 0


def test_a_damaged_dataset_gives_way_to_a_whole_one(own: House, tmp_path: Path) -> None:
    named = "X/Privacy Policy/2024-0{}-01T00-00-00Z.md"
    members = {named.format(1): "a", named.format(2): "we train", named.format(3): "we train on"}
    whole, cut = zipped(tmp_path / "whole.zip", members), tmp_path / "cut.zip"
    with zipfile.ZipFile(cut, "w") as file:
        for name, text in members.items():
            file.writestr(name, text)
    cut.write_bytes(cut.read_bytes().replace(b"we trainPK", b"WE TRAINPK"))
    assert _import(own, cut).unread == {"damaged": 1}
    assert _import(own, cut).new == 0
    done = _import(own, whole)
    assert (done.late, done.unread) == (0, {})
    assert _found(own) == [("X", "2024-01-01", "2024-02-01")]


def _leave_another_state(own: House) -> None:
    """Leave of one document what another release of the judge remembered."""
    subject = Subject("X", "Privacy Policy")
    with Policies(own.home) as kept:
        kept.add(subject, Batch([], [], b"\xff of another form"), by="9.9")


def test_a_state_of_another_release_has_the_archive_judged_afresh(own: House, source: Repo) -> None:
    _history(source, "X", {"2024-01-01": "a", "2024-02-01": "we train"})
    _import(own, source.root)
    _leave_another_state(own)
    done = _import(own, source.root)
    assert (done.new, done.known, done.changes) == (2, 0, 1)
    assert _found(own) == [("X", "2024-01-01", "2024-02-01")]
    again = _import(own, source.root)
    assert (again.new, again.known) == (0, 2)


def test_with_a_part_of_the_archive_another_state_begins_anew(
    own: House, source: Repo, tmp_path: Path
) -> None:
    _history(source, "X", {"2024-01-01": "a", "2024-02-01": "b"})
    _import(own, source.root)
    _leave_another_state(own)
    named = "X/Privacy Policy/2024-0{}-01T00-00-00Z.md"
    later = {named.format(3): "c", named.format(4): "we train"}
    done = _import(own, zipped(tmp_path / "later.zip", later))
    assert (done.new, done.late, done.changes) == (2, 0, 1)
    assert _found(own) == [("X", "2024-03-01", "2024-04-01")]


def test_what_is_no_text_is_counted_by_reason(own: House, source: Repo) -> None:
    source.record("2024-01-01T00:00:00Z", {"X/A.md": "a"})
    source.record("2024-02-01T00:00:00Z", {"X/A.md": b"\xff\xfe"})
    source.record("2024-03-01T00:00:00Z", {"X/A.md": None})
    done = _import(own, source.root)
    assert done.unread == {"not-text": 1}
    assert done.named == (("deleted", "X/A.md"),)
    with Policies(own.home) as kept:
        assert kept.count() == 2


def _pieces() -> st.SearchStrategy[str]:
    """Draw what policies are made of, and what nobody would put into one."""
    odd = st.sampled_from(
        [
            "We may use your public posts to train our AI models. ",
            "We do not use your messages to train generative AI",
            "effective on 31 February 2026 ",
            "\u202e\u2066 gnitiart IA ",
            '[[[![a](b(c "',
            "| a <br> train | ai |\n|---|---|\n",
            "## 1. \n\n* i. ",
            "e.g. A i.e. B ",
            "\ufdfa\u0301\u200d",
            "\r\x0b\x0c\x1c\u2028\ufeff",
        ]
    )
    return st.lists(odd | st.text(max_size=40), max_size=30).map("".join)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(st.binary(max_size=600) | _pieces().map(str.encode), max_size=4))
def test_no_bytes_of_a_version_raise(texts: list[bytes], ours: policies.Judge) -> None:
    document = Document("X", "A", len(texts))
    long = b"We tell you how we keep what you give to us and for how long that is. " * 8
    historian = ours.history(None)
    for text in (long, *texts, *(long + text for text in texts), long):
        version = read(document, Entry(datetime(2026, 1, 1, tzinfo=UTC), "", ""), text)
        if isinstance(version, Version):
            judged = historian.step(version)
            assert judged is None or judged.readable or judged.why
    assert ours.goes_on(historian.state())


def test_nothing_is_begun_for_what_is_no_archive(own: House, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(EmptyArchive):
        _import(own, tmp_path / "empty")
    assert not own.home.policies.exists()


def test_without_a_wish_the_last_year_is_listed(tmp_path: Path, source: Repo) -> None:
    class Clock(SystemClock):
        def now(self) -> datetime:
            return datetime(2026, 1, 1, tzinfo=UTC)

    own = house(Home(tmp_path / "home"), Clock())
    _history(source, "X", {"2023-01-01": "a", "2023-02-01": "we train"})
    _history(source, "Y", {"2025-01-01": "a", "2025-02-01": "we train"})
    _import(own, source.root)
    assert [change.service for change in changed.changes(own)] == ["Y"]
    since = datetime(2023, 1, 15, tzinfo=UTC)
    assert [change.service for change in changed.changes(own, since)] == ["Y", "X"]


def test_the_judge_of_the_house_goes_on_from_its_state(
    own: House, source: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("withhold.app.importing._BATCH", 1)
    body = "".join(
        f"## {number}. About\n\nWe tell you in paragraph {number} how we keep what you give to us, "
        "for how long that is, and who of our people may look at it for you.\n\n"
        for number in range(1, 12)
    )
    trains = "We may use your public posts to train our artificial intelligence models.\n"
    _history(source, "X", {"2024-01-01": body, "2024-02-01": f"{body}Bye.\n"})
    ours = policies.ours()
    import_(own, source.root, judge=ours, tell=lambda _: None)
    assert _found(own) == []
    _history(source, "X", {"2024-03-01": body + trains})
    import_(own, source.root, judge=ours, tell=lambda _: None)
    assert _found(own) == [("X", "2024-02-01", "2024-03-01")]
    assert ours.compare(body, body + trains).change
    assert not ours.compare(body, "").readable
    assert ours.clause(trains).trains_on_user_data
