"""From which day does a text say that it holds, and does it say so ahead of that day?"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from withhold.model.policy import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
}
"""The months of each language, in their order."""

_MONTH = {
    name: number for line in MONTHS.values() for number, name in enumerate(line.split(), start=1)
} | {name[:3]: number for number, name in enumerate(MONTHS["en"].split(), start=1)}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAY = re.compile(
    rf"(?P<iso>\d{{4}})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
    rf"|\b(?P<month>{_NAMES})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|\b(?P<day2>\d{{1,2}})(?:\.|er|st|nd|rd|th|º)?\s+(?:of\s+|de\s+)?(?P<month2>{_NAMES})\.?,?"
    rf"\s+(?:de\s+)?(?P<year2>\d{{4}})"
    rf"|\b(?P<day3>\d{{1,2}})[./](?P<month3>\d{{1,2}})[./](?P<year3>\d{{4}})"
)
_EFFECTIVE = re.compile(
    r"\beffective\b(?! (?:way|tool|means|manner|measure))|\b(?:take|takes|taking) effect|"
    r"\b(?:go|goes|going|come|comes|coming) into (?:effect|force)|\bin effect (?:as of|from)|"
    r"\bin kraft\b|\bwirksam\b|\bgültig ab\b|\bgilt ab\b|\bgelten ab\b|"
    r"\ben vigueur\b|\bprend(?:ra|ront|s)? effet|\bprend effet|\bapplicable à compter|"
    r"\bentra(?:rá|rán|n)? en vigor\b|\ben vigor\b|\bvigente desde\b|"
    r"\bin vigore\b|\bvan kracht\b|\bin werking\b|\bingangsdatum\b|"
    r"\bem vigor\b|\bvigência\b"
)
_AHEAD = re.compile(
    r"\bwill (?:go|come) into (?:effect|force)|\bwill take effect|\bgo(?:es)? into effect|"
    r"\bupcoming\b|"
    r"\b(?:are|will be|'re) (?:updating|changing|delaying)|"
    r"\bwill (?:start|begin|soon)|"
    r"\bwill be effective|\bwird .{0,40}in kraft treten|\btr(?:itt|eten) .{0,40}in kraft|"
    r"\baktualisieren wir|\bwir aktualisieren|\bdemnächst|"
    r"\bentrer(?:a|ont) en vigueur|\bmettons à jour|\breportons|\bprochainement|"
    r"\bentrarán? en vigor|\bactualizaremos|\bpróximamente|"
    r"\bentr(?:erà|eranno) in vigore|\bstiamo aggiornando|"
    r"\btreedt .{0,40}in werking|\bzal .{0,40}van kracht|\bbinnenkort|"
    r"\bentrar(?:á|ão) em vigor|\bem breve"
)
_UPDATED = re.compile(
    r"last (?:updated|modified|revised)|updated:|dernière mise à jour|mise à jour|"
    r"zuletzt (?:aktualisiert|geändert)|stand:|letzte (?:änderung|aktualisierung)|"
    r"última (?:actualización|modificación|atualização)|ultimo aggiornamento|"
    r"laatst (?:bijgewerkt|gewijzigd)|date de (?:dernière )?modification"
)
_LONGEST = 600
"""A line longer than this is a paragraph; only the words around its date are looked at."""


def effective_date(after: str, before: str = "") -> str | None:
    """Return the latest day on which a text newly says it takes effect, written `2025-11-03`.

    Newly also where the old text named the day beside an earlier one, which is gone: it was
    announced then, and is what holds now.
    """
    days, known = _effective(after), _effective(before)
    moved = days if known - days else set()
    return max(days - known or moved, default=None)


def _effective(text: str) -> set[str]:
    return {day for line in _lines(text) for day in _stated(line)}


def status(after: str, before: str = "") -> Status:
    """Tell whether a text newly says that it will hold, that it holds, or neither."""
    fresh = [line for line in _fresh(after, before) if _dated(line)]
    if any(_AHEAD.search(line) for line in fresh):
        return Status.ANNOUNCED
    if any(_EFFECTIVE.search(line) or _UPDATED.search(line) for line in fresh):
        return Status.IN_EFFECT
    return Status.SILENT


def _fresh(after: str, before: str) -> Iterator[str]:
    known = set(_lines(before))
    yield from (line for line in _lines(after) if line not in known)


def _lines(text: str) -> Iterator[str]:
    """Cut a text into short plain lines; a date and what it is for often stand on two of them."""
    plain = re.sub(r"[*_`#]+", " ", text.casefold().replace("’", "'"))
    plain = re.sub(r"(\b\w{4,}):?[ \t]*\n+[ \t]*(?=.{0,20}\d{4})", r"\1: ", plain)
    for line in re.split(r"\n+|(?<=[a-z)»\"]{3}[.!?;]) ", plain):
        if line.strip():
            yield " ".join(line.split())


def _dated(line: str) -> bool:
    return any(_days(line)) or _AHEAD.search(line) is not None


def _stated(line: str) -> Iterator[str]:
    """Give the days that stand within sight of a word for taking effect."""
    for found in [*_EFFECTIVE.finditer(line), *_AHEAD.finditer(line)]:
        around = line[max(0, found.start() - 80) : found.end() + 60]
        yield from _days(around)


def _days(text: str) -> Iterator[str]:
    for found in _DAY.finditer(text):
        if day := _day(found):
            yield day


def _day(found: re.Match[str]) -> str | None:
    parts = {name: value for name, value in found.groupdict().items() if value}
    year = next(value for name, value in parts.items() if name in {"iso", "year", "year2", "year3"})
    day = next(value for name, value in parts.items() if "day" in name)
    month = next(value for name, value in parts.items() if "month" in name)
    try:
        return date(int(year), _MONTH.get(month) or int(month), int(day)).isoformat()
    except ValueError:  # the 31st of a short month, or a fraction that looks like a date
        return None
