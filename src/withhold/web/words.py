"""In which language does a page speak, and how are its numbers and days written?

The catalogues under `locale/` are read as translators write them (`.po`); nothing is compiled, so
nothing compiled can be stale.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.core import negotiate_locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from withhold.report.pages.message import Day, Message
from withhold.report.pages.message import Words as Prose

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "locale"
ENGLISH = "en"
LANGUAGES = (ENGLISH, "de")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: its sentences, numbers and days."""

    language: str
    catalogue: Translations

    @property
    def locale(self) -> Locale:
        """Whose way of writing numbers and days."""
        return Locale("en", "GB") if self.language == ENGLISH else Locale(self.language)

    def tell(self, message: object) -> str:
        """Say a message, a day, a number, words of the facts or a plain text."""
        match message:
            case Message():
                said = self._sentence(message)
            case Day(text):
                said = self.day(text)
            case Prose(prose):
                said = prose.get(self.language) or prose.get(ENGLISH, "")
            case datetime():
                said = format_datetime(message.astimezone(), "medium", locale=self.locale)
            case date():
                said = format_date(message, "long", locale=self.locale)
            case int() | float():
                said = format_decimal(message, locale=self.locale)
            case _:
                said = str(message)
        return said

    def text(self, text: str) -> str:
        """Translate a text that is written elsewhere."""
        return self.catalogue.ugettext(text) if text else ""

    def day(self, text: str) -> str:
        """Write a partial date: a day, a month or a year."""
        parts = [int(part) for part in text.split("-")]
        match parts:
            case [year, month, day]:
                return format_date(date(year, month, day), "long", locale=self.locale)
            case [year, month]:
                return format_skeleton("yMMMM", datetime(year, month, 1), locale=self.locale)  # noqa: DTZ001 - no moment, a month
            case _:
                return text

    def speaks(self, prose: Mapping[str, str]) -> bool:
        """Say whether words of the facts are there in this language."""
        return bool(prose.get(self.language))

    def countries(self) -> list[tuple[str, str]]:
        """List countries by their names in this language."""
        named = self.locale.territories.items()
        known = [(code, name) for code, name in named if _is_country(code)]
        return sorted(known, key=lambda each: _sorting(each[1]))

    def country(self, code: str) -> str:
        """Name a country."""
        return str(self.locale.territories.get(code, code))

    def _sentence(self, message: Message) -> str:
        if message.many:
            text = self.catalogue.ungettext(message.text, message.many, message.count)
        else:
            text = self.text(message.text)
        return text.format(**{name: self.tell(value) for name, value in message.values.items()})


def tongue(accept: str) -> Tongue:
    """Choose by what the browser says it reads (`Accept-Language`)."""
    return _tongue(negotiate_locale(_wished(accept[:_LONGEST]), LANGUAGES, sep="-") or ENGLISH)


@cache
def _tongue(language: str) -> Tongue:
    return Tongue(language, _catalogue(language))


def _catalogue(language: str) -> Translations:
    place = FOLDER / language / "LC_MESSAGES" / "withhold.po"
    if language == ENGLISH or not place.exists():
        return Translations()
    with place.open("rb") as file:
        written = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, written)
    compiled.seek(0)
    return Translations(fp=compiled)


def _wished(accept: str) -> list[str]:
    """Read `de-AT,de;q=0.9,en;q=0.8`: the most wanted first; what cannot be read is left out."""
    wishes = []
    for part in accept.split(","):
        name, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
            wished = Locale.parse(name.strip(), sep="-").language
        except (ValueError, UnknownLocaleError, TypeError):
            continue
        wishes.append((weight, wished))
    return [name for _, name in sorted(wishes, key=lambda wish: -wish[0])]


_NO_COUNTRIES = frozenset(
    {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "XK", "AC", "TA", "DG", "EA"}
) | {"CP", "IC", "CQ"}


def _is_country(code: str) -> bool:
    return len(code) == len("DE") and code.isalpha() and code not in _NO_COUNTRIES


def _sorting(name: str) -> str:
    folds = str.maketrans(
        {"Ä": "A", "Å": "A", "É": "E", "Ö": "O", "Ü": "U", "ä": "a", "ö": "o", "ü": "u"}
    )
    return name.translate(folds)
