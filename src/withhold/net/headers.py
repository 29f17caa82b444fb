"""What do we say of ourselves, and what do we believe of what a host says?

What is sent is the same for everybody who asks for the same page: the program's name, no word about
the machine, no cookie, no page we came from. The language is the document's, never the person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from withhold import __version__
from withhold.net.answer import Tag
from withhold.net.body import ACCEPTED

AGENT = "Withhold"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,200}"')
_MODIFIED = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT")
_SECONDS = re.compile(r"\d{1,9}")


def sent(lang: str, known: Tag | None) -> dict[str, str]:
    """Return what a request says, beside the host's name."""
    tag = Tag() if known is None else believed(known.etag, known.modified)
    conditions = {"If-None-Match": tag.etag, "If-Modified-Since": tag.modified}
    return {
        "User-Agent": f"{AGENT}/{__version__}",
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, text/markdown;q=0.9",
        "Accept-Language": lang if _LANGUAGE.fullmatch(lang) else "en",
        "Accept-Encoding": ACCEPTED,
        "Connection": "close",
    } | {name: value for name, value in conditions.items() if value}


def believed(etag: str, modified: str) -> Tag:
    """Keep of a page's validators what has their form; the rest is dropped."""
    return Tag(
        etag if _ETAG.fullmatch(etag) else "",
        modified if _MODIFIED.fullmatch(modified) else "",
    )


def received(raw: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Read headers by their names in lower case; of several alike the first one counts."""
    found: dict[str, str] = {}
    for name, value in raw:
        found.setdefault(name.decode("latin-1").lower(), value.decode("utf-8", "replace").strip())
    return found


def patience(retry_after: str, now: datetime) -> float:
    """Return for how many seconds a host asks to be left alone; 0 when it does not say."""
    if _SECONDS.fullmatch(retry_after):
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return 0.0
    until = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
