"""Is it said what policies changed: whose, in which direction, and which words differ?"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.fakes.archives import repo
from tests.web.conftest import CHANGED, EVIL, SCRIPTS, Client, Looker, keep_changes, words

from withhold.app import accounts, changed, marking
from withhold.app.importing import import_
from withhold.app.policies import ours
from withhold.app.start import House
from withhold.kernel.errors import HomeClosed
from withhold.model.observation import State
from withhold.model.policy import Direction, Judgement, Kind, Passage, Side
from withhold.store.policies import Batch, Policies, Record, Recorded, Subject, Told

NOW = datetime.now(UTC)


def _said(client: Client, path: str, language: str = "en") -> str:
    return html.unescape(words(client.get(path, Accept_Language=language)))


def _told(service: str, days: int = 1, direction: Direction = Direction.MORE) -> Told:
    judged = Judgement(change=True, direction=direction, summary=f"{service} changed.")
    after = NOW - timedelta(days=days)
    return Told(Subject(service, "Terms"), after - timedelta(days=2), after, judged)


def test_with_nothing_known_it_names_three_ways_and_makes_no_file(
    client: Client, own: House
) -> None:
    accounts.add(own, "x")
    told = _said(client, "/changes")
    assert "No change is known yet." in told
    assert "withhold policies import PATH" in told
    assert "withhold policies compare OLD NEW" in told
    assert "Look now" in told
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
    (found,) = changed.changes(own, every=True)
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
    keep_changes(own, told, _told(EVIL, 9))
    marking.mute(own, EVIL, "Terms")
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
        changed.changes(own)
    with pytest.raises(HomeClosed):
        changed.change(own, "3f9c2a")


def test_a_platform_stands_for_all_it_is_archived_as(client: Client, own: House) -> None:
    keep_changes(own, _told("X", 3), _told("Twitter", 4), _told("Else", 5))
    told = _said(client, "/changes?of=x")
    assert ("X changed." in told, "Twitter changed." in told, "Else changed." in told) == (
        True,
        True,
        False,
    )
    assert "X changed." not in _said(client, "/changes?of=Twitter")


# --- marks, doubts and the years --------------------------------------------------------------


def _fields(page: str, action: str) -> dict[str, str]:
    """Give the hidden fields of the first form that goes there."""
    form = page.partition(f'action="{action}"')[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: html.unescape(value) for name, value in found}


def test_a_false_alarm_is_hidden_findable_and_taken_back(client: Client, own: House) -> None:
    one = _told("X", 3)
    keep_changes(own, one)
    assert client.post(f"/changes/{one.id}", {"do": "no-change"}).status == 303
    assert "X changed." not in _said(client, "/changes")
    assert "1 change is left out" in _said(client, "/changes")
    assert "No change, by your word." in _said(client, "/changes?marked=1")
    told = _said(client, f"/changes/{one.id}")
    assert "puts nothing in doubt" in told
    assert "You said that this was no change." in told
    assert client.post(f"/changes/{one.id}", {"do": "undo"}).status == 303
    assert "X changed." in _said(client, "/changes")


def test_a_document_or_a_service_is_muted_and_listed(client: Client, own: House) -> None:
    one = _told("A & B <i>", 3)
    keep_changes(own, one, _told("Other", 4))
    fields = _fields(client.get(f"/changes/{one.id}").text, "/changes/muted")
    assert fields == {"service": "A & B <i>", "document": "Terms"}
    for document in ("Terms", ""):
        sent = {"service": fields["service"], "document": document}
        assert client.post("/changes/muted", {**sent, "do": "mute"}).status == 303
        told = _said(client, "/changes")
        assert "A & B <i> changed." not in told
        assert "Other changed." in told
        assert "Muted" in told
        assert _fields(client.get("/changes").text, "/changes/muted") == sent
        assert client.post("/changes/muted", {**sent, "do": "unmute"}).status == 303
        assert "A & B <i> changed." in _said(client, "/changes")


def test_what_is_new_comes_first_until_it_was_looked_at(client: Client, own: House) -> None:
    accounts.add(own, "x")
    keep_changes(own, _told("X", 3))
    shown = _fields(client.get("/changes").text, "/changes/looked")
    keep_changes(own, _told("Late", 2))
    client.post("/changes/looked", shown)
    assert "You have not said yet" in _said(client, "/changes"), "what came since stays new"
    client.post("/changes/looked", _fields(client.get("/changes").text, "/changes/looked"))
    assert "Nothing is new since you last looked" in _said(client, "/changes")
    keep_changes(own, _told("Later", 9))
    told = _said(client, "/changes")
    assert "1 is new since you last looked" in told
    assert told.index("New, on other platforms") < told.index("On your platforms")


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/changes/muted", {"service": "X"}),
        ("/changes/muted", {"service": "Nobody", "do": "mute"}),
        ("/changes/muted", {"service": "X", "do": "unmute"}),
        (f"/changes/{CHANGED.id}", {}),
        (f"/changes/{CHANGED.id}", {"do": "x"}),
        ("/changes/nothing", {"do": "no-change"}),
    ],
)
def test_a_form_that_says_nothing_changes_nothing(
    client: Client, ordinary: House, path: str, fields: dict[str, str]
) -> None:
    assert client.post(path, fields).status in {400, 404}
    assert marking.said(ordinary).muted == ()
    assert marking.said(ordinary).no_change == frozenset()


def _proved(own: House, look: Looker, days: float) -> Told:
    """Keep a change of ten days ago, of what LinkedIn's switch covers, and a look at that."""
    accounts.add(own, "linkedin")
    look(state=State.WITHHELD, days=days)
    judged = Judgement(
        change=True,
        kinds=(Kind.NEW_USE,),
        direction=Direction.MORE,
        data_kinds=("public posts",),
        summary="More.",
    )
    at = NOW - timedelta(days=10)
    told = Told(Subject("LinkedIn", "Privacy Policy"), at - timedelta(days=2), at, judged)
    keep_changes(own, told)
    return told


