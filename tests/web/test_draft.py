"""Is a letter written on a page in the person's words, handed over, and kept nowhere?"""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.conftest import EVIL, SCRIPTS, Answer, Client, words

from withhold.act.letters.templates import letters
from withhold.app import accounts, answering
from withhold.app.answering import Answers
from withhold.app.declaring import matter
from withhold.app.start import House
from withhold.report.drafts import Draft
from withhold.report.pages.address import Address
from withhold.report.pages.commands import place_of
from withhold.web import letter
from withhold.web.plain import LONGEST

FORM = "/todo/facebook.ai_objection/draft"
OTHERS = "/todo/facebook.third_party_form/draft"
MAIL = "/todo/snapchat.dpo_mail/draft"
WORDS = "My sister Xanthippe is ill"
WHOLE = {"country": "DE", "language": "en", "account": "own", "ground": "likeness"}
FILLED = {**WHOLE, "own": WORDS, "name": "Jo Doe", "email": "jo@example.org", "profile": "jo.doe"}
SOURCE = Path(__file__).parents[2] / "src" / "withhold"


def _text(page: Answer) -> str:
    found = re.search(r'<textarea id="letter"[^>]*>\n(.*?)</textarea>', page.text, re.DOTALL)
    assert found
    return html.unescape(found[1])


def _said(page: Answer) -> str:
    return html.unescape(words(page))


def _fields(page: Answer, action: str) -> dict[str, list[str]]:
    """Read what a form of the page would send."""
    form = re.search(rf'<form method="post" action="{action}">(.*?)</form>', page.text, re.DOTALL)
    assert form
    pairs = re.findall(r'name="(\w+)" value="([^"]*)"', form[1])
    sent: dict[str, list[str]] = {}
    for name, value in pairs:
        sent.setdefault(name, []).append(html.unescape(value))
    return sent


def _live(own: House, country: str | None, *, accountless: bool = False) -> None:
    answering.answer(own.home, Answers(country, accountless=accountless))


# --- from the sheet to the word ---------------------------------------------------------------


def test_the_sheet_leads_to_the_letter_and_the_letter_back(client: Client, own: House) -> None:
    _live(own, "DE")
    sheet = client.get("/todo/facebook.ai_objection")
    assert f'href="{FORM}"' in sheet.text
    assert "terminal" not in sheet.text
    asked = client.get(FORM)
    assert 'value="likeness"' in asked.text
    assert "particular situation" in _said(asked)
    done = client.post(FORM, FILLED)
    assert done.status == 200
    assert 'href="/todo/facebook.ai_objection#say-1"' in done.text
    assert 'id="say-1"' in sheet.text


def test_the_text_is_the_persons_words_under_their_law(client: Client) -> None:
    text = _text(client.post(FORM, FILLED))
    assert "Article 21(1)" in text
    assert f"- {WORDS}\n" in text
    assert "My face or my voice is in it" in text
    assert text.endswith("Jo Doe\nE-mail: jo@example.org\nProfile: jo.doe\n")
    german = _text(client.post(FORM, {**FILLED, "language": "de"}))
    assert "Artikel 21 Absatz 1" in german
    british = _text(client.post(FORM, {**FILLED, "country": "GB"}))
    assert "UK GDPR" in british


def test_each_way_that_has_a_letter_writes_one(client: Client, own: House) -> None:
    names = [f"{slug}.{way}" for one in letters() for slug in one.platforms for way in one.routes]
    known = [name for name in names if _is_known(own, name)]
    assert len(known) >= 12
    for name in known:
        page = client.post(f"/todo/{name}/draft", FILLED)
        assert page.status == 200, name
        assert len(_text(page)) > 200
        assert 'href="http:' not in page.text


def _is_known(own: House, name: str) -> bool:
    slug, _, way = name.partition(".")
    return any(each.id == way for each in own.facts.platforms[slug].platform.routes)


def test_the_form_is_opened_only_where_somebody_vouches(client: Client, own: House) -> None:
    address = matter(own.facts, "facebook.ai_objection").address
    assert f'href="{address}"' in client.post(FORM, FILLED).text
    posted = client.post("/todo/facebook.post_ireland/draft", FILLED)
    assert "Open the page at the platform" not in _said(posted)
    assert "By post to:" in _said(posted)


