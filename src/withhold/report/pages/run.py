"""How far has a run come, and what came of it? One page, while it goes on and ever after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from withhold.model.observation import Phase, Reason, State
from withhold.report.pages.address import Address, plan_of
from withhold.report.pages.deeds import Deed, adopting, deed
from withhold.report.pages.evidence import control_name
from withhold.report.pages.looking import FETCH, DocumentRow, documents, heading
from withhold.report.pages.message import Message, say, say_many
from withhold.report.pages.onward import onward
from withhold.report.pages.standing import Shape, Sign
from withhold.report.reasons import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from withhold.model.fact import PlatformFacts
    from withhold.model.observation import Reading, Stranger
    from withhold.model.terms import Prose

_STAGES = {
    "planned": say("Waiting for its turn"),
    "looking": say("Opening the page, and waiting until it stands still"),
    "read": say("Read"),
    "intended": say("Clicking"),
    "clicked": say("Clicked; waiting until the page has saved"),
    "proved": say("Read once more, on a freshly loaded page"),
    "resumed": say("An earlier run was cut short around its click; this look says what came of it"),
    "unsettled": say("An earlier run was cut short around its click"),
    "abandoned": say("Not clicked after all"),
}
_HALF = frozenset({"intended", "clicked"})
_BEGINNINGS = {
    "check": say("Looking"),
    "dry-run": say("Looking"),
    "off": say("Switching off, and checking it"),
    "restore": say("Bringing it back"),
    "review": say("Looking again"),
    "sign-in": say("Signing in"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a run, as the ledger has it."""

    kind: str
    data: Mapping[str, Any] = field(repr=False)

    @property
    def whose(self) -> tuple[str, str]:
        """The control and the account it is about."""
        return str(self.data.get("control", "")), str(self.data.get("account", ""))


@dataclass(frozen=True, slots=True)
class Course:
    """All that is known of one run. `how`: how it ended, None while nobody wrote that down.

    `alive`: its process lives; `starting`: it has not written anything yet, and may still.
    `pictures`: digests by the id of a reading. `restorable`: pairs of control and account that can
    be brought back. `follower`: the look after a sign-in.
    """

    id: str
    kind: str
    began: datetime | None
    how: str | None
    alive: bool
    starting: bool
    told: tuple[Told, ...]
    readings: tuple[Reading, ...]
    pictures: Mapping[str, str]
    strangers: tuple[Stranger, ...]
    restorable: frozenset[tuple[str, str]] = frozenset()
    follower: Course | None = None

    @property
    def is_on(self) -> bool:
        """Something is still going on."""
        return self.alive or self.starting or (self.follower is not None and self.follower.is_on)


@dataclass(frozen=True, slots=True)
class Shot:
    """One look of a run, with the digest of its picture where there is one."""

    reading: Reading
    picture: str | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One control of one account in a run; `sign` is None until there is an answer."""

    control: str
    account: str
    name: Prose
    platform: str
    label: str
    stage: Message | None
    sign: Sign | None
    reason: Reason | None
    why: Message | None
    deed: Deed | None
    undo: Address | None
    before: Shot | None
    after: Shot | None
    limits: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class StrangerRow:
    """A switch nobody described; `adopt`: where it can be taken for a control."""

    stranger: Stranger
    platform: str
    adopt: Address | None


@dataclass(frozen=True, slots=True)
class Failure:
    """What stopped a run as a whole, in its three parts."""

    what: str
    where: str
    do: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """The page. `window`: a sign-in window is open, and Withhold waits."""

    id: str
    kind: str
    headline: Message
    told: Message | None
    on: bool
    window: bool
    items: tuple[ItemRow, ...]
    strangers: tuple[StrangerRow, ...]
    failure: Failure | None
    next: Deed | None
    notes: tuple[Message, ...] = ()
    documents: tuple[DocumentRow, ...] = ()

    @property
    def checked(self) -> bool:
        """Something on it is said to be off, so what that means is to be said too."""
        return any(item.sign and item.sign.shape is Shape.OFF for item in self.items)


def run_page(course: Course, facts: Mapping[str, PlatformFacts]) -> RunPage:
    """Say how far a run has come."""
    looked = course.follower or course
    items = tuple(_item(looked, key, facts) for key in _keys(looked))
    failure = _failure(course) or (_failure(course.follower) if course.follower else None)
    rows = documents(looked)
    headline, told = _heading(course, items, rows, failed=failure is not None)
    return RunPage(
        id=course.id,
        kind=course.kind,
        headline=headline,
        told=told,
        on=course.is_on,
        window=course.alive and any(each.kind == "window" for each in course.told),
        items=items,
        strangers=_strangers(looked, items, facts),
        failure=failure,
        next=onward(course, items, failed=failure is not None),
        notes=tuple(_notes(looked)),
        documents=rows,
    )


def _keys(course: Course) -> list[tuple[str, str]]:
    planned = [each.whose for each in course.told if each.kind in {"planned", "done"}]
    return list(dict.fromkeys(planned))


def _item(course: Course, key: tuple[str, str], facts: Mapping[str, PlatformFacts]) -> ItemRow:
    control, account = key
    own = [each for each in course.told if each.whose == key]
    looks = [each for each in course.readings if (each.control, each.account) == key]
    before = next((each for each in looks if each.phase is not Phase.PROOF), None)
    after = next((each for each in looks if each.phase is Phase.PROOF), None)
    done = next((each for each in own if each.kind == "done"), None)
    reason = _reason(done)
    known = facts.get(control.partition(".")[0])
    described = next((c for c in known.controls if c.id == control), None) if known else None
    withheld = done is not None and done.data.get("state") == State.WITHHELD
    return ItemRow(
        control=control,
        account=account,
        name=control_name(facts, control),
        platform=known.platform.name if known else account.partition("/")[0],
        label=str(next((each.data.get("label", "") for each in own), "")),
        stage=None if done else _stage(own, on=course.is_on),
        sign=_sign(course.kind, done, own, looks) if done else None,
        reason=reason,
        why=say(MESSAGES[reason].what) if reason else _cut(own, done, on=course.is_on),
        deed=deed(reason, control, account) if reason else None,
        undo=plan_of("restore", key) if key in course.restorable else None,
        before=_shot(course, before),
        after=_shot(course, after),
        limits=tuple(described.does_not_cover) if described and withheld else (),
    )


def _notes(course: Course) -> list[Message]:
    kinds = {each.kind for each in course.told}
    notes = []
    if "signed-out" in kinds:
        notes.append(say("Afterwards you were signed out here, as your settings say."))
    if "stays-signed-in" in kinds:
        notes.append(
            say("You could not be signed out: a window was still open. Settings can do it.")
        )
    return notes


def _reason(done: Told | None) -> Reason | None:
    code = done.data.get("reason") if done else None
    return Reason(code) if code in set(Reason) else None


def _stage(own: Sequence[Told], *, on: bool) -> Message:
    last = next((each.kind for each in reversed(own) if each.kind in _STAGES), "planned")
    if on:
        return _STAGES[last]
    return say("Cut short around the click") if last in _HALF else say("It was not reached")


def _cut(own: Sequence[Told], done: Told | None, *, on: bool) -> Message | None:
    """Say what a click means of which nobody knows what came of it."""
    if on or done or next((e.kind for e in reversed(own) if e.kind in _STAGES), "") not in _HALF:
        return None
    return say("The next look says what came of it. Nothing is taken for off until then.")


def _sign(kind: str, done: Told, own: Sequence[Told], looks: Sequence[Reading]) -> Sign:
    clicked = any(each.kind == "clicked" for each in own)
    shape = _SHAPES.get(str(done.data.get("state")), Shape.UNSEEN)
    if shape is Shape.OFF and not _is_proved(looks, clicked=clicked):
        shape = Shape.UNSEEN
    words = _WORDS[shape]
    if kind == "restore" and shape is not Shape.UNSEEN and not done.data.get("reason"):
        return Sign(shape, _BACK)
    return Sign(shape, words[1] if clicked else words[0])


def _is_proved(looks: Sequence[Reading], *, clicked: bool) -> bool:
    """Say whether the run's own last look showed it off, after a click on a fresh page.

    An event tells how far a run came; that something is off, only a reading tells.
    """
    last = looks[-1] if looks else None
    fresh = last is not None and (last.phase is Phase.PROOF or not clicked)
    return fresh and last is not None and last.state is State.WITHHELD


_SHAPES = {State.WITHHELD.value: Shape.OFF, State.ALLOWED.value: Shape.ON}
_BACK = say("Back as it was, and checked")
_WORDS = {
    Shape.OFF: (say("Off: we checked"), say("Off: switched, and proved by a fresh look")),
    Shape.ON: (say("On"), say("Still on")),
    Shape.UNSEEN: (say("Couldn’t see"), say("Couldn’t see")),
}


def _shot(course: Course, reading: Reading | None) -> Shot | None:
    return Shot(reading, course.pictures.get(reading.id)) if reading else None


def _failure(course: Course) -> Failure | None:
    told = next((each.data for each in course.told if each.kind == "failed"), None)
    if told:
        return Failure(*(str(told.get(part) or "") for part in ("what", "where", "do")))
    return None


def _heading(
    course: Course, items: Sequence[ItemRow], rows: Sequence[DocumentRow], *, failed: bool
) -> tuple[Message, Message | None]:
    if course.is_on:
        return heading(course, rows) if course.kind == FETCH else _going_on(course)
    if failed:
        return say("This did not come to its end"), say("Nothing else was touched.")
    return _unbegun(course) if course.began is None else _ended(course, items, rows)


def _ended(
    course: Course, items: Sequence[ItemRow], rows: Sequence[DocumentRow]
) -> tuple[Message, Message | None]:
    if course.kind == "sign-in":
        return _signed_in(course)
    if course.how in {"interrupted", "killed", "failed", None}:
        return _cut_short(course)
    if rows and not items:
        return heading(course, rows)
    return _result(course, items), None


def _going_on(course: Course) -> tuple[Message, Message | None]:
    if course.kind == "sign-in":
        if course.follower is not None:
            return say("Looking whether you are signed in"), None
        told = say(
            "A browser window is open. Sign in there as you always do; nobody watches. Then close "
            "that window, or press the button here."
        )
        is_open = any(each.kind == "window" for each in course.told)
        opening = say("A browser window is about to open.")
        return say("Sign in, in the other window"), told if is_open else opening
    told = say(
        "You may close this page; it goes on. A browser window may open: you can watch it, and "
        "need not touch it."
    )
    return _BEGINNINGS.get(course.kind, say("Under way")), told


def _unbegun(course: Course) -> tuple[Message, Message | None]:
    if course.how == "interrupted":
        return say("Stopped, as you wished"), say("Nothing was opened or changed.")
    told = say("The Doctor page says whether something is missing on this machine.")
    return say("It ended before it began"), told


def _cut_short(course: Course) -> tuple[Message, Message | None]:
    told = say("What was done until then is written down below.")
    if course.how == "interrupted":
        return say("Stopped, as you wished"), told
    return say("It was cut short"), told


def _signed_in(course: Course) -> tuple[Message, Message | None]:
    answer = next((each.data.get("answer") for each in course.told if each.kind == "signed-in"), 0)
    if answer is True:
        return say("You are signed in"), say("A settings page opened, so somebody is.")
    if answer is False:
        told = say("The platform asked to sign in once more. Nothing was changed.")
        return say("You are not signed in yet"), told
    if course.how == "interrupted":
        return say("Stopped, as you wished"), None
    return say("The window is closed"), say("Whether you are signed in could not be told.")


def _result(course: Course, items: Sequence[ItemRow]) -> Message:
    shapes = [item.sign.shape for item in items if item.sign]
    off, on = shapes.count(Shape.OFF), shapes.count(Shape.ON)
    blind = len(items) - off - on
    if not items:
        return say("There was nothing to look at")
    if course.kind == "restore" and all(item.sign and item.sign.word == _BACK for item in items):
        return say("It is back as it was")
    if off == len(items):
        return say_many("It is off, and we checked", "These {count} are off, and we checked", off)
    if blind == len(items):
        return say_many("It could not be seen", "None of {count} could be seen", blind)
    if on == len(items):
        return _all_on(course, on)
    return say(
        "{off} off, {on} on, {unknown} not seen",
        off=off,
        on=on,
        unknown=blind,
    )


def _all_on(course: Course, on: int) -> Message:
    if course.kind == "off":
        return say_many("It is still on", "These {count} are still on", on)
    return say_many("It is on", "These {count} are on", on)


def _strangers(
    course: Course, items: Sequence[ItemRow], facts: Mapping[str, PlatformFacts]
) -> tuple[StrangerRow, ...]:
    lost = {
        item.control.partition(".")[0]: item.control
        for item in items
        if item.reason is Reason.UNRECOGNISED
    }
    once = {(each.platform, each.label): each for each in course.strangers}
    return tuple(
        StrangerRow(
            each,
            facts[each.platform].platform.name if each.platform in facts else each.platform,
            adopting(lost[each.platform], each) if each.platform in lost else None,
        )
        for each in once.values()
    )
