"""Do two wordings of a sentence say the same about training?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.judge.policies.training import FINE, SIGNS

if TYPE_CHECKING:
    from withhold.judge.policies.training import Lexicon

_USE = re.compile(
    r"\b(?:us(?:e|es|ing)|process(?:ing)?|collect(?:ing)?|utilis\w+|verwend\w+|utiliz\w+|usar)\b",
    re.IGNORECASE,
)
_NEAR = 60  # characters within which the object of a verb begins
_MANY = 6  # words that are new or gone, from which on more than the wording has changed
_NAME = re.compile(r"(?<=[a-z,(] )[A-Z]\w+")
_GENERAL = frozenset({"service", "product", "platform", "app", "tool"})


def says_otherwise(before: str, after: str, keys: tuple[str, str], lexicon: Lexicon) -> bool:
    """Tell whether `after` says something else than `before`; `keys` are their normal forms."""
    for name in (*SIGNS, "licence", "model"):
        if bool(lexicon.found(name, before)) != bool(lexicon.found(name, after)):
            return True
    if any(lexicon.found(name, before) != lexicon.found(name, after) for name in FINE):
        return True
    if _taken(before, lexicon) != _taken(after, lexicon):
        return True
    new, gone = _differing(*keys, lexicon.small)
    return len(new) >= _MANY or _names_otherwise(before, after, (new, gone), lexicon)


def _taken(text: str, lexicon: Lexicon) -> str | None:
    """Give what is said to be used: the first kind of data that follows the verb."""
    use = _USE.search(text)
    data = lexicon.classes["data"].search(text, use.end(), use.end() + _NEAR) if use else None
    return data.group(0).lower().rstrip("s") if data else None


def _differing(
    before: str, after: str, small: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    was = {word.rstrip("s") for word in before.split() if word not in small}
    now = {word.rstrip("s") for word in after.split() if word not in small}
    return frozenset(now - was), frozenset(was - now)


def _names_otherwise(
    before: str,
    after: str,
    differing: tuple[frozenset[str], frozenset[str]],
    lexicon: Lexicon,
) -> bool:
    """Tell whether a promise or a condition names more or fewer plans or products than it did.

    One name in the place of another, or of "our services", is a new name for the same thing.
    """
    if not (lexicon.found("negation", before) or lexicon.found("condition", before)):
        return False
    new, gone = differing
    come = _names(after, new)
    left = _names(before, gone)
    return bool(come) != bool(left) and not (_GENERAL & (new | gone))


def _names(text: str, differing: frozenset[str]) -> set[str]:
    return {name for name in _NAME.findall(text) if name.lower().rstrip("s") in differing}