# --- what is asked ----------------------------------------------------------------------------


def test_without_a_country_the_country_is_asked_for_first(client: Client) -> None:
    first = client.get(FORM)
    assert first.status == 200
    assert "what it is to rest on" in _said(first)
    assert 'name="ground"' not in first.text
    then = client.get(f"{FORM}?country=CH")
    assert "Swiss FADP" in _said(then)
    assert "particular situation" not in _said(then)
    assert client.post(FORM, {**WHOLE, "country": "CH", "ground": []}).status == 200


def test_who_has_no_account_is_asked_other_things(client: Client, own: House) -> None:
    _live(own, "DE")
    assert 'name="account"' not in re.sub(r'<input type="hidden"[^>]*>', "", client.get(FORM).text)
    both = client.get(MAIL)
    assert 'name="profile"' in both.text
    assert 'name="where"' not in both.text
    others = client.get(f"{MAIL}?account=none")
    assert 'name="where"' in others.text
    assert 'value="never_asked"' in others.text
    assert 'value="unexpected"' not in others.text
    assert 'name="where"' in client.get(OTHERS).text
    _live(own, "DE", accountless=True)
    assert 'name="where"' in client.get(MAIL).text
    assert 'name="where"' not in client.get(f"{MAIL}?account=own").text


def test_places_are_written_one_a_line(client: Client) -> None:
    places = "https://example.org/1\r\n\r\n the photo of 3 May \r\n"
    sent = {**WHOLE, "account": "none", "ground": "never_asked", "where": places}
    text = _text(client.post(OTHERS, sent))
    assert "I have no account with you." in text
    assert "- https://example.org/1\n- the photo of 3 May\n" in text


def test_the_letter_speaks_the_pages_language_unless_told(client: Client, own: House) -> None:
    _live(own, "DE")
    german = client.get(FORM, Accept_Language="de")
    assert '<option value="de" selected>' in german.text
    assert "Was Ihr Brief sagen soll" in _said(german)
    assert '<option value="en" selected>' in client.get(f"{FORM}?language=en").text
    done = _said(client.post(FORM, {**FILLED, "language": "de"}, Accept_Language="de"))
    assert "Ihr Brief, fertig zum Kopieren" in done
    assert "Sagen, dass er abgeschickt ist" in done


def test_a_missing_reason_is_said_and_nothing_typed_is_lost(client: Client) -> None:
    sent = {**FILLED, "own": "", "ground": []}
    page = client.post(FORM, sent)
    assert page.status == 422
    told = _said(page)
    assert "An objection needs a reason of your own." in told
    assert "GDPR, Art. 21(1)" in told
    assert "Tick one that is true, or write one sentence." in told
    assert 'value="Jo Doe"' in page.text
    assert "withhold draft" not in page.text
    assert "--ground" not in page.text
    saved = client.post(f"{FORM}/file", sent)
    assert (saved.status, "content-disposition" in saved.headers) == (422, False)


def test_too_many_words_are_said_by_number(client: Client) -> None:
    page = client.post(FORM, {**FILLED, "own": "x" * 2001})
    assert page.status == 422
    assert "too long: 2,001 characters" in _said(page)
    lines = "\r\n".join(["x" * 99] * 20)  # 1,999 characters; line ends count once
    assert client.post(FORM, {**FILLED, "own": lines}).status == 200


def test_a_country_that_is_none_is_said(client: Client) -> None:
    for told in ("ZZ", "Atlantis", "../..", EVIL):
        for page in (
            client.get(f"{FORM}?country={quote(told)}"),
            client.post(FORM, {**FILLED, "country": told}),
            client.post(f"{FORM}/file", {**FILLED, "country": told}),
        ):
            assert page.status == 422
            assert "no country that is known" in _said(page)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("nope.nope", 404),
        ("facebook", 404),
        ("linkedin.genai_toggle", 400),  # a switch takes no letter
        ("..%2fconfig", 404),
    ],
)
def test_where_there_is_nothing_to_write_it_is_said(client: Client, name: str, status: int) -> None:
    assert client.get(f"/todo/{name}/draft").status == status
    for path in (f"/todo/{name}/draft", f"/todo/{name}/draft/file"):
        answer = client.post(path, FILLED)
        assert answer.status == status
        assert WORDS not in answer.text
    assert "withhold todo" not in client.get("/todo/linkedin.genai_toggle/draft").text


