"""Which pictures and videos did the person upload?

LinkedIn gives no files, only addresses, and says in a sentence what each was: "You uploaded a feed
photo on March 3, 2025 at 2:15 PM (GMT)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from withhold.model.exposure import Audience, Item, Kind, Problem
from withhold.observe.archives.linkedin.layout import Sheet
from withhold.observe.archives.linkedin.rows import Desk, dated
from withhold.observe.archives.tally import Tally

_DATE = re.compile(
    r" on ([A-Za-z]{3,9}) (\d{1,2}), (\d{4}) at (\d{1,2}):(\d{2})\s([AP])M(?: \((GMT|UTC)\))?$",
    re.ASCII,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOON = 12
_NEITHER = re.compile(r"\b(?:document|resume|cv|pdf|presentation|audio|voice)\b", re.IGNORECASE)
_VIDEO = re.compile(r"\bvideos?\b", re.IGNORECASE)
_MESSAGE = re.compile(r"\b(?:messag\w+|conversation)\b", re.IGNORECASE)


def media(desk: Desk, sheet: Sheet) -> Iterator[Item | Problem]:
    """Give them; who could see one is not told, but for what went into a message."""
    tally = desk.tally(sheet.path)
    for row in desk.rows(sheet, tally):
        when, said = row.get("Date/Time", ""), row.get("Media Description", "").strip("- ")
        about = f"{when} {said}"
        if _NEITHER.search(about) and not _VIDEO.search(about):
            tally.left += 1
            continue
        at, zoned = _moment(when, tally)
        yield Item(
            Kind.VIDEO if _VIDEO.search(about) else Kind.PHOTO,
            tally.key(when, said),
            at,
            Audience.PRIVATE if _MESSAGE.search(when) else Audience.UNKNOWN,
            said,
            zoned,
        )
    yield from tally.problems()


def _moment(when: str, tally: Tally) -> tuple[int | None, bool]:
    found = _DATE.search(when.strip())
    if found is None:
        return dated(when, tally)
    hour = int(found[4]) % _NOON + (_NOON if found[6] == "P" else 0)
    try:
        month = _MONTHS.index(found[1][:3].lower()) + 1
        at = datetime(int(found[3]), month, int(found[2]), hour, int(found[5]), tzinfo=UTC)
    except ValueError:
        tally.odd += 1
        return None, True
    return tally.dated(int(at.timestamp())), found[7] is not None
