"""Is it said what policies changed: whose, in which direction, and which words differ?"""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta

import pytest
from tests.fakes.archives import repo
from tests.web.conftest import CHANGED, EVIL, SCRIPTS, Client, keep_changes, words

from withhold.app import accounts, policies
from withhold.app.importing import import_
from withhold.app.policies import ours
from withhold.app.start import House
from withhold.kernel.errors import HomeClosed
from withhold.model.policy import Direction, Judgement, Passage, Side
from withhold.store.policies import Subject, Told

NOW = datetime.now(UTC)


def _said(client: Client, path: str, language: str = "en") -> str:
    return html.unescape(words(client.get(path, Accept_Language=language)))


def _told(service: str, days: int = 1, direction: Direction = Direction.MORE) -> Told:
    judged = Judgement(change=True, direction=direction, summary=f"{service} changed.")
    after = NOW - timedelta(days=days)
    return Told(Subject(service, "Terms"), after - timedelta(days=2), after, judged)


def test_without_any_import_it_says_how_history_comes_in_and_makes_no_file(
    client: Client, own: House
) -> None:
    accounts.add(own, "x")
    told = _said(client, "/changes")
    assert "No change is known yet." in told
    assert "withhold policies import PATH" in told
    assert "does not fetch policies by itself" in told
    assert client.get("/changes/3f9c2a").status == 404
    assert client.get("/platforms/x").status == 200
    assert not own.home.policies.exists()


def test_one_that_is_not_there_leads_to_the_list(client: Client, ordinary: House) -> None:
    del ordinary
    page = client.get("/changes/nothing")
    assert page.status == 404
    assert 'href="/changes"' in page.text


def test_an_import_is_shown(
    client: Client, own: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = repo(tmp_path_factory.mktemp("archive") / "versions")
    start = "\n\n".join(
        f"Part {number}. You may use our service to talk to your friends, and we keep it running."
        for number in range(60)
    )
    ours_now = "We may use your posts to train our generative AI models."
    for at, text in (("2024-01-01", start), ("2024-02-01", f"{start}\n\n{ours_now}")):
        source.record(f"{at}T00:00:00Z", {"Somewhere/Privacy Policy.md": text})
    import_(own, source.root, judge=ours(), tell=lambda _: None)
    (found,) = policies.changes(own, every=True)
    assert "No such change is known." in _said(client, "/changes")
    listed = _said(client, "/changes?when=all")
    assert "Somewhere : Privacy Policy" in listed
    assert "More than before" in listed
    told = _said(client, f"/changes/{found.id}")
    assert ours_now in told
    assert "Between 1 January 2024 and 1 February 2024" in told


def test_own_platforms_come_first_each_newest_first(client: Client, own: House) -> None:
    accounts.add(own, "linkedin")
    keep_changes(own, _told("Aa", 1), _told("LinkedIn", 9), _told("LinkedIn", 5), _told("Zz", 2))
    told = _said(client, "/changes").partition("On your platforms")[2]
    yours, _, others = told.partition("On other platforms")
    assert (yours.count("LinkedIn changed."), "Aa" in yours) == (2, False)
    assert others.index("Aa changed.") < others.index("Zz changed.")


def test_it_can_be_narrowed_to_a_service_and_a_year(client: Client, own: House) -> None:
    keep_changes(own, _told("X", 1), _told("Y", 2), _told("Y", 700, Direction.LESS))
    assert "X changed." not in _said(client, "/changes?of=Y")
    assert "Less than before" not in _said(client, "/changes?of=Y")
    assert "Less than before" in _said(client, "/changes?of=y&when=all")
    assert "No such change is known." in _said(client, "/changes?of=LinkedIn")
    assert "X changed." in _said(client, "/changes?of=nobody&page=x")


def test_many_are_paged_and_what_was_chosen_stays(client: Client, own: House) -> None:
    keep_changes(own, *(_told("A & B", number) for number in range(1, 121)))
    first = client.get("/changes?of=A+%26+B").text
    assert first.count('<a href="/changes/') == 50
    assert 'href="/changes?of=A+%26+B&amp;page=2"' in first
    last = client.get("/changes?of=A+%26+B&page=3").text
    assert last.count('<a href="/changes/') == 20
    assert 'rel="next"' not in last


def test_the_words_that_differ_are_marked(client: Client, ordinary: House) -> None:
    del ordinary
    page = client.get(f"/changes/{CHANGED.id}").text
    assert "<del>may</del>" in page
    assert "<ins>will</ins>" in page
    told = html.unescape(words(client.get(f"/changes/{CHANGED.id}")))
    for word in ("a new use for training", "public posts", "the service itself", "Reworded", "New"):
        assert word in told
    assert "Announced: from 3 November 2026 on." in told


def test_in_german_only_the_summary_stays_english_and_is_marked(
    client: Client, ordinary: House
) -> None:
    del ordinary
    for path in ("/changes?when=all", f"/changes/{CHANGED.id}"):
        page = client.get(path, Accept_Language="de").text
        assert f'lang="en">{CHANGED.judgement.summary}' in page
        told = _said(client, path, "de")
        assert "Angekündigt: ab 3. November 2026." in told
        assert "Mehr als zuvor" in told


def test_script_from_an_archive_stays_text(client: Client, own: House) -> None:
    sides = tuple(Passage(side, f"a {EVIL} b", f"{EVIL} c `withhold off`") for side in Side)
    judged = Judgement(
        change=True,
        direction=Direction.MORE,
        data_kinds=(EVIL,),
        who=EVIL,
        passages=sides,
        summary=EVIL,
    )
    told = Told(Subject(EVIL, EVIL + "W" * 200), NOW - timedelta(days=2), NOW, judged)
    keep_changes(own, told)
    for path in ("/changes", "/changes?of=" + "%3Cscript%3E", f"/changes/{told.id}"):
        page = client.get(path)
        assert page.status == 200
        assert not SCRIPTS.search(page.text)
        assert "<img src=x" not in page.text
        assert "&lt;script&gt;" in page.text
        assert 'href="/off"' not in page.text


def test_a_platform_leads_to_what_its_policies_changed(client: Client, ordinary: House) -> None:
    del ordinary
    assert 'href="/changes"' in client.get("/platforms").text
    assert 'href="/changes?when=all&amp;of=LinkedIn"' in client.get("/platforms/linkedin").text
    assert CHANGED.judgement.summary in _said(client, "/changes?when=all&of=LinkedIn")


def test_a_closed_home_is_not_looked_into(own: House) -> None:
    own.home.make()
    own.home.vault.mkdir()
    own.home.closing.touch()
    with pytest.raises(HomeClosed):
        policies.changes(own)
    with pytest.raises(HomeClosed):
        policies.change(own, "3f9c2a")
