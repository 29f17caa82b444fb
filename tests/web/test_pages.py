"""Does each page say what is so, and do its forms do what they say?"""

from __future__ import annotations

import html
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.web.conftest import CHANGED, PATHS, Client, Looker, keep_changes, words

from withhold.app import accounts
from withhold.app.answering import Answers, answer
from withhold.app.config import BadConfig, config
from withhold.app.start import House
from withhold.catalogue.regions import UnknownCountryError
from withhold.kernel.paths import Home
from withhold.model.observation import Reason, State, Word
from withhold.report.pages.deeds import deed
from withhold.report.reasons import MESSAGES
from withhold.web.render import href


def _said(client: Client, path: str) -> str:
    return html.unescape(words(client.get(path)))


def test_the_first_run_asks_two_questions_and_shows_what_is_taken(
    client: Client, own: House
) -> None:
    assert client.get("/").headers["location"] == "/begin"
    assert "Which of these do you use?" in _said(client, "/begin")
    done = client.post("/begin", {"platform": ["linkedin", "x"], "country": "DE"})
    assert (done.status, done.headers["location"]) == (303, "/")
    assert [each.platform for each in accounts.listed(own)] == ["linkedin", "x"]
    told = _said(client, "/")
    assert "Seen from Germany." in told
    assert "The next best step" in told
    assert "See the plan to switch off" in told


def test_somebody_without_an_account_is_led_to_the_ways_to_object(
    client: Client, own: House
) -> None:
    done = client.post("/begin", {"none": "1", "country": "FR"})
    assert done.headers["location"] == "/todo"
    assert "How to object without an account" in _said(client, "/todo")
    assert config(own.home).person.accountless
    assert "what others post about you is still taken" in _said(client, "/")
    client.post("/todo/x.privacy_form/done", {"word": "sent", "since": "2026-11-01"})
    assert "without an account" in _said(client, "/")


@pytest.mark.parametrize(
    "form", [{}, {"platform": "x", "none": "1"}, {"platform": "nope"}, {"country": "DE"}]
)
def test_an_answer_that_is_none_is_asked_again(
    client: Client, own: House, form: dict[str, str]
) -> None:
    assert client.post("/begin", form).status == 422
    assert accounts.listed(own) == ()
    assert not own.home.config.exists()


def test_a_country_that_is_none_is_refused(client: Client, own: House) -> None:
    assert client.post("/begin", {"platform": "x", "country": "Utopia"}).status == 404
    assert accounts.listed(own) == ()


def test_the_overview_says_each_state_in_words(client: Client, ordinary: House) -> None:
    del ordinary
    told = _said(client, "/")
    for word in (
        "Something that was off is on again.",
        "Turned back on",
        "Turn it off again",
        "Couldn’t see",
        "The platform asked for a sign-in",
        "Off: you told us",
        "No answer in time",
        "Refused",
        "No switch exists",
        "Off, by your word",
    ):
        assert word in told


@pytest.mark.parametrize("reason", [r for r in Reason if r not in {Reason.LOCKED, Reason.NOT_KEPT}])
def test_every_reason_is_told_with_what_to_do(
    client: Client, own: House, look: Looker, reason: Reason
) -> None:
    accounts.add(own, "x")
    look("x.grok_training", "x/default", State.UNKNOWN, reason=reason)
    page = client.get("/")
    told = html.unescape(words(page))
    assert MESSAGES[reason].what in told
    way = deed(reason, "x.grok_training", "x/default")
    assert way.told.text in told
    if way.to:
        assert f'href="{html.escape(href(way.to))}"' in page.text
        assert client.get(href(way.to)).status in {200, 400}  # 400: no screen to sign in on


def test_a_proof_is_shown_with_its_picture(client: Client, own: House, look: Looker) -> None:
    accounts.add(own, "linkedin")
    look(state=State.ALLOWED, days=3)
    proof = look(state=State.WITHHELD, days=2)
    assert "Off: we checked" in _said(client, "/")
    page = client.get("/platforms/linkedin").text
    assert page.count('class="proof"') == 2
    assert f"/evidence/files/{proof.evidence[1]}" in page


def test_a_word_is_taken_down(client: Client, own: House) -> None:
    accounts.add(own, "snapchat")
    done = client.post(
        "/todo/snapchat.my_selfie_ads/done", {"word": "withheld", "since": "2024-09"}
    )
    assert (done.status, done.headers["location"]) == (303, "/todo/snapchat.my_selfie_ads?said=1")
    assert "Taken down." in _said(client, done.headers["location"])
    with own.ledger() as ledger:
        (word,) = ledger.declarations()
    assert (word.word, word.since) == (Word.WITHHELD, "2024-09")


@pytest.mark.parametrize(
    "form",
    [{}, {"word": "maybe"}, {"word": "sent"}, {"word": "withheld", "since": "2999"}],
)
def test_a_word_that_does_not_fit_is_refused(
    client: Client, own: House, form: dict[str, str]
) -> None:
    accounts.add(own, "snapchat")
    assert client.post("/todo/snapchat.my_selfie_ads/done", form).status in {400, 404}
    with own.ledger() as ledger:
        assert ledger.declarations() == []


