"""What does a command take, with all the processes it starts: time, processors, memory?"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK = 0.02  # seconds between two looks at the memory
_PAGE = os.sysconf("SC_PAGE_SIZE")
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock and of all processors, MB of all processes at most, and its words."""

    seconds: float
    busy: float
    peak: float
    words: bytes


def taken(command: Sequence[str], more: Mapping[str, str] | None = None) -> Taken:
    """Run a command to its end; raises CalledProcessError where that is a bad one."""
    with tempfile.TemporaryFile() as words:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began, peak = time.perf_counter(), 0
        with subprocess.Popen(
            command, stdout=words, stderr=subprocess.DEVNULL, env=os.environ | (more or {})
        ) as process:
            while process.poll() is None:
                peak = max(peak, sum(map(_memory, _family(process.pid))))
                try:
                    process.wait(_LOOK)
                except subprocess.TimeoutExpired:
                    continue
            seconds = time.perf_counter() - began
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        words.seek(0)
        busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Taken(seconds, busy, max(peak, _most(after)) / MB, words.read())


def program() -> str:
    """Give the command `withhold` of this environment."""
    return str(Path(sys.executable).with_name("withhold"))


def _family(number: int) -> Iterator[int]:
    """Give a process and all it started; where the system does not tell that, nothing."""
    yield number
    for children in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            found = children.read_text("ascii").split()
        except OSError:  # it ended
            continue
        for child in map(int, found):
            yield from _family(child)


def _memory(number: int) -> int:
    try:
        return int(Path(f"/proc/{number}/statm").read_text("ascii").split()[1]) * _PAGE
    except OSError:
        return 0


def _most(usage: resource.struct_rusage) -> int:
    """Give the most that one process had so far, which is all that is known without /proc."""
    if Path("/proc").exists():
        return 0
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
