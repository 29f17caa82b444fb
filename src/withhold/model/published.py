"""What does an operator publish, and what does it give a person of their own?"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from withhold.model.terms import Day, Fact, Language, Prose, Region, UrlStatus


class Policy(Fact, frozen=True):
    """One document the operator publishes, and how its text is taken from the page."""

    name: str
    fetch: Annotated[str, Meta(pattern=r"^https://")]
    lang: Language
    regions: list[Region]
    url_status: UrlStatus
    select: list[str] = []
    remove: list[str] = []
    client_scripts: bool = False
    archive: str | None = None
    sources: list[str] = []


class Policies(Fact, frozen=True):
    """`policies.yaml`."""

    format: Annotated[int, Meta(ge=1, le=1)]
    policies: list[Policy]


class Export(Fact, frozen=True):
    """How a person asks for their archive, and what it holds."""

    name: str
    steps: dict[str, list[str]]
    wait: Prose
    contains: Prose
    lacks: Prose
    sources: list[str]
    seen: Day
    url: str | None = None


class Exports(Fact, frozen=True):
    """`exports.yaml`."""

    format: Annotated[int, Meta(ge=1, le=1)]
    exports: list[Export]