@pytest.mark.parametrize(
    "path", ["/platforms/nope", "/todo/nope", "/todo/x.nope", "/evidence/NOPE", "/x/y/z"]
)
def test_what_is_not_there_is_said(client: Client, path: str) -> None:
    page = client.get(path)
    assert page.status == 404
    assert "That did not work" in page.text


def test_a_broken_settings_file_is_named(client: Client, own: House) -> None:
    own.home.config.write_text("country = ", encoding="utf-8")
    page = client.get("/")
    assert page.status == 400
    assert "config.toml" in page.text


def test_altered_evidence_is_named(client: Client, own: House, look: Looker) -> None:
    reading = look()
    picture = own.home.evidence / reading.evidence[1][:2] / reading.evidence[1]
    picture.write_bytes(b"\x89PNG\r\n\x1a\nforged")
    assert "Something is not what it was" in _said(client, "/evidence/verify")
    assert client.get(f"/evidence/files/{reading.evidence[1]}").status == 400


def test_evidence_comes_by_the_page(client: Client, own: House, look: Looker) -> None:
    del own
    for number in range(60):
        look(days=60 - number)
    assert "60 looks" in _said(client, "/evidence")
    assert "Page 2 of 2" in _said(client, "/evidence?page=2")
    for odd in ("0", "-1", "999999", "x", "9" * 50, "%C2%B2"):
        assert client.get(f"/evidence?page={odd}").status == 200


@contextmanager
def _counting() -> Iterator[list[str]]:
    """Count what is asked of SQLite while it is open."""
    asked: list[str] = []
    connect = sqlite3.connect

    def counting(*given: object, **named: object) -> sqlite3.Connection:
        made: sqlite3.Connection = connect(*given, **named)  # type: ignore[call-overload]
        made.set_trace_callback(asked.append)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", counting)
        yield asked


def test_queries_do_not_grow_with_readings(client: Client, own: House, look: Looker) -> None:
    accounts.add(own, "x")
    walks = "/evidence/verify"  # goes through every record: that is its purpose
    paths = [*PATHS, "/charts/progress.svg", "/charts/card.svg", "/sheets/snapchat/file"]
    paths.remove(walks)
    counts: list[dict[str, int]] = []
    for _ in range(3):
        for number in range(8):
            on = State.ALLOWED if number % 2 else State.WITHHELD
            run = look("x.grok_training", "x/default", on, number + 1).run
            with own.ledger() as ledger:
                ledger.tell(run, "done", control="x.grok_training", account="x/default")
        counts.append({path: _asked(client, path) for path in paths})
    assert counts[0]["/"] > 0
    grown = {path: (counts[1][path], counts[2][path]) for path in paths}
    assert {path: pair for path, pair in grown.items() if pair[0] != pair[1]} == {}


def test_queries_do_not_grow_with_changes(client: Client, own: House, look: Looker) -> None:
    accounts.add(own, "linkedin")
    look(days=2000)
    picture = "/charts/policies/linkedin/versions.svg"
    counts: list[list[int]] = []
    for turn in range(2):
        days = [datetime(2024 + turn, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(20)]
        keep_changes(own, *(replace(CHANGED, before=day, after=day) for day in days))
        paths = ("/", "/changes?when=all", "/platforms/linkedin/policies", picture, "/review")
        counts.append([_asked(client, path) for path in paths])
    assert counts[0] == counts[1]


def _asked(client: Client, path: str) -> int:
    """Count the queries of a page, when what it writes down on the way is written."""
    client.get(path)
    with _counting() as asked:
        client.get(path)
    return len(asked)


# --- the two answers in config.toml ----------------------------------------------------------


@pytest.mark.parametrize(
    "before",
    [
        "",
        "[person]\n",
        '# mine\n[person] # me\ncountry = "FR" # there\n\n[browser]\nheadless = true\n',
        'killed = ["x.protect_posts"]\n[browser]\nheadless = true',
        "[person]\naccountless = true\n",
    ],
)
def test_only_the_answers_are_written(home: Home, before: str) -> None:
    home.make()
    home.config.write_text(before, encoding="utf-8")
    old = config(home)
    answer(home, Answers("de", accountless=False))
    new = config(home)
    assert (new.person.country, new.person.accountless) == ("DE", False)
    assert (new.browser, new.killed) == (old.browser, old.killed)
    assert ("# mine" in before) == ("# mine" in home.config.read_text(encoding="utf-8"))
    answer(home, Answers(None, accountless=True))
    assert (config(home).person.country, config(home).person.accountless) == (None, True)
    assert home.config.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "before", ['person = {country = "FR"}\n', 'person.country = "FR"\n', 'x = """\n[person]\n"""\n']
)
def test_a_file_written_in_another_way_is_left_alone(home: Home, before: str) -> None:
    home.make()
    home.config.write_text(before, encoding="utf-8")
    with pytest.raises(BadConfig):
        answer(home, Answers("DE", accountless=False))
    assert home.config.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("country", ['DE"\n[browser]', "D", "123", "EU"])
def test_a_country_cannot_write_settings(home: Home, country: str) -> None:
    with pytest.raises(UnknownCountryError):
        answer(home, Answers(country, accountless=False))
    assert not home.config.exists()


def test_every_page_is_a_page(client: Client, ordinary: House) -> None:
    del ordinary
    for path in PATHS:
        page = client.get(path)
        assert page.status == (404 if path == "/nowhere" else 200), path
        assert page.text.count("<h1") == 1, path