# --- handed over ------------------------------------------------------------------------------


def test_the_file_is_the_text(client: Client) -> None:
    done = client.post(FORM, FILLED)
    saved = client.post(f"{FORM}/file", _fields(done, f"{FORM}/file"))
    assert saved.headers["content-type"] == "text/plain; charset=utf-8"
    name = 'attachment; filename="withhold-facebook.ai_objection.txt"'
    assert saved.headers["content-disposition"] == name
    assert saved.headers["cache-control"] == "no-store"
    assert saved.text == _text(done)


def test_something_can_be_changed_without_typing_all_again(client: Client) -> None:
    done = client.post(MAIL, {**FILLED, "account": "none", "where": "a\nb", "language": "de"})
    page = client.post(MAIL, {**_fields(done, MAIL), "again": "1"})
    assert page.status == 200
    assert '<option value="none" selected>' in page.text
    assert re.search(r'value="likeness" checked', page.text)
    assert f">\n{WORDS}</textarea>" in page.text
    assert ">\na\nb</textarea>" in page.text


def test_a_mail_is_begun_with_the_text_or_without_but_never_with_half(client: Client) -> None:
    page = client.post(MAIL, FILLED)
    found = re.search(r'href="(mailto:[^"]*)"', page.text)
    assert found
    link = urlsplit(html.unescape(found[1]))
    assert link.path == "dpo@snap.com"
    asked = parse_qs(link.query)
    assert asked["subject"] == ["Objection to the use of my data for AI"]
    told = "too long to be handed over" in _said(page)
    assert told == ("body" not in asked)
    assert "mailto:" not in client.post(FORM, FILLED).text


def _draft(body: str, email: str = "a@example.org") -> Draft:
    return Draft("x.y", "", "", "de", "", True, "own", (), "Über & mehr", body, True, email=email)  # noqa: FBT003 - the record's own order


def test_a_mails_text_is_quoted_and_within_length() -> None:
    short = letter.mail(_draft("Grüße &body=x?#\nEnde\n"))
    assert short
    assert short.whole
    asked = parse_qs(urlsplit(short.link).query)
    assert asked == {"subject": ["Über & mehr"], "body": ["Grüße &body=x?#\r\nEnde\r\n"]}
    long = letter.mail(_draft("ü" * 400))
    assert long
    assert (long.whole, "body=" in long.link) == (False, False)
    assert all(len(each.link) <= LONGEST for each in (short, long))
    assert letter.mail(_draft("x", email="a@b?bcc=c@d")) is None


# --- kept nowhere -----------------------------------------------------------------------------


def test_what_is_typed_is_written_nowhere(
    client: Client, own: House, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    accounts.add(own, "facebook")
    client.post(FORM, FILLED)
    client.post(f"{FORM}/file", FILLED)
    client.post(FORM, {**FILLED, "own": WORDS * 200})
    client.post("/todo/nope.nope/draft", FILLED)
    kept = [file for file in own.home.root.rglob("*") if file.is_file()]
    assert kept
    assert [file for file in kept if b"Xanthippe" in file.read_bytes()] == []
    printed = capfd.readouterr()
    assert "Xanthippe" not in printed.out + printed.err + caplog.text
    assert "Xanthippe" not in client.get(FORM).text
    with own.ledger() as ledger:
        assert ledger.declarations() == []


def test_no_draft_is_kept_by_the_browser(client: Client) -> None:
    for page in (client.get(FORM), client.post(FORM, FILLED), client.post(FORM, WHOLE)):
        assert page.headers["cache-control"] == "no-store"


# --- attacked ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told", [EVIL, "</textarea>" + EVIL, "{{ 7*7 }}{% raw %}", "`withhold off`"]
)
def test_what_is_typed_stays_text(client: Client, told: str) -> None:
    sent = dict.fromkeys(("own", "name", "email", "profile", "where", "ground"), told)
    for path in (FORM, OTHERS, MAIL):
        for more in ({}, {"again": "1"}, {"country": told}, {"language": told, "account": told}):
            page = client.post(path, {"country": "CH", **sent, **more})
            assert page.status in {200, 422}
            assert not SCRIPTS.search(page.text)
            assert "<img src=x" not in page.text
            assert page.text.count("<textarea") == page.text.count("</textarea>")
    assert told in _text(client.post(FORM, {"country": "CH", **sent}))


