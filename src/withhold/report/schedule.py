"""What is written for the operating system, so that it runs the review by itself?

One text for each scheduler. All of them start the same command; whether anything is due, the
review decides itself, so a start too many does no harm and one missed is made up for.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from withhold.model.terms import Every
from withhold.report.failures import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UNIT = "withhold-review"
LABEL = "withhold.review"
MARK = "# withhold review (`withhold schedule remove` takes this line out)"
HOME = "WITHHOLD_HOME"

_EVERY = re.compile(r"--every\W+(?:string\W+)*(weekly|monthly)\b")
_CALENDAR = {Every.WEEKLY: "Mon *-*-* 10:00:00", Every.MONTHLY: "*-*-01 10:00:00"}
_LAUNCHD = {
    Every.WEEKLY: "    <key>Weekday</key><integer>1</integer>\n",
    Every.MONTHLY: "    <key>Day</key><integer>1</integer>\n",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be run: the program with its arguments, how often, and for which home."""

    program: tuple[str, ...]
    every: Every
    home: str | None = None

    @property
    def command(self) -> tuple[str, ...]:
        """The whole command."""
        return (*self.program, "review", "--due", "--every", self.every.value)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What stands in the operating system. `how`: systemd, cron, launchd, tasks or none.

    `next` is the next run where the system tells it. `untried`: nobody has tried this system yet.
    `also`: what the person has to run or know; `see` and `drop` are the system's own commands.
    """

    how: str
    installed: bool
    every: Every | None = None
    next: str | None = None
    files: tuple[str, ...] = ()
    see: str = ""
    drop: str = ""
    also: tuple[str, ...] = ()
    untried: bool = False


def service(order: Order) -> str:
    """Write the systemd unit that runs the review."""
    keep = f"Environment={_quoted(f'{HOME}={order.home}')}\n" if order.home else ""
    return (
        "# Written by `withhold schedule install`; `withhold schedule remove` takes it away.\n"
        "[Unit]\n"
        "Description=Withhold: look again at what is due\n"
        "\n"
        "[Service]\n"
        "Type=oneshot\n"
        f"{keep}"
        f"ExecStart={' '.join(map(_unit_word, order.command))}\n"
        "# Something found, or something that could not be seen, is no failure of the unit.\n"
        "SuccessExitStatus=1 3\n"
        "TimeoutStartSec=1h\n"
        "Nice=10\n"
    )


def timer(order: Order) -> str:
    """Write the systemd timer; `Persistent` makes up for a run missed while asleep."""
    return (
        "# Written by `withhold schedule install`; `withhold schedule remove` takes it away.\n"
        "[Unit]\n"
        f"Description=Withhold: review, {order.every.value}\n"
        "\n"
        "[Timer]\n"
        f"OnCalendar={_CALENDAR[order.every]}\n"
        "Persistent=true\n"
        "RandomizedDelaySec=2h\n"
        "\n"
        "[Install]\n"
        "WantedBy=timers.target\n"
    )


def cron_lines(order: Order) -> tuple[str, str]:
    """Write the comment and the line for a crontab.

    Cron does not make up for what it slept through, so it asks every day whether anything is due.
    """
    env = [f"{HOME}={shlex.quote(order.home)}"] if order.home else []
    command = " ".join([*env, *map(shlex.quote, order.command)]).replace("%", r"\%")
    return MARK, f"17 10 * * * {command} >/dev/null 2>&1"


def with_cron(table: str, order: Order) -> str:
    """Put our line into a crontab, in place of an older one of ours; all else stays."""
    rest = without_cron(table)
    gap = "" if not rest or rest.endswith("\n") else "\n"
    return f"{rest}{gap}" + "".join(f"{line}\n" for line in cron_lines(order))


def without_cron(table: str) -> str:
    """Take our comment and the line below it out of a crontab; all else stays byte for byte."""
    kept, ours = [], False
    for line in table.splitlines(keepends=True):
        if ours and " review --due " in line:
            ours = False
            continue
        ours = line.rstrip("\n") == MARK
        if not ours:
            kept.append(line)
    return "".join(kept)


def cron_every(table: str) -> Every | None:
    """Say how often our line in a crontab has the review done; None where it is not there."""
    rows = table.splitlines()
    if MARK not in rows[:-1]:
        return None
    return every_in(rows[rows.index(MARK) + 1])


def every_in(text: str) -> Every | None:
    """Say how often a text of ours has the review done."""
    found = _EVERY.search(text)
    return Every(found[1]) if found else None


def plist(order: Order) -> str:
    """Write the property list for launchd. Untried; it makes up for a run slept through."""
    words = "".join(f"    <string>{escape(word)}</string>\n" for word in order.command)
    home = (
        "  <key>EnvironmentVariables</key>\n"
        f"  <dict><key>{HOME}</key><string>{escape(order.home)}</string></dict>\n"
        if order.home
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"'
        ' "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
        '<plist version="1.0">\n<dict>\n'
        f"  <key>Label</key><string>{LABEL}</string>\n"
        f"  <key>ProgramArguments</key>\n  <array>\n{words}  </array>\n"
        f"{home}"
        "  <key>StartCalendarInterval</key>\n  <dict>\n"
        f"{_LAUNCHD[order.every]}"
        "    <key>Hour</key><integer>10</integer>\n"
        "    <key>Minute</key><integer>0</integer>\n"
        "  </dict>\n"
        "  <key>ProcessType</key><string>Background</string>\n"
        "</dict>\n</plist>\n"
    )


def task(order: Order) -> str:
    """Write the task for Windows. Untried; `StartWhenAvailable` makes up for a run missed."""
    program, *arguments = order.command
    return (
        '<?xml version="1.0" encoding="UTF-16"?>\n'
        '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">\n'
        "  <RegistrationInfo><Description>Withhold: look again at what is due</Description>"
        "</RegistrationInfo>\n"
        "  <Triggers>\n    <CalendarTrigger>\n"
        "      <StartBoundary>2026-01-01T10:00:00</StartBoundary>\n"
        "      <RandomDelay>PT2H</RandomDelay>\n"
        f"{_task_days(order.every)}"
        "    </CalendarTrigger>\n  </Triggers>\n"
        "  <Settings>\n"
        "    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n"
        "    <StartWhenAvailable>true</StartWhenAvailable>\n"
        "    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>\n"
        "  </Settings>\n"
        "  <Actions>\n    <Exec>\n"
        f"      <Command>{escape(program)}</Command>\n"
        f"      <Arguments>{escape(' '.join(map(_windows_word, arguments)))}</Arguments>\n"
        "    </Exec>\n  </Actions>\n</Task>\n"
    )


def document(found: Schedule) -> dict[str, Any]:
    """Give the one object that `schedule` prints with `--json`."""
    return {
        "schema": SCHEMA,
        "installed": found.installed,
        "how": found.how,
        "every": found.every.value if found.every else None,
        "next": found.next,
        "files": list(found.files),
        "see": found.see,
        "drop": found.drop,
        "also": list(found.also),
        "untried": found.untried,
    }


def lines(found: Schedule) -> Iterator[str]:
    """Say what stands, and how to see it and drop it without us."""
    if not found.installed:
        yield "No review is scheduled. `withhold schedule install` has the system do it."
        return
    every = f", {found.every.value}" if found.every else ""
    yield f"Scheduled with {found.how}{every}."
    if found.next:
        yield f"  Next   {found.next}"
    for file in found.files:
        yield f"  File   {file}"
    yield f"  See    {found.see}"
    yield f"  Drop   {found.drop}  (or `withhold schedule remove`)"
    for line in found.also:
        yield f"  Note   {line}"
    if found.untried:
        yield "  Note   Nobody has tried this on such a system yet."


def leftover(was: Schedule) -> str | None:
    """Name the command that is left to the person where we cannot speak to the system."""
    return was.drop if was.installed and was.untried else None


def _task_days(every: Every) -> str:
    if every is Every.WEEKLY:
        return (
            "      <ScheduleByWeek><WeeksInterval>1</WeeksInterval>"
            "<DaysOfWeek><Monday /></DaysOfWeek></ScheduleByWeek>\n"
        )
    months = "".join(f"<{name} />" for name in _MONTHS)
    return (
        "      <ScheduleByMonth><DaysOfMonth><Day>1</Day></DaysOfMonth>"
        f"<Months>{months}</Months></ScheduleByMonth>\n"
    )


def _quoted(word: str) -> str:
    """Quote a word for a systemd unit, where `%` has a meaning of its own."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{plain}"'


def _unit_word(word: str) -> str:
    """Quote a word of a command in a systemd unit, where `$` would be a variable as well."""
    return _quoted(word.replace("$", "$$"))


def _windows_word(word: str) -> str:
    return f'"{word}"' if " " in word else word


def joined(words: Sequence[str]) -> str:
    """Write a command as a person types it."""
    return shlex.join(words)
