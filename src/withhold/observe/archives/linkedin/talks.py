"""Which messages are there, and what did the person say to LinkedIn's assistants?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from withhold.model.exposure import Audience, Item, Kind, Note, Problem, Record
from withhold.observe.archives.linkedin.layout import Sheet
from withhold.observe.archives.linkedin.rows import Desk, dated
from withhold.observe.archives.tally import Tally

_YES = {"yes", "true", "1"}
_DRAFTS = {"draft", "drafts"}


def messages(desk: Desk, sheet: Sheet) -> Iterator[Item | Problem]:
    """Give every message of both sides; also what was never sent, for LinkedIn holds that, too."""
    tally = desk.tally(sheet.path)
    for row in desk.rows(sheet, tally):
        yield _item(Kind.MESSAGE, row, tally)
    yield from tally.problems()


def turns(desk: Desk, sheet: Sheet, holder: str) -> Iterator[Record]:
    """Give the person's turns; what nobody can be told to have said is counted, not guessed."""
    tally, number, unclear = desk.tally(sheet.path), 0, 0
    for row in desk.rows(sheet, tally):
        own = _own(row, holder.casefold())
        if own:
            number += 1
            yield _item(Kind.AI_CHAT, row, tally)
        unclear += own is None
    if tally.sound:
        values = (("turns", str(number)),)
        yield Note(sheet.path, "linkedin.ai-talks", "linkedin.ai-talks", values)
    if unclear:
        yield Problem("not-understood", sheet.path, str(unclear))
    yield from tally.problems()


def _own(row: Mapping[str, str], holder: str) -> bool | None:
    """Tell whether the person said it; members have a profile with an address, assistants none."""
    speaker = row.get("FROM", "").strip().casefold()
    other = row.get("TO", "").strip().casefold()
    if holder and holder in {speaker, other}:
        return speaker == holder
    members = ["/in/" in row.get(f"{each} PROFILE URL", "") for each in ("SENDER", "RECIPIENT")]
    members[1] = members[1] or "/in/" in row.get("RECIPIENT PROFILE URLS", "")
    if members[0] != members[1]:
        return members[0]
    if speaker.startswith("linkedin") != other.startswith("linkedin"):
        return not speaker.startswith("linkedin")
    return None


def _draft(row: Mapping[str, str]) -> bool:
    said, folder = row.get("IS MESSAGE DRAFT", ""), row.get("FOLDER", "")
    return said.strip().casefold() in _YES or folder.strip().casefold() in _DRAFTS


def _item(kind: Kind, row: Mapping[str, str], tally: Tally) -> Item:
    date, said = row.get("DATE", ""), row.get("CONTENT", "")
    text = "\n".join(each for each in (row.get("SUBJECT", ""), said) if each)
    at, zoned = dated(date, tally)
    return Item(
        kind,
        tally.key(row.get("CONVERSATION ID", ""), date, row.get("FROM", ""), said),
        at,
        Audience.PRIVATE,
        text,
        zoned,
        media=len(row.get("ATTACHMENTS", "").split()),
        where="draft" if _draft(row) else "",
    )
