"""Is an item called out of reach only where a rule says so, and never for what came before?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.catalogue import ask, load
from withhold.judge.history import History
from withhold.judge.reach import Grounds, closed, grounds, spans, undated
from withhold.judge.standing import Judged, judge
from withhold.judge.verdict import Here
from withhold.model.exposure import (
    Audience,
    Holder,
    Kind,
    Reach,
    Rule,
    Ruling,
    Span,
    Turn,
)
from withhold.model.fact import Facts
from withhold.model.observation import Declaration, Reading, State, Word

ON = date(2026, 11, 23)
EPOCH = date(1970, 1, 1)
FACTS = load()
Reads = Callable[..., Reading]
Says = Callable[..., Declaration]
PUBLIC, UNKNOWN, LIMITED = Audience.PUBLIC, Audience.UNKNOWN, Audience.LIMITED


def _stands(
    name: str, readings: Sequence[Reading] = (), words: Sequence[Declaration] = ()
) -> Judged:
    history = History("a/b", tuple(readings), tuple(words))
    now = datetime.fromisoformat("2026-11-24T00:00:00+00:00")
    return judge(ask.control(FACTS, name), history, now=now)


def _grounds(slug: str, country: str | None = "DE", **stands: Judged) -> Grounds:
    known = FACTS.platforms[slug]
    every = {control.id: _stands(control.id) for control in known.controls}
    every |= {f"{slug}.{name}": judged for name, judged in stands.items()}
    return grounds(known, every, Here(country, ON))


def _at(day: str, over: Sequence[Span]) -> Ruling:
    number = (date.fromisoformat(day) - EPOCH).days
    (found,) = [
        span.ruling
        for span in over
        if (span.since is None or span.since <= number)
        and (span.until is None or number < span.until)
    ]
    return found


def _said(word: Says, what: Word, since: str) -> list[Declaration]:
    return [word(what, 0, since=since)]


def test_what_is_taken_by_default_is_in_reach_however_old() -> None:
    over = spans(Kind.POST, PUBLIC, "", _grounds("x"))
    assert [(span.ruling.reach, span.ruling.rule) for span in over] == [(Reach.IN, Rule.TAKEN)]


def test_a_switch_does_not_bring_back_what_came_before(word: Says) -> None:
    off = _stands("x.grok_training", words=_said(word, Word.WITHHELD, "2025-03-10"))
    over = spans(Kind.POST, PUBLIC, "", _grounds("x", grok_training=off))
    assert _at("2025-03-10", over).reach is Reach.WAS  # on the day itself nobody knows the hour
    assert _at("2025-03-11", over).reach is Reach.WAS  # which in Honolulu is the 10th until ten
    assert _at("2025-03-12", over).reach is Reach.OUT
    assert _at("2025-03-12", over).rule is Rule.STOPPED
    assert not _at("2025-03-12", over).proved


def test_a_proof_says_that_it_is_one(reading: Reads) -> None:
    off = _stands("linkedin.genai_toggle", readings=[reading(State.WITHHELD, 0)])
    over = spans(Kind.POST, PUBLIC, "", _grounds("linkedin", genai_toggle=off))
    assert over[0].ruling.reach is Reach.WAS
    assert over[-1].ruling.reach is Reach.OUT
    assert over[-1].ruling.proved


def test_a_year_counts_from_its_end(word: Says) -> None:
    off = _stands("x.grok_training", words=_said(word, Word.WITHHELD, "2024"))
    over = spans(Kind.POST, PUBLIC, "", _grounds("x", grok_training=off))
    assert _at("2024-12-31", over).reach is Reach.WAS
    assert _at("2025-01-02", over).reach is Reach.OUT


def test_an_accepted_objection_reaches_ones_own_posts(word: Says) -> None:
    objected = _stands("instagram.ai_objection", words=_said(word, Word.ACCEPTED, "2025-05-20"))
    over = spans(Kind.POST, PUBLIC, "", _grounds("instagram", ai_objection=objected))
    assert _at("2025-05-01", over).reach is Reach.WAS
    assert _at("2025-06-01", over).reach is Reach.OUT


def test_a_sent_objection_stops_nothing_yet(word: Says) -> None:
    objected = _stands("instagram.ai_objection", words=_said(word, Word.SENT, "2025-05-20"))
    over = spans(Kind.POST, PUBLIC, "", _grounds("instagram", ai_objection=objected))
    assert {span.ruling.reach for span in over} == {Reach.IN}


def test_a_control_of_which_nobody_knows_how_far_it_goes(word: Says) -> None:
    off = _stands("snapchat.public_content_genai", words=_said(word, Word.WITHHELD, "2024"))
    over = spans(Kind.STORY, PUBLIC, "", _grounds("snapchat", public_content_genai=off))
    assert {(span.ruling.reach, span.ruling.rule) for span in over} == {
        (Reach.CANNOT_TELL, Rule.PARTLY)
    }


def test_protected_posts_were_in_reach_before(word: Says) -> None:
    hidden = _stands("x.protect_posts", words=_said(word, Word.WITHHELD, "2025-01-31"))
    own = _grounds("x", protect_posts=hidden)
    over = spans(Kind.POST, PUBLIC, "", own)
    assert _at("2024-01-01", over) == Ruling(
        Reach.WAS, Rule.BEFORE_HIDDEN, "x.grok_training", "x.protect_posts"
    )
    assert _at("2025-02-02", over).rule is Rule.HIDDEN
    assert {s.ruling.reach for s in spans(Kind.AI_CHAT, Audience.PRIVATE, "", own)} == {Reach.IN}


def test_limiting_past_posts_leaves_new_ones(word: Says) -> None:
    limited = _stands("facebook.limit_past_posts", words=_said(word, Word.WITHHELD, "2025-01-31"))
    over = spans(Kind.POST, PUBLIC, "", _grounds("facebook", limit_past_posts=limited))
    assert _at("2024-01-01", over).reach is Reach.WAS
    assert _at("2025-02-01", over).reach is Reach.IN
    assert _at("2025-01-31", over).reach is Reach.IN  # it may be of the hours after


@pytest.mark.parametrize(
    ("since", "open_from"), [("2024", "2023-12-31"), ("2024-05", "2024-04-30")]
)
def test_past_posts_are_those_before_all_that_a_date_can_mean(
    since: str, open_from: str, word: Says
) -> None:
    limited = _stands("facebook.limit_past_posts", words=_said(word, Word.WITHHELD, since))
    over = spans(Kind.POST, PUBLIC, "", _grounds("facebook", limit_past_posts=limited))
    assert over[0].ruling.reach is Reach.WAS
    assert _at(open_from, over).reach is Reach.IN


@pytest.mark.parametrize(
    ("control", "kind", "where"),
    [
        ("facebook.limit_past_posts", Kind.COMMENT, ""),
        ("facebook.limit_past_posts", Kind.POST, "group"),
        ("facebook.limit_past_posts", Kind.PHOTO, "page"),
        ("instagram.private_account", Kind.COMMENT, ""),
        ("instagram.private_account", Kind.POST, "threads"),
        ("x.protect_posts", Kind.POST, "community"),
    ],
)
def test_what_stands_with_others_is_not_hidden_by_ones_own_account(
    control: str, kind: Kind, where: str, word: Says
) -> None:
    slug, _, name = control.partition(".")
    stands = {name: _stands(control, words=_said(word, Word.WITHHELD, "2025-01-31"))}
    open_, own = _grounds(slug), _grounds(slug, "DE", **stands)
    for audience in (PUBLIC, UNKNOWN) if kind is not Kind.COMMENT else (UNKNOWN,):
        (span,) = spans(kind, audience, where, own)
        assert span.ruling == spans(kind, audience, where, open_)[0].ruling


def test_what_was_hidden_one_day_may_have_been_open_before() -> None:
    for kind in (Kind.POST, Kind.PHOTO):
        for slug in ("instagram", "facebook"):
            (span,) = spans(kind, Audience.PRIVATE, "archived", _grounds(slug))
            assert (span.ruling.reach, span.ruling.rule) == (Reach.CANNOT_TELL, Rule.AUDIENCE)


def _turn(day: str, *, private: bool) -> Turn:
    return Turn(datetime.fromisoformat(f"{day}T12:00:00+00:00"), private)


def _of_account(*turns: Turn) -> Grounds:
    own = closed(Holder("a", private=True), turns)
    known = FACTS.platforms["instagram"]
    every = {control.id: _stands(control.id) for control in known.controls}
    return grounds(known, every, Here("DE", ON), own)


def test_what_was_posted_before_an_account_was_closed_was_in_reach() -> None:
    own = _of_account(_turn("2021-06-01", private=False), _turn("2024-01-01", private=True))
    over = spans(Kind.POST, LIMITED, "", own)
    assert _at("2020-01-01", over).reach is Reach.WAS  # closed then, perhaps, but open later
    assert _at("2023-12-31", over).reach is Reach.WAS
    assert _at("2024-01-02", over).rule is Rule.HIDDEN
    assert _at("2024-01-02", over).reach is Reach.OUT


def test_a_closed_account_of_which_nobody_knows_since_when() -> None:
    (span,) = spans(Kind.POST, LIMITED, "", _of_account())
    assert (span.ruling.reach, span.ruling.rule) == (Reach.CANNOT_TELL, Rule.WHEN_HIDDEN)


def test_the_person_says_since_when_an_account_is_closed(word: Says) -> None:
    known = FACTS.platforms["instagram"]
    every = {control.id: _stands(control.id) for control in known.controls}
    every["instagram.private_account"] = _stands(
        "instagram.private_account", words=_said(word, Word.WITHHELD, "2022-02-02")
    )
    own = grounds(known, every, Here("DE", ON), closed(Holder(private=True), ()))
    over = spans(Kind.POST, LIMITED, "", own)
    assert _at("2022-01-01", over).reach is Reach.WAS
    assert _at("2022-03-01", over).reach is Reach.OUT


def test_an_account_that_was_opened_since_is_open(word: Says) -> None:
    known = FACTS.platforms["instagram"]
    every = {control.id: _stands(control.id) for control in known.controls}
    every["instagram.private_account"] = _stands(
        "instagram.private_account", words=_said(word, Word.ALLOWED, "2026-02-02")
    )
    own = grounds(known, every, Here("DE", ON), closed(Holder(private=True), ()))
    assert {span.ruling.reach for span in spans(Kind.POST, LIMITED, "", own)} == {Reach.IN}


def test_what_had_people_of_its_own_never_was_open() -> None:
    own = _of_account(_turn("2024-01-01", private=True))
    (span,) = spans(Kind.POST, LIMITED, "circle", own)
    assert (span.ruling.reach, span.ruling.rule) == (Reach.OUT, Rule.EXCLUDED)


def test_a_story_may_have_been_kept_for_a_later_time_when_the_account_was_open() -> None:
    (span,) = spans(Kind.STORY, LIMITED, "story", _of_account(_turn("2024-01-01", private=True)))
    assert (span.ruling.reach, span.ruling.rule) == (Reach.CANNOT_TELL, Rule.AUDIENCE)


@pytest.mark.parametrize(
    ("holder", "turns"),
    [
        (Holder(private=False, as_of=datetime.fromisoformat("2025-06-01T00:00:00+00:00")), ()),
        (Holder(private=True), (("2025-06-01", True),)),
        (Holder(), (("2025-06-01", False),)),
    ],
)
def test_no_word_closes_an_account_that_the_archive_shows_open(
    holder: Holder, turns: Sequence[tuple[str, bool]], word: Says
) -> None:
    known = FACTS.platforms["x"]
    every = {control.id: _stands(control.id) for control in known.controls}
    every["x.protect_posts"] = _stands("x.protect_posts", words=_said(word, Word.WITHHELD, "2019"))
    told = closed(holder, [_turn(day, private=private) for day, private in turns])
    own = grounds(known, every, Here("DE", ON), told)
    for audience in (PUBLIC, LIMITED) if holder.private else (PUBLIC,):
        over = spans(Kind.POST, audience, "", own)
        assert _at("2025-05-31", over).reach is Reach.WAS
        assert _at("2025-06-02", over).reach is Reach.OUT


def test_threads_has_a_flag_of_its_own() -> None:
    own = _of_account(_turn("2024-01-01", private=True))
    (span,) = spans(Kind.POST, LIMITED, "threads", own)
    assert (span.ruling.reach, span.ruling.rule) == (Reach.CANNOT_TELL, Rule.WHEN_HIDDEN)


@pytest.mark.parametrize(
    ("slug", "kind", "audience", "reach", "rule"),
    [
        ("facebook", Kind.POST, UNKNOWN, Reach.CANNOT_TELL, Rule.AUDIENCE),
        ("facebook", Kind.POST, LIMITED, Reach.OUT, Rule.EXCLUDED),
        ("facebook", Kind.MESSAGE, Audience.PRIVATE, Reach.OUT, Rule.EXCLUDED),
        ("x", Kind.MESSAGE, Audience.PRIVATE, Reach.CANNOT_TELL, Rule.UNCLEAR),
        ("x", Kind.DELETED, Audience.PRIVATE, Reach.CANNOT_TELL, Rule.DELETED),
        ("snapchat", Kind.AI_CHAT, Audience.PRIVATE, Reach.IN, Rule.TAKEN),
        ("snapchat", Kind.PHOTO, Audience.PRIVATE, Reach.CANNOT_TELL, Rule.NOT_NAMED),
        ("snapchat", Kind.STORY, PUBLIC, Reach.CANNOT_TELL, Rule.DEFAULT_UNKNOWN),
        ("linkedin", Kind.POST, LIMITED, Reach.CANNOT_TELL, Rule.UNCLEAR),
    ],
)
def test_rules(slug: str, kind: Kind, audience: Audience, reach: Reach, rule: Rule) -> None:
    (span,) = spans(kind, audience, "", _grounds(slug))
    assert (span.ruling.reach, span.ruling.rule) == (reach, rule)


def test_without_a_date_only_what_is_so_of_all_times_can_be_said(word: Says) -> None:
    off = _stands("x.grok_training", words=_said(word, Word.WITHHELD, "2025-03-10"))
    turned = spans(Kind.POST, PUBLIC, "", _grounds("x", grok_training=off))
    assert undated(turned) == Ruling(Reach.CANNOT_TELL, Rule.UNDATED)
    assert undated(spans(Kind.POST, PUBLIC, "", _grounds("x"))).reach is Reach.IN


@given(
    slug=st.sampled_from(sorted(FACTS.platforms)),
    country=st.sampled_from([None, "DE", "GB", "CH", "US", "BR", "IN"]),
    kind=st.sampled_from(Kind),
    audience=st.sampled_from(Audience),
    where=st.sampled_from(["", "group", "community", "archived"]),
    data=st.data(),
)
def test_out_of_reach_is_never_said_without_a_ground(
    slug: str,
    country: str | None,
    kind: Kind,
    audience: Audience,
    where: str,
    data: st.DataObject,
) -> None:
    known = FACTS.platforms[slug]
    when = datetime.fromisoformat("2025-03-10T12:00:00+00:00")
    words = {
        control.id.partition(".")[2]: _stands(
            control.id,
            words=[
                Declaration("d", control.id, "a/b", said, since, when)
                for said in data.draw(st.lists(st.sampled_from(Word), max_size=2))
                for since in [data.draw(st.sampled_from(["2023", "2024-05", "2025-01-02"]))]
            ],
        )
        for control in known.controls
    }
    over = spans(kind, audience, where, _grounds(slug, country, **words))
    assert over[0].since is None
    assert over[-1].until is None
    assert all(a.until == b.since for a, b in pairwise(over))
    for span in over:
        ruling = span.ruling
        if ruling.reach is Reach.OUT:
            assert ruling.rule in {Rule.EXCLUDED, Rule.NOT_HERE, Rule.STOPPED, Rule.HIDDEN}
            assert ruling.use
        if ruling.rule in {Rule.STOPPED, Rule.HIDDEN}:
            assert ruling.control
            assert span.since is not None  # never for all that came before


def test_facts_name_only_kinds_of_their_own(facts: Facts) -> None:
    for known in facts.platforms.values():
        data = {use.id: set(use.data) for use in known.uses}
        for control in known.controls:
            for each in control.stops:
                assert set(each.own) <= data[each.use]
