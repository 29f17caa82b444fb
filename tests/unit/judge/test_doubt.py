"""Is it said what a change puts in doubt, what to do, and by which rule? One line a case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace as changed

from withhold.catalogue.load import load
from withhold.judge.doubt import Alteration, Ground, doubt
from withhold.model.doubt import Do, Doubt, Proof, Rule
from withhold.model.fact import Facts
from withhold.model.policy import Direction, Judgement, Kind

AT = datetime(2026, 9, 9, 12, tzinfo=UTC)
NOW = AT + timedelta(days=60)
LATER = "2026-12-24"
SWITCH, FORM = "linkedin.genai_toggle", "linkedin.processing_objection"
MORE, LESS, EVEN = Direction.MORE, Direction.LESS, Direction.NEUTRAL


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load()


@dataclass(frozen=True)
class Case:
    """One change at LinkedIn: `seen` and `sent` in days after it, None for never."""

    do: Do
    rule: Rule
    direction: Direction = MORE
    kinds: tuple[Kind, ...] = (Kind.NEW_USE,)
    data: tuple[str, ...] = ("public posts",)
    date: str | None = None
    seen: float | None = None
    sent: float | None = None
    account: bool = True
    silenced: Rule | None = None
    on: tuple[str, ...] = ()


CASES = {
    "said to be none": Case(Do.NOTHING, Rule.NO_CHANGE, silenced=Rule.NO_CHANGE, seen=-9),
    "muted": Case(Do.NOTHING, Rule.MUTED, silenced=Rule.MUTED, seen=-9),
    "no account": Case(Do.NOTHING, Rule.NOT_YOURS, account=False),
    "less": Case(Do.NOTHING, Rule.LESS, LESS, (Kind.USE_REMOVED,), seen=-9),
    "a promise": Case(Do.NOTHING, Rule.LESS, EVEN, (Kind.PROMISE_ADDED,), seen=-9),
    "as much": Case(Do.NOTHING, Rule.NEUTRAL, EVEN, (Kind.LEGAL_BASIS,), seen=-9),
    "announced": Case(Do.DECIDE, Rule.ANNOUNCED, date=LATER, seen=-9, on=(SWITCH,)),
    "announced, off since": Case(Do.NOTHING, Rule.RENEWED, date=LATER, seen=9),
    "announced, no switch": Case(
        Do.DECIDE, Rule.ANNOUNCED, date=LATER, data=("messages",), on=(FORM,)
    ),
    "the day has come": Case(Do.CHECK, Rule.PROOF_OLDER, date="2026-10-01", seen=9, on=(SWITCH,)),
    "a day long past": Case(Do.NOTHING, Rule.RENEWED, date="2020-01-01", seen=9),
    "seen off before": Case(Do.CHECK, Rule.PROOF_OLDER, seen=-1, on=(SWITCH,)),
    "seen off since": Case(Do.NOTHING, Rule.RENEWED, seen=1),
    "seen off the same day": Case(Do.NOTHING, Rule.RENEWED, seen=0.1),
    "never seen off": Case(Do.CHECK, Rule.NOT_SEEN, on=(SWITCH,)),
    "data of no kind": Case(Do.CHECK, Rule.NOT_SEEN, data=("personal data",), on=(SWITCH,)),
    "not covered": Case(Do.OBJECT, Rule.NOT_COVERED, data=("messages",), seen=1, on=(FORM,)),
    "one kind not covered": Case(
        Do.OBJECT, Rule.NOT_COVERED, data=("public posts", "messages"), on=(FORM,)
    ),
    "objected before": Case(
        Do.OBJECT, Rule.OBJECTION_OLDER, data=("messages",), sent=-30, on=(FORM,)
    ),
    "objected since": Case(Do.NOTHING, Rule.RENEWED, data=("messages",), sent=2),
    "objected without account": Case(
        Do.OBJECT, Rule.OBJECTION_OLDER, sent=-30, account=False, on=(FORM,)
    ),
    "another way out": Case(
        Do.CHECK, Rule.WAY_OUT, EVEN, (Kind.OPTOUT_CHANGED,), seen=-9, on=(SWITCH,)
    ),
    "another way out, unused": Case(Do.NOTHING, Rule.NEUTRAL, EVEN, (Kind.OPTOUT_CHANGED,)),
    "no longer asked first": Case(
        Do.CHECK, Rule.PROOF_OLDER, MORE, (Kind.OPTIN_TO_OPTOUT,), seen=-9, on=(SWITCH,)
    ),
}


def _ground(facts: Facts, case: Case) -> Ground:
    known = facts.platforms["linkedin"]
    proofs = [
        Proof(name, "linkedin/default", AT + timedelta(days=days), asked=name == FORM)
        for name, days in ((SWITCH, case.seen), (FORM, case.sent))
        if days is not None
    ]
    return Ground(known, tuple(known.controls), tuple(proofs), case.account)


def _doubt(facts: Facts, case: Case) -> Doubt:
    judged = Judgement(
        change=True,
        kinds=case.kinds,
        direction=case.direction,
        data_kinds=case.data,
        effective_date=case.date,
    )
    return doubt(Alteration(judged, AT, case.silenced), _ground(facts, case), now=NOW)


@pytest.mark.parametrize("name", CASES)
def test_the_rules(facts: Facts, name: str) -> None:
    case = CASES[name]
    found = _doubt(facts, case)
    assert (found.do, found.rule, found.on) == (case.do, case.rule, case.on)
    assert found.by == (LATER if case.do is Do.DECIDE else None)


def test_every_rule_about_a_known_platform_has_a_case() -> None:
    others = {Rule.NO_FACTS, Rule.NO_WAY}
    assert {case.rule for case in CASES.values()} == set(Rule) - others


def test_where_no_way_out_is_known_it_says_so(facts: Facts) -> None:
    ground = _ground(facts, CASES["not covered"])
    bare = changed(ground.known, platform=changed(ground.known.platform, routes=[]))
    judged = Judgement(change=True, direction=MORE, data_kinds=("messages",))
    found = doubt(Alteration(judged, AT), replace(ground, known=bare, controls=()), now=NOW)
    assert (found.do, found.rule) == (Do.NOTHING, Rule.NO_WAY)


def test_older_proofs_are_in_doubt_and_newer_ones_are_not(facts: Facts) -> None:
    older = _doubt(facts, replace(CASES["seen off before"], sent=-30))
    assert {proof.control for proof in older.proofs} == {SWITCH, FORM}
    assert _doubt(facts, CASES["seen off since"]).proofs == ()
    assert _doubt(facts, replace(CASES["less"], sent=-30)).proofs == ()
    assert _doubt(facts, CASES["muted"]).proofs == ()


def test_facts_are_in_doubt_if_they_were_checked_before(facts: Facts) -> None:
    ground = _ground(facts, CASES["less"])
    judged = Judgement(change=True, direction=LESS)
    assert _doubt(facts, CASES["less"]).facts == ()
    late = Alteration(judged, datetime(2027, 1, 1, tzinfo=UTC))
    found = doubt(late, ground, now=NOW + timedelta(days=365)).facts
    assert SWITCH in found
    assert "linkedin.genai_training" in found
    silenced = replace(late, silenced=Rule.NO_CHANGE)
    assert doubt(silenced, ground, now=NOW).facts == ()
