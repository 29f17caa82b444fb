"""Is a use called off only where something that stops it wholly is?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.catalogue import ask, load
from withhold.judge.history import History
from withhold.judge.standing import Judged, judge
from withhold.judge.verdict import Here, verdict
from withhold.model.fact import Facts
from withhold.model.finding import UseState, Verdict
from withhold.model.observation import Declaration, Reading, State, Word
from withhold.model.terms import DefaultState, Extent

ON = date(2026, 11, 23)
OFF_OR_PARTLY = {UseState.OFF, UseState.PARTLY}
FACTS = load()
USES = [use.id for known in FACTS.platforms.values() for use in known.uses]
COUNTRIES = st.sampled_from([None, "DE", "GB", "CH", "US", "BR", "IN"])
Told = tuple[list[State], list[Word]]
Reads = Callable[..., Reading]
Says = Callable[..., Declaration]


def _judged(
    facts: Facts, name: str, readings: Sequence[Reading] = (), words: Sequence[Declaration] = ()
) -> Judged:
    history = History("a/b", tuple(readings), tuple(words))
    now = datetime.fromisoformat("2026-11-24T00:00:00+00:00")
    return judge(ask.control(facts, name), history, now=now)


def _verdict(facts: Facts, use: str, country: str | None, **stands: Judged) -> Verdict:
    known = facts.platforms[use.partition(".")[0]]
    slug = known.platform.slug
    every = {c.id: _judged(facts, c.id) for c in known.controls}
    every |= {f"{slug}.{name}": judged for name, judged in stands.items()}
    found = ask.use(facts, use)
    assert found is not None
    return verdict(found, known.controls, every, account="a/b", here=Here(country, ON))


def test_proved_off(facts: Facts, reading: Reads) -> None:
    toggle = _judged(facts, "linkedin.genai_toggle", [reading(State.WITHHELD, 0)])
    found = _verdict(facts, "linkedin.genai_training", "DE", genai_toggle=toggle)
    assert (found.state, found.observed) == (UseState.OFF, True)


def test_declared_off_is_not_observed(facts: Facts, word: Says) -> None:
    toggle = _judged(facts, "linkedin.genai_toggle", words=[word(Word.WITHHELD, 0)])
    found = _verdict(facts, "linkedin.genai_training", "DE", genai_toggle=toggle)
    assert (found.state, found.observed) == (UseState.OFF, False)


def test_read_on(facts: Facts, reading: Reads) -> None:
    toggle = _judged(facts, "linkedin.genai_toggle", [reading(State.ALLOWED, 0)])
    found = _verdict(facts, "linkedin.genai_training", "DE", genai_toggle=toggle)
    assert (found.state, found.observed) == (UseState.ON, True)


def test_nobody_looked(facts: Facts) -> None:
    assert _verdict(facts, "linkedin.genai_training", "DE").state is UseState.UNKNOWN


def test_snapchat_advertises_no_more_and_goes_on_training(facts: Facts, word: Says) -> None:
    """The switch ends adverts with the face; training goes on until the selfie is cleared."""
    ads = _judged(facts, "snapchat.my_selfie_ads", words=[word(Word.WITHHELD, 0)])
    assert _verdict(facts, "snapchat.selfie_ads", "DE", my_selfie_ads=ads).state is UseState.OFF
    training = _verdict(facts, "snapchat.selfie_training", "DE", my_selfie_ads=ads)
    assert training.state is UseState.ON


def test_a_cleared_selfie_ends_both(facts: Facts, word: Says) -> None:
    cleared = _judged(facts, "snapchat.my_selfie_clear", words=[word(Word.WITHHELD, 0)])
    for use in ("snapchat.selfie_ads", "snapchat.selfie_training"):
        assert _verdict(facts, use, "DE", my_selfie_clear=cleared).state is UseState.OFF


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (None, UseState.ON),
        (Word.SENT, UseState.ON),
        (Word.REFUSED, UseState.ON),
        (Word.ACCEPTED, UseState.PARTLY),
    ],
)
def test_metas_objection(facts: Facts, word: Says, said: Word | None, state: UseState) -> None:
    words = [word(said, 0)] if said else []
    objection = _judged(facts, "facebook.ai_objection", words=words)
    assert _verdict(facts, "facebook.genai_training", "DE", ai_objection=objection).state is state


def test_where_no_form_is_offered_it_stays_on(facts: Facts) -> None:
    assert _verdict(facts, "facebook.genai_training", "US").state is UseState.ON


def test_not_by_default_only_in_a_country_that_is_known(facts: Facts) -> None:
    use = "linkedin.microsoft_models"
    assert _verdict(facts, use, "DE").state is UseState.NOT_BY_DEFAULT
    assert _verdict(facts, use, None).state is UseState.UNKNOWN
    assert _verdict(facts, use, "GB").state is UseState.UNKNOWN


def test_what_is_read_on_is_on_whatever_the_facts_say(facts: Facts, reading: Reads) -> None:
    toggle = _judged(facts, "linkedin.genai_toggle", [reading(State.ALLOWED, 0)])
    found = _verdict(facts, "linkedin.microsoft_models", "DE", genai_toggle=toggle)
    assert found.state is UseState.ON


# --- whatever happens ------------------------------------------------------------------------

_STATES = st.sampled_from(State)
_SIGHTS = st.lists(_STATES, max_size=6)
_WORDS = st.lists(st.sampled_from(Word), max_size=4)
_NO_HELP = [Word.ALLOWED, Word.SENT, Word.ACKNOWLEDGED, Word.REFUSED]


@given(
    use=st.sampled_from(USES),
    told=st.tuples(
        st.lists(st.sampled_from([State.ALLOWED, State.UNKNOWN]), max_size=6),
        st.lists(st.sampled_from(_NO_HELP), max_size=4),
    ),
    country=COUNTRIES,
)
def test_without_a_withheld_reading_or_a_good_word_nothing_is_off(
    reading: Reads, word: Says, use: str, told: Told, country: str
) -> None:
    found = _with(use, told, country, reading, word)
    assert found.state not in OFF_OR_PARTLY


@given(use=st.sampled_from(USES), told=st.tuples(_SIGHTS, _WORDS), country=COUNTRIES)
def test_off_needs_a_control_that_stops_it_wholly(
    reading: Reads, word: Says, use: str, told: Told, country: str
) -> None:
    found = _with(use, told, country, reading, word)
    if found.state is UseState.OFF:
        assert any(part.extent is Extent.WHOLLY for part in found.parts)


@given(use=st.sampled_from(USES), told=st.tuples(_SIGHTS, _WORDS), country=COUNTRIES)
def test_one_more_look_that_cannot_tell_changes_no_verdict(
    reading: Reads, word: Says, use: str, told: Told, country: str
) -> None:
    before = _with(use, told, country, reading, word)
    after = _with(use, ([*told[0], State.UNKNOWN], told[1]), country, reading, word)
    assert after.state is before.state


@given(use=st.sampled_from(USES), sights=_SIGHTS, country=COUNTRIES)
def test_observed_is_said_only_of_what_was_read(
    reading: Reads, word: Says, use: str, sights: list[State], country: str
) -> None:
    found = _with(use, (sights, [Word.WITHHELD]), country, reading, word)
    if found.observed:
        assert set(sights) - {State.UNKNOWN}


@given(use=st.sampled_from(USES), told=st.tuples(_SIGHTS, _WORDS))
def test_not_by_default_is_said_only_where_the_facts_say_so(
    reading: Reads, word: Says, use: str, told: Told
) -> None:
    found = _with(use, told, "DE", reading, word)
    if found.state is UseState.NOT_BY_DEFAULT:
        meant = ask.use(FACTS, use)
        assert meant is not None
        default = ask.default(meant.defaults, "DE", ON)
        assert default is not None
        assert default.state in {DefaultState.OFF, DefaultState.NOT_OFFERED}


def _with(use: str, told: Told, country: str | None, reading: Reads, word: Says) -> Verdict:
    """Judge a use whose controls all have the same history: what was seen, then what was said."""
    known = FACTS.platforms[use.partition(".")[0]]
    sights, said = told
    seen = [reading(state, at - 20) for at, state in enumerate(sights)]
    words = [word(each, at - 19.5) for at, each in enumerate(said)]
    stands = {
        control.id.partition(".")[2]: _judged(FACTS, control.id, seen, words)
        for control in known.controls
    }
    return _verdict(FACTS, use, country, **stands)
