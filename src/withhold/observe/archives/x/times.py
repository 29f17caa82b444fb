"""When was that, in the ways in which X writes it?

A million dates are read one after another, so days are remembered, and text is cut, not parsed.
All are seconds since 1970, UTC; None is what is no date.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

BORN = 1142899200
"""2006-03-21, the day of the first tweet."""
LAST = 4102444800
"""The year 2100: no date is believed after it, whatever an archive says of its own."""
DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SECONDS = {f"{second:02}": second for second in range(60)}
_HOURS = {f"{hour:02}:": hour for hour in range(24)}
_OFFSET = re.compile(r"[+-](\d{2}):?(\d{2})", re.ASCII)
_ZULU = {"Z", "+0000", "+00:00", ""}
DIGITS = 20
"""No id or date of X's has as many."""
_SNOWFLAKES = 30_000_000_000  # ids before November 2010 were counted, and hold no time
_SNOWFLAKE_ZERO = 1288834974657


def english(text: str) -> int | None:
    """Read `Sat Aug 12 16:10:37 +0000 2023`."""
    day = _english_day(text[4:10] + text[25:])
    minute, second = _minute(text[11:17]), _SECONDS.get(text[17:19])
    if day is None or minute is None or second is None:
        return None
    zone = text[19:26]
    if zone == " +0000 ":
        return day + minute + second
    offset = _offset(zone.strip())
    return None if offset is None else day + minute + second - offset


def iso(text: str) -> int | None:
    """Read `2025-02-01T12:00:01.000Z` and `2014-11-13 03:18:13 +0000`."""
    zone = text[19:]
    if zone.startswith("."):
        zone = zone.lstrip(".0123456789")
    day = _iso_day(text[:10])
    minute, second = _minute(text[11:17]), _SECONDS.get(text[17:19])
    if day is None or minute is None or second is None:
        return None
    offset = 0 if zone in _ZULU else _offset(zone.strip())
    return None if offset is None else day + minute + second - offset


def either(text: str) -> int | None:
    """Read either of them."""
    return english(text) if text[3:4] == " " else iso(text)


def milliseconds(text: str | int | None) -> int | None:
    """Read milliseconds since 1970; zero means that nothing was set."""
    number = whole(text)
    return number // 1000 or None if number and number < LAST * 1000 else None


def snowflake(number: int) -> int | None:
    """Read the time that is in an id."""
    if number < _SNOWFLAKES:
        return None
    return ((number >> 22) + _SNOWFLAKE_ZERO) // 1000


def whole(text: str | int | None) -> int | None:
    """Read a number that may be written as text; None where it is none, negative or absurd."""
    if isinstance(text, str):
        return int(text) if text.isdecimal() and text.isascii() and len(text) < DIGITS else None
    return text if text is not None and 0 <= text < 10 ** (DIGITS - 1) else None


def moment(seconds: int) -> datetime:
    """Make a date of seconds that were read here."""
    return datetime.fromtimestamp(seconds, UTC)


@lru_cache(maxsize=16_384)
def _english_day(text: str) -> int | None:
    try:
        month = _MONTHS.index(text[:3]) + 1
        return (date(int(text[7:]), month, int(text[4:6])).toordinal() - _EPOCH) * DAY
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=16_384)
def _iso_day(text: str) -> int | None:
    try:
        return (date.fromisoformat(text).toordinal() - _EPOCH) * DAY
    except ValueError:
        return None


@lru_cache(maxsize=2_048)
def _minute(text: str) -> int | None:
    hour, minute = _HOURS.get(text[:3]), _SECONDS.get(text[3:5])
    if hour is None or minute is None or text[5:] != ":":
        return None
    return hour * 3600 + minute * 60


@lru_cache(maxsize=256)
def _offset(text: str) -> int | None:
    found = _OFFSET.fullmatch(text)
    if found is None:
        return None
    seconds = int(found[1]) * 3600 + int(found[2]) * 60
    return seconds if text[0] == "+" else -seconds
