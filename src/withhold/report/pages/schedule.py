"""What does the system do by itself, in words for somebody who has never met a timer?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.model.terms import Every
from withhold.report.pages.message import Message, say

if TYPE_CHECKING:
    from withhold.report.schedule import Schedule

NAMES = {
    "systemd": say("your system’s own timer (systemd)"),
    "cron": say("your system’s own table of tasks (cron)"),
    "launchd": say("the Mac’s own scheduler (launchd)"),
    "Task Scheduler": say("the Windows Task Scheduler"),
    "tasks": say("the Windows Task Scheduler"),
}
UNTRIED = frozenset({"launchd", "tasks", "Task Scheduler"})
"""Schedulers for which files are written that nobody has tried yet."""
_EVERY = {
    Every.WEEKLY: say("A look grows old after a week."),
    Every.MONTHLY: say("A look grows old after a month."),
}
_WHEN = {
    ("systemd", Every.WEEKLY): say("Every Monday at about ten, Withhold is started."),
    ("systemd", Every.MONTHLY): say(
        "On the first of each month at about ten, Withhold is started."
    ),
    ("launchd", Every.WEEKLY): say("Every Monday at about ten, Withhold is started."),
    ("launchd", Every.MONTHLY): say(
        "On the first of each month at about ten, Withhold is started."
    ),
    ("Task Scheduler", Every.WEEKLY): say("Every Monday at about ten, Withhold is started."),
    ("Task Scheduler", Every.MONTHLY): say(
        "On the first of each month at about ten, Withhold is started."
    ),
}
_DAILY = say("Every day at 10:17 Withhold is asked whether a look has grown old.")
_MISSED = say("If the machine is off or asleep then, it is made up for afterwards.")
_SCREEN = say(
    "This scheduler has no screen. It can open pages only where the settings file says that no "
    "browser window is shown."
)


def told(found: Schedule) -> tuple[Message, ...]:
    """Say what will happen, and when."""
    when = _DAILY if found.how == "cron" else _WHEN.get((found.how, found.every or Every.MONTHLY))
    said = [when] if when else []
    if found.every:
        said.append(_EVERY[found.every])
    said.append(_SCREEN if found.how == "cron" else _MISSED)
    return tuple(said)


def left(found: Schedule) -> tuple[str, ...]:
    """Give what the person still has to type, where we cannot speak to the system."""
    return tuple(line.partition(": ")[2] for line in found.also) if found.untried else ()
