"""Which few cases stand for all of them?

Greedy covers over the full product: exact about what fits together, the same on every run. A
library for pairs was weighed (allpairspy): it has no types, no release since 2023, and the rule of
what fits together would still be ours to write.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from urllib.parse import urlsplit

from withhold.practice.scenes import Scene

Covered = frozenset[object]
"""What one case covers: single values, or pairs of them."""


def pairwise(cases: Iterable[Scene]) -> list[Scene]:
    """Return cases in which every two values of two factors meet, if they can meet at all.

    Factors are control, layout, language and line of the table; variants of one line of the table
    count as one value, and each of them occurs.
    """
    return _cover(cases, _pairs)


def rehearsal(cases: Iterable[Scene]) -> list[Scene]:
    """Return the few cases a person watches.

    They hold each line of the table once, and each layout and each label once where the switch can
    be proved off. Pages that make a reader wait for its whole deadline are left to the full one.
    """
    return _cover((case for case in cases if not case.behaviour.patient), _singles)


def _values(case: Scene) -> tuple[tuple[str, str], ...]:
    return (
        ("control", case.subject.control),
        ("layout", case.layout),
        ("line", case.behaviour.row),
        ("language", case.lang),
    )


def _singles(case: Scene) -> Covered:
    """Count its line and its reason; where the switch can be proved off, layout and label."""
    line = ("line", case.behaviour.row)
    if not case.behaviour.benign:
        return frozenset((line, ("reason", case.expected.reason)))
    words = (case.subject.control, case.lang)
    return frozenset((line, ("layout", case.layout), ("words", words)))


def _pairs(case: Scene) -> Covered:
    variant = ("variant", case.behaviour.name)
    return frozenset((*combinations(_values(case), 2), variant))


def _cover(cases: Iterable[Scene], covers: Callable[[Scene], Covered]) -> list[Scene]:
    """Take, again and again, the case that covers most of what is not yet covered.

    Among equals, the one whose site and layout were taken least, so that sites can be visited side
    by side. Others' ranks only ever worsen as cases are taken, so a rank that still holds when it
    comes to the top of the heap is the best there is.
    """
    pool = [(case, covers(case)) for case in cases]
    heap = [(-len(covered), 0, 0, place) for place, (_, covered) in enumerate(pool)]
    heapq.heapify(heap)
    done: set[object] = set()
    often: Counter[str] = Counter()
    taken: list[Scene] = []
    while heap:
        claimed = heapq.heappop(heap)
        case, covered = pool[claimed[-1]]
        site, fresh = urlsplit(case.subject.url).netloc, covered - done
        rank = (-len(fresh), often[site], often[case.layout], claimed[-1])
        if not fresh:
            continue
        if rank == claimed:
            taken.append(case)
            done |= fresh
            often.update((site, case.layout))
        else:
            heapq.heappush(heap, rank)
    return taken
