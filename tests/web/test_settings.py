"""Can somebody who never sees a terminal choose, sign out, schedule, look and erase?"""

from __future__ import annotations

import html
import threading
from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from tests.web.conftest import EVIL, FOUND, LIMIT, SCRIPTS, Client, Machine, Served, words

from withhold.app import accounts
from withhold.app.config import config
from withhold.app.scheduling import status
from withhold.app.start import House
from withhold.browser.profile import held
from withhold.model.terms import Every
from withhold.report.doctor import Finding

ALL = {"country": "DE", "every": "monthly", "neutral": "1"}


def _said(client: Client, path: str, language: str = "en") -> str:
    return html.unescape(words(client.get(path, Accept_Language=language)))


def _session(own: House, name: str = "x/default") -> bool:
    return (own.home.profiles / name).is_dir()


def _sign_in(own: House, name: str = "x/default") -> None:
    (own.home.profiles / name).mkdir(parents=True)


# --- choices ---------------------------------------------------------------------------------


def test_choices_are_written_and_the_rest_of_the_file_stays(client: Client, own: House) -> None:
    own.home.config.write_text("# mine\n[reading]\nsettle = 1.5 # quick\n", encoding="utf-8")
    form = {"country": "FR", "every": "weekly", "sign_out_after": "1"}
    done = client.post("/settings", form)
    assert (done.status, done.headers["location"]) == (303, "/settings?saved=1")
    now = config(own.home)
    assert (now.person.country, now.review.every) == ("FR", Every.WEEKLY)
    assert (now.browser.sign_out_after, now.notices.neutral) == (True, False)
    assert now.policies.fetch is False
    assert own.home.config.read_text().startswith("# mine\n[reading]\nsettle = 1.5 # quick\n")
    page = client.get("/settings?saved=1").text
    assert 'value="weekly" required checked' in page
    assert 'name="sign_out_after" value="1" checked' in page
    assert 'name="neutral" value="1" checked' not in page
    assert '<option value="FR" selected>' in page


def test_saving_what_holds_already_writes_nothing(client: Client, own: House) -> None:
    client.post("/settings", {"country": "", "every": "monthly", "neutral": "1", "policies": "1"})
    assert not own.home.config.exists()


def test_the_window_is_asked_about_only_where_it_is_hidden(client: Client, own: House) -> None:
    assert 'name="shown"' not in client.get("/settings").text
    client.post("/settings", {**ALL, "shown": ""})
    assert not config(own.home).browser.headless
    own.home.config.write_text("[browser]\nheadless = true\n", encoding="utf-8")
    assert 'name="shown"' in client.get("/settings").text
    client.post("/settings", ALL)
    assert config(own.home).browser.headless
    client.post("/settings", {**ALL, "shown": "1"})
    assert not config(own.home).browser.headless


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"every": "hourly"},
        {"every": 'weekly"\n[browser]\nexecutable = "/tmp/x'},
        {**ALL, "country": 'DE"\n[browser]\nheadless = true\n#'},
        {**ALL, "country": EVIL},
    ],
)
def test_a_form_writes_nothing_but_its_settings(
    client: Client, own: House, form: dict[str, str]
) -> None:
    page = client.post("/settings", form)
    assert page.status in {400, 404}
    assert not SCRIPTS.search(page.text)
    assert not own.home.config.exists()


def test_a_file_written_in_another_way_is_left_and_said(client: Client, own: House) -> None:
    before = 'person.country = "FR"\n'
    own.home.config.write_text(before, encoding="utf-8")
    page = client.post("/settings", ALL)
    assert page.status == 400
    assert "rather not write into" in page.text
    assert own.home.config.read_text(encoding="utf-8") == before


# --- never visited ---------------------------------------------------------------------------


def test_a_control_is_put_on_the_list_and_taken_off_again(client: Client, own: House) -> None:
    assert "Never visit this" in _said(client, "/platforms/x")
    assert "Never visit this" not in _said(client, "/platforms/facebook")  # nothing visits it
    done = client.post("/settings/visits", {"control": "x.grok_training", "do": "forbid"})
    assert done.headers["location"] == "/platforms/x#x.grok_training"
    assert config(own.home).killed == ("x.grok_training",)
    assert "never visits this" in _said(client, "/platforms/x")
    assert client.get("/settings").text.count('value="permit"') == 1
    done = client.post("/settings/visits", {"control": "x.grok_training", "do": "permit"})
    assert done.status == 303
    assert config(own.home).killed == ()
    assert "The list is empty." in _said(client, "/settings")


