"""Do two wordings of a sentence say the same about training?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.judge.policies.lexicon import CONDITION, DATA, plain
from withhold.judge.policies.roles import CAPITALS_ON_NOUNS, is_passive, plans, taken

if TYPE_CHECKING:
    from withhold.judge.policies.lexicon import Tongue

_MANY = 6  # words that are new or gone, from which on more than the wording has changed
_STEM = 5  # letters that the forms of one word for training share
_NAME = re.compile(r"(?<=[a-z,(] )[A-Z]\w+")
SIGNS = (
    ("not",),
    ("out",),
    (f"{DATA}publicly available information",),
    ("third",),
    ("train",),
    ("improve",),
    CONDITION,
    ("legal",),
    ("licence",),
    ("model",),
)
"""Classes whose coming or going alters what a sentence says."""
FINE = (("third",), ("model",), CONDITION)
"""Classes of which each single word matters."""


def says_otherwise(before: str, after: str, keys: tuple[str, str], tongue: Tongue) -> bool:
    """Tell whether `after` says something else than `before`; `keys` are their normal forms."""
    was, now = plain(before), plain(after)
    for names in SIGNS:
        if bool(tongue.found(was, *names)) != bool(tongue.found(now, *names)):
            return True
    named = tuple(DATA + kind for kind in tongue.kinds[:-1])
    if any(tongue.found(was, *names) != tongue.found(now, *names) for names in (*FINE, named)):
        return True
    if _stems(was, tongue) != _stems(now, tongue):
        return True
    if _takes_otherwise(was, now, tongue) or _count(before, tongue) != _count(after, tongue):
        return True
    new, gone = _differing(*keys, frozenset(tongue.words["small"]))
    if len(new) >= _MANY or _wants_more(new, gone, tongue):
        return True
    return _names_otherwise((before, after), (was, now), (new, gone), tongue)


def _stems(text: str, tongue: Tongue) -> set[str]:
    """Give the words for training by how they begin: "to train" and "for the training" are one."""
    return {word[:_STEM] for word in tongue.found(text, "train")}


def _takes_otherwise(was: str, now: str, tongue: Tongue) -> bool:
    """Tell whether something else is used; the passive has no object, only its data tell."""
    if is_passive(was, tongue) or is_passive(now, tongue):
        return False
    return taken(was, tongue) != taken(now, tongue)


def _wants_more(new: frozenset[str], gone: frozenset[str], tongue: Tongue) -> bool:
    """Tell whether one side is the other and a purpose beside it: "and to develop products"."""
    if bool(new) is bool(gone):
        return False
    more = " ".join(new or gone)
    return tongue.has("improve", more) and tongue.has("general", more)


def _count(text: str, tongue: Tongue) -> int:
    """Count the plans that a sentence names: one for another may be a new name."""
    return len(set(plans(text, tongue)))


def _differing(
    before: str, after: str, small: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    was = {word.rstrip("s") for word in before.split() if word not in small}
    now = {word.rstrip("s") for word in after.split() if word not in small}
    return frozenset(now - was), frozenset(was - now)


def _names_otherwise(
    written: tuple[str, str],
    sides: tuple[str, str],
    differing: tuple[frozenset[str], frozenset[str]],
    tongue: Tongue,
) -> bool:
    """Tell whether a promise or a condition names more or fewer plans or products than it did.

    One name in the place of another, or of "our services", is a new name for the same thing.
    """
    if tongue.language in CAPITALS_ON_NOUNS or not tongue.found(sides[0], "not", *CONDITION):
        return False
    new, gone = differing
    come, left = _names(written[1], new), _names(written[0], gone)
    general = tongue.built(_in_general)[0]
    renamed = bool(general.search(sides[0])) != bool(general.search(sides[1]))
    renamed = renamed or tongue.has("ours", sides[0]) != tongue.has("ours", sides[1])
    return bool(come) != bool(left) and not renamed


def _in_general(tongue: Tongue) -> list[str]:
    """Say how all that a provider offers is spoken of: "our services"."""
    return [rf"{tongue.source('ours')}\s+{tongue.source('offering')}"]


def _names(text: str, differing: frozenset[str]) -> set[str]:
    return {name for name in _NAME.findall(text) if name.lower().rstrip("s") in differing}
