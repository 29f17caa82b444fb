"""How does a view model become a page? Everything from outside is text, never markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from withhold import __version__
from withhold.report.pages.commands import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.report.pages.address import Address
    from withhold.web.words import Tongue

FOLDER = Path(__file__).parent / "templates"
_CODE = Markup("<code>{}</code>")
_LINK = Markup('<a href="{}" lang="{}">{}</a>')
_ENGLISH = Markup('<span lang="en">{}</span>')
_SAFE_LINK = re.compile(r"https://[^\s\"'<>]+", re.ASCII)


def page(template: str, values: Mapping[str, object], tongue: Tongue) -> str:
    """Render a template in a language."""
    return (
        _environment()
        .get_template(template)
        .render(**values, **_spoken(tongue), version=__version__)
    )


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.filters["is_link"] = is_link
    return made


def href(address: Address) -> str:
    """Write an address of the dashboard, whatever is asked there safely quoted."""
    return f"{address.path}?{urlencode(address.query)}" if address.query else address.path


def is_link(address: str | None) -> bool:
    """Say whether an address may be put into a link: only https, nothing that runs."""
    return bool(address and _SAFE_LINK.fullmatch(address))


@dataclass(frozen=True, slots=True)
class _Speech:
    """What templates say things with, in one language."""

    tongue: Tongue

    def say(self, message: object) -> Markup:
        """Say a message; between backticks stands code, or a command: the page that does it."""
        parts = self.tongue.tell(message).split("`")
        marked = [self._marked(part) if odd % 2 else part for odd, part in enumerate(parts)]
        return Markup("").join(marked)

    def _marked(self, text: str) -> Markup:
        place = place_of(text)
        if place is None:
            return _CODE.format(text)
        return _LINK.format(href(place.to), self.tongue.language, self.tongue.tell(place.name))

    def prose(self, prose: Mapping[str, str]) -> Markup:
        """Give words of the facts; English ones are marked so in a page that is not English."""
        text = escape(prose.get(self.tongue.language) or prose.get("en", ""))
        return text if not text or self.tongue.speaks(prose) else _ENGLISH.format(text)

    def steps(self, path: Mapping[str, list[str]]) -> list[str]:
        """Give the steps of a way in this language, else in English, else in any."""
        own = path.get(self.tongue.language) or path.get("en")
        return own or next(iter(path.values()), [])


def _spoken(tongue: Tongue) -> dict[str, object]:
    speech = _Speech(tongue)
    return {
        "lang": tongue.language,
        "say": speech.say,
        "href": href,
        "prose": speech.prose,
        "steps": speech.steps,
        "text": tongue.text,
        "day": tongue.day,
        "tell": tongue.tell,
        "_": tongue.text,
        "gettext": tongue.text,
        "ngettext": tongue.catalogue.ungettext,
        "country_name": tongue.country,
    }
