"""How fast is a whole archive of policies imported and judged, and does memory stay flat?

    python benchmarks/archive.py [--versions 40000] [--keep FOLDER]

`withhold policies import` runs on an invented archive as a person would run it: once whole, once
again with nothing left to do, and once killed in the middle and gone on. The floor is what git and
Python need to hand over all texts; the judge alone is timed beside it. Seconds are those of a
clock; those of a processor are told too, for a machine that is busy with something else.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from invented import make

from withhold.app.policies import ours
from withhold.model.policy import Version
from withhold.observe.policies.archive import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSIONS = 40_000
TO_REACH = 150  # versions a second, on two cores


def main() -> None:
    """Print all figures of one archive."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--versions", type=int, default=VERSIONS)
    asked.add_argument("--keep", type=Path, help="make the archive here, or take the one there")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.keep or Path(folder) / "versions", given.versions)


def measure(folder: Path, source: Path, versions: int) -> None:
    """Make the archive if it is not there, and time everything on it."""
    if not source.exists():
        began = time.perf_counter()
        make(source, versions)
        say(f"archive: {versions} versions written in {time.perf_counter() - began:.0f} s")
    read, size = floor(source)
    alone = judged(source)
    whole = imported(source, folder / "whole")
    count = whole.versions
    say(f"  floor, all texts read   {read:7.1f} s   {size / count / 1000:.0f} kB each")
    say(f"  judge alone             {alone:7.1f} s   {count / alone:.0f} a second")
    say(f"  import                  {whole.seconds:7.1f} s   {count / whole.seconds:.0f} a second")
    say(f"    to reach {TO_REACH} a second; {count / whole.busy:.0f} for each of a processor")
    say(f"    {whole.seconds / read:.1f} x the floor, {whole.seconds / alone:.2f} x the judge")
    say(f"    {whole.versions} versions, {whole.changes} changes")
    say(f"  memory, at most         {whole.memory()}")
    again = imported(source, folder / "whole")
    say(f"  the same again          {again.seconds:7.1f} s   {again.versions} new")
    killed(source, folder / "killed", whole)


def say(line: str) -> None:
    """Print at once, for the next figure may be minutes away."""
    print(line, flush=True)


@dataclass(frozen=True, slots=True)
class Ran:
    """One import as a process: how long, what it said, and its memory (MB), by the second.

    Of the memory first its own, then with that of git, which maps the archive into its own.

    `busy` is the seconds of processors, its own and those of git.
    """

    seconds: float
    busy: float
    versions: int
    changes: int
    peaks: tuple[tuple[float, float, float], ...]

    def memory(self) -> str:
        """Say how much there was at the most until a tenth, half and all of the time."""
        told = []
        for share in (0.1, 0.5, 1.0):
            until = [peak for peak in self.peaks if peak[0] <= share * self.seconds]
            own, whole = (max((peak[n] for peak in until), default=0) for n in (1, 2))
            told.append(f"{own:.0f} ({whole:.0f}) MB by {share:.0%}")
        return f"{', '.join(told)} (with git)"


def floor(source: Path) -> tuple[float, int]:
    """Time handing over and decoding all texts, nothing else; also give their bytes."""
    began, size = time.perf_counter(), 0
    for version in versions_of(source):
        size += len(version.text)
    return time.perf_counter() - began, size


def judged(source: Path) -> float:
    """Time the judge alone, in one process, all texts handed to it."""
    took, historian, judge, last = 0.0, None, ours(), None
    for version in versions_of(source):
        about = (version.service, version.document)
        if about != last:
            historian, last = judge.history(None), about
        began = time.perf_counter()
        if historian is not None:
            historian.step(version)
        took += time.perf_counter() - began
    return took


def versions_of(source: Path) -> Iterator[Version]:
    """Read all that can be read."""
    with opened(source) as archive:
        for document in archive.documents:
            for _, version in archive.versions(document, archive.entries(document)):
                if isinstance(version, Version):
                    yield version


def imported(source: Path, home: Path) -> Ran:
    """Run the command whole, and watch its memory and that of what it starts."""
    began, used = time.perf_counter(), busy()
    peaks: list[tuple[float, float, float]] = []
    with started(source, home, stdout=subprocess.PIPE) as process:
        over = threading.Event()

        def watch() -> None:
            while not over.wait(0.25):
                peaks.append((time.perf_counter() - began, *memory(process.pid)))

        watcher = threading.Thread(target=watch)
        watcher.start()
        said, _ = process.communicate()
        over.set()
        watcher.join()
    took = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(process.returncode)
    told = json.loads(said)
    return Ran(took, busy() - used, told["versions"]["new"], told["changes"], tuple(peaks))


def busy() -> float:
    """Give the seconds of processors that all ended children took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def killed(source: Path, home: Path, whole: Ran) -> None:
    """End an import with kill -9 when half is done, start it again, and compare what is found."""
    began = time.perf_counter()
    with started(source, home, stdout=subprocess.DEVNULL) as process:
        while recorded(home)[0] < whole.versions // 2 and process.poll() is None:
            threading.Event().wait(0.05)
        process.send_signal(signal.SIGKILL)
    lost, had = time.perf_counter() - began, recorded(home)[0]
    rest = imported(source, home)
    same = recorded(home) == recorded(home.with_name("whole"))
    verdict = "all the same" if same else "NOT THE SAME"
    say(f"  killed with {had} recorded after {lost:.1f} s; the rest in {rest.seconds:.1f} s")
    say(f"    {verdict} as in one sitting")


def started(source: Path, home: Path, *, stdout: int) -> subprocess.Popen[bytes]:
    """Start the command in a home of its own."""
    environ = {**os.environ, "WITHHOLD_HOME": str(home)}
    line = [str(Path(sys.executable).with_name("withhold")), "policies", "import", str(source)]
    return subprocess.Popen(
        [*line, "--json"], env=environ, stdout=stdout, stderr=subprocess.DEVNULL
    )


def recorded(home: Path) -> tuple[int, int, str]:
    """Count what stands in a home: versions, changes, and a sum over their ids."""
    file = home / "policies.sqlite3"
    if not file.exists():
        return 0, 0, ""
    with sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True) as kept:
        try:
            ((count,),) = kept.execute("SELECT count(*) FROM versions")
            ids = [str(one) for (one,) in kept.execute("SELECT id FROM changes ORDER BY id")]
        except sqlite3.OperationalError:  # it is being made
            return 0, 0, ""
    return int(count), len(ids), " ".join(ids)


def memory(process: int) -> tuple[float, float]:
    """Give the resident memory of a process, and of it with all below it, in MB."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
        inner = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:  # it has ended
        return 0.0, 0.0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    own = int(found[1]) / 1000 if found else 0.0
    return own, own + sum(memory(int(one))[1] for one in inner.split())


if __name__ == "__main__":
    main()
