"""Is each day judged as that day's own judgement would have been, however long the past?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.judge.conftest import ReadingMaker, WordMaker, _reading, _undo, _word

from withhold.catalogue import ask, load
from withhold.judge.history import History
from withhold.judge.progress import Place, counts, ends, progress
from withhold.judge.standing import judge
from withhold.judge.verdict import Here, verdict
from withhold.model.action import Change
from withhold.model.fact import Facts
from withhold.model.finding import UseState
from withhold.model.observation import Declaration, Reading, State, Word
from withhold.model.progress import Count, Stand

CONTROL, ACCOUNT = "linkedin.genai_toggle", "linkedin/default"
FACTS = load()
WORDS = (Word.WITHHELD, Word.ALLOWED)


def _place(history: History, country: str | None = "DE") -> Place:
    known = ask.platform(FACTS, "linkedin")
    return Place(ACCOUNT, country, known.uses, known.controls, {CONTROL: history})


def _plainly(history: History, day: date, country: str | None = "DE") -> Counter[Stand]:
    """Judge one day from the whole past up to its end, without any short cut."""
    end = datetime.combine(day, time.max, UTC)
    then = History(
        ACCOUNT,
        tuple(r for r in history.readings if r.read_at <= end),
        tuple(w for w in history.declarations if w.said_at <= end),
        history.changes,
    )
    known = ask.platform(FACTS, "linkedin")
    stands = {
        c.id: judge(c, then if c.id == CONTROL else History(ACCOUNT), now=end)
        for c in known.controls
    }
    found = Counter[Stand]()
    for use in known.uses:
        one = verdict(use, known.controls, stands, account=ACCOUNT, here=Here(country, day))
        match one.state:
            case UseState.OFF:
                found[Stand.CHECKED if one.observed else Stand.SAID] += 1
            case UseState.ON | UseState.PARTLY:
                found[Stand.ON] += 1
            case UseState.UNKNOWN:
                found[Stand.UNKNOWN] += 1
            case UseState.NOT_BY_DEFAULT:
                pass
    return found


def _numbers(count: Count) -> Counter[Stand]:
    return +Counter(
        {
            Stand.CHECKED: count.checked,
            Stand.SAID: count.said,
            Stand.ON: count.open,
            Stand.UNKNOWN: count.unknown,
        }
    )


EVENT = st.tuples(st.integers(-900, 300), st.sampled_from([*State, *WORDS]), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENT, max_size=25), st.sampled_from([None, "DE", "US"]))
def test_every_day_is_as_its_own_judgement(
    events: list[tuple[int, State | Word, bool]], country: str | None
) -> None:
    readings: list[Reading] = []
    words: list[Declaration] = []
    changes: list[Change] = []
    for day, what, undone in sorted(events, key=lambda each: each[0]):
        if isinstance(what, State):
            readings.append(_reading(what, day))
            if undone and len(readings) > 1:
                changes.append(_undo(readings[-2], readings[-1]))
        else:
            words.append(_word(what, day + 0.1))
    history = History(ACCOUNT, tuple(readings), tuple(words), tuple(changes))
    told = counts(progress([_place(history, country)]))
    days = {r.read_at.date() for r in readings} | {w.said_at.date() for w in words}
    assert [count.on for count in told] == sorted(days)
    for count in told:
        assert _numbers(count) == _plainly(history, count.on, country), count.on


def test_nothing_known_is_no_day(facts: Facts) -> None:
    del facts
    assert counts(progress([])) == []
    assert counts(progress([_place(History(ACCOUNT))])) == []
    assert ends(progress([_place(History(ACCOUNT))])) == {}


def test_a_word_counts_beside_and_a_drift_counts_as_on(
    reading: ReadingMaker, word: WordMaker
) -> None:
    past = History(
        ACCOUNT,
        (reading(State.ALLOWED, 0), reading(State.WITHHELD, 9), reading(State.ALLOWED, 12)),
        (word(Word.WITHHELD, 3),),
    )
    first, said, proved, drifted = counts(progress([_place(past)]))
    assert (first.off, said.said > 0, said.checked) == (0, True, 0)
    assert proved.checked > 0
    assert (drifted.off, drifted.open) == (0, first.open)
    assert first.all == drifted.all


def test_the_ends_are_what_was_first_known_and_what_is(reading: ReadingMaker) -> None:
    past = History(
        ACCOUNT,
        (reading(State.UNKNOWN, 0), reading(State.ALLOWED, 1), reading(State.WITHHELD, 2)),
    )
    found = ends(progress([_place(past)]))
    assert (Stand.ON, Stand.CHECKED) in found.values()
    assert not [key for key in found if key[0] != ACCOUNT]


def test_rehearsals_are_no_progress(reading: ReadingMaker) -> None:
    past = History(ACCOUNT, (replace(reading(State.ALLOWED, 0), practice=True),))
    assert progress([_place(past)]).days == ()


@pytest.mark.parametrize("many", [1, 400])
def test_the_steps_grow_with_the_events_and_no_faster(
    monkeypatch: pytest.MonkeyPatch, reading: ReadingMaker, many: int
) -> None:
    sizes: list[int] = []

    def counting(control: object, history: History, *, now: datetime) -> object:
        sizes.append(len(history.readings))
        return judge(control, history, now=now)  # type: ignore[arg-type]

    monkeypatch.setattr("withhold.judge.progress.judge", counting)
    states = (State.WITHHELD, State.ALLOWED, State.UNKNOWN)
    past = History(ACCOUNT, tuple(reading(states[n % 3], n) for n in range(many)))
    progress([_place(past)])
    assert max(sizes) <= 4
    assert len(sizes) <= many + len(ask.platform(FACTS, "linkedin").controls)
