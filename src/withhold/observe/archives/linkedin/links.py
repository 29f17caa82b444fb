"""Which post does an address of LinkedIn's lead to?"""

from __future__ import annotations

import re
from urllib.parse import unquote

_URN = re.compile(r"urn:li:(share|ugcPost|groupPost|activity):(\d{1,25}(?:-\d{1,25})?)", re.ASCII)
_NAMED = re.compile(r"[_-](share|ugcPost|activity)-(\d{1,25})(?:-|$|[/?])", re.ASCII)
_LONGEST = 2048
_HOST = re.compile(r"https://(?:[a-z]+\.)?linkedin\.com/", re.ASCII)
GROUP = "groupPost"


def urn(address: str) -> tuple[str, str]:
    """Give the kind and the id of the post; both empty where there is none."""
    plain = unquote(address[:_LONGEST])
    if not _HOST.match(plain):
        return "", ""
    found = _URN.search(plain) or _NAMED.search(plain)
    return (found[1], found[2]) if found else ("", "")


def link(kind: str, number: str) -> str:
    """Make the address of a post."""
    return f"https://www.linkedin.com/feed/update/urn:li:{kind}:{number}/" if number else ""
