"""Does the review say what is due and what changed, with both looks of what was turned back?"""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest
from tests.web.conftest import EVIL, Client, Looker, words

from withhold.app import accounts, noticing
from withhold.app.declaring import declare
from withhold.app.reviewing import Ask, review
from withhold.app.start import House
from withhold.model.finding import Outcome
from withhold.model.observation import Reading, Reason, State, Word
from withhold.model.policy import Judgement
from withhold.report.review import HEADS
from withhold.store.policies import Batch, Policies, Subject, Told


def _said(client: Client, path: str) -> str:
    return html.unescape(words(client.get(path)))


def _nothing_seen(job: object, desk: object) -> Outcome:
    """Stand in for the visits: nobody opened a page."""
    del job
    return Outcome(desk.run, (), ())  # type: ignore[attr-defined]


def _review(own: House) -> None:
    review(own, Ask(look=_nothing_seen))


def test_before_anything_is_known_it_leads_to_the_beginning(client: Client, own: House) -> None:
    del own
    told = _said(client, "/review")
    assert "There is nothing to review yet" in told
    assert "There was no review yet." in told
    assert 'href="/begin"' in client.get("/review").text


def test_what_is_due_stands_with_its_day_and_its_reason(
    client: Client, own: House, look: Looker
) -> None:
    accounts.add(own, "linkedin")
    accounts.add(own, "x")
    accounts.add(own, "facebook")
    look(state=State.WITHHELD, days=40)
    look("x.grok_training", "x/default", State.WITHHELD, 2)
    declare(own, "facebook.ai_objection", Word.SENT, since="2020-01-07")
    told = _said(client, "/review")
    due, _, later = told.partition("thing later")
    assert "Due LinkedIn: " in due
    assert "No answer has come, and the month for it is over." in due
    assert "X: " in later
    assert "Last looked at on" in later


def test_what_changed_comes_the_gravest_first(client: Client, own: House, look: Looker) -> None:
    accounts.add(own, "linkedin")
    accounts.add(own, "x")
    look(state=State.WITHHELD, days=3)
    look(state=State.ALLOWED, days=2)
    look("x.grok_training", "x/default", State.UNKNOWN, 2, Reason.SIGNED_OUT)
    _review(own)
    told = _said(client, "/review").partition("What changed at the last review")[2]
    assert 0 < told.index(HEADS["drift"]) < told.index(HEADS["unknown"])
    assert "The platform asked for a sign-in" in told
    assert "See both looks" in told


def test_no_news_is_said_plainly(client: Client, own: House, look: Looker) -> None:
    accounts.add(own, "linkedin")
    look(state=State.WITHHELD, days=3)
    _review(own)
    _review(own)
    assert "Nothing changed." in _said(client, "/review")


@pytest.fixture
def turned(own: House, look: Looker) -> tuple[Reading, Reading]:
    accounts.add(own, "linkedin")
    return look(state=State.WITHHELD, days=9), look(state=State.ALLOWED, days=2)


@pytest.mark.parametrize("path", ["/", "/review", "/drift/{id}"])
def test_drift_shows_both_looks_and_one_action(
    client: Client, turned: tuple[Reading, Reading], path: str
) -> None:
    before, after = turned
    page = client.get(path.format(id=after.id)).text
    pair = page.partition('class="looks"')[2].partition("</div>\n<p")[0]
    assert pair.index(before.id) < pair.index(after.id)
    assert pair.count('class="proof"') == 2
    assert pair.count("Its words on the page") == 2
    assert "/off?item=linkedin.genai_toggle%7Clinkedin%2Fdefault" in page


def test_an_erased_picture_is_said_to_be_erased(
    client: Client, own: House, turned: tuple[Reading, Reading]
) -> None:
    before, after = turned
    with own.ledger() as ledger:
        ledger.forget_evidence(before.evidence[1])
    page = _said(client, f"/drift/{after.id}")
    assert page.count("The picture was erased.") == 2  # the same picture stands for both here
    assert "No picture was kept" not in page


def test_what_was_put_off_again_asks_for_nothing(
    client: Client, turned: tuple[Reading, Reading], look: Looker
) -> None:
    look(state=State.WITHHELD, days=1)
    page = client.get(f"/drift/{turned[1].id}").text
    assert "It is off again by now." in page
    assert "/off?" not in page
    assert 'class="looks"' not in client.get("/review").text


def test_what_is_no_drift_is_not_shown_as_one(
    client: Client, turned: tuple[Reading, Reading]
) -> None:
    for id_ in (turned[0].id, "NOPE", "%3Cscript%3E"):
        answer = client.get(f"/drift/{id_}")
        assert answer.status == 404
        assert "<script>" not in answer.text


def test_words_and_addresses_of_a_page_stay_text(client: Client, own: House, look: Looker) -> None:
    accounts.add(own, "x")
    look("x.grok_training", "x/default", State.WITHHELD, 3, text=EVIL)
    after = look("x.grok_training", "x/default", State.ALLOWED, 2, text=EVIL + "{day}`x`")
    for path in ("/", "/review", f"/drift/{after.id}"):
        page = client.get(path).text
        assert "<script>" not in page
        assert "<img src=x" not in page


def test_the_inbox_leads_to_the_drift(
    client: Client, turned: tuple[Reading, Reading], own: House
) -> None:
    (notice,) = [each for each in noticing.inbox(own) if each.told == "drift"]
    where = client.get(f"/inbox/{notice.id}").headers["location"]
    assert where == f"/drift/{turned[1].id}"
    assert client.get(where).status == 200


def test_it_speaks_german(client: Client, turned: tuple[Reading, Reading]) -> None:
    page = html.unescape(words(client.get(f"/drift/{turned[1].id}", Accept_Language="de")))
    assert "Wieder ausschalten" in page
    assert datetime.now(UTC).strftime("%Y") in page


def test_many_drifts_are_named_and_two_are_shown(
    client: Client, own: House, look: Looker, turned: tuple[Reading, Reading]
) -> None:
    del turned
    for name in ("x.grok_training", "x.grok_personalization", "x.grok_memory"):
        look(name, "x/default", State.WITHHELD, 3)
        look(name, "x/default", State.ALLOWED, 2)
    accounts.add(own, "x")
    page = client.get("/").text
    assert page.count('<div class="looks">') == 2
    assert page.count('href="/drift/') == 4
    assert "2 more were turned back on" in page


def test_a_policy_that_changed_leads_to_what_changed(client: Client, own: House) -> None:
    accounts.add(own, "x")
    day = own.clock.now()
    told = Told(Subject("X", EVIL, "en", "WORLD"), day, day, Judgement(change=True))
    with Policies(own.home) as store:
        store.add(told.subject, Batch([], [told], b""), by="1")
    _review(own)
    page = client.get("/review")
    assert "Says something else now" in html.unescape(words(page))
    assert 'href="/changes"' in page.text
    assert EVIL not in page.text
    (notice,) = [each for each in noticing.inbox(own) if each.told == "policy"]
    assert client.get(f"/inbox/{notice.id}").headers["location"] == "/changes"
    assert "Something that was published changed." in _said(client, "/inbox")
    named = client.get("/inbox?names=1")
    assert "What is said about training changed" in html.unescape(words(named))
    assert EVIL not in named.text
