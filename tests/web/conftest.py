"""A whole dashboard on loopback, a client that sends what it is told, and a home to show."""

from __future__ import annotations

import http.client
import re
import shutil
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from tests.fakes import kept

from withhold.app import accounts, answering
from withhold.app.answering import Answers
from withhold.app.declaring import declare
from withhold.app.scheduling import Answer as Answered
from withhold.app.scheduling import Tools
from withhold.app.sources import sources
from withhold.app.start import House, house
from withhold.catalogue.load import load
from withhold.kernel.clock import SystemClock
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.model.observation import (
    Capture,
    Evidence,
    Phase,
    Position,
    Reading,
    Reason,
    State,
    Word,
)
from withhold.model.policy import Direction, Judgement, Kind, Passage, Side, Status
from withhold.report.doctor import Finding, Level
from withhold.report.pages.message import say
from withhold.store.policies import Batch, Policies, Recorded, Subject, Told
from withhold.store.snapshots import Look
from withhold.web import serve

LIMIT = 20.0
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADklEQVR4nGM4AQUMlDEACLEyAaio5RMAAAAASUVORK5CYII="
)
FOUND = (
    Finding("home", Level.OK, say("{folder}, for you alone.", folder="/home/me/withhold")),
    Finding("browser", Level.OK, say("{browser} ({place}) is used.", browser="B 1", place="/b")),
    Finding("settings", Level.PROBLEM, "config.toml: odd.", "Correct that line."),
)
BOUNDARY = "----withhold"
CLOSING = f"--{BOUNDARY}--\r\n".encode()
EVIL = "<script>document.title='owned'</script>\"'><img src=x onerror=alert(1)>"

LOOKED = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
"""The run of an invented look at policies."""
CHANGED = Told(
    Subject("LinkedIn", "Privacy Policy"),
    datetime(2026, 9, 2, tzinfo=UTC),
    datetime(2026, 9, 9, tzinfo=UTC),
    Judgement(
        change=True,
        kinds=(Kind.NEW_USE, Kind.NEW_OPTOUT),
        direction=Direction.MORE,
        data_kinds=("public posts", "a kind of its own"),
        who="provider",
        effective_date="2026-11-03",
        status=Status.ANNOUNCED,
        passages=(
            Passage(Side.REWORDED, "We may look at your posts.", "We will look at your posts."),
            Passage(Side.ADDED, "", "We use public posts to train our own AI models."),
        ),
        summary="It now says that your public posts may be used to train its own AI models.",
    ),
)
"""An invented change of a policy."""

SCRIPTS = re.compile(r'<script(?! src="/static/[a-z]+\.js" defer></script>)', re.IGNORECASE)
"""Any script but our own files: the policy lets no other run, and no page may even hold one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


@dataclass(slots=True)
class Client:
    """Sends requests with exactly the headers it is told; keeps the session's cookie."""

    address: str
    cookie: str = ""

    @property
    def host(self) -> str:
        """`127.0.0.1:PORT`."""
        return urlsplit(self.address).netloc

    @property
    def base(self) -> str:
        """Where pages lie."""
        return f"http://{self.host}"

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: str | bytes = "",
    ) -> Answer:
        """Send one request."""
        given = {"Host": self.host, "Accept-Language": "en"} | dict(headers or {})
        if self.cookie and "Cookie" not in given:
            given["Cookie"] = self.cookie
        line = http.client.HTTPConnection(self.host, timeout=LIMIT)
        try:
            content = body.encode() if isinstance(body, str) else body
            line.request(method, path, body=content or None, headers=given)
            found = line.getresponse()
            answer = Answer(
                found.status, {k.lower(): v for k, v in found.getheaders()}, found.read()
            )
        finally:
            line.close()
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        """Get a page as our own tab does; `sec_fetch_site` is that header."""
        return self.send("GET", path, _named(headers))

    def post(self, path: str, form: Mapping[str, object], **headers: str) -> Answer:
        """Send a form as our own tab does."""
        own = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
            "Origin": "null",
        }
        return self.send("POST", path, own | _named(headers), urlencode(form, doseq=True))

    def upload(
        self,
        path: str,
        form: Mapping[str, str],
        files: Mapping[str, tuple[str, bytes]],
        kind: str = "image/png",
    ) -> Answer:
        """Send a form with files, each by its field: its name and its bytes."""
        body = b"".join(part(name, said.encode()) for name, said in form.items())
        for name, (called, content) in files.items():
            body += part(name, content, called, kind)
        return self.multipart(path, body + CLOSING)

    def multipart(self, path: str, body: bytes, boundary: str = BOUNDARY) -> Answer:
        """Send a multipart body as it is."""
        own = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Sec-Fetch-Site": "same-origin",
            "Origin": "null",
        }
        return self.send("POST", path, own, body)

    def enter(self) -> Answer:
        """Exchange the key of the address for a session."""
        answer = self.send("GET", self.address.removeprefix(self.base), {"Sec-Fetch-Site": "none"})
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return answer


