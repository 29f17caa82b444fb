"""Can a thing be followed step by step, opened on a phone, and said to be done with a picture?"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.conftest import BOUNDARY, CLOSING, EVIL, PNG, SCRIPTS, Client, part, words
from tests.web.test_pages import _counting as counted

from withhold.app import accounts
from withhold.app.answering import Answers, answer
from withhold.app.declaring import matter
from withhold.app.start import House
from withhold.model.observation import Word
from withhold.web import codes
from withhold.web.forms import LARGEST_FORM, MOST_PARTS, FormRefused, Reader

DONE = "/todo/snapchat.my_selfie_ads/done"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def _said(client: Client, path: str, **headers: str) -> str:
    return html.unescape(words(client.get(path, **headers)))


def _live(own: House, country: str) -> None:
    answer(own.home, Answers(country, accountless=False))


def _kept(own: House) -> list[Path]:
    return [file for file in own.home.evidence.rglob("*") if file.is_file()]


# --- one step a screen -----------------------------------------------------------------------


def test_steps_lead_from_the_sheet_to_the_word(client: Client, own: House) -> None:
    at = "/todo/snapchat.my_selfie_clear/steps/ios"
    assert f'href="{at}/1"' in client.get("/todo/snapchat.my_selfie_clear").text
    path, seen = f"{at}/1", []
    for _ in range(10):
        page = client.get(path).text
        seen.append(path)
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        if onward is None:
            break
        path = onward[1]
    assert seen == [f"{at}/{number}" for number in (1, 2, 3, 4)]
    assert "Step 2 of 3" in _said(client, f"{at}/2")
    last = _said(client, f"{at}/4")
    assert "Is it done?" in last
    assert "What it does not cover" in last
    done = client.upload("/todo/snapchat.my_selfie_clear/done", {"word": "withheld"}, {})
    assert done.headers["location"] == "/todo/snapchat.my_selfie_clear?said=1"
    with own.ledger() as ledger:
        assert [each.word for each in ledger.declarations()] == [Word.WITHHELD]


def test_steps_are_in_the_persons_language_or_marked_as_english(client: Client) -> None:
    german = client.get("/todo/facebook.ai_objection/steps/web/1", Accept_Language="de").text
    assert "Schritt 1 von 3" in html.unescape(german)
    other = client.get("/todo/snapchat.my_selfie_clear/steps/ios/1", Accept_Language="de").text
    assert re.search(r'<h1>.*<span lang="en">', other)


def test_a_form_is_followed_to_its_answers(client: Client) -> None:
    last = _said(client, "/todo/x.privacy_form/steps/way/4")
    assert "I sent it" in last
    assert "They refused" in last


@pytest.mark.parametrize(
    "path",
    [
        "snapchat.my_selfie_clear/steps/ios/0",
        "snapchat.my_selfie_clear/steps/ios/5",
        "snapchat.my_selfie_clear/steps/ios/-1",
        "snapchat.my_selfie_clear/steps/ios/1x",
        "snapchat.my_selfie_clear/steps/ios/9999999999",
        "snapchat.my_selfie_clear/steps/web/1",
        "snapchat.my_selfie_clear/steps/way/1",
        "snapchat.my_selfie_clear/steps/%3Cscript%3E/1",
        "x.block_grok_edits/steps/ios/1",
        "nope.nope/steps/ios/1",
        "snapchat/steps/ios/1",
    ],
)
def test_a_step_that_is_none_is_said(client: Client, path: str) -> None:
    page = client.get(f"/todo/{path}")
    assert page.status == 404
    assert "<script>" not in page.text


# --- the code ---------------------------------------------------------------------------------


def test_a_code_is_black_on_white_with_its_margin() -> None:
    drawn = ET.fromstring(codes.picture("https://x.com/settings"))  # noqa: S314 - our own
    paths = [each.attrib for each in drawn.iter() if each.tag.endswith("path")]
    assert paths[0]["fill"] == "#fff"
    assert paths[0]["d"].startswith("M0 0h33v33")
    assert paths[1]["stroke"] == "#000"
    assert paths[1]["d"].startswith("M4 4.5")


def test_a_code_has_its_address_written_out(client: Client) -> None:
    page = client.get("/todo/x.grok_training").text
    assert 'src="/qr/x.grok_training.svg"' in page
    assert 'alt="A code that opens https://x.com/settings/grok_settings on a phone"' in page
    code = client.get("/qr/x.grok_training.svg")
    assert (code.status, code.headers["content-type"]) == (200, "image/svg+xml")
    assert code.body == codes.picture("https://x.com/settings/grok_settings")
    assert 'src="/qr/x.privacy_form.svg"' in client.get("/todo/x.privacy_form/steps/way/1").text


@pytest.mark.parametrize(
    "name",
    [
        "linkedin.microsoft_ads_share",  # of low confidence
        "snapchat.public_content_genai",  # its address is unverified
        "x.private_information",  # a route of low confidence
        "facebook.post_ireland",  # has none
        "nope.nope",
        "..%2f..%2fconfig",
    ],
)
def test_no_code_where_nobody_vouches(client: Client, name: str) -> None:
    assert client.get(f"/qr/{name}.svg").status == 404


def test_every_code_is_of_an_address_in_the_facts(own: House) -> None:
    every = [c.id for known in own.facts.platforms.values() for c in known.controls]
    found = [matter(own.facts, name).address for name in every]
    assert all(address is None or address.startswith("https://") for address in found)
    assert any(found)


# --- a word with a picture --------------------------------------------------------------------


def test_a_picture_is_kept_and_shown(client: Client, own: House) -> None:
    sent = {"word": "withheld", "since": "2024-09", "account": ""}
    done = client.upload(DONE, sent, {"picture": ("shot.png", PNG)})
    assert done.status == 303
    with own.ledger() as ledger:
        said = ledger.declarations()[0]
        assert said.screenshot
        assert ledger.evidence.read(said.screenshot) == PNG
        assert ledger.verify().whole
    sheet = client.get("/todo/snapchat.my_selfie_ads")
    assert f'src="/evidence/files/{said.screenshot}"' in sheet.text
    assert "since September 2024" in html.unescape(words(sheet))
    assert client.get(f"/evidence/files/{said.screenshot}").headers["content-type"] == "image/png"


def test_no_picture_is_fine(client: Client, own: House) -> None:
    assert client.upload(DONE, {"word": "withheld"}, {"picture": ("", b"")}).status == 303
    with own.ledger() as ledger:
        assert ledger.declarations()[0].screenshot is None


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("shot.png", SVG, "image/png"),
        ("shot.svg", SVG, "image/svg+xml"),
        ("shot.png", b"<html><script>alert(1)</script>", "image/png"),
        ("shot.png", b"", "image/png"),
        ("shot.gif", b"GIF89a", "image/png"),
        ("shot.png", b"MZ" + PNG, "image/png"),
    ],
)
def test_what_lies_about_being_a_picture_is_refused(
    client: Client, own: House, name: str, content: bytes, kind: str
) -> None:
    answer = client.upload(DONE, {"word": "withheld"}, {"picture": (name, content)}, kind)
    assert answer.status == 400
    assert "neither a PNG nor a JPEG" in words(answer)
    with own.ledger() as ledger:
        assert ledger.declarations() == []
    assert _kept(own) == []


@pytest.mark.parametrize(
    "name", ["../../../config.toml", "/etc/passwd", "C:\\x\\config.toml", EVIL, "\x00", "ä" * 900]
)
def test_a_files_name_is_never_a_place(client: Client, own: House, name: str) -> None:
    before = sorted(file for file in own.home.root.rglob("*.toml"))
    quoted = name.replace('"', "%22")
    answer = client.upload(DONE, {"word": "withheld"}, {"picture": (quoted, PNG)})
    assert answer.status in {303, 400}
    assert not SCRIPTS.search(answer.text)
    assert sorted(own.home.root.rglob("*.toml")) == before
    assert all(re.fullmatch(r"[0-9a-f]{64}", file.name) for file in _kept(own))


def test_a_large_picture_is_refused_and_leaves_nothing(client: Client, own: House) -> None:
    large = PNG + b"x" * (20 * 1024 * 1024)
    answer = client.upload(DONE, {"word": "withheld"}, {"picture": ("shot.png", large)})
    assert answer.status == 400
    assert "At most 20 MB are taken" in words(answer)
    assert _kept(own) == []
    assert _strays(own.home.cache) == []


def _strays(cache: Path) -> list[str]:
    known = ("dashboard", "facts")
    return [f.name for f in cache.rglob("*") if f.is_file() and not _is_known(f, cache, known)]


def _is_known(file: Path, cache: Path, known: tuple[str, ...]) -> bool:
    return file.relative_to(cache).parts[0].startswith(known)


@pytest.mark.parametrize(
    ("body", "boundary"),
    [
        (b"", BOUNDARY),
        (b"\x00" * 100, BOUNDARY),
        (CLOSING, BOUNDARY),
        (part("word", b"withheld"), BOUNDARY),
        (part("word", b"withheld")[:40], BOUNDARY),
        (part("word", b"x" * LARGEST_FORM) + part("a", b"x") + CLOSING, BOUNDARY),
        (part("word", b"withheld") * (MOST_PARTS + 1) + CLOSING, BOUNDARY),
        (part("word", b"withheld") + CLOSING, ""),
        (part("word", b"withheld") + CLOSING, "x" * 500),
        (part("word", b"withheld") + CLOSING, "other"),
        (part("x" * 9000, b"withheld") + CLOSING, BOUNDARY),
        (b"--" + BOUNDARY.encode() + b"\r\nNonsense\r\n\r\n" + CLOSING, BOUNDARY),
    ],
)
def test_a_malformed_form_is_answered(
    client: Client, own: House, body: bytes, boundary: str
) -> None:
    answer = client.multipart(DONE, body, boundary)
    assert answer.status in {400, 404}
    with own.ledger() as ledger:
        assert ledger.declarations() == []


def test_files_come_only_where_they_are_asked_for(client: Client, own: House) -> None:
    answer = client.upload("/begin", {"platform": "x"}, {"picture": ("shot.png", PNG)})
    assert answer.status == 404
    assert accounts.listed(own) == ()


def test_another_site_cannot_send_a_picture(client: Client, own: House) -> None:
    body = part("word", b"withheld") + part("picture", PNG, "shot.png", "image/png") + CLOSING
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    for site in ("cross-site", "same-site"):
        assert client.send("POST", DONE, kind | {"Sec-Fetch-Site": site}, body).status == 403
    assert _kept(own) == []


PIECES = st.sampled_from(
    [
        b"--",
        BOUNDARY.encode(),
        b"\r\n",
        b"\r\n\r\n",
        b"\n",
        b":",
        b'Content-Disposition: form-data; name="a"',
        b'Content-Disposition: form-data; name="a"; filename="b"',
        b"Content-Disposition: ;;==\xff",
        b'content-disposition: form-data; filename="\xe4\x00"; name=',
        part("word", b"withheld"),
        part("picture", b"\x89PNG", "b.png"),
        CLOSING,
    ]
)
BODIES = st.lists(st.one_of(PIECES, st.binary(max_size=40)), max_size=12).map(b"".join)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES, cuts=st.lists(st.integers(0, 400), max_size=4), boundary=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_and_leave_no_file(
    tmp_path: Path, body: bytes, cuts: list[int], boundary: bytes
) -> None:
    for each in (BOUNDARY.encode(), boundary):
        try:
            reader = Reader(each, tmp_path, 100)
        except FormRefused:
            continue
        with suppress(FormRefused):
            for start, end in pairwise([0, *sorted(cuts), len(body)]):
                reader.take(body[start:end])
            sent = reader.end()
            sizes = [one.size for files in sent.files.values() for one in files]
            assert sum(sizes) <= 100
        reader.close()
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300), size=st.integers(1, 50))
def test_what_is_sent_is_what_arrives(tmp_path: Path, content: bytes, size: int) -> None:
    body = part("word", b"sent") + part("picture", content, "shot.png", "image/png") + CLOSING
    if f"--{BOUNDARY}".encode() in content:
        return
    reader = Reader(BOUNDARY.encode(), tmp_path, 1000)
    for start in range(0, len(body), size):
        reader.take(body[start : start + size])
    sent = reader.end()
    assert sent.fields == {"word": ["sent"]}
    assert sent.files["picture"][0].content.read() == content
    sent.close()


def test_a_large_file_has_no_name_on_disk_and_goes_when_closed(tmp_path: Path) -> None:
    reader = Reader(BOUNDARY.encode(), tmp_path, 8 * 1024 * 1024)
    reader.take(part("picture", b"x" * 3 * 1024 * 1024, "shot.png") + CLOSING)
    sent = reader.end()
    file = sent.files["picture"][0]
    assert (file.size, list(tmp_path.iterdir())) == (3 * 1024 * 1024, [])
    sent.close()
    assert file.content.closed


# --- a sheet for anybody ----------------------------------------------------------------------

SHEETS = ("snapchat", "facebook", "instagram", "linkedin", "x", "without-account")


@pytest.mark.parametrize("slug", SHEETS)
def test_a_sheet_is_the_same_whoever_asks(client: Client, own: House, slug: str) -> None:
    _live(own, "DE")
    before = client.get(f"/sheets/{slug}").text
    accounts.add(own, "snapchat", name="jane-doe", handle="@jane-doe")
    client.post("/todo/snapchat.my_selfie_ads/done", {"word": "withheld"})
    client.post("/todo/facebook.ai_objection/done", {"word": "accepted"})
    client.post("/todo/facebook.third_party_form/done", {"word": "refused"})
    after = client.get(f"/sheets/{slug}").text
    assert after == before
    assert "jane-doe" not in after


def test_a_sheet_has_what_only_a_person_can_do_there(client: Client, own: House) -> None:
    _live(own, "DE")
    told = _said(client, "/sheets/snapchat")
    assert told.index("It cannot be undone") < told.index("See My Selfie in Ads")
    linkedin = _said(client, "/sheets/linkedin")
    assert "Data for Generative AI Improvement" not in linkedin  # Withhold switches that
    iphone = _said(client, "/sheets/facebook?device=ios")
    assert "On an iPhone; On Android" not in iphone
    assert client.get("/sheets/nope").status == 404
    assert not SCRIPTS.search(client.get("/sheets/snapchat?device=%3Cscript%3E").text)


@pytest.mark.parametrize("slug", SHEETS)
def test_a_mail_has_no_recipient_and_says_when_it_is_cut(
    client: Client, own: House, slug: str
) -> None:
    _live(own, "DE")
    page = html.unescape(client.get(f"/sheets/{slug}").text)
    found = re.search(r'href="(mailto:[^"]*)"', page)
    assert found
    link = urlsplit(found[1])
    assert link.path == ""
    assert len(found[1]) <= 1900
    body = parse_qs(link.query)["body"][0]
    cut = "did not fit into a mail" in body
    assert cut == ("The text is too long for a mail" in page)
    assert cut == (slug == "without-account")


@pytest.mark.parametrize("slug", SHEETS)
def test_a_saved_sheet_stands_alone(client: Client, own: House, slug: str) -> None:
    _live(own, "DE")
    file = client.get(f"/sheets/{slug}/file")
    name = f'attachment; filename="withhold-{slug}.html"'
    assert file.headers["content-disposition"] == name
    assert "<style>" in file.text
    for outside in ("<script", "<link", "src=", "url(", "@import", "/static/", "/qr/"):
        assert outside not in file.text
    shown = client.get(f"/sheets/{slug}").text
    assert file.text.count("<svg") == shown.count('src="/qr/')


def test_nothing_is_said_twice_to_the_database(client: Client, own: House) -> None:
    _live(own, "DE")
    counts = []
    client.get("/todo")  # which makes the ledger
    for _ in range(2):
        with counted() as asked:
            client.get("/todo/facebook.ai_objection")
            client.get("/todo/facebook.ai_objection/steps/web/1")
            client.get("/sheets/facebook")
        counts.append(len(asked))
        for _ in range(20):
            client.post("/todo/facebook.ai_objection/done", {"word": "sent"})
    assert counts[0] == counts[1]
