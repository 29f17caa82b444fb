"""Which exports are in what a person names: ZIPs, several ZIPs of one, folders?

Parts belong together when they share the name of their one outer folder, or their own, but for
what counts parts. A part that no format recognises and that holds nothing but media joins the only
export there is. The formats need not know how many parts there were.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from withhold.model.exposure import Problem
from withhold.observe.archives.format import Files
from withhold.observe.archives.merge import Merged
from withhold.observe.archives.names import Problems, media, stem, telling
from withhold.observe.archives.part import Folder, Part, folder, zipped
from withhold.observe.archives.unread import Unreadable
from withhold.observe.archives.wrap import joined, wrapper

_LINKEDIN: Final = re.compile(r"(basic|complete)_linkedindataexport", re.IGNORECASE)
_SHALLOW: Final = 1  # slashes in the path of a ZIP in a folder that may be an export's part


@dataclass(frozen=True, slots=True)
class Export:
    """The files of one export, or of several that lie in one folder, and what is wrong."""

    name: str
    files: Merged
    sources: Sequence[Path]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Exports:
    """What was found, and what of the named is none."""

    found: Sequence[Export]
    problems: Sequence[Problem]


@dataclass(slots=True)
class _Group:
    """Parts that belong together."""

    name: str
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def export(self) -> Export:
        problems = Problems()
        bare = [_unwrapping(part.names, self.parts) for part in self.parts]
        paths = sorted(
            each(name) for each, part in zip(bare, self.parts, strict=True) for name in part.names
        )
        whole = joined(paths)
        merged = Merged(self.parts, [_after(each, whole) for each in bare], problems)
        sources = [part.path for part in self.parts]
        return Export(self.name, merged, sources, [*self.problems, *problems.all()])


def _unwrapping(names: Sequence[str], parts: Sequence[Part]) -> Callable[[str], str]:
    """Take off an export's outer folder, if another part of it came without."""
    outer = wrapper(sorted(names))
    if not telling(outer) or all(telling(wrapper(sorted(each.names))) for each in parts):
        return str
    return lambda name: name[len(outer) + 1 :]


def _after(first: Callable[[str], str], then: Callable[[str], str]) -> Callable[[str], str]:
    return lambda name: then(first(name))


def exports(named: Sequence[Path], *, recognised: Callable[[Files], bool]) -> Exports:
    """Find the exports in what a person named; `recognised` asks the formats."""
    problems: list[Problem] = []
    groups: dict[str, _Group] = {}
    for path in dict.fromkeys(each.absolute() for each in named):
        for part, wrong in _parts(path, problems):
            key = _key(part)
            group = groups.setdefault(key, _Group(Path(key).name))
            group.parts.append(part)
            group.problems.extend(wrong)
    joined_up = _complete(list(groups.values()))
    found = _with_media([group.export() for group in joined_up], joined_up, recognised)
    return Exports(found, problems)


def _parts(path: Path, problems: list[Problem]) -> Iterator[tuple[Part, Sequence[Problem]]]:
    """Give the parts in one named thing; what cannot be read as one is a problem."""
    wrong = Problems()
    try:
        if not path.is_dir():
            yield zipped(path, wrong), _named(path, wrong)
            return
        whole = folder(path, wrong)
    except Unreadable as failure:
        problems.append(Problem(failure.code, path.name, failure.detail))
        return
    zips, rest = _split(whole)
    if rest.names:
        yield rest, wrong.all()
    else:
        problems.extend(wrong.all())
    for each in zips:
        yield from _parts(each, problems)


def _named(path: Path, wrong: Problems) -> Sequence[Problem]:
    """Name the ZIP itself where a problem names no file in it."""
    return [Problem(each.code, each.path or path.name, each.detail) for each in wrong.all()]


def _split(whole: Folder) -> tuple[Sequence[Path], Folder]:
    """Tell the ZIPs that may be parts of exports from the files of an unpacked one."""
    apart = {
        number
        for number, name in enumerate(whole.names)
        if name.casefold().endswith(".zip") and name.count("/") <= _SHALLOW
    }
    if not apart:
        return (), whole
    kept = [number for number in range(len(whole.names)) if number not in apart]
    return [whole.path / whole.written[number] for number in sorted(apart)], whole.only(kept)


def _key(part: Part) -> str:
    """Give the name that the parts of one export share."""
    outer = stem(wrapper(sorted(part.names)))
    own = stem(part.path.name if isinstance(part, Folder) else part.path.stem)
    for name in (outer, own):
        if telling(name):
            return name
    return str(part.path.parent / own)  # `archive` and `archive (2)` tell nothing elsewhere


def _complete(groups: list[_Group]) -> list[_Group]:
    """Put LinkedIn's basic archive, which comes first, to the complete one."""
    kinds: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        if found := _LINKEDIN.match(group.name):
            kinds[found[1].casefold()].append(group)
    match kinds["basic"], kinds["complete"]:
        case [basic], [complete]:
            complete.parts.extend(basic.parts)
            complete.problems.extend(basic.problems)
            return [group for group in groups if group is not basic]
        case _:
            return groups


def _with_media(
    found: list[Export], groups: Sequence[_Group], recognised: Callable[[Files], bool]
) -> Sequence[Export]:
    """Put parts that hold nothing but media to the export, if there is just one."""
    whose = [number for number, export in enumerate(found) if recognised(export.files)]
    loose = [
        number
        for number, export in enumerate(found)
        if number not in whose and all(map(media, export.files.paths))
    ]
    if len(whose) != 1 or not loose:
        return found
    home = groups[whose[0]]
    for number in loose:
        home.parts.extend(groups[number].parts)
        home.problems.extend(groups[number].problems)
    found[whose[0]] = home.export()
    return [export for number, export in enumerate(found) if number not in loose]
