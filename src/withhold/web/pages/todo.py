"""To do: what only the person can do, a sheet for each, and their word when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import declaring
from withhold.app.declaring import LARGEST, declare, matter
from withhold.app.todo import todo as what_is_left
from withhold.model.observation import Word
from withhold.report.pages.follow import devices, follow
from withhold.report.pages.todo import sheet as cards
from withhold.report.pages.todo import todo_page, told
from withhold.web import codes
from withhold.web.render import is_link
from withhold.web.visit import Answer, File, NoSuchPage, Page, Redirect, Visit

if TYPE_CHECKING:
    from withhold.report.pages.todo import Card

__all__ = ["LARGEST", "code", "done", "sheet", "step", "todo"]
_WORDS = {word.value: word for word in Word}
_LONGEST = 3  # nothing has steps with numbers of more digits


def todo(visit: Visit) -> Answer:
    """List what is left."""
    own, facts = visit.house, visit.house.facts.platforms
    found = what_is_left(own, accountless=own.config.person.accountless)
    others = what_is_left(own, accountless=True) if not found.accountless else found
    sheets = [(each.platform.slug, each.platform.name) for each in facts.values()]
    values = {"page": todo_page(found, facts), "others": todo_page(others, facts)}
    return Page("todo.html", {**values, "sheets": sheets, "here": "todo"})


def sheet(visit: Visit) -> Answer:
    """Show one thing to do on a page of its own, made to be followed or printed."""
    name = visit.path["id"]
    found = _cards(visit, name)
    values = {
        "cards": [(card, devices(card)) for card in found],
        "told": told(declaring.told(visit.house, name)),
        "said": visit.query.get("said") == "1",
        "today": visit.house.clock.now().astimezone().date(),
    }
    return Page("sheet.html", {**values, "here": "todo"})


def step(visit: Visit) -> Answer:
    """Show one step on a screen of its own; after the last one, ask for the person's word."""
    found, number = _cards(visit, visit.path["id"]), visit.path["n"]
    wanted = int(number) if _is_number(number) else 0
    screen = (
        follow(found[0], visit.path["device"], wanted, visit.tongue.language) if found else None
    )
    if screen is None:
        raise NoSuchPage("There is no such step.", do="Go back to the list.")
    return Page("step.html", {"screen": screen, "cards": found, "here": "todo"})


def code(visit: Visit) -> Answer:
    """Draw the platform's page for one thing to do, where somebody vouches for its address."""
    address = matter(visit.house.facts, visit.path["id"]).address
    if address is None or not is_link(address):
        raise NoSuchPage("There is no address for this that anybody vouches for.")
    return File(codes.picture(address), "image/svg+xml")


def done(visit: Visit) -> Answer:
    """Take the person's word down, with a picture if they chose one."""
    name, word = visit.path["id"], _WORDS.get(visit.field("word"))
    if word is None:
        raise NoSuchPage("You did not say how far it has come.", do="Go back and choose one.")
    declare(
        visit.house,
        name,
        word,
        since=visit.field("since") or None,
        screenshot=_picture(visit),
        account=visit.field("account") or None,
    )
    if visit.field("then") == "exposure":  # asked there, so answered there
        return Redirect("/exposure?said=1")
    return Redirect(f"/todo/{matter(visit.house.facts, name).id}?said=1")


def _picture(visit: Visit) -> bytes | None:
    brought = visit.file("picture")
    return brought.content.read() if brought else None


def _cards(visit: Visit, name: str) -> tuple[Card, ...]:
    if "." not in name:
        raise NoSuchPage("There is nothing of that name to do.", do="Go back to the list.")
    return cards(what_is_left(visit.house, [name]))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST
