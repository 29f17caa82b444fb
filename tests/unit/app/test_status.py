"""Does the status say what was read and said, and nothing more?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from withhold.app import accounts
from withhold.app.config import Config
from withhold.app.declaring import declare
from withhold.app.start import House
from withhold.app.status import status
from withhold.catalogue import load
from withhold.kernel.clock import SystemClock
from withhold.kernel.errors import Exit
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.model.finding import Standing, UseState
from withhold.model.observation import Phase, Position, Reading, State, Word
from withhold.report.status import document, verdict
from withhold.report.status_screen import screen

FACTS = load()


@pytest.fixture
def own(tmp_path: Path) -> House:
    return House(Home(tmp_path / "home"), Config(), FACTS, SystemClock())


def _read(own: House, state: State, position: Position, *, days_ago: int) -> Reading:
    at = datetime.now(UTC) - timedelta(days=days_ago)
    reading = Reading(
        id=ulid(at),
        run="run",
        control="linkedin.genai_toggle",
        account="linkedin/default",
        phase=Phase.CHECK,
        state=state,
        reason=None,
        detail="",
        position=position,
        read_at=at,
        url="",
        label=None,
        recipe="",
        adopted=False,
        practice=False,
    )
    with own.ledger() as ledger:
        ledger.put_reading(reading)
    return reading


def _text(own: House, country: str = "DE") -> str:
    lines = [line.text.strip() for line in screen(status(own, country=country), width=100)]
    return " ".join(lines)


def test_nothing_known_is_not_well(own: House) -> None:
    assert status(own) == ()
    assert verdict(()) is Exit.COULD_NOT_LOOK
    assert "Nothing is known yet" in _text(own)


def test_the_first_reading_shows_the_default(own: House) -> None:
    first = _read(own, State.ALLOWED, Position.ON, days_ago=9)
    _read(own, State.WITHHELD, Position.OFF, days_ago=8)
    (row,) = status(own, country="DE")
    (control,) = (c for c in row.controls if c.control.id == "linkedin.genai_toggle")
    assert control.first == first
    assert control.standing.standing is Standing.PROVED
    assert "at the first look, it was on: the default." in _text(own)


def test_the_verdict_is_per_use(own: House) -> None:
    declare(own, "snapchat.my_selfie_ads", Word.WITHHELD)
    (row,) = status(own, country="DE")
    states = {use.use.id: use.verdict.state for use in row.uses}
    assert states["snapchat.selfie_ads"] is UseState.OFF
    assert states["snapchat.selfie_training"] is UseState.ON
    assert "What ends it: Clear your selfie (snapchat.my_selfie_clear)" in _text(own)
    assert verdict((row,)) is Exit.FINDINGS


def test_a_word_is_told_as_a_word(own: House) -> None:
    declare(own, "snapchat.my_selfie_ads", Word.WITHHELD, since="2024")
    assert "Withheld since 2024, by your word. No reading proves it." in _text(own)


def test_drift_is_told(own: House) -> None:
    _read(own, State.WITHHELD, Position.OFF, days_ago=9)
    _read(own, State.ALLOWED, Position.ON, days_ago=8)
    told = _text(own)
    assert "ON AGAIN" in told
    assert "withhold off linkedin.genai_toggle" in told


def test_with_accounts_only_they_are_told(own: House) -> None:
    _read(own, State.ALLOWED, Position.ON, days_ago=9)
    accounts.add(own, "x", country="fr")
    (row,) = status(own)
    assert (row.platform.name, row.country) == ("X", "FR")
    assert [each.platform.name for each in status(own, "linkedin")] == ["LinkedIn"]


def test_an_objection_without_an_account_claims_no_account(own: House) -> None:
    declare(own, "x.privacy_form", Word.SENT)
    (row,) = status(own)
    assert (row.has_account, row.controls, row.uses) == (False, (), ())
    assert [letter.id for letter in row.letters] == ["x.privacy_form"]


def test_what_is_not_for_the_country_is_not_told(own: House) -> None:
    _read(own, State.WITHHELD, Position.OFF, days_ago=9)
    (row,) = status(own, country="DE")
    assert "linkedin.microsoft_ads_share" not in {c.control.id for c in row.controls}


def test_practice_is_not_told(own: House) -> None:
    reading = _read(own, State.WITHHELD, Position.OFF, days_ago=9)
    with own.ledger() as ledger:
        ledger.put_reading(replace(reading, id=ledger.new_id(), account="x/y", practice=True))
    assert [row.account.id for row in status(own)] == ["linkedin/default"]


def test_the_document_says_how_everything_is_known(own: House) -> None:
    _read(own, State.ALLOWED, Position.ON, days_ago=9)
    declare(own, "linkedin.genai_toggle", Word.WITHHELD)
    (account,) = document(status(own, country="DE"))["accounts"]
    control = account["controls"][0]
    assert (control["control"], control["known"]) == ("linkedin.genai_toggle", "declared")
    assert control["first"]["state"] == "allowed"
    assert control["declared"]["state"] == "withheld"
    use = account["uses"][0]
    assert (use["state"], use["observed"]) == ("off", False)
