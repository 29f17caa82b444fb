"""How often is the judge of policies right, and how fast? On a labelled collection of yours.

    python benchmarks/policies.py FOLDER [STREAM_TEXTS]

FOLDER holds `labels.jsonl` with the two texts of each pair, and `clauses.jsonl`; `stream.jsonl` is
judged with the folder of its texts. Rows marked borderline are left out. The texts of policies
belong to their services and are no part of this project.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.catalogue.judging import words
from withhold.judge.policies.clause import clause
from withhold.judge.policies.history import History, compare
from withhold.judge.policies.lexicon import compiled
from withhold.model.policy import Version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.judge.policies.lexicon import Lexicon

YEARS = 43 / 12  # what the stream covers


@dataclass(slots=True)
class Tally:
    """How many were there, how many were told, how many of these rightly."""

    right: int = 0
    told: int = 0
    there: int = 0

    def add(self, *, told: bool, there: bool) -> None:
        """Count one row."""
        self.right += told and there
        self.told += told
        self.there += there

    def __str__(self) -> str:
        """Give precision and recall."""
        precision, recall = self.right / max(1, self.told), self.right / max(1, self.there)
        return f"precision {precision:.3f} recall {recall:.3f}"


@dataclass(slots=True)
class Meaning:
    """How often direction and at least one kind were right, of the changes rightly told."""

    direction: int = 0
    kinds: int = 0
    of: int = 0
    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def main() -> None:
    """Print all figures."""
    folder, lexicon = Path(sys.argv[1]), compiled(words())
    pairs(folder, lexicon)
    clauses(folder, lexicon)
    if len(sys.argv) > 2:  # noqa: PLR2004 - the texts of the stream are named as well
        stream(folder, Path(sys.argv[2]), lexicon)


def pairs(folder: Path, lexicon: Lexicon) -> None:
    """Judge labelled pairs, each by itself."""
    tally, meaning, took = Tally(), Meaning(), []
    for row in rows(folder / "labels.jsonl"):
        before, after = text(folder / row["before_file"]), text(folder / row["after_file"])
        began = time.perf_counter()
        found = compare(before, after, lexicon)
        took.append(time.perf_counter() - began)
        if row["borderline"]:
            continue
        tally.add(told=found.change, there=row["change"])
        if found.change != row["change"]:
            meaning.wrong[row["service"]] += 1
        elif found.change:
            meaning.of += 1
            meaning.direction += found.direction == row["direction"]
            meaning.kinds += bool(set(found.kinds) & set(row["kinds"]))
    print(f"pairs: {tally}; median {statistics.median(took) * 1000:.1f} ms a pair")
    print(
        f"  direction right {meaning.direction}/{meaning.of}, a kind {meaning.kinds}/{meaning.of}"
    )
    print(f"  services with an error: {', '.join(sorted(meaning.wrong)) or 'none'}")


def clauses(folder: Path, lexicon: Lexicon) -> None:
    """Judge single sentences."""
    tally = Tally()
    for row in rows(folder / "clauses.jsonl"):
        if not row["borderline"]:
            told = clause(row["text"], lexicon).trains_on_user_data
            tally.add(told=told, there=row["trains_on_user_data"])
    print(f"clauses: {tally}")


def stream(folder: Path, texts: Path, lexicon: Lexicon) -> None:
    """Judge what was recorded of many documents, one version after another."""
    tally, began, number = Tally(), time.perf_counter(), 0
    histories: dict[tuple[str, str], History] = {}
    for row in rows(folder / "stream.jsonl"):
        number += 1
        key = (row["service"], row["document"])
        if key not in histories:
            histories[key] = History(lexicon)
            histories[key].step(version(row, "before", texts))
        found = histories[key].step(version(row, "after", texts))
        if row["change"] in {True, False}:
            tally.add(told=bool(found and found.change), there=row["change"])
    seconds = time.perf_counter() - began
    alarms = (tally.told - tally.right) / YEARS
    print(f"stream: {tally}; {alarms:.1f} false alarms a year; {number} in {seconds:.1f} s")


def version(row: dict[str, Any], which: str, texts: Path) -> Version:
    """Give one side of a transition as a version."""
    at = datetime.fromisoformat(row[f"{which}_date"])
    return Version(row["service"], row["document"], at, text(texts / row[which]))


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """Read a file of one object a line."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def text(file: Path) -> str:
    """Read a text, whatever its bytes."""
    return file.read_text(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
