"""Which sentences bear a change in what a policy says about training?

Sentences are compared as sets: what stood anywhere before is not new, however often it stands now.
Only lines that differ are taken apart, so that a long policy costs what has changed in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from withhold.judge.policies.capture import is_intact
from withhold.judge.policies.lexicon import plain
from withhold.judge.policies.meaning import says_otherwise
from withhold.judge.policies.renames import renamed, renames
from withhold.judge.policies.training import binds, goes_on, speaks
from withhold.judge.policies.units import compact, lines, rows, units
from withhold.model.policy import Passage, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from withhold.judge.policies.lexicon import Tongue
    from withhold.judge.policies.renames import Names
    from withhold.judge.policies.units import Line, Unit

_REWORDED = 62
"""How alike two sentences are, from 0 to 100, of which one took the place of the other."""
_WHOLE = 20  # characters from which on the beginning of a sentence is no accident
_MOST = 400  # lines that are looked at for names that gave way
_TOLD = 400  # sentences of one side that are told; nobody reads more, and no policy has as many


@dataclass(frozen=True, slots=True)
class _Sides:
    """What differs between two texts, where it may speak of training; names that gave way."""

    new: Mapping[str, Unit]
    lost: Mapping[str, Unit]
    names: Names


def passages(
    before: str,
    after: str,
    tongue: Tongue,
    seen: AbstractSet[str] = frozenset(),
    *,
    restored: bool = False,
) -> tuple[Passage, ...]:
    """Give the sentences that bear a change; `seen` are normal forms that stood there ever.

    What is missing is gone only from a page that is intact, or was `restored` to an earlier text.
    """
    sides = _sides(before, after, tongue)
    fresh = (unit for unit in sides.new.values() if unit.key not in seen)
    new = list(islice((unit for unit in fresh if _concerns(unit, tongue)), _TOLD))
    lost = list(islice((u for u in sides.lost.values() if _concerns(u, tongue)), _TOLD))
    if not new and not lost:
        return ()
    there = _there([u for u in new if not _shortened(u, sides.lost)], before, sides, former=True)
    still = _there(lost, after, sides, former=False)
    new = [unit for unit in new if unit.key not in there]
    lost = [unit for unit in lost if unit.key not in still]
    whole = restored or is_intact(before, after)
    return (*_added(new, sides, tongue), *_removed(lost, sides, tongue, whole=whole))


def spoken(text: str, tongue: Tongue, known: str = "") -> set[str]:
    """Give the normal forms of the sentences that speak of training, but for lines `known`."""
    return {
        unit.key
        for line in lines(text, set(rows(known)))
        if tongue.may_speak(line.text)
        for unit in units(line)
        if _is_about(unit, tongue)
    }


def _sides(before: str, after: str, tongue: Tongue) -> _Sides:
    old, fresh = set(rows(before)), set(rows(after))
    gone, come = list(lines(before, fresh)), list(lines(after, old))
    lost = _units(line for line in gone if _may_bear(line, tongue))
    new = _units(line for line in come if _may_bear(line, tongue))
    common = new.keys() & lost.keys()
    new = {key: unit for key, unit in new.items() if key not in common}
    lost = {key: unit for key, unit in lost.items() if key not in common}
    names = renames(_units(gone[:_MOST]), _units(come[:_MOST])) if new and lost else ()
    return _Sides(new, lost, names)


def _may_bear(line: Line, tongue: Tongue) -> bool:
    """Tell whether a line may speak of training, or take up what was said of it elsewhere."""
    return tongue.may_speak(line.text) or tongue.has("back", plain(line.text))


def _units(differing: Iterable[Line]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for line in differing:
        for unit in units(line):
            found.setdefault(unit.key, unit)
    return found


def _concerns(unit: Unit, tongue: Tongue) -> bool:
    if not _is_about(unit, tongue):
        return False
    return not binds(unit.text, unit.lead, unit.heading, tongue)


def _is_about(unit: Unit, tongue: Tongue) -> bool:
    return speaks(unit.text, tongue) or goes_on(unit.text, unit.former, tongue)


def _there(wanted: Sequence[Unit], text: str, sides: _Sides, *, former: bool) -> frozenset[str]:
    """Name the units that the other text holds as well, cut otherwise or under other names.

    `former`: the other text is the older one, and has the names that gave way.
    """
    if not wanted:
        return frozenset()
    whole = compact(text)
    turned = tuple((new, old) for old, new in sides.names) if former else sides.names
    return frozenset(
        unit.key
        for unit in wanted
        if compact(unit.text) in whole or compact(renamed(unit.text.casefold(), turned)) in whole
    )


def _added(new: Sequence[Unit], sides: _Sides, tongue: Tongue) -> list[Passage]:
    found = []
    for unit in new:
        former = _alike(unit, sides.lost)
        if former is None:
            found.append(Passage(Side.ADDED, "", unit.text))
        elif _differ(former, unit, sides.names, tongue):
            found.append(Passage(Side.REWORDED, former.text, unit.text))
    return found


def _removed(lost: Sequence[Unit], sides: _Sides, tongue: Tongue, *, whole: bool) -> list[Passage]:
    found = []
    for unit in lost:
        later = _alike(unit, sides.new)
        if later is None:
            if whole:
                found.append(Passage(Side.REMOVED, unit.text, ""))
        elif not _concerns(later, tongue) and _differ(unit, later, sides.names, tongue):
            found.append(Passage(Side.REWORDED, unit.text, later.text))
    return found


def _alike(unit: Unit, others: Mapping[str, Unit]) -> Unit | None:
    """Find what a sentence took the place of: one much like it, or one that it goes on from."""
    match = process.extractOne(
        unit.key, others.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_REWORDED
    )
    return others[match[0]] if match else _shortened(unit, others) or _lengthened(unit, others)


def _shortened(unit: Unit, others: Mapping[str, Unit]) -> Unit | None:
    """Find a sentence that begins as this one and goes on: its end was cut off, not its line."""
    return next((other for other in others.values() if _goes_on(unit, other)), None)


def _lengthened(unit: Unit, others: Mapping[str, Unit]) -> Unit | None:
    return next((other for other in others.values() if _goes_on(other, unit)), None)


def _goes_on(short: Unit, long: Unit) -> bool:
    bare = short.text.rstrip(" .;:")
    return len(short.key) > _WHOLE and long.text.startswith(bare) and _on(long.text[len(bare) :])


def _on(tail: str) -> bool:
    """Tell whether a sentence goes on here, in small letters or after a comma."""
    return tail.startswith(", ") or (tail[:1] == " " and tail.lstrip(" (")[:1].islower())


def _differ(before: Unit, after: Unit, names: Names, tongue: Tongue) -> bool:
    keys = (renamed(before.key, names), after.key)
    if keys[0] == keys[1]:
        return False
    return says_otherwise(before.text, after.text, keys, tongue)
