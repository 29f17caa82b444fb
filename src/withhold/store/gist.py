"""Do two recordings of a change say the same, in whatever marks, links and cases?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from unicodedata import normalize

import msgspec

from withhold.model.policy import Passage

_LINK = re.compile(r"\]\([^)]*\)")  # where a link leads: hosts put other tokens there each time
_WORD = re.compile(r"\w+")
_LENGTH = 12


def gist(passages: Sequence[Passage]) -> str:
    """Name what passages say, in pairs or apart; empty where there are none."""
    before, after = {_words(each.before) for each in passages}, {_words(p.after) for p in passages}
    said = msgspec.json.encode([sorted(filter(None, side)) for side in (before, after)])
    return hashlib.sha256(said).hexdigest()[:_LENGTH] if passages else ""


def _words(text: str) -> str:
    plain = normalize("NFKC", _LINK.sub("]", text)).casefold()
    return " ".join(_WORD.findall(plain))
