"""Does the inbox tell everything once, name nobody unasked, and lead to where it can be mended?"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.web.conftest import EVIL, Client, Looker, words

from withhold.app import accounts, noticing
from withhold.app.declaring import declare
from withhold.app.start import House
from withhold.judge.changes import Told
from withhold.kernel.ids import ulid
from withhold.model.observation import Reason, State, Word
from withhold.report.notices import NAMED, NEUTRAL
from withhold.report.reasons import MESSAGES
from withhold.store.records import Notice

NAMES = ("linkedin", "grok", "snapchat", "facebook", "selfie", "genai")
LINK = re.compile(r'href="(/inbox/[0-9A-Z]{26})"')


def _said(client: Client, path: str) -> str:
    return html.unescape(words(client.get(path)))


def _put(own: House, told: str, **given: str | None) -> Notice:
    at = datetime.now(UTC) - timedelta(days=1)
    fields: dict[str, str | None] = {
        "control": "x.grok_training",
        "account": "x/default",
        "reading": None,
        "before": None,
        "was": None,
        "reason": None,
        "label": None,
    }
    notice = Notice(id=ulid(at), key=f"{told}{ulid(at)}", told=told, made_at=at, **fields | given)
    with own.ledger() as ledger:
        ledger.put_notices([notice])
    return notice


def _main(client: Client, path: str) -> str:
    """Give the page below its navigation, where no other page's names stand."""
    return client.get(path).text.partition("<main")[2].casefold()


def test_an_empty_inbox_says_so_and_counts_nothing(client: Client, own: House) -> None:
    accounts.add(own, "x")
    assert "Nothing new." in _said(client, "/inbox")
    assert "Nothing has been noticed yet." in _said(client, "/inbox?all=1")
    assert 'class="count"' not in client.get("/").text


def test_neutral_is_the_default_in_words_and_in_links(client: Client, ordinary: House) -> None:
    del ordinary
    page = _main(client, "/inbox")
    assert "a setting changed back." in page
    assert "a sign-in is needed." in page
    assert "an answer is late." in page
    assert [name for name in NAMES if name in page] == []
    named = _main(client, "/inbox?names=1")
    assert "linkedin" in named
    assert "hide names" in named
    assert [name for name in NAMES if name in _main(client, "/inbox")] == []


def test_names_are_shown_where_the_person_set_it_so(client: Client, ordinary: House) -> None:
    with ordinary.home.config.open("a", encoding="utf-8") as file:
        file.write("[notices]\nneutral = false\n")
    assert "LinkedIn: " in _said(client, "/inbox")
    assert "Show names" not in _said(client, "/inbox")


@pytest.mark.parametrize("told", list(Told))
def test_every_kind_is_said_in_plain_words(client: Client, own: House, told: Told) -> None:
    accounts.add(own, "x")
    _put(own, told, label="A new one", reason="unrecognised" if told is Told.UNKNOWN else None)
    assert NEUTRAL[told] in _said(client, "/inbox")
    named = _said(client, "/inbox?names=1")
    assert NAMED[told].partition("{what}")[2].partition("“")[0].strip(": ") in named
    assert "x.grok_training" not in named
    if told is Told.UNKNOWN:
        assert MESSAGES[Reason.UNRECOGNISED].what in named


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("drift", "/drift/{reading}"),
        ("allowed", "/off?item=x.grok_training%7Cx%2Fdefault"),
        ("withheld", "/evidence/{reading}"),
        ("unknown", "/sign-in/x?account=default"),
        ("stranger", "/evidence/{reading}"),
        ("word", "/todo/x.grok_training"),
        ("answer", "/todo/x.grok_training"),
    ],
)
def test_each_leads_to_where_it_can_be_seen_or_mended(
    client: Client, own: House, look: Looker, told: str, place: str
) -> None:
    accounts.add(own, "x")
    look("x.grok_training", "x/default", State.WITHHELD, 3)
    reading = look("x.grok_training", "x/default", State.ALLOWED, 2)
    control = None if told == "stranger" else "x.grok_training"
    reason = "signed-out" if told == "unknown" else None
    notice = _put(own, told, reading=reading.id, control=control, reason=reason)
    assert f'href="/inbox/{notice.id}"' in client.get("/inbox").text
    answer = client.get(f"/inbox/{notice.id}")
    assert answer.status == 303
    assert answer.headers["location"] == place.format(reading=reading.id)


