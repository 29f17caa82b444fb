"""Do the pages of one's archives show what is in reach, take one in, and let it go?"""

from __future__ import annotations

import csv
import html
import re
from pathlib import Path

import pytest
from tests.fakes import kept
from tests.unit.app.test_exposure import archive
from tests.web.conftest import EVIL, SCRIPTS, Client, words

from withhold.app import accounts, exposure, orders
from withhold.app.start import House
from withhold.model.exposure import Audience, Item, Kind
from withhold.report.pages.arrival import Arrival, arrival_page
from withhold.report.pages.message import say

RUN = "01ARZ3NDEKTSV4RRFFQ69G5FAV"


def _said(client: Client, path: str, language: str = "en") -> str:
    return html.unescape(words(client.get(path, Accept_Language=language)))


def test_without_archives_it_says_what_this_is_and_how_to_begin(client: Client, own: House) -> None:
    accounts.add(own, "x")
    page = client.get("/exposure")
    assert 'href="/exposure/add"' in page.text
    assert "Settings and privacy" in page.text, "the steps at the platform"
    assert "No archive has been added yet." in _said(client, "/exposure/items")
    assert client.get("/charts/exposure.svg").status == 404
    assert not own.home.archives.exists(), "looking makes nothing"
    assert 'href="/exposure/add?of=x"' in client.get("/platforms/x").text


def test_each_archive_is_summed_up_with_rules_and_sources(client: Client, ordinary: House) -> None:
    del ordinary
    said = _said(client, "/exposure")
    for told in (
        "60 items of yours", "5 posts", "In reach now", "Cannot tell", "mira_test",
        "The platform takes this by default where you are", "Training Grok", "sources",
        "What no file answers", "whether you said no to AI training", "data/new-setting.js",
        "1,234 bytes", "ends too soon", "Download it from the platform once more",
        "An earlier archive", "2 posts", "The days that mattered",
    ):  # fmt: skip
        assert told in said, told
    assert "You have added an archive" in _said(client, "/platforms/x")


def test_the_persons_word_is_taken_where_it_was_asked(client: Client, ordinary: House) -> None:
    before = client.get("/exposure").text
    assert 'action="/todo/x.grok_training/done"' in before
    form = {"then": "exposure", "account": "", "word": "withheld", "since": "2017-08"}
    answer = client.post("/todo/x.grok_training/done", form)
    assert (answer.status, answer.headers["location"]) == (303, "/exposure?said=1")
    after = client.get("/exposure?said=1").text
    assert 'action="/todo/x.grok_training/done"' not in after
    assert "Was in reach" in after
    assert "Off by your word" in after
    (found,) = exposure.show(ordinary)
    assert "x.grok_training" not in found.questions


def test_items_are_listed_filtered_and_turned(client: Client, ordinary: House) -> None:
    kept.keep(ordinary.home, kept.some(120), archive="01J0000000000000000000000B")
    page = client.get("/exposure/items")
    assert "180 items" in words(page)
    (further,) = re.findall(r'href="([^"]+)" rel="next"', page.text)
    second = client.get(html.unescape(further))
    assert second.text.count('class="said"') > 0
    assert 'rel="first"' in second.text
    for query, number in (
        ("of=x&people=1", 45),
        (f"of={kept.ID}", 60),
        ("words=coffee&kind=post", 15),
        ("year=2016", 0),
        ("words=nothingofthis", 0),
    ):
        assert f"{number} item" in _said(client, f"/exposure/items?{query}"), query
    assert "Nothing of yours fits this." in _said(client, "/exposure/items?year=2016")
    assert client.get("/exposure/items?of=nobody").status == 404
    assert client.get("/exposure/items?after=nowhere").status == 404


@pytest.mark.parametrize(
    "query",
    [
        "year=99999",
        "year=%D9%A1%D9%A9%D9%A9%D9%A9",
        "kind=x",
        "reach=x",
        "people=maybe",
        "words=%00",
        "words=%22",
    ],
)
def test_what_cannot_be_meant_is_left_out(client: Client, ordinary: House, query: str) -> None:
    del ordinary
    assert client.get(f"/exposure/items?{query}").status == 200


def test_links_lead_away_only_on_a_click_and_only_where_they_are_links(
    client: Client, ordinary: House
) -> None:
    del ordinary
    page = client.get("/exposure/items").text
    links = re.findall(r'<a href="https://x\.com/mira_test[^>]+>', page)
    assert len(links) == 25
    assert all('rel="noreferrer noopener"' in each for each in links)
    assert "javascript:" not in page


def test_nothing_from_an_archive_is_markup(client: Client, own: House) -> None:
    texts = [EVIL, "`withhold erase`", "{{ 7 * 7 }}", "\u202eevil\x00\x1b", "a\nb"]
    kept.keep(
        own.home,
        [
            Item(Kind.POST, str(at), 10**9 + at, Audience.PUBLIC, text, people=(text,), link=text)
            for at, text in enumerate(texts)
        ],
        user=EVIL,
        path=EVIL,
    )
    for path in ("/exposure", "/exposure/items", f"/exposure/{kept.ID}/forget", "/platforms/x"):
        page = client.get(path)
        assert page.status == 200
        assert not SCRIPTS.search(page.text)
        assert "<img src=x" not in page.text
        assert not set("\u202e\x00\x1b") & set(page.text)
        assert "49" not in words(page).split()
    assert html.escape(EVIL, quote=False)[:20] in client.get("/exposure/items").text
    assert EVIL not in client.get("/charts/exposure.svg").text


