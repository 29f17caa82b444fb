"""Do the pictures say what the pages say, in the person's language, and name nobody on the card?"""

from __future__ import annotations

import html
import re

import pytest
from tests.web.conftest import EVIL, Client, Looker, words

from withhold.app import accounts
from withhold.app.declaring import declare
from withhold.app.start import House
from withhold.model.observation import State, Word

SHADES = ("", "?shade=dark", "?width=narrow", "?shade=dark&width=narrow", f"?shade={EVIL[:8]}")
NAMES = ("linkedin", "snapchat", "facebook", "default", "jane", "grok", "x/")


def _said(client: Client, path: str) -> str:
    return html.unescape(words(client.get(path)))


def test_nothing_read_is_no_picture(client: Client, own: House) -> None:
    accounts.add(own, "x")
    assert "How it has gone" not in _said(client, "/")
    for path in ("/charts/progress.svg", "/charts/card.svg"):
        assert client.get(path).status == 404
    assert "Nothing that was on is off yet." in _said(client, "/card")


def test_the_overview_has_the_picture_and_its_numbers(
    client: Client, own: House, look: Looker
) -> None:
    accounts.add(own, "linkedin")
    look(state=State.ALLOWED, days=40)
    page = client.get("/").text
    assert "One day so far." in page
    look(state=State.WITHHELD, days=2)
    page = client.get("/").text
    assert "One day so far." not in page
    (alt,) = re.findall(r'class="plot" src="/charts/progress.svg" alt="([^"]+)"', page)
    assert "At first 0 of" in alt
    rows = page.partition('class="numbers"')[2].partition("</table>")[0]
    assert rows.count("<tr>") == 3


@pytest.mark.parametrize("query", SHADES)
def test_a_picture_is_a_file_of_its_own(client: Client, ordinary: House, query: str) -> None:
    del ordinary
    for name in ("progress", "card"):
        answer = client.get(f"/charts/{name}.svg{query.replace('<', '%3C')}")
        if name == "card" and answer.status == 404:
            continue
        assert answer.status == 200
        assert answer.headers["content-type"] == "image/svg+xml"
        assert "<script" not in answer.text


def test_a_picture_speaks_german(client: Client, ordinary: House) -> None:
    del ordinary
    drawn = client.get("/charts/progress.svg", Accept_Language="de").text
    assert "Aus: wir haben nachgesehen" in drawn or "Aus:" in drawn
    assert re.search(r"\d\d?\.\d\d\.\d{4}", drawn)


def test_the_card_says_before_and_after_and_names_nobody(
    client: Client, own: House, look: Looker
) -> None:
    accounts.add(own, "linkedin", name="jane-work", handle="jane_doe")
    look(account="linkedin/jane-work", state=State.ALLOWED, days=40)
    look(account="linkedin/jane-work", state=State.WITHHELD, days=2)
    accounts.add(own, "snapchat")
    declare(own, "snapchat.my_selfie_ads", Word.ALLOWED)
    declare(own, "snapchat.my_selfie_ads", Word.WITHHELD)
    page = client.get("/card").text.partition("<main")[2].partition("</main>")[0]
    drawn = client.get("/charts/card.svg").text
    for text in (page, drawn):
        assert [name for name in NAMES if name in text.casefold()] == []
        assert not re.search(r"\b\d{1,2} (January|[A-Z][a-z]+ber|\w+) 20\d\d", text)
    assert "when I began; now" in drawn
    assert "public posts" in drawn
    assert "nobody outside sees" in drawn
    assert 'download="before-and-after.svg"' in page


def test_what_was_off_from_the_beginning_is_no_change(
    client: Client, own: House, look: Looker
) -> None:
    accounts.add(own, "linkedin")
    look(state=State.WITHHELD, days=40)
    assert "Nothing that was on is off yet." in _said(client, "/card")