def test_a_control_the_facts_know_no_more_still_leads_somewhere(client: Client, own: House) -> None:
    notice = _put(own, "unknown", control="gone.switch", account="gone/default")
    assert client.get(f"/inbox/{notice.id}").headers["location"] == "/evidence"
    assert client.get("/inbox?names=1").status == 200


def test_one_is_marked_and_no_other(client: Client, ordinary: House) -> None:
    before = noticing.inbox(ordinary)
    (first, *rest) = LINK.findall(client.get("/inbox").text)
    assert f"{len(before)}" in _said(client, "/")
    sent = client.post("/inbox/read", {"id": first.rpartition("/")[2], "names": "1"})
    assert (sent.status, sent.headers["location"]) == (303, "/inbox?names=1")
    assert LINK.findall(client.get("/inbox").text) == rest
    assert len(LINK.findall(client.get("/inbox?all=1").text)) == len(before)


def test_all_are_marked_but_what_came_since(client: Client, ordinary: House) -> None:
    page = client.get("/inbox").text
    (newest,) = set(re.findall(r'name="newest" value="(\w+)"', page))
    late = _put(ordinary, "stranger", label="Later")
    with ordinary.ledger() as ledger:
        ledger.put_notices([_late(late)])
    client.post("/inbox/read", {"newest": newest})
    assert len(LINK.findall(client.get("/inbox").text)) == 1


def _late(notice: Notice) -> Notice:
    at = datetime.now(UTC) + timedelta(minutes=1)
    return Notice(
        ulid(at), "late", "stranger", None, notice.account, None, None, None, None, "Late", at
    )


@pytest.mark.parametrize(
    "form", [{}, {"id": "nope"}, {"newest": "nope"}, {"id": EVIL}, {"page": "//evil.example"}]
)
def test_what_names_no_notice_marks_none(
    client: Client, ordinary: House, form: dict[str, str]
) -> None:
    before = len(noticing.inbox(ordinary))
    answer = client.post("/inbox/read", form)
    assert answer.status == 404
    assert "<script>" not in answer.text
    assert len(noticing.inbox(ordinary)) == before
    assert client.get("/inbox/NOPE").status == 404


def test_where_it_goes_back_to_is_always_the_inbox(client: Client, ordinary: House) -> None:
    (first, *_) = noticing.inbox(ordinary)
    form = {"id": first.id, "all": "//evil.example", "page": "http://evil.example"}
    assert client.post("/inbox/read", form).headers["location"] == "/inbox"


def test_two_hundred_come_by_the_page(client: Client, own: House) -> None:
    accounts.add(own, "x")
    for _ in range(200):
        _put(own, "stranger", control=None, label="One more")
    first = client.get("/inbox")
    assert len(LINK.findall(first.text)) == 50
    assert "Page 1 of 4" in words(first)
    assert "200 notices are unread." in words(first)
    seen = [link for n in range(1, 5) for link in LINK.findall(client.get(f"/inbox?page={n}").text)]
    assert len(set(seen)) == 200
    for odd in ("0", "-1", "999999", "x", "9" * 50, "%C2%B2"):
        assert client.get(f"/inbox?page={odd}").status == 200


def test_a_label_from_a_page_stays_text(client: Client, own: House) -> None:
    accounts.add(own, "x")
    _put(own, "stranger", control=None, label=EVIL + "{what}`x`")
    page = client.get("/inbox?names=1").text
    assert "<script>" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_it_speaks_german(client: Client, ordinary: House) -> None:
    declare(ordinary, "linkedin.genai_toggle", Word.WITHHELD)
    page = words(client.get("/inbox?names=1", Accept_Language="de"))
    assert "war aus und ist wieder an" in page


def test_the_doctor_comes_where_the_ledger_cannot(client: Client, own: House) -> None:
    own.home.ledger.write_bytes(b"no database at all" * 100)
    assert client.get("/doctor").status == 200