def test_an_older_proof_is_in_doubt_wherever_it_stands(
    client: Client, own: House, look: Looker
) -> None:
    told = _proved(own, look, days=30)
    page = client.get(f"/changes/{told.id}").text
    assert "Check again" in page
    assert 'href="/check?item=linkedin.genai_toggle%7Clinkedin%2Fdefault"' in page
    assert "Check again" in _said(client, "/changes")
    assert "Check again" in _said(client, "/review")
    for path in ("/", "/platforms/linkedin"):
        assert "Read before the policy changed on" in _said(client, path)
        assert "Off: we checked" in _said(client, path)


def test_a_later_look_a_mark_or_muting_ends_the_doubt(
    client: Client, own: House, look: Looker
) -> None:
    told = _proved(own, look, days=30)
    doubted = "Read before the policy changed on"
    marking.mark(own, told.id)
    assert doubted not in _said(client, "/")
    marking.mark(own, told.id, undo=True)
    marking.mute(own, "linkedin")
    assert doubted not in _said(client, "/")
    marking.unmute(own, "linkedin")
    assert doubted in _said(client, "/")
    look(state=State.WITHHELD, days=1)
    assert doubted not in _said(client, "/")
    assert "It was checked, or you objected, after" in _said(client, f"/changes/{told.id}")


def test_links_that_leave_are_those_of_facts(client: Client, own: House) -> None:
    named = Told(Subject("X", "Privacy Policy"), NOW - timedelta(days=3), NOW, _told("X").judgement)
    strange = _told("Strange", 3)
    with Policies(own.home) as kept:
        for one, archive in ((named, "pga-versions.git"), (strange, "javascript:alert(1)")):
            seen = [Recorded(one.after, "d", record=Record(archive, "c0ffee"))]
            kept.add(one.subject, Batch(seen, [one], b""), by="1")
    page = client.get(f"/changes/{named.id}").text
    record = "https://github.com/OpenTermsArchive/pga-versions/commit/c0ffee"
    for address in (record, "https://x.com/en/privacy"):
        assert f'href="{address}" rel="noreferrer noopener" target="_blank"' in page
    other = client.get(f"/changes/{strange.id}").text
    assert "javascript:alert(1)" in other
    assert 'href="http' not in other
    assert 'href="javascript' not in other


def test_the_years_of_a_platform(client: Client, own: House, look: Looker) -> None:
    told = _proved(own, look, days=30)
    days = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(2000)]
    seen = [Recorded(day, f"{day}", why="too-large" if day.day == 9 else None) for day in days]
    with Policies(own.home) as kept:
        kept.add(Subject("LINKEDIN", EVIL), Batch(seen, [], b""), by="1")
    page = client.get("/platforms/linkedin/policies")
    assert page.status == 200
    assert not SCRIPTS.search(page.text)
    said = html.unescape(words(page))
    assert "2,002 versions were recorded." in said
    assert "Each bar stands for 2 months." in said
    assert "too large" in said
    assert f'href="/changes/{told.id}"' in page.text
    assert "was last seen off." in said
    for what in ("changes", "versions"):
        picture = client.get(f"/charts/policies/linkedin/{what}.svg?shade=dark&width=narrow")
        assert picture.status == 200
        assert picture.headers["content-type"] == "image/svg+xml"
        assert client.get(f"/charts/policies/x/{what}.svg").status == 404
        assert client.get(f"/charts/policies/nobody/{what}.svg").status == 404
    assert "No version of its policies is kept here yet." in _said(client, "/platforms/x/policies")
    assert client.get("/platforms/nobody/policies").status == 404
