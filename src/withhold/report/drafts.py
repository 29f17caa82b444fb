"""How is a drafted objection shown, and what comes next? The view, its JSON, its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.report.screen import Screen

if TYPE_CHECKING:
    from withhold.report.screen import Line

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """One text, ready to be pasted, and the way it goes. Nothing was sent, nothing was kept.

    `right`: the law of the country is known to let people object. `term`: how long an answer may
    take by that law. `url`, `email`, `post`: where it goes; `confirmation`: what usually follows.
    """

    id: str
    name: str
    letter: str
    language: str
    law: str
    right: bool
    about: str
    grounds: tuple[str, ...]
    subject: str
    body: str
    has_name: bool
    url: str | None = None
    email: str | None = None
    post: str | None = None
    term: str = ""
    confirmation: str = ""
    opened: bool = False
    out: str | None = None

    def __repr__(self) -> str:
        """Say nothing of the person."""
        return f"Draft(id={self.id!r})"


def document(draft: Draft) -> dict[str, Any]:
    """Give the one object that `draft --json` prints."""
    return {
        "schema": SCHEMA,
        "for": draft.id,
        "letter": draft.letter,
        "language": draft.language,
        "law": draft.law,
        "right": draft.right,
        "about": draft.about,
        "grounds": list(draft.grounds),
        "subject": draft.subject,
        "text": draft.body,
        "url": draft.url,
        "email": draft.email,
        "post": draft.post,
        "opened": draft.opened,
        "out": draft.out,
        "next": f"withhold done {draft.id} --sent",
    }


def text(draft: Draft, *, width: int | None) -> list[str]:
    """Give the text, wrapped to a width or, for pasting, one line a paragraph."""
    if width is None:
        return draft.body.splitlines()
    screen = Screen(width)
    for line in draft.body.splitlines():
        if line.startswith("- "):
            screen.point(line.removeprefix("- "))
        elif line:
            screen.text(line)
        else:
            screen.blank()
    return [line.text for line in screen.lines]


def guidance(draft: Draft, *, width: int) -> list[Line]:
    """Say where the text goes, and what comes next."""
    screen = Screen(width)
    screen.blank()
    _address(screen, draft)
    screen.item("basis", _basis(draft), indent=0)
    if not draft.has_name and (draft.email or draft.post):
        screen.item(
            "missing", "Your name: add it below the text, or give it with --name.", indent=0
        )
    term = f" By law an answer is due within {draft.term}." if draft.term else ""
    screen.item("next", f"{draft.confirmation}{term}".strip(), indent=0)
    screen.item("sent it?", f"withhold done {draft.id} --sent", indent=0)
    screen.blank()
    kept = f"Written to {draft.out}." if draft.out else "Withhold keeps no copy of it."
    screen.text(
        f"Nothing was sent. {kept} Read it over first: it is your letter, and no legal advice."
    )
    return screen.lines


def _address(screen: Screen, draft: Draft) -> None:
    if draft.url:
        opened = " (opened in your browser)" if draft.opened else ""
        screen.item("paste at", f"{draft.url}{opened}", indent=0)
        screen.item("", f"The steps: withhold todo {draft.id}", indent=0)
    if draft.email:
        screen.item("mail to", f"{draft.email}, from the address they know you by", indent=0)
        screen.item("subject", draft.subject, indent=0)
    if draft.post:
        screen.item("post to", ", ".join(draft.post.splitlines()), indent=0)
        screen.item("subject", draft.subject, indent=0)


def _basis(draft: Draft) -> str:
    if draft.right:
        return f"{draft.law}."
    return "No general right to object is known where you live. This asks all the same."