def test_another_site_can_have_nothing_written(client: Client) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"}
    for path in (FORM, f"{FORM}/file"):
        assert client.send("POST", path, kind, "country=DE&own=x").status == 403


NAMES = st.sampled_from(
    [
        "country",
        "language",
        "account",
        "ground",
        "own",
        "name",
        "email",
        "profile",
        "where",
        "again",
    ]
)
VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["DE", "CH", "US", "de", "en", "none", "likeness", "minor", "\x00", "\u202e", "%", ""]
    ),
    st.binary(max_size=20),
)
PAGES = st.sampled_from([FORM, OTHERS, MAIL, "/todo/x.post_ireland/draft", "/todo/a.b/draft"])


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pairs=st.lists(st.tuples(NAMES, VALUES), max_size=9), path=PAGES, filed=st.booleans())
def test_whatever_is_sent_is_answered(
    client: Client, pairs: list[tuple[str, str | bytes]], path: str, *, filed: bool
) -> None:
    body = "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs)
    own = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    sent = client.send("POST", f"{path}/file" if filed else path, own, body)
    seen = client.send("GET", f"{path}?{body}", {"Sec-Fetch-Site": "same-origin"})
    for page in (sent, seen):
        assert page.status in {200, 404, 422}
        if "text/html" in page.headers["content-type"]:
            assert not SCRIPTS.search(page.text)


# --- commands lead to pages -------------------------------------------------------------------

NO_PAGE = frozenset({"--help", "policies", "restore"})
"""Help is the terminal's own; bringing back begins at what was changed, not at a name."""


def test_every_command_that_is_named_anywhere_has_a_page() -> None:
    every = {
        named
        for file in SOURCE.rglob("*.py")
        for named in re.findall(r"`withhold ([a-z-]+)", file.read_text(encoding="utf-8"))
    }
    assert len(every) > 15
    assert {name for name in every if place_of(f"withhold {name}") is None} <= NO_PAGE


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("withhold todo x.grok_training", "/todo/x.grok_training"),
        ("withhold todo snapchat facebook", "/todo"),
        ("withhold done x.privacy_form --sent", "/todo/x.privacy_form"),
        ("withhold draft x.privacy_form", "/todo/x.privacy_form/draft"),
        ("withhold sign-in x", "/sign-in/x"),
        ("withhold platforms linkedin", "/platforms/linkedin"),
        ("withhold evidence verify", "/evidence/verify"),
        ("withhold evidence list", "/evidence"),
        ("withhold check x.grok_training", "/check"),
        ("withhold todo x.../..//evil", "/todo"),
        ('withhold todo x."><script>', "/todo"),
        ("withhold sign-in //evil.example", "/settings/accounts"),
    ],
)
def test_a_command_leads_to_its_page(command: str, path: str) -> None:
    place = place_of(command)
    assert place
    assert place.to == Address(path)


@pytest.mark.parametrize(
    "text", ["", "withhold", "withhold ", "Withhold off", "rm -rf", "withhold x"]
)
def test_what_is_no_command_leads_nowhere(text: str) -> None:
    assert place_of(text) is None


def test_pages_that_commands_lead_to_are_there(client: Client, ordinary: House) -> None:
    del ordinary
    names = ("todo", "check", "off", "doctor", "erase", "evidence export", "evidence verify")
    more = ("inbox", "lock", "platforms x", "rehearse", "review", "schedule")
    for name in (*names, *more, "accounts list", "status", "draft x.privacy_form"):
        place = place_of(f"withhold {name}")
        assert place
        assert client.get(place.to.path).status == 200, client.get(place.to.path).text


def test_an_error_leads_to_a_page(client: Client) -> None:
    page = client.get("/todo/linkedin.genai_toggle/draft", Accept_Language="de")
    assert '<a href="/todo/linkedin.genai_toggle" lang="de">Zu tun</a>' in page.text
    assert "<code>withhold" not in page.text
