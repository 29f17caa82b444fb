"""How long does the server take for every page, over a year of readings and a million items?

A home with five accounts, a thousand readings of two controls, a run that made the last one, and
an archive of a million items, taken in without a file to read them from.
Every GET route is asked as the dashboard answers it, handler and page together, without the
network in between. What each page must stay under is the same for all.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import msgspec
from starlette.routing import compile_path

from withhold.app import accounts, consent
from withhold.app.checkup import Checkup
from withhold.app.noticing import catch_up, unread
from withhold.app.start import house
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.model.exposure import Archive, Audience, Holder, Item, Kind
from withhold.model.observation import Capture, Evidence, Phase, Position, Reading, State, Stranger
from withhold.model.policy import Direction, Judgement, Passage, Side
from withhold.report.pages.arrival import Arrival
from withhold.store.archives import Archives
from withhold.store.policies import Batch, Policies, Recorded, Subject, Told
from withhold.web.render import page
from withhold.web.site import ROUTES
from withhold.web.visit import File, Page, Visit
from withhold.web.words import tongue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.app.start import House
    from withhold.web.visit import Handler

ROUNDS = 7
READINGS = 1000
CONTROLS = ("linkedin.genai_toggle", "x.grok_training")
TARGET = 100.0  # milliseconds
ITEM = ("item", "x.grok_training|x/default")
URL = "https://x.com/settings/grok_settings"
PLAYED = (
    '{"control": "x.grok_training", "behaviour": "plain", "state": "withheld", '
    '"reason": null, "right": true}\n'
)
LABEL = "Let AI learn from me"
PATHS = (
    "/",
    "/begin",
    "/platforms",
    "/platforms/x",
    "/todo",
    "/todo/facebook.ai_objection",
    "/off",
    "/check",
    "/restore",
    "/sign-in/x",
    "/runs/{run}",
    "/adopt",
    "/rehearse",
    "/rehearsals/{run}",
    "/todo/facebook.ai_objection/steps/web/4",
    "/todo/facebook.ai_objection/draft",
    "/qr/snapchat.my_selfie_clear.svg",
    "/sheets/snapchat",
    "/sheets/snapchat/file",
    "/inbox",
    "/inbox/{notice}",
    "/review",
    "/drift/{turn}",
    "/changes",
    "/changes/{change}",
    "/platforms/linkedin/policies",
    "/charts/policies/linkedin/versions.svg",
    "/charts/policies/linkedin/changes.svg",
    "/exposure",
    "/exposure/add",
    "/exposure/items",
    "/exposure/items?words=river",
    "/exposure/items?words=kato",
    "/exposure/items?words=river&year=2012",
    "/exposure/items?people=1&kind=reply",
    "/exposure/items?reach=in_reach",
    "/exposure/items?after={far}",
    "/exposure/items?words=river&after={far}",
    "/exposure/runs/{run}",
    "/exposure/{archive}/forget",
    "/card",
    "/charts/progress.svg",
    "/charts/card.svg",
    "/charts/exposure.svg",
    "/evidence",
    "/evidence/verify",
    "/evidence/export",
    "/evidence/files/{picture}",
    "/evidence/{reading}",
    "/doctor",
    "/settings",
    "/settings/accounts",
    "/settings/accounts/x/default",
    "/settings/schedule",
    "/settings/erase",
    "/settings/passphrase",
)
ITEMS = 1_000_000
SYLLABLES = ("ka", "to", "mi", "ren", "sol", "ba", "ter", "lin", "gra", "ve", "pul", "sto")
KINDS = (Kind.POST, Kind.POST, Kind.REPLY, Kind.REPOST, Kind.PHOTO, Kind.MESSAGE, Kind.AI_CHAT)
YEARS = 15
QUERIES = {"/adopt": (("control", "x.grok_training"), ("label", LABEL)), "/check": (ITEM,)}
WAYS = [(compile_path(path)[0], handler) for method, path, handler in ROUTES if method == "GET"]


def main() -> None:
    """Print medians, and whether all are under what they must stay under."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        home.make()
        home.config.write_text("[browser]\nheadless = true\n")  # where there is no screen
        own = house(home)
        a_year(own)
        named = fill(own)
        slow = 0
        for path in PATHS:
            taken = [seconds(own, path.format(**named), path) for _ in range(ROUNDS)]
            middle = statistics.median(taken) * 1000
            slow += middle > TARGET
            print(f"{path:<48}{middle:8.1f} ms{'   too slow' if middle > TARGET else ''}")
        missing = len(WAYS) - len(
            {way(path.format(**named).partition("?")[0])[0] for path in PATHS}
        )
        print(f"{len(PATHS)} pages, {missing} routes left out, {slow} over {TARGET:.0f} ms")


def a_year(own: House) -> None:
    """Write a year down: each control is off and on again every few weeks."""
    for slug in ("linkedin", "x", "snapchat", "facebook", "instagram"):
        accounts.add(own, slug)
    begun = datetime.now(UTC) - timedelta(days=365)
    with own.ledger() as ledger:
        ledger.put(*(reading(begun, number) for number in range(READINGS)))


def reading(begun: datetime, number: int) -> Reading:
    """Make one of the readings."""
    control = CONTROLS[number % len(CONTROLS)]
    at = begun + timedelta(days=365 * number / READINGS)
    state = State.WITHHELD if number // 66 % 2 else State.ALLOWED
    return Reading(
        id=ulid(at),
        run="run",
        control=control,
        account=f"{control.partition('.')[0]}/default",
        phase=Phase.CHECK,
        state=state,
        reason=None,
        detail="",
        position=Position.OFF if state is State.WITHHELD else Position.ON,
        read_at=at,
        url="https://example.org/",
        label="A label",
        recipe=f"{control}@1",
        adopted=False,
        practice=False,
    )


