"""When was that, where a date stands as `2025-03-03 14:15:16`, with a zone or without?"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

DAY: Final = 86_400
_ALONE: Final = 10  # characters of a day
_EPOCH: Final = date(1970, 1, 1).toordinal()
_HOURS: Final = {f"{hour:02}": hour * 3600 for hour in range(24)}
_MINUTES: Final = {f"{minute:02}": minute * 60 for minute in range(60)}
_SECONDS: Final = {f":{second:02}": second for second in range(60)} | {"": 0}
_FRACTION: Final = "0123456789"
_ZONES: Final = {"": False, "UTC": True, "Z": True, "GMT": True, "+0000": True, "+00:00": True}


def written(text: str) -> tuple[int | None, bool]:
    """Read seconds since 1970, and whether the zone is stated; without one it is taken as UTC.

    A day alone is its first second. None is what is no date.
    """
    day, hour = _day(text[:10]), _HOURS.get(text[11:13])
    minute = _MINUTES.get(text[14:16])
    second = _SECONDS.get(text[16:19])
    zone = text[19:]
    if zone.startswith("."):
        zone = zone[1:].lstrip(_FRACTION)
    zoned = _ZONES.get(zone.strip())
    if day is not None and len(text) == _ALONE:
        return day, False
    if day is None or hour is None or minute is None or second is None or zoned is None:
        return None, True
    return day + hour + minute + second, zoned


@lru_cache(maxsize=16_384)
def _day(text: str) -> int | None:
    try:
        return (date.fromisoformat(text).toordinal() - _EPOCH) * DAY
    except ValueError:
        return None
