"""From which day does a text say that it holds, and does it say so ahead of that day?

The words are data (`facts/judging/dates.yaml`).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from withhold.judge.policies.training import speaks
from withhold.model.policy import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.judge.policies.lexicon import Tongue

_MARKS = re.compile(r"[*_`#]+")
_SPLIT = re.compile(r"(\b\w{4,}):?[ \t]*\n+[ \t]*(?=.{0,20}\d{4})")
_LINE = re.compile(r"\n+|(?<=[a-z)»\"]{3}[.!?;]) ")
_YEAR = re.compile(r"\d{4}")
_SHORT = 3  # letters to which months are cut, where that leaves them apart
_BEFORE, _BEHIND = 80, 60
"""How many characters may stand between a day and the word for taking effect."""
_SIDES = 4  # texts whose lines are kept at hand


def effective_date(after: str, before: str, tongue: Tongue) -> str | None:
    """Return the latest day on which a text newly says it takes effect, written `2025-11-03`.

    Newly also where the old text named the day beside an earlier one, which is gone: it was
    announced then, and is what holds now.
    """
    days, known = _effective(after, tongue), _effective(before, tongue)
    moved = days if known - days else set()
    return max(days - known or moved, default=None)


def status(after: str, before: str, tongue: Tongue) -> Status:
    """Tell whether a text newly says that it will hold, that it holds, or neither."""
    known = set(_lines(before))
    fresh = [line for line in _lines(after) if line not in known]
    if any(tongue.has("ahead", line) for line in fresh):
        return Status.ANNOUNCED
    dated = [line for line in fresh if any(_days(line, tongue))]
    if any(tongue.pattern("effective", "updated").search(line) for line in dated):
        return Status.IN_EFFECT
    return Status.SILENT


def _effective(text: str, tongue: Tongue) -> set[str]:
    dated = (line for line in _lines(text) if _YEAR.search(line))
    return {day for line in dated for day in _stated(line, tongue)}


@lru_cache(_SIDES)
def _lines(text: str) -> tuple[str, ...]:
    """Cut a text into short plain lines; a date and what it is for often stand on two of them."""
    plain = _SPLIT.sub(r"\1: ", _MARKS.sub(" ", text.casefold().replace("’", "'")))
    return tuple(" ".join(line.split()) for line in _LINE.split(plain) if line.strip())


def _stated(line: str, tongue: Tongue) -> Iterator[str]:
    """Give the days within sight of a word for taking effect, or from which something begins."""
    for found in tongue.pattern("effective", "ahead").finditer(line):
        around = line[max(0, found.start() - _BEFORE) : found.end() + _BEHIND]
        yield from _days(around, tongue)
    if tongue.has("ahead", line) or speaks(line, tongue):
        for found in tongue.built(_since)[0].finditer(line):
            yield from _days(found.group(), tongue)


def _days(text: str, tongue: Tongue) -> Iterator[str]:
    for found in tongue.built(_day)[0].finditer(text):
        if day := _read(found, tongue):
            yield day


def _since(tongue: Tongue) -> list[str]:
    return [rf"{tongue.source('since')}\s+(?:\w+,?\s+)?(?:{_unnamed(_day(tongue)[0])})"]


def _unnamed(source: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", source)


def _day(tongue: Tongue) -> list[str]:
    names = "|".join(sorted(map(re.escape, _months(tongue)), key=len, reverse=True))
    source = (
        rf"(?P<iso>\d{{4}})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
        rf"|\b(?P<month>{names})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
        rf"|\b(?P<day2>\d{{1,2}})(?:\.|er|st|nd|rd|th|º|°)?\s+(?:of\s+|de\s+)?(?P<month2>{names})"
        rf"\.?,?\s+(?:del?\s+)?(?P<year2>\d{{4}})"
        rf"|\b(?P<day3>\d{{1,2}})[./](?P<month3>\d{{1,2}})[./](?P<year3>\d{{4}})"
    )
    return [source]


def _months(tongue: Tongue) -> dict[str, int]:
    """Give the months of a tongue their numbers, in full and cut short."""
    numbered = [(name, at % 12 + 1) for at, name in enumerate(tongue.words.get("months", ()))]
    short: dict[str, set[int]] = {}
    for name, number in numbered:
        short.setdefault(name[:_SHORT], set()).add(number)
    clear = {name: min(numbers) for name, numbers in short.items() if len(numbers) == 1}
    return clear | dict(numbered)


def _read(found: re.Match[str], tongue: Tongue) -> str | None:
    parts = {name: value for name, value in found.groupdict().items() if value}
    year = next(value for name, value in parts.items() if name in {"iso", "year", "year2", "year3"})
    day = next(value for name, value in parts.items() if "day" in name)
    month = next(value for name, value in parts.items() if "month" in name)
    try:
        return date(int(year), _months(tongue).get(month) or int(month), int(day)).isoformat()
    except ValueError:  # the 31st of a short month, or a fraction that looks like a date
        return None