def part(name: str, content: bytes, filename: str | None = None, kind: str = "") -> bytes:
    """Write one part of a multipart body."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
    head += "" if filename is None else f'; filename="{filename}"\r\nContent-Type: {kind}'
    return head.encode() + b"\r\n\r\n" + content + b"\r\n"


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(slots=True)
class Machine:
    """A machine that never was: it has a crontab, or what `platform` says."""

    folder: Path
    platform: str = "linux"
    table: str = ""
    has: tuple[str, ...] = ("crontab",)
    asked: list[str] = field(default_factory=list)

    @property
    def tools(self) -> Tools:
        """The way to it."""
        return Tools(self._ask, self.platform, {}, self.folder)

    def _ask(self, command: Sequence[str], text: str = "") -> Answered:
        self.asked.append(command[0])
        if command[0] not in self.has:
            return Answered(127, "")
        match command:
            case ["crontab", "-l"]:
                return (
                    Answered(0, self.table) if self.table else Answered(1, "", "no crontab for me")
                )
            case ["crontab", *_]:
                self.table = text
            case _:
                pass
        return Answered(0, "")


@dataclass(slots=True)
class Served:
    """One dashboard in a thread of its own."""

    house: House
    quiet: float = 60.0
    examine: Callable[[], tuple[Finding, ...]] | None = lambda: FOUND
    address: str = ""
    told: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> Client:
        """Serve, and give a client at its door."""
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()
        assert self.told.wait(LIMIT)
        return Client(self.address)

    def _serve(self) -> None:
        serve.open_dashboard(self.house, self._tell, quiet=self.quiet, examine=self.examine)

    def _tell(self, address: str) -> None:
        self.address = address
        self.told.set()

    def ended(self) -> bool:
        """Wait until it has ended."""
        assert self.thread
        self.thread.join(LIMIT)
        return not self.thread.is_alive()


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    """Keep the real schedulers out of it: here is a machine with cron, and nothing in its table."""
    made = Machine(tmp_path / "person")
    monkeypatch.setattr("withhold.app.scheduling.Tools", lambda: made.tools)
    return made


@pytest.fixture(scope="session")
def facts_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the facts once for all tests; each home gets them as a cache of its own."""
    folder = tmp_path_factory.mktemp("facts")
    load(cache=folder)
    return folder


@pytest.fixture
def home(tmp_path: Path, facts_cache: Path) -> Home:
    made = Home(tmp_path / "home")
    made.make()
    shutil.copytree(facts_cache, made.cache)
    return made


@pytest.fixture
def own(home: Home) -> House:
    return house(home, SystemClock())


@pytest.fixture
def served(own: House) -> Iterator[Served]:
    one = Served(own)
    yield one
    if one.thread and one.thread.is_alive():
        closing = Client(one.address)
        closing.address = again(own)
        closing.enter()
        closing.post("/close", {})
        assert one.ended()


@pytest.fixture
def client(served: Served) -> Client:
    """Give a client with a session."""
    one = served.start()
    one.enter()
    return one


def again(own: House) -> str:
    """Give a fresh address of the dashboard that serves this home, as a second start does."""
    told: list[str] = []
    serve.open_dashboard(own, told.append)
    return told[0]


Looker = Callable[..., Reading]


@pytest.fixture
def look(own: House) -> Looker:
    """Write one look down, with a picture."""

    def one(
        control: str = "linkedin.genai_toggle",
        account: str = "linkedin/default",
        state: State = State.WITHHELD,
        days: float = 1,
        reason: Reason | None = None,
        *,
        text: str = "Data for Generative AI Improvement",
        tree: str = "a tree",
    ) -> Reading:
        at = datetime.now(UTC) - timedelta(days=days)
        positions = {State.WITHHELD: Position.OFF, State.ALLOWED: Position.ON}
        about = Evidence("https://x.com/", at, f"{control}@1", text, (), None, None, False)  # noqa: FBT003 - the record's own order
        with own.ledger() as ledger:
            files = ledger.keep(Capture(PNG, tree, whole_page=False), about)
            reading = Reading(
                id=ulid(at),
                run="run",
                control=control,
                account=account,
                phase=Phase.CHECK,
                state=state,
                reason=reason,
                detail=text,
                position=positions.get(state, Position.UNKNOWN),
                read_at=at,
                url=f"https://x.com/?{text}",
                label=text,
                recipe=f"{control}@1",
                adopted=False,
                practice=False,
                evidence=files,
            )
            ledger.put_reading(reading)
        return reading

    return one