@pytest.mark.parametrize("control", ["x.nope", "", EVIL, 'x.a"]\n[browser]', "../x"])
def test_only_a_control_that_is_known_gets_on_the_list(
    client: Client, own: House, control: str
) -> None:
    for deed in ("forbid", "permit", "", "erase"):
        page = client.post("/settings/visits", {"control": control, "do": deed})
        assert page.status in {303, 404}
        assert not SCRIPTS.search(page.text)
    assert not own.home.config.exists()


def test_a_name_of_the_file_stays_text(client: Client, own: House) -> None:
    own.home.config.write_text(f"killed = ['''{EVIL}''']\n", encoding="utf-8")
    page = client.get("/settings").text
    assert not SCRIPTS.search(page)
    assert "&lt;script&gt;" in page


# --- accounts --------------------------------------------------------------------------------


def test_an_account_is_added_changed_and_taken_off(client: Client, own: House) -> None:
    accounts.add(own, "x")
    form = {"platform": "x", "name": "My Shop", "handle": "@jane", "country": "FR"}
    done = client.post("/settings/accounts", form)
    assert done.headers["location"] == "/settings/accounts/x/my-shop?said=added"
    assert "Added to your list." in _said(client, done.headers["location"])
    (shop,) = [each for each in accounts.listed(own) if each.name == "my-shop"]
    assert (shop.handle, shop.country) == ("jane", "FR")
    client.post("/settings/accounts/x/my-shop", {"handle": "", "country": "US"})
    (shop,) = [each for each in accounts.listed(own) if each.name == "my-shop"]
    assert (shop.handle, shop.country) == (None, "US")
    assert "X: my-shop United States" in _said(client, "/settings")
    client.post("/settings/accounts/x/my-shop/remove", {})
    assert [each.id for each in accounts.listed(own)] == ["x/default"]
    assert client.get("/settings/accounts/x/my-shop").status == 404


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"platform": "nope"},
        {"platform": "x"},
        {"platform": "x", "name": "../../out"},
        {"platform": "x", "name": EVIL},
        {"platform": "x", "name": "b", "handle": "two words"},
        {"platform": "x", "name": "b", "country": "Utopia"},
    ],
)
def test_an_account_that_is_none_is_refused(
    client: Client, own: House, form: dict[str, str]
) -> None:
    accounts.add(own, "x", handle="jane")
    page = client.post("/settings/accounts", form)
    assert page.status in {400, 404}
    assert not SCRIPTS.search(page.text)
    (only,) = accounts.listed(own)
    assert (only.id, only.handle) == ("x/default", "jane")  # adding changes nobody


def test_signing_out_forgets_the_profile_and_keeps_the_account(client: Client, own: House) -> None:
    accounts.add(own, "x")
    assert "no session here" in _said(client, "/settings/accounts/x/default")
    _sign_in(own)
    done = client.post("/settings/accounts/x/default/sign-out", {})
    assert "Signed out" in _said(client, done.headers["location"])
    assert not _session(own)
    assert [each.id for each in accounts.listed(own)] == ["x/default"]


@pytest.mark.parametrize(("fate", "stays"), [("keep", True), ("delete", False)])
def test_an_account_goes_with_or_without_its_session(
    client: Client, own: House, fate: str, *, stays: bool
) -> None:
    accounts.add(own, "x")
    _sign_in(own)
    assert client.post("/settings/accounts/x/default/remove", {}).status == 404
    assert len(accounts.listed(own)) == 1
    client.post("/settings/accounts/x/default/remove", {"profile": fate})
    assert (accounts.listed(own), _session(own)) == ((), stays)
    left = "Sessions of accounts that are not on the list" in _said(client, "/settings")
    assert left is stays
    if stays:
        assert "still here" in _said(client, "/settings/accounts/x/default")
        client.post("/settings/accounts/x/default/sign-out", {})
        assert not _session(own)


