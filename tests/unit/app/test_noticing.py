"""Does the inbox name nobody unless asked, and can all of it be verified and erased?"""

from __future__ import annotations

import pytest
from tests.season.test_season import LINKEDIN, X, season

from withhold.app.noticing import NoSuchNotice, inbox, mark_read
from withhold.report.notices import lines, sentence


def test_a_neutral_line_names_no_platform() -> None:
    with season() as now:
        now.week([("stranger", X)], [])
        now.week([("sign-out", X), ("rename", LINKEDIN)], [])
        told = " ".join(lines(inbox(now.house), neutral=True)).casefold()
        assert "linkedin" not in told
        assert "grok" not in told
        assert "a sign-in is needed." in told
        named = [sentence(entry, neutral=False) for entry in inbox(now.house)]
        assert any("x.grok_training (x/default)" in line for line in named)


def test_one_notice_may_be_marked_and_no_other() -> None:
    with season() as now:
        now.week([], [])
        first, second = inbox(now.house)
        assert mark_read(now.house, [first.id]) == 1
        assert mark_read(now.house, [first.id]) == 0
        assert [entry.id for entry in inbox(now.house)] == [second.id]
        with pytest.raises(NoSuchNotice):
            mark_read(now.house, ["nope"])


def test_a_forgotten_account_takes_its_notices_along() -> None:
    with season() as now:
        now.week([], [])
        with now.house.ledger() as ledger:
            ledger.forget_account(X)
            assert ledger.verify().whole
        assert [entry.account for entry in inbox(now.house, every=True)] == [LINKEDIN]