def keep_changes(own: House, *told: Told) -> None:
    """Keep changes of policies, as an import does."""
    with Policies(own.home) as policies:
        for one in told:
            seen = [Recorded(at, f"{at}") for at in (one.before, one.after)]
            policies.add(one.subject, Batch(seen, [one], b""), by="1")


def keep_looks(own: House) -> None:
    """Keep a look at policies that met something of everything, as a run does."""
    at = datetime.now(UTC) - timedelta(days=2)
    found = [each for each in sources(own) if each.left_out is None]
    ends = (("unchanged", None), ("failed", EVIL), ("unreadable", "The page asks for a sign-in."))
    named = [
        {"service": s.subject.service, "document": s.subject.name, "url": s.url} for s in found
    ]
    with own.ledger() as ledger, Policies(own.home) as policies:
        run = ledger.begin_run("fetch", LOOKED)
        ledger.tell(run.id, "asked", documents=[*named, {**named[0], "url": "never"}])
        for number, each in enumerate(found):
            state, why = ends[number % len(ends)]
            policies.snapshots.note(each.subject.names, Look(at, state, why))
            said = {"state": state, "why": why, "do": None, "change": CHANGED.id}
            ledger.tell(run.id, "fetched", **named[number], **said)
        ledger.end_run(run.id, "interrupted")


@pytest.fixture
def ordinary(own: House, look: Looker) -> House:
    """Give a home somebody has used for a while: something of everything."""
    answering.answer(own.home, Answers("DE", accountless=False))
    for slug in ("linkedin", "x", "snapchat", "facebook", "instagram"):
        accounts.add(own, slug)
    look(state=State.ALLOWED, days=40)
    look(state=State.WITHHELD, days=39)
    look(state=State.ALLOWED, days=1)
    look("x.grok_training", "x/default", State.UNKNOWN, 3, Reason.SIGNED_OUT)
    declare(own, "snapchat.my_selfie_ads", Word.WITHHELD, since="2024-09")
    declare(own, "facebook.ai_objection", Word.SENT, since="2020-01-07")
    declare(own, "instagram.ai_objection", Word.REFUSED, since="2026-01")
    keep_changes(own, CHANGED)
    kept.keep(own.home, kept.some())
    keep_looks(own)
    return own


PATHS = (
    "/",
    "/begin",
    "/platforms",
    "/platforms/linkedin",
    "/platforms/x",
    "/platforms/facebook",
    "/todo",
    "/todo/snapchat.my_selfie_clear",
    "/todo/facebook.ai_objection",
    "/todo/x.privacy_form",
    "/todo/facebook.ai_objection/draft",
    "/todo/facebook.third_party_form/draft",
    "/todo/snapchat.dpo_mail/draft?country=CH&language=de&account=none",
    "/changes",
    "/changes?when=all&of=LinkedIn",
    "/changes?when=all&marked=1",
    f"/changes/{CHANGED.id}",
    f"/runs/{LOOKED}",
    "/platforms/linkedin/policies",
    "/platforms/x/policies",
    "/exposure",
    "/exposure/add",
    "/exposure/add?of=x",
    "/exposure/items",
    "/exposure/items?words=coffee&kind=post&year=2017&reach=in_reach",
    "/exposure/items?people=1&of=x",
    "/exposure/items?words=nothing",
    f"/exposure/{kept.ID}/forget",
    "/review",
    "/card",
    "/inbox",
    "/inbox?all=1&names=1",
    "/off",
    "/off?item=x.grok_memory|x/default&item=facebook.ai_objection|facebook/default",
    "/check",
    "/restore?item=x.grok_training|x/default",
    "/rehearse",
    "/todo/snapchat.my_selfie_clear/steps/ios/1",
    "/todo/facebook.ai_objection/steps/web/4",
    "/todo/facebook.ai_objection/steps/web/7",
    "/todo/x.privacy_form/steps/way/1",
    "/sheets/snapchat",
    "/sheets/facebook?device=ios",
    "/sheets/without-account",
    "/evidence",
    "/evidence?of=linkedin&seen=allowed",
    "/evidence?of=nothing&seen=nothing",
    "/evidence/verify",
    "/evidence/export",
    "/evidence/export?since=2020-01-01&without-handles=1&without-consent=1",
    "/doctor",
    "/settings",
    "/settings/accounts",
    "/settings/accounts/x/default",
    "/settings/schedule",
    "/settings/erase",
    "/settings/passphrase",
    "/nowhere",
)
TAGS = re.compile(r"<[^>]+>")


def words(page: Answer) -> str:
    """Give what a page says, without its marks."""
    return " ".join(TAGS.sub(" ", page.text).split())