def test_the_table_is_saved_and_harmless(client: Client, own: House) -> None:
    kept.keep(own.home, [Item(Kind.POST, "1", 10**9, Audience.PUBLIC, "=1+1")])
    answer = client.get("/exposure/items.csv")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"].startswith("text/csv")
    _, row = list(csv.reader(answer.body.decode("utf-8-sig").splitlines()))
    assert "'=1+1" in row
    assert client.get("/exposure/items.csv?of=nobody").status == 404


def test_forgetting_is_asked_once_more(client: Client, ordinary: House) -> None:
    assert "stays where you keep it" in _said(client, f"/exposure/{kept.ID}/forget")
    assert exposure.count(ordinary) == 1
    for other in ("x", kept.ID[:10], "01J0000000000000000000000Z"):
        assert client.post(f"/exposure/{other}/forget", {}).status == 404
    assert exposure.count(ordinary) == 1
    answer = client.post(f"/exposure/{kept.ID}/forget", {})
    assert (answer.status, answer.headers["location"]) == (303, "/exposure?gone=1")
    assert "It is forgotten" in _said(client, "/exposure?gone=1")
    assert exposure.count(ordinary) == 0


def test_a_place_that_is_none_is_said_and_kept_in_the_field(client: Client, own: House) -> None:
    answer = client.post("/exposure/add", {"paths": f"/nowhere/{EVIL}", "search": "1"})
    assert answer.status == 422
    assert "There is no file and no folder at this place" in answer.text
    assert not SCRIPTS.search(answer.text)
    assert "/nowhere/" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert client.post("/exposure/add", {}).status == 422
    assert orders.under_way(own.home) is None


def test_a_folder_is_never_listed(client: Client, own: House, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "secret-name.txt").write_text("x")
    answer = client.post("/exposure/add", {"paths": f"{tmp_path}/mine/secret"})
    assert "secret-name" not in answer.text
    del own


def test_an_archive_is_read_in_by_a_run_of_its_own(
    client: Client, own: House, tmp_path: Path
) -> None:
    place = archive(tmp_path / "archive")
    answer = client.post("/exposure/add", {"paths": f'"{place}"', "search": "1"})
    assert answer.status == 303
    at = answer.headers["location"]
    assert at.startswith("/exposure/runs/")
    stream = client.get(f"{at}/events")  # ends when the run does
    assert "event: end" in stream.text
    said = _said(client, at)
    assert "Your archive is in" in said
    assert "mira" in _said(client, "/exposure")
    assert client.post("/exposure/add", {"paths": str(place), "search": "1"}).status == 303
    del own


def test_what_is_no_archive_is_said_on_its_page(client: Client, own: House, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"nothing")
    at = client.post("/exposure/add", {"paths": str(tmp_path / "a.zip")}).headers["location"]
    assert "event: end" in client.get(f"{at}/events").text
    said = _said(client, at)
    assert "This did not come to its end" in said
    assert "No archive of a platform" in said
    assert "a.zip" in said
    assert exposure.count(own) == 0


def test_a_run_that_nobody_knows_is_no_page(client: Client, own: House) -> None:
    del own
    for name in (RUN, "..", "x"):
        assert client.get(f"/exposure/runs/{name}").status == 404
    assert client.get(f"/exposure/runs/{RUN}/events").status == 404


@pytest.mark.parametrize(
    ("found", "headline", "share"),
    [
        (Arrival(RUN, alive=True), "Reading your archive", None),
        (Arrival(RUN, alive=True, done=50, total=100, seconds=600.0), "Reading your archive", 50),
        (Arrival(RUN, alive=True, done=9, total=3, seconds=1.0), "Reading your archive", 100),
        (Arrival(RUN, alive=True, done=3, total=3, finishing=True), "Putting it in order", None),
        (Arrival(RUN, ended="done", new=1), "Your archive is in", None),
        (Arrival(RUN, ended="done", known=1), "This archive was added before", None),
        (Arrival(RUN, ended="interrupted"), "Stopped, as you wished", None),
        (Arrival(RUN), "It was cut short", None),
    ],
)
def test_how_far_it_is(found: Arrival, headline: str, share: int | None) -> None:
    page = arrival_page(found)
    assert (str(page.headline), page.share) == (headline, share)


def test_the_time_left_is_by_what_it_took_so_far() -> None:
    page = arrival_page(Arrival(RUN, alive=True, done=25, total=100, seconds=600.0))
    assert str(page.left) == "About 30 minutes left"
    page = arrival_page(Arrival(RUN, alive=True, done=90, total=100, seconds=9.0))
    assert page.left == say("Less than a minute left")
    assert arrival_page(Arrival(RUN, alive=True, done=1, total=100, seconds=9.0)).left is None


@pytest.mark.parametrize("query", ["", "?shade=dark", "?width=narrow", "?by=platform", "?by=x"])
def test_the_picture_is_a_file_of_its_own(client: Client, ordinary: House, query: str) -> None:
    kept.keep(
        ordinary.home, kept.some(90), archive="01J0000000000000000000000B", platform="instagram"
    )
    answer = client.get(f"/charts/exposure.svg{query}")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "<script" not in answer.text
    assert "style" not in answer.text
    names = ("Instagram", "X") if query == "?by=platform" else ("Posts and articles", "Messages")
    for name in names:
        assert f">{name}<" in answer.text
    page = client.get("/exposure").text
    assert "by=platform" in page
    assert page.count('class="numbers"') == 2