def fill(own: House) -> dict[str, str]:
    """Add a run with a stranger and a picture, and notices; give their ids."""
    consent.remember(own)
    now = datetime.now(UTC) - timedelta(minutes=1)
    with own.ledger() as ledger:
        run = ledger.begin_run("check", ulid(now)).id
        seen = Evidence("https://x.com/", now, "x@1", "B 1", (), None, None, whole_page=False)
        files = ledger.keep(Capture(b"\x89PNG", "a tree", whole_page=False), seen)
        last = reading(now, 1)
        pair = {"control": last.control, "account": last.account}
        ledger.tell(run, "planned", **pair, label=last.label)
        made = _at(last, run, files)
        ledger.put_reading(made, (Stranger("x", URL, LABEL, Position.ON),))
        ledger.tell(run, "done", **pair, state=last.state.value, reason=None)
        ledger.end_run(run, "done")
        catch_up(own, ledger)
        about = ledger.evidence_of(made)
        notices = ledger.notices()
    drift = next(each for each in notices if each.told == "drift")
    picture = str(about.screenshot) if about else ""
    rehearsed = own.home.cache / "rehearsals" / f"{run}.jsonl"
    rehearsed.parent.mkdir(parents=True)
    rehearsed.write_text(f'{{"pid": 1, "of": 40, "seen": false}}\n{PLAYED * 40}', encoding="utf-8")
    turn = str(drift.reading)
    shown = {"run": run, "reading": made.id, "picture": picture}
    coming = own.home.cache / "arrivals" / f"{run}.json"
    coming.parent.mkdir(parents=True)
    coming.write_bytes(msgspec.json.encode(Arrival(run, ended="done", new=1)))
    archive = a_million(own)
    far = f"{archive}.{int(datetime(2014, 1, 1, tzinfo=UTC).timestamp()) << 24}"
    whole = {**shown, "notice": drift.id, "turn": turn, "archive": archive, "far": far}
    return {**whole, "change": policies_changed(own)}


def a_million(own: House) -> str:
    """Keep an archive whose words are as frequent as words are; give its id."""
    now = datetime.now(UTC)
    shelf, name = Archives(own.home), ulid(now)
    card = Archive(
        id=name,
        platform="x",
        variant="2020",
        holder=Holder("somebody", "1", private=False, as_of=now),
        added_at=now,
        fingerprint=name,
        counts={},
        audiences={},
        first=None,
        last=None,
    )
    with shelf.alone(), shelf.intake(name) as intake:
        intake.take(items())
        intake.finish(card)
    return name


def items() -> Iterator[Item]:
    """Make a million items of many sorts, spread over all days of fifteen years."""
    chance = random.Random(1)  # noqa: S311 - the same each time
    words = ["river", *("".join(chance.choices(SYLLABLES, k=2 + n % 3)) for n in range(50_000))]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    begun = int(datetime(2010, 1, 1, tzinfo=UTC).timestamp())
    for number in range(ITEMS):
        yield Item(
            kind=KINDS[number % len(KINDS)],
            key=str(number),
            at=begun + number * (YEARS * 365 * 86_400 // ITEMS),
            audience=Audience.LIMITED if number % 9 == 0 else Audience.PUBLIC,
            text=" ".join(chance.choices(words, cum_weights=weights, k=12)),
            people=("somebody",) if number % 5 == 0 else (),
            link=f"https://x.com/somebody/status/{number}",
        )


def policies_changed(own: House) -> str:
    """Keep a thousand changes of policies, each with long passages; give the id of one."""
    words = " ".join(f"word{number}" for number in range(200))
    sides = tuple(Passage(Side.REWORDED, words, f"{n} {words[::-1]}") for n in range(5))
    judged = Judgement(True, direction=Direction.MORE, passages=sides, summary="It changed.")  # noqa: FBT003 - the record's own order
    now, about = datetime.now(UTC), Subject("LinkedIn", "Privacy Policy")
    days = [now - timedelta(days=number) for number in range(1000)]
    told = [Told(about, day - timedelta(days=1), day, judged) for day in days]
    with Policies(own.home) as kept:
        kept.add(about, Batch([Recorded(day, f"{day}") for day in days], told, b""), by="1")
    return told[0].id


def _at(one: Reading, run: str, files: tuple[str, ...]) -> Reading:
    """Make a reading one of this run, turned back on, with a picture."""
    on = replace(one, state=State.ALLOWED, position=Position.ON)
    return replace(on, run=run, evidence=files, url=URL)


def seconds(own: House, path: str, route: str) -> float:
    """Answer once, from the ledger to the finished page."""
    place, _, query = path.partition("?")
    spoken, asked = tongue("en"), (*QUERIES.get(route, ()), *parse_qsl(query))
    handler, named = way(place)
    began = time.perf_counter()
    match handler(Visit(own, spoken, Checkup(tuple, own.clock), named, dict(asked), asked=asked)):
        case Page(template, values):
            page(template, {"unread": unread(own), **values}, spoken)
        case File(content):
            assert content  # noqa: S101 - an empty file is no measure
        case _:
            pass
    return time.perf_counter() - began


def way(path: str) -> tuple[Handler, dict[str, str]]:
    """Find what answers a path, and the names in it."""
    for pattern, handler in WAYS:
        if found := pattern.match(path):
            return handler, found.groupdict()
    raise LookupError(path)


if __name__ == "__main__":
    main()
