"""To do: what only the person can do, a sheet for each, and their word when it is done."""

from __future__ import annotations

from withhold.app.declaring import declare, matter
from withhold.app.todo import todo as what_is_left
from withhold.model.observation import Word
from withhold.report.pages.todo import sheet as cards
from withhold.report.pages.todo import todo_page
from withhold.web.visit import Answer, NoSuchPage, Page, Redirect, Visit

_WORDS = {word.value: word for word in Word}


def todo(visit: Visit) -> Answer:
    """List what is left."""
    own, facts = visit.house, visit.house.facts.platforms
    found = what_is_left(own, accountless=own.config.person.accountless)
    others = what_is_left(own, accountless=True) if not found.accountless else found
    values = {"page": todo_page(found, facts), "others": todo_page(others, facts), "here": "todo"}
    return Page("todo.html", values)


def sheet(visit: Visit) -> Answer:
    """Show one thing to do on a page of its own, made to be followed or printed."""
    name = visit.path["id"]
    if "." not in name:
        raise NoSuchPage("There is nothing of that name to do.", do="Go back to the list.")
    found = what_is_left(visit.house, [name])
    today = visit.house.clock.now().astimezone().date()
    values = {"cards": cards(found), "said": visit.query.get("said") == "1", "today": today}
    return Page("sheet.html", {**values, "here": "todo"})


def done(visit: Visit) -> Answer:
    """Take the person's word down."""
    name, word = visit.path["id"], _WORDS.get(visit.field("word"))
    if word is None:
        raise NoSuchPage("You did not say how far it has come.", do="Go back and choose one.")
    declare(
        visit.house,
        name,
        word,
        since=visit.field("since") or None,
        account=visit.field("account") or None,
    )
    return Redirect(f"/todo/{matter(visit.house.facts, name).id}?said=1")
