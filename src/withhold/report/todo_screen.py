"""How does what is left to do read on a terminal: the steps, what they bring, what they do not?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue import ask
from withhold.model.finding import Standing
from withhold.model.terms import Extent, Kind, RouteKind
from withhold.report import speech
from withhold.report.screen import Screen
from withhold.report.todo import DEVICES, SETTLED, WAITING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.model.fact import Control, Surface
    from withhold.model.finding import ControlStanding
    from withhold.report.screen import Line
    from withhold.report.todo import Authority, Item, Todo, Way

ROOM = 8
_SURFACES = {"web": "web", "ios": "iPhone", "android": "Android"}
_COUNTRY = "Your country changes the answer: add --country and two letters, such as --country DE."
_NO_RIGHT = (
    "No general right to object to training is known where you live. These ways take requests all "
    "the same; nobody has to grant them."
)
_NO_ACCOUNT = (
    "For people without an account who appear in what others post: say where, in words and with "
    "the address of the post. Send no picture of your face and no identity card unless somebody "
    "has to have it."
)
_WEAK = "The facts about this are weak: look for it, and tell us what you find."


def screen(todo: Todo, *, device: str | None, width: int) -> list[Line]:
    """Say what is left, in order of effect per minute."""
    page = Screen(width)
    _begin(page, todo)
    for number, item in enumerate(todo.due, 1):
        _item(page, item, device, number=number if len(todo.due) > 1 else 0, whole=todo.named)
    for item in todo.shown:
        _item(page, item, device, whole=True)
    if todo.further:
        page.head("If you want to go further")
        for item in todo.further:
            _item(page, item, device)
    if todo.waiting:
        page.head("Sent, and waiting for an answer")
        for item in todo.waiting:
            _waiting(page, item)
    _ways(page, todo)
    _end(page, todo)
    return page.lines


def _begin(page: Screen, todo: Todo) -> None:
    where = f" ({todo.country})" if todo.country else ""
    if todo.accountless:
        page.head(f"Ways to object without an account{where}")
        page.text(_NO_ACCOUNT)
        if todo.right is False:
            page.text(_NO_RIGHT)
    elif not todo.named:
        page.head(f"What only you can do{where}")
        if todo.every_platform:
            page.text(
                "No account was added, so this is every platform we know. Name yours, such as "
                "`withhold todo snapchat facebook`, or add them with `withhold accounts add`."
            )
        if not todo.due:
            page.text("Nothing is left that must be done by hand.")


def _item(
    page: Screen, item: Item, device: str | None, *, number: int = 0, whole: bool = False
) -> None:
    control = item.control
    name = ask.words(control.name)
    count = f"{number}. " if number else ""
    page.head(f"{count}{item.platform}: {speech.deed(control, name)}")
    account = "" if item.account.name == "default" else f", account {item.account.name}"
    page.text(f"{control.id}{account}, {speech.minutes(control.minutes)}", indent=2)
    if item.is_unsure:
        page.text(_WEAK, indent=2)
    page.item("why", ask.words(control.why) if whole else "", room=ROOM)
    page.item("stops", _stopped(item), room=ROOM)
    page.item("but not", _limits(control, whole=whole), room=ROOM)
    for label, way in _chosen(item, device, whole=whole):
        page.item(label, _steps(way), room=ROOM)
    if not item.ways:
        page.item("where", "Where to find it is not known yet.", room=ROOM)
    elif device and device not in item.ways:
        page.item(
            "where", f"Not known for {_SURFACES[device]}; this is the way we know.", room=ROOM
        )
    page.item("page", item.url or "", room=ROOM)
    page.item("called", _labels(control) if whole else "", room=ROOM)
    page.item("after", ask.words(control.confirmation) if whole else "", room=ROOM)
    page.item("undo", _undo(control), room=ROOM)
    _standing(page, item.standing, due=item.due.isoformat() if item.due else None)
    _authorities(page, item.authorities)
    page.item("then", _then(item), room=ROOM)


def _stopped(item: Item) -> str:
    parts = []
    for each in item.stops:
        extent = "" if each.extent is Extent.WHOLLY else ", partly"
        note = f" ({each.note.rstrip('.')})" if each.note and each.extent is Extent.PARTLY else ""
        parts.append(f"{each.name}{extent}{note}.")
    return " ".join(parts)


def _limits(control: Control, *, whole: bool) -> str:
    """Say what it does not cover: all of it where one control was named, else the first two."""
    limits = [ask.words(limit) for limit in control.does_not_cover]
    return " ".join(limits if whole else limits[:2])


def _chosen(item: Item, device: str | None, *, whole: bool) -> list[tuple[str, Surface]]:
    """Choose the ways to tell: the device asked for; else the web, else phones, alike told once."""
    ways = item.ways
    if device in ways:
        return [(_SURFACES[device], ways[device])]
    if not whole and device is None and "web" in ways:
        return [(_SURFACES["web"], ways["web"])]
    told = [(_SURFACES[name], ways[name]) for name in DEVICES if name in ways]
    ios, android = ways.get("ios"), ways.get("android")
    if ios and android and (ios.path, ios.note) == (android.path, android.note):
        phones = [("phone", ios)]
        return [each for each in told if each[0] == "web"] + phones
    return told


def _steps(way: Surface) -> str:
    steps = " > ".join(way.path.get("en") or next(iter(way.path.values()), []))
    note = ask.words(way.note)
    return f"{steps}. {note}" if note else steps


def _labels(control: Control) -> str:
    """Give the words on the control in other languages than English, where they are known."""
    told = [
        f"“{label.text}” ({label.lang})" for label in ask.toggles(control) if label.lang != "en"
    ]
    return "; ".join(told)


def _undo(control: Control) -> str:
    if control.irreversible:
        return "It cannot be undone."
    if control.restorable:
        return "You can turn it back at any time."
    return "No way to take it back is known."


def _then(item: Item) -> str:
    name, standing = item.control.id, item.standing.standing
    if standing in SETTLED:
        return ""
    if item.drafted:
        return f"withhold draft {name}, and once it is sent: withhold done {name} --sent"
    by_itself = f"Or let Withhold do it: withhold off {name}. " if item.automatic else ""
    return f"{by_itself}Done by hand? withhold done {name}"


def _standing(page: Screen, stands: ControlStanding, *, due: str | None) -> None:
    since = speech.day(stands.since) if stands.since else ""
    by = speech.day(due) if due else ""
    told = {
        Standing.PROVED: f"Off already: read so since {since}.",
        Standing.DECLARED: f"Off since {since}, by your word.",
        Standing.ACCEPTED: f"Accepted: {since}, by your word.",
        Standing.DRIFTED: f"It was off, and is on again since {since}.",
        Standing.ALLOWED: f"On since {since}, as far as is known.",
        Standing.REFUSED: f"Refused: {since}. You may ask why, and complain to an authority.",
        Standing.OVERDUE: f"Sent, and no answer by {by}. You may remind them, "
        "with the day you sent it, and then complain to an authority.",
        Standing.SENT: f"Sent: {since}. An answer is due by {by}.",
        Standing.ACKNOWLEDGED: f"They have it: {since}. An answer is due by {by}.",
    }
    page.item("now", told.get(stands.standing, ""), room=ROOM)


def _authorities(page: Screen, found: Sequence[Authority]) -> None:
    for each in found:
        page.item("office", f"{each.name}{f', {each.url}' if each.url else ''}", room=ROOM)


def _waiting(page: Screen, item: Item) -> None:
    page.point(f"{item.platform}: {ask.words(item.control.name)} ({item.control.id})")
    _standing(page, item.standing, due=item.due.isoformat() if item.due else None)
    answers = f"withhold done {item.control.id} --accepted (or --refused, --acknowledged)"
    page.item("answer?", answers, room=ROOM)


def _ways(page: Screen, todo: Todo) -> None:
    if todo.ways and not (todo.accountless or todo.named):
        page.head("You can object in law as well")
    for way in [way for way in todo.ways if way.first]:
        _way(page, way, accountless=todo.accountless)
    others = [way for way in todo.ways if not way.first]
    if others:
        page.head("Other ways, if that one fails")
    for way in others:
        weak = ", by weak sources" if way.is_unsure else ""
        page.point(f"{way.id}: {ask.words(way.route.name)}{weak}. {_address(way)}")


def _way(page: Screen, way: Way, *, accountless: bool) -> None:
    route = way.route
    page.head(_title(way))
    page.text(way.id, indent=2)
    if way.is_unsure:
        page.text(_WEAK, indent=2)
    page.item("what", ask.words(route.note), room=ROOM)
    page.item("where", _address(way), room=ROOM)
    for count, step in enumerate(route.steps, 1):
        page.item(f"step {count}", ask.words(step), room=ROOM)
    _standing(page, way.standing, due=way.due.isoformat() if way.due else None)
    _authorities(page, way.authorities)
    sent = f"withhold done {way.id} --sent"
    option = " --not-a-member" if accountless else ""
    drafted = f"withhold draft {way.id}{option}, and once it is sent: {sent}"
    if way.standing.standing in WAITING:
        page.item("answer?", f"withhold done {way.id} --accepted (or --refused)", room=ROOM)
    elif way.standing.standing not in SETTLED:
        page.item("then", drafted if way.drafted else f"Once it is sent: {sent}", room=ROOM)


def _title(way: Way) -> str:
    name = ask.words(way.route.name)
    told = name.startswith(tuple(way.platforms))
    return name if told else f"{' and '.join(way.platforms)}: {name}"


def _address(way: Way) -> str:
    route = way.route
    match route.kind:
        case RouteKind.EMAIL:
            return f"Mail to {route.email}" if route.email else ""
        case RouteKind.POST:
            return f"By post: {', '.join((route.post or '').splitlines())}"
        case _:
            return way.url or "Its address is not sure enough to be given."


def _end(page: Screen, todo: Todo) -> None:
    page.blank()
    if todo.settled and not todo.named:
        page.text(f"Settled already, and left out: {', '.join(todo.settled)}.")
    if todo.elsewhere and not todo.named:
        page.text(f"Not for {todo.country or 'here'}, and left out: {', '.join(todo.elsewhere)}.")
    if todo.automatic and not todo.named:
        page.text(f"Withhold can switch for you: withhold off {' '.join(todo.automatic)}")
    if todo.offered and not todo.named:
        page.text(f"And, if you name them: {', '.join(todo.offered)}.")
    if not todo.named and any(item.control.kind is not Kind.FORM for item in todo.due):
        page.text("Does something not concern you, or is it done? Say so with withhold done.")
    if todo.country is None and not todo.several:
        page.text(_COUNTRY)
    if not todo.accountless and not todo.named:
        page.text(
            "You appear in what others post, and have no account: withhold todo --not-a-member"
        )
