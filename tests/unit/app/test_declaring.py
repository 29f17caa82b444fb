"""Is the person's word taken down as said, and refused where it cannot be?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from withhold.app import accounts, declaring
from withhold.app.config import Config
from withhold.app.declaring import BadDate, BadPicture, WrongWord, declare, partial, picture
from withhold.app.start import House
from withhold.catalogue import load
from withhold.catalogue.errors import UnknownControlError
from withhold.kernel.clock import SystemClock
from withhold.kernel.paths import Home
from withhold.model.finding import Standing
from withhold.model.observation import Word

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FORM, SWITCH = "facebook.ai_objection", "snapchat.my_selfie_ads"


FACTS = load()


@pytest.fixture
def own(tmp_path: Path) -> House:
    return House(Home(tmp_path / "home"), Config(), FACTS, SystemClock())


def test_a_word_is_kept_with_its_date_and_account(own: House) -> None:
    said = declare(own, SWITCH, Word.WITHHELD, since="2024-09")
    with own.ledger() as ledger:
        assert ledger.declarations(SWITCH, "snapchat/default") == [said.declaration]
    assert said.declaration.since == "2024-09"
    assert said.standing.standing is Standing.DECLARED
    assert said.due is None


def test_a_form_is_followed(own: House) -> None:
    said = declare(own, FORM, Word.SENT, since="2020-01-07")
    assert said.standing.standing is Standing.OVERDUE
    assert said.due is not None
    assert said.due.isoformat() == "2020-02-07"
    assert said.also == ("instagram.ai_objection",)


@pytest.mark.parametrize("text", ["2024", "2024-09", "2024-09-18", "2026-11-23", " 2026 "])
def test_dates_that_are_taken(text: str) -> None:
    assert partial(text, NOON) == text.strip()


@pytest.mark.parametrize(
    "text",
    ["2027", "2026-12", "2026-11-25", "2024-13", "2023-02-29", "24", "2024-9", "0204", "", "soon"],
)
def test_dates_that_are_not(text: str) -> None:
    with pytest.raises(BadDate) as refused:
        partial(text, NOON)
    assert refused.value.do


@pytest.mark.parametrize(
    ("name", "word"),
    [
        (SWITCH, Word.SENT),
        (SWITCH, Word.ACCEPTED),
        (FORM, Word.WITHHELD),
        (FORM, Word.ALLOWED),
        ("facebook.ai_chat_ads", Word.WITHHELD),
        ("snapchat.dpo_mail", Word.WITHHELD),
    ],
)
def test_words_that_do_not_fit(own: House, name: str, word: Word) -> None:
    with pytest.raises(WrongWord):
        declare(own, name, word)
    with own.ledger() as ledger:
        assert ledger.declarations() == []


@pytest.mark.parametrize("name", ["snapchat.nope", "nope", "facebook.regulator_ie"])
def test_what_nobody_can_declare(own: House, name: str) -> None:
    with pytest.raises(UnknownControlError):
        declare(own, name, Word.SENT)


def test_a_picture_is_kept_by_its_digest(own: House, tmp_path: Path) -> None:
    file = tmp_path / "shot.png"
    file.write_bytes(PNG)
    said = declare(own, SWITCH, Word.WITHHELD, screenshot=picture(file))
    assert said.declaration.screenshot
    with own.ledger() as ledger:
        assert ledger.evidence.read(said.declaration.screenshot) == PNG
        assert ledger.verify().whole


@pytest.mark.parametrize("content", [b"", b"<html>", b"GIF89a", b"\x89PNG"])
def test_what_is_no_picture_is_refused(own: House, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "shot.png"
    file.write_bytes(content)
    with pytest.raises(BadPicture):
        picture(file)
    with pytest.raises(BadPicture):
        declare(own, SWITCH, Word.WITHHELD, screenshot=content)
    with own.ledger() as ledger:
        assert ledger.declarations() == []


def test_a_picture_has_a_size_and_a_place(
    own: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(declaring, "LARGEST", 10)
    large = tmp_path / "large.png"
    large.write_bytes(PNG)
    for file in (large, tmp_path, tmp_path / "missing.png"):
        with pytest.raises(BadPicture):
            picture(file)
    with pytest.raises(BadPicture):
        declare(own, SWITCH, Word.WITHHELD, screenshot=PNG)


def test_several_accounts_have_to_be_told_apart(own: House) -> None:
    accounts.add(own, "snapchat", name="one")
    accounts.add(own, "snapchat", name="two")
    with pytest.raises(accounts.WhichAccount):
        declare(own, SWITCH, Word.WITHHELD)
    said = declare(own, SWITCH, Word.WITHHELD, account="two")
    assert said.declaration.account == "snapchat/two"


def test_a_route_belongs_to_the_account_or_to_nobody(own: House) -> None:
    nobody = declare(own, "snapchat.dpo_mail", Word.SENT)
    assert nobody.declaration.account == "snapchat/no-account"
    accounts.add(own, "snapchat")
    somebody = declare(own, "snapchat.dpo_mail", Word.SENT)
    assert somebody.declaration.account == "snapchat/default"