@pytest.mark.parametrize("deed", ["sign-out", "remove"])
def test_a_session_in_use_stays_and_so_does_the_account(
    client: Client, own: House, deed: str
) -> None:
    accounts.add(own, "x")
    _sign_in(own)
    with held(own.home.profiles / "x" / "default"):
        page = client.post(f"/settings/accounts/x/default/{deed}", {"profile": "delete"})
    assert page.status == 400
    assert "is using" in page.text
    assert (len(accounts.listed(own)), _session(own)) == (1, True)


@pytest.mark.parametrize("path", ["nope/default", "x/nope", "x/..%2f..", "x/NUL", "%3Cb%3E/x"])
def test_an_account_that_is_not_there_is_said(client: Client, own: House, path: str) -> None:
    for deed in ("", "/sign-out", "/remove"):
        page = client.post(f"/settings/accounts/{path}{deed}", {"profile": "delete"})
        assert page.status in {400, 404}
        assert "<b>" not in page.text
    assert own.home.root.exists()


# --- schedule --------------------------------------------------------------------------------


def test_the_review_is_scheduled_and_taken_away(
    client: Client, own: House, machine: Machine
) -> None:
    assert "No review is scheduled" in _said(client, "/settings/schedule")
    assert "may restrict automated visits" in _said(client, "/settings/schedule")
    for every in (Every.WEEKLY, Every.MONTHLY):
        done = client.post("/settings/schedule", {"every": every.value})
        assert done.headers["location"] == "/settings/schedule"
        assert status(own).every is every
    told = _said(client, "/settings/schedule")
    assert "The review is scheduled" in told
    assert "Every day at 10:17" in told
    assert "crontab -l" in told
    assert "may restrict automated visits" not in told  # said once
    assert "10:17 Uhr" in _said(client, "/settings/schedule", "de")
    done = client.post("/settings/schedule/remove", {})
    assert "Nothing of it is left" in _said(client, done.headers["location"])
    assert machine.table == ""


@pytest.mark.parametrize(
    ("platform", "drop"), [("darwin", "launchctl bootout"), ("win32", "schtasks /Delete")]
)
def test_untried_schedulers_say_so_and_what_is_left_to_type(
    client: Client, machine: Machine, platform: str, drop: str
) -> None:
    machine.platform = platform
    assert "Nobody has tried this" in _said(client, "/settings/schedule")
    client.post("/settings/schedule", {"every": "weekly"})
    told = _said(client, "/settings/schedule")
    assert "Nobody has tried this" in told
    assert "Every Monday at about ten" in told
    assert "What is left for you to type once" in told
    done = client.post("/settings/schedule/remove", {})
    assert drop in _said(client, done.headers["location"])


def test_a_machine_without_a_scheduler_says_so(
    client: Client, own: House, machine: Machine
) -> None:
    machine.has = ()
    assert "nothing that starts a program" in _said(client, "/settings/schedule")
    assert client.post("/settings/schedule", {"every": "weekly"}).status == 400
    assert client.post("/settings/schedule", {"every": EVIL}).status == 404
    assert not status(own).installed


# --- erasing ---------------------------------------------------------------------------------


def test_everything_goes_by_a_word_and_the_dashboard_closes(
    client: Client, ordinary: House, served: Served
) -> None:
    _sign_in(ordinary)
    told = _said(client, "/settings/erase")
    assert "5 accounts" in told
    assert "x/default" in told
    assert "What stays, because it is not ours to delete:" in told
    assert "5 Konten" in _said(client, "/settings/erase", "de")
    for word in ("", "yes", EVIL):
        page = client.post("/settings/erase", {"word": word})
        assert page.status == 422
        assert "Nothing was deleted" in page.text
        assert not SCRIPTS.search(page.text)
    assert ordinary.home.ledger.exists()
    last = client.post("/settings/erase", {"word": "erase"})
    assert last.status == 200
    assert "Everything is erased" in last.text
    assert served.ended()
    assert not ordinary.home.root.exists()


def test_what_is_not_ours_stays_and_is_named(client: Client, own: House, served: Served) -> None:
    accounts.add(own, "x")
    (own.home.root / "<b>mine").write_text("mine")
    last = client.post("/settings/erase", {"word": "Erase"})
    assert "&lt;b&gt;mine" in last.text
    assert served.ended()
    assert [place.name for place in own.home.root.iterdir()] == ["<b>mine"]


