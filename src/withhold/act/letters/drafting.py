"""How does a letter read, in the person's own words?

The template is data and runs in a sandbox; what the person wrote is only ever a value in it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from withhold.catalogue import ask

if TYPE_CHECKING:
    from withhold.act.letters.templates import Law, Letter

About = Literal["own", "others"]
_LINE_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Person:
    """What the letter says of the person. Never kept: it lives as long as the command runs.

    `reasons` are whole sentences; `where` the addresses of posts of others.
    """

    about: About
    without_account: bool = False
    name: str = ""
    email: str = ""
    profile: str = ""
    where: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say nothing of the person."""
        return "Person(‹redacted›)"


@dataclass(frozen=True, slots=True)
class Text:
    """A letter ready to be pasted: its subject and its paragraphs, unwrapped."""

    subject: str
    body: str

    def __repr__(self) -> str:
        """Say nothing of the person."""
        return "Text(‹redacted›)"


def render(letter: Letter, law: Law, person: Person, *, language: str) -> Text:
    """Write the letter in one language."""
    # Imported here: `todo` and `done` stand in the same module of commands and need no templates.
    from jinja2 import StrictUndefined  # noqa: PLC0415 (see above)
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 (see above)

    sandbox = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    template = sandbox.from_string(ask.words(letter.text, language))
    filled = template.render(person=_clean(person), law=_sentences(law, language))
    return Text(ask.words(letter.subject, language), filled.strip() + _LINE_BREAK)


def languages(letter: Letter) -> list[str]:
    """Return the languages a letter is there in."""
    return sorted(letter.text)


def _sentences(law: Law, language: str) -> dict[str, str]:
    parts = ("objecting", "meanwhile", "deleting", "burden", "answering")
    return {part: ask.words(getattr(law, part), language) for part in parts}


def _clean(person: Person) -> Person:
    return replace(
        person,
        name=_one_line(person.name),
        email=_one_line(person.email),
        profile=_one_line(person.profile),
        where=tuple(_one_line(place) for place in person.where),
        reasons=tuple(_one_line(reason) for reason in person.reasons),
    )


def _one_line(text: str) -> str:
    """Fold white space and drop what cannot be seen, such as marks that turn the reading round."""
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
