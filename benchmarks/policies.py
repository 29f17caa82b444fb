"""How often is the judge of policies right, and how fast? On a labelled collection of yours.

    python benchmarks/policies.py [FOLDER [STREAM_TEXTS]] [--gate] [--versions 40000]

An invented archive of so many versions is imported at the end, as `archive.py` does it; 0 leaves
that out.

FOLDER holds `labels.jsonl` with the two texts of each pair, and `clauses.jsonl`; `stream.jsonl` is
judged with the folder of its texts. Rows marked borderline are left out. The texts of policies
belong to their services and are no part of this project.

Pairs and sentences are judged twice: with all words, and crossed by service. Crossed, a service is
judged without the words that only its own texts in the collection hold, so that what was learned
from a service does not count for it; words that no text holds stay: they were learned elsewhere.
Where one service alone speaks a language, its words stay too, or all of the language would go.
`--gate` ends with 1 where the crossed figures are too low.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import archive

from withhold.catalogue.judging import Words, words
from withhold.judge.policies.clause import clause
from withhold.judge.policies.history import History, compare
from withhold.judge.policies.lexicon import compiled, matcher, piece, plain
from withhold.model.policy import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from withhold.judge.policies.lexicon import Lexicon
    from withhold.model.policy import Judgement

YEARS = 43 / 12  # what the stream covers
PRECISION, RECALL = 0.90, 0.94
"""What the gate asks of the crossed figures of pairs."""
SMALL = frozenset({"common", "small", "months"})
"""Classes that are grammar, learned from no policy."""

Judge = dict[str, "Lexicon"]
"""By which words each service is judged."""


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

    @property
    def precision(self) -> float:
        """How many of those told were there."""
        return self.right / max(1, self.told)

    @property
    def recall(self) -> float:
        """How many of those there were told."""
        return self.right / max(1, self.there)

    def __str__(self) -> str:
        """Give precision and recall."""
        return f"precision {self.precision:.3f} recall {self.recall:.3f}"


@dataclass(slots=True)
class Meaning:
    """How often direction, a kind and the day were right, of the changes rightly told."""

    direction: int = 0
    kinds: int = 0
    of: int = 0
    days: int = 0
    dated: int = 0
    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, row: dict[str, Any], found: Judgement) -> None:
        """Count one change that was rightly told."""
        self.of += 1
        self.direction += found.direction == row["direction"]
        self.kinds += bool(set(found.kinds) & set(row["kinds"]))
        if row.get("effective_date"):
            self.dated += 1
            self.days += found.effective_date == row["effective_date"]


def main() -> None:
    """Print all figures."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("folder", type=Path, nargs="?")
    asked.add_argument("texts", type=Path, nargs="?", help="the texts of the stream")
    asked.add_argument("--gate", action="store_true", help="end with 1 where it is too bad")
    asked.add_argument("--versions", type=int, default=archive.VERSIONS)
    given = asked.parse_args()
    well = judged(given.folder, given.texts) if given.folder else True
    if given.versions:
        with tempfile.TemporaryDirectory() as own:
            archive.measure(Path(own), Path(own) / "versions", given.versions)
    if given.gate and not well:
        sys.exit(1)


def judged(folder: Path, texts: Path | None) -> bool:
    """Print how often the judge is right; say whether it is so often enough."""
    known = words()
    lexicon = compiled(known)
    whole: Judge = defaultdict(lambda: lexicon)
    pairs("pairs", folder, whole)
    clauses("clauses", folder, whole)
    spoken = texts_by_service(folder, [texts] if texts else [], lexicon)
    crossed = held_out(known, spoken, shared_languages(folder))
    tally = pairs("pairs, crossed by service", folder, crossed)
    clauses("clauses, crossed by service", folder, crossed)
    if texts:
        stream(folder, texts, lexicon)
    return tally.precision >= PRECISION and tally.recall >= RECALL


