"""Was a product or a company only renamed? Then its name is no change, wherever it stands."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.judge.policies.units import Unit

_MOST = 250  # sentences that are looked at for names
_ALIKE = 80
_LONGEST = 4  # words a name has at the most
_OFTEN, _TWICE = 3, 2

Names = tuple[tuple[str, str], ...]


def renames(lost: Mapping[str, Unit], new: Mapping[str, Unit]) -> Names:
    """Find names that gave way to others in several sentences that are otherwise the same."""
    keys = [key for key in new if key not in lost]
    left = [key for key in lost if key not in new]
    told: Counter[tuple[str, str]] = Counter()
    for key in left[:_MOST]:
        match = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if match:
            told.update(_replaced(key.split(), match[0].split()))
    was, now = _joined(lost), _joined(new)
    return tuple(pair for pair, times in told.items() if _is_name(pair, times, was, now))


def renamed(key: str, names: Names) -> str:
    """Write a sentence's normal form with the new names."""
    for old, new in names:
        key = re.sub(rf"\b{re.escape(old)}\b", new, key)
    return key


def _joined(units: Mapping[str, Unit]) -> str:
    return " ".join(unit.text for unit in units.values())


def _replaced(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [
        (" ".join(before[a:b]), " ".join(after[c:d]))
        for step, a, b, c, d in steps
        if step == "replace" and b - a <= _LONGEST and d - c <= _LONGEST
    ]


def _is_name(pair: tuple[str, str], times: int, was: str, now: str) -> bool:
    old, new = pair
    if times < _TWICE or not (_is_written_large(old, was) and _is_written_large(new, now)):
        return False
    gone = not re.search(rf"\b{re.escape(old)}\b", now, re.IGNORECASE)
    return times >= _OFTEN or gone


def _is_written_large(words: str, text: str) -> bool:
    first = words.split(maxsplit=1)[0]
    return bool(re.search(rf"\b{re.escape(first[0].upper() + first[1:])}", text))