@pytest.fixture(params=["window", "run"])
def something(request: pytest.FixtureRequest, own: House) -> Iterator[None]:
    """Something that is going on."""
    if request.param == "window":
        _sign_in(own)
        with held(own.home.profiles / "x" / "default"):
            yield
        return
    with own.ledger() as ledger:
        run = ledger.begin_run("check")
        yield
        ledger.end_run(run.id, "done")


def test_what_is_going_on_stands_in_the_way_and_nothing_is_lost(
    client: Client, own: House, something: None
) -> None:
    del something
    accounts.add(own, "x")
    before = {place for place in own.home.root.rglob("*") if "dashboard" not in place.parts}
    page = client.post("/settings/erase", {"word": "erase"})
    assert page.status == 400
    assert "nothing was deleted" in page.text
    assert before <= set(own.home.root.rglob("*"))
    assert client.get("/settings").status == 200


# --- doctor ----------------------------------------------------------------------------------


class Slow:
    """An examination that ends when it is told to."""

    def __init__(self) -> None:
        """Begin with a look that does not end."""
        self.go, self.begun = threading.Event(), 0
        self.found: tuple[Finding, ...] = FOUND

    def examine(self) -> tuple[Finding, ...]:
        self.begun += 1
        assert self.go.wait(LIMIT)
        return self.found


@pytest.fixture
def slow(served: Served) -> Iterator[Slow]:
    made = Slow()
    served.examine = made.examine
    yield made
    made.go.set()


def _until(true: Callable[[], bool]) -> None:
    tick, end = threading.Event(), monotonic() + LIMIT
    while not true():
        assert monotonic() < end, "it did not come about in time"
        tick.wait(0.02)


def test_the_doctor_is_never_waited_for(served: Served, slow: Slow) -> None:
    client = served.start()
    client.enter()
    page = client.get("/doctor")
    assert "Looking at this machine" in page.text
    assert "<noscript><meta" in page.text
    assert "data-live" in page.text
    client.post("/doctor", {})
    assert slow.begun == 1  # one look at a time
    slow.go.set()
    _until(lambda: "data-live" not in client.get("/doctor").text)
    told = _said(client, "/doctor")
    assert "One thing is in the way" in told
    assert "Last looked at:" in told
    assert told.index("Your settings file") < told.index("The folder where everything is kept")
    slow.go.clear()
    slow.found = ()
    assert client.post("/doctor", {}).headers["location"] == "/doctor"
    assert "One thing is in the way" in _said(client, "/doctor")  # the last one, meanwhile
    assert "is looking now" in _said(client, "/doctor")
    slow.go.set()
    _until(lambda: "Nothing is in the way" in client.get("/doctor").text)
    assert slow.begun == 2


def test_the_doctor_speaks_german_and_marks_what_does_not(client: Client) -> None:
    _until(lambda: "data-live" not in client.get("/doctor").text)
    page = client.get("/doctor", Accept_Language="de").text
    assert "/home/me/withhold, nur für Sie." in page
    assert "B 1 (/b) wird verwendet." in page
    assert '<p class="told" lang="en">config.toml: odd.</p>' in page


def test_what_was_found_stays_text(served: Served) -> None:
    served.examine = lambda: (Finding("trial", FOUND[2].level, EVIL, EVIL),)
    client = served.start()
    client.enter()
    _until(lambda: "data-live" not in client.get("/doctor").text)
    assert not SCRIPTS.search(client.get("/doctor").text)


def test_a_fault_in_the_examination_is_shown_as_ours(served: Served) -> None:
    def broken() -> tuple[Finding, ...]:
        raise RuntimeError("the handle of jane_doe")

    served.examine = broken
    client = served.start()
    client.enter()
    _until(lambda: client.get("/doctor").status == 500)
    assert "jane_doe" not in client.get("/doctor").text
    assert client.get("/settings").status == 200
    assert client.post("/doctor", {}).status == 303


@pytest.mark.browser
def test_the_real_examination_ends_and_is_shown(served: Served) -> None:
    served.examine = None
    client = served.start()
    client.enter()
    _until(lambda: "data-live" not in client.get("/doctor").text)
    assert "What drives the browser" in _said(client, "/doctor")


def test_only_its_own_page_asks_the_system(
    client: Client, ordinary: House, machine: Machine
) -> None:
    del ordinary
    assert client.get("/settings").status == 200
    assert machine.asked == []
    assert client.get("/settings/schedule").status == 200
    assert machine.asked
