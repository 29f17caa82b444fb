"""Which folders around an export's own are the same one, cut into parts?

`part1/facebook-lina-2025/` and `part2/facebook-lina-2025/` are one, `mydata~17/` and `mydata~17-2/`
as well. Only folders that hold nothing but folders are looked through, and only names that tell an
export from others, or say `part`, are taken for parts: an album `Summer_2` is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from withhold.observe.archives.names import stem, telling

_DEEPEST: Final = 6
_WIDEST: Final = 200  # folders side by side; where more stand, they are contents
_AFTER: Final = chr(ord("/") + 1)


def wrapper(paths: Sequence[str]) -> str:
    """Give the one folder that all sorted paths stand in; empty where there is none."""
    first = paths[0].partition("/")[0] + "/" if paths else ""
    return first[:-1] if first and paths[-1].startswith(first) and len(first) > 1 else ""


def joined(paths: Sequence[str]) -> Callable[[str], str]:
    """Give what makes of a path the path it has when parts are put together; `paths` are sorted."""
    renames: dict[str, str] = {}
    level = {"": [""]}
    for _ in range(_DEEPEST):
        level = _below(paths, level)
        renames |= {real: same for same, reals in level.items() for real in reals if real != same}
    return _renaming(renames)


def _below(paths: Sequence[str], level: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Go one folder deeper: which of the whole's folders is which in the parts."""
    found: dict[str, list[str]] = {}
    for same, reals in level.items():
        if same and any(_files(paths, real) for real in reals):
            continue  # an export begins here
        groups: dict[str, list[str]] = defaultdict(list)
        for real in reals:
            for name in _folders(paths, real):
                groups[stem(name)].append(f"{real}{name}/")
        found |= _alike(paths, same, groups) or _kept(same, groups)
    return found


def _kept(same: str, groups: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Look on in parts of one export, and in a folder that stands alone."""
    found: dict[str, list[str]] = {}
    for name, group in groups.items():
        if len(group) > 1 or len(groups) == 1:
            written = {_last(each) for each in group}
            found[f"{same}{written.pop() if len(written) == 1 else name}/"] = group
    return found


def _alike(
    paths: Sequence[str], same: str, groups: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Find the export's folder that each of several folders holds alone, if it is so."""
    found: dict[str, list[str]] = defaultdict(list)
    written: set[str] = set()
    for real in (each for group in groups.values() for each in group):
        folders = _folders(paths, real)
        if _files(paths, real) or len(folders) != 1 or not telling(folders[0]):
            return {}
        found[stem(folders[0])].append(f"{real}{folders[0]}/")
        written.add(folders[0])
    if len(groups) < 2 or len(found) != 1:  # noqa: PLR2004 - one folder alone is no part of anything
        return {}
    [(name, group)] = found.items()
    return {f"{same}{written.pop() if len(written) == 1 else name}/": group}


def _last(folder: str) -> str:
    return folder[:-1].rpartition("/")[2]


def _files(paths: Sequence[str], inside: str) -> bool:
    """Say whether a folder holds files, or a great many folders: then it is no mere wrapper."""
    return len(_folders(paths, inside)) == _WIDEST or any(
        "/" not in path[len(inside) :] for path in _firsts(paths, inside)
    )


def _folders(paths: Sequence[str], inside: str) -> Sequence[str]:
    """Give the folders in a folder, of a great many the first."""
    return [
        name
        for path in _firsts(paths, inside)
        for name, slash, _ in [path[len(inside) :].partition("/")]
        if slash
    ][:_WIDEST]


def _firsts(paths: Sequence[str], inside: str) -> Iterator[str]:
    """Give the first path in each of the things that stand in a folder; not of all, if many."""
    at = bisect_left(paths, inside)
    for _ in range(2 * _WIDEST):
        if at == len(paths) or not paths[at].startswith(inside):
            return
        yield paths[at]
        name, slash, _ = paths[at][len(inside) :].partition("/")
        at = bisect_left(paths, f"{inside}{name}{_AFTER}") if slash else at + 1


def _renaming(renames: Mapping[str, str]) -> Callable[[str], str]:
    deepest = sorted(renames, key=len, reverse=True)

    def renamed(path: str) -> str:
        for real in deepest:
            if path.startswith(real):
                return renames[real] + path[len(real) :]
        return path

    return renamed if renames else str