def pairs(title: str, folder: Path, judge: Judge) -> Tally:
    """Judge labelled pairs, each by itself."""
    tally, meaning, took = Tally(), Meaning(), []
    for row in rows(folder / "labels.jsonl"):
        before, after = sides(folder, row)
        lexicon = judge[row["service"]]
        began = time.perf_counter()
        found = compare(before, after, lexicon)
        took.append(time.perf_counter() - began)
        if row["borderline"]:
            continue
        tally.add(told=found.change, there=row["change"])
        if found.change != row["change"]:
            meaning.wrong[row["service"]] += 1
        elif found.change:
            meaning.add(row, found)
    print(f"{title}: {tally}; median {statistics.median(took) * 1000:.1f} ms a pair")
    print(
        f"  direction right {meaning.direction}/{meaning.of}, a kind {meaning.kinds}/{meaning.of}, "
        f"the day {meaning.days}/{meaning.dated}"
    )
    print(f"  services with an error: {', '.join(sorted(meaning.wrong)) or 'none'}")
    return tally


def clauses(title: str, folder: Path, judge: Judge) -> None:
    """Judge single sentences."""
    tally = Tally()
    for row in rows(folder / "clauses.jsonl"):
        if not row["borderline"]:
            told = clause(row["text"], judge[row["service"]]).trains_on_user_data
            tally.add(told=told, there=row["trains_on_user_data"])
    print(f"{title}: {tally}")


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


def held_out(known: Words, spoken: dict[str, str], shared: set[str]) -> Judge:
    """Give each service the words without those that only its own texts hold."""
    alone: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, by in known.items():
        for word in {each for language in shared for each in by.get(language, ())}:
            held = [service for service, text in spoken.items() if holds(text, word)]
            if len(held) == 1 and name not in SMALL:
                alone[held[0]].add((name, word))
    print(f"words that only one service holds: {sum(map(len, alone.values()))}")
    whole = compiled(known)
    return defaultdict(
        lambda: whole, {service: compiled(without(known, gone)) for service, gone in alone.items()}
    )


def shared_languages(folder: Path) -> set[str]:
    """Name the languages in which more than one service speaks."""
    by: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder / "labels.jsonl"):
        by[row["language"]].add(row["service"])
    return {language for language, services in by.items() if len(services) > 1}


def without(known: Words, gone: set[tuple[str, str]]) -> Words:
    """Leave words out, in all languages."""
    return {
        name: {
            language: [word for word in line if (name, word) not in gone]
            for language, line in by.items()
        }
        for name, by in known.items()
    }


def holds(text: str, word: str) -> bool:
    """Tell whether a word stands in a text; most are ruled out by their longest piece."""
    if not word.startswith("/") and piece(word.casefold()) not in text:
        return False
    return pattern(word).search(text) is not None


@cache
def pattern(word: str) -> re.Pattern[str]:
    """Compile one word as the judge does."""
    return re.compile(matcher([word.casefold()]))


def texts_by_service(folder: Path, texts: list[Path], lexicon: Lexicon) -> dict[str, str]:
    """Gather what each service says in the collection, where it may speak of training."""
    said: dict[str, list[str]] = defaultdict(list)
    for row in rows(folder / "labels.jsonl"):
        said[row["service"]] += differing(*sides(folder, row))
        said[row["service"]] += [each["text"] for each in row["evidence"] or ()]
    for row in rows(folder / "clauses.jsonl"):
        said[row["service"]].append(row["text"])
    for row in rows(folder / "stream.jsonl") if texts else ():
        said[row["service"]] += differing(
            *(text(texts[0] / row[side]) for side in ("before", "after"))
        )
    all_ = lexicon.tongue()
    return {
        service: plain("\n".join({line for line in lines if all_.may_speak(line)}))
        for service, lines in said.items()
    }


def differing(before: str, after: str) -> Iterable[str]:
    """Give the lines that stand on one side only."""
    return set(before.split("\n")) ^ set(after.split("\n"))


def sides(folder: Path, row: dict[str, Any]) -> tuple[str, str]:
    """Read the two texts of a pair."""
    return text(folder / row["before_file"]), text(folder / row["after_file"])


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
