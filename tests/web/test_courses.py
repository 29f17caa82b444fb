"""Does the page of a run lead on from every way it can end?"""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest
from tests.web.conftest import Client, words

from withhold.app.start import House
from withhold.kernel.ids import ulid
from withhold.model.observation import Phase, Position, Reading, State

SWITCHES = (("linkedin.genai_toggle", "linkedin/default"), ("x.grok_training", "x/work"))


def _run(own: House, kind: str, *, answers: tuple[str, ...] = (), how: str = "done") -> str:
    """Write a run down, with an answer for the first of its switches and none for the rest.

    What is off has the reading that shows it; an event alone would not be believed.
    """
    with own.ledger() as ledger:
        run = ledger.begin_run(kind).id
        for control, account in SWITCHES:
            ledger.tell(run, "planned", control=control, account=account, label="Data", url="")
        for (control, account), state in zip(SWITCHES, answers, strict=False):
            if state == "withheld":
                ledger.put_reading(_read(run, control, account))
            ledger.tell(run, "done", control=control, account=account, state=state, reason=None)
        ledger.end_run(run, how)
    return run


def _read(run: str, control: str, account: str) -> Reading:
    now = datetime.now(UTC)
    return Reading(
        id=ulid(now),
        run=run,
        control=control,
        account=account,
        phase=Phase.CHECK,
        state=State.WITHHELD,
        reason=None,
        detail="",
        position=Position.OFF,
        read_at=now,
        url="",
        label=None,
        recipe="",
        adopted=False,
        practice=False,
    )


def _fail(own: House, kind: str, account: str | None) -> str:
    with own.ledger() as ledger:
        run = ledger.begin_run(kind).id
        ledger.tell(run, "failed", account=account, code="a", what="What", where="", do="Do")
        ledger.end_run(run, "failed")
    return run


@pytest.mark.parametrize(
    ("kind", "answers", "headline"),
    [
        ("off", ("withheld", "withheld"), "These 2 are off, and we checked"),
        ("off", ("allowed", "allowed"), "These 2 are still on"),
        ("check", ("allowed", "allowed"), "These 2 are on"),
        ("check", ("allowed", "unknown"), "0 off, 1 on, 1 not seen"),
        ("check", ("unknown", "unknown"), "None of 2 could be seen"),
    ],
)
def test_the_headline_says_what_came_of_it(
    client: Client, own: House, kind: str, answers: tuple[str, ...], headline: str
) -> None:
    page = client.get(f"/runs/{_run(own, kind, answers=answers)}")
    assert f"<h1>{headline}</h1>" in page.text
    assert ("We checked” means" in words(page)) == ("withheld" in answers)


@pytest.mark.parametrize("how", ["interrupted", "killed", "failed"])
def test_what_was_cut_short_can_be_gone_on_with(client: Client, own: House, how: str) -> None:
    run = _run(own, "off", answers=("withheld",), how=how)
    page = html.unescape(client.get(f"/runs/{run}").text)
    assert 'href="/off?item=x.grok_training%7Cx%2Fwork"' in page
    assert "item=linkedin" not in page


def test_a_failed_sign_in_leads_to_the_next_try(client: Client, own: House) -> None:
    page = client.get(f"/runs/{_fail(own, 'sign-in', 'x/default')}").text
    assert 'href="/sign-in/x?account=default"' in page


def test_a_failed_run_without_an_owner_leads_nowhere_wrong(client: Client, own: House) -> None:
    page = client.get(f"/runs/{_fail(own, 'sign-in', None)}").text
    assert 'href="/sign-in/' not in page


def test_only_a_name_of_the_persons_own_is_shown(client: Client, own: House) -> None:
    page = words(client.get(f"/runs/{_run(own, 'check', answers=('allowed', 'allowed'))}"))
    assert "LinkedIn · default" not in page
    assert "X · work" in page
