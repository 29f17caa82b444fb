"""How does the operating system come to run the review by itself, and cease to?

`withhold` only writes the system's own files and speaks to its own tools, through one small door
(`Tools`) that tests replace. Nothing runs as root, and nothing of ours stays running.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.kernel.errors import WithholdError
from withhold.kernel.program import program
from withhold.report import schedule as texts
from withhold.report.schedule import HOME, LABEL, UNIT, Order, Schedule, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from withhold.app.start import House
    from withhold.model.terms import Every

PATIENCE = 30  # seconds a scheduler's own tool may take
_SERVICE, _TIMER = f"{UNIT}.service", f"{UNIT}.timer"
_TASK = "Withhold review"


class NoScheduler(WithholdError):
    """This machine has nothing that could run the review."""

    code = "no-scheduler"


class SchedulerRefused(WithholdError):
    """The system's own tool said no."""

    code = "scheduler-refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool of the system said; `code` is its exit code, 127 where it is not there."""

    code: int
    out: str
    err: str = ""


def ask_system(command: Sequence[str], text: str = "") -> Answer:
    """Run a tool of the system, give it a text, and hear what it says."""
    program = shutil.which(command[0])
    if program is None:
        return Answer(127, "")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed tool, its path looked up, no shell
            [program, *command[1:]],
            input=text,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(124, "", "it did not answer")
    return Answer(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True, slots=True)
class Tools:
    """The way to the system: which one it is, its tools, its environment, the person's folder."""

    ask: Callable[..., Answer] = ask_system
    platform: str = sys.platform
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    folder: Path = field(default_factory=Path.home)


def install(house: House, every: Every | None = None, tools: Tools | None = None) -> Schedule:
    """Have the system run the review; an earlier schedule of ours is replaced."""
    way = tools or Tools()
    chosen = every or house.config.review.every
    order = Order(program(), chosen, way.environ.get(HOME) and str(house.home.root))
    how = _how(way)
    remove(house, way)
    match how:
        case "systemd":
            _install_systemd(way, order)
        case "cron":
            _write_table(way, texts.with_cron(_table(way), order))
        case "launchd":
            _write(_plist(way), texts.plist(order))
        case _:
            _write(_xml(house), texts.task(order), encoding="utf-16")
    return status(house, way)


def remove(house: House, tools: Tools | None = None) -> Schedule:
    """Take away whatever we put there, in every scheduler; return what stood there before."""
    way = tools or Tools()
    found = status(house, way)
    if any(path.exists() for path in _units(way)):
        _remove_systemd(way)
    table = _table(way)
    if texts.cron_every(table):
        _write_table(way, texts.without_cron(table))
    for file in (_plist(way), _xml(house)):
        file.unlink(missing_ok=True)
    return found


def status(house: House, tools: Tools | None = None) -> Schedule:
    """Say what stands in the system's schedulers."""
    way = tools or Tools()
    if all(path.exists() for path in _units(way)):
        return _systemd(way)
    if every := texts.cron_every(_table(way)):
        note = "Cron has no screen. To let it open pages, set headless = true under [browser]."
        return Schedule(
            "cron",
            installed=True,
            every=every,
            see="crontab -l",
            drop="crontab -e",
            next="asked every day at 10:17; it looks only when something is due",
            also=(note,),
        )
    if _plist(way).exists():
        return _launchd(way)
    if _xml(house).exists():
        return _task(house)
    return Schedule("none", installed=False)


def _how(way: Tools) -> str:
    if way.platform == "darwin":
        return "launchd"
    if way.platform == "win32":
        return "tasks"
    if way.ask(["systemctl", "--user", "show-environment"]).code == 0:
        return "systemd"
    listed = way.ask(["crontab", "-l"])
    if listed.code == 0 or "no crontab" in listed.err:
        return "cron"
    raise NoScheduler(
        "This machine has nothing that runs a command regularly:",
        where="no systemd for your user answers, and there is no cron.",
        do="Install cron (`sudo apt-get install cron`), or run `withhold review` yourself.",
    )


def _units(way: Tools) -> tuple[Path, Path]:
    config = way.environ.get("XDG_CONFIG_HOME") or way.folder / ".config"
    folder = Path(config) / "systemd" / "user"
    return folder / _SERVICE, folder / _TIMER


def _install_systemd(way: Tools, order: Order) -> None:
    service, timer = _units(way)
    _write(service, texts.service(order))
    _write(timer, texts.timer(order))
    for command in (["daemon-reload"], ["enable", "--now", _TIMER]):
        _insist(way, ["systemctl", "--user", *command])


def _remove_systemd(way: Tools) -> None:
    way.ask(["systemctl", "--user", "disable", "--now", _TIMER])
    for path in _units(way):
        path.unlink(missing_ok=True)
    wanted = _units(way)[1].parent / "timers.target.wants" / _TIMER
    wanted.unlink(missing_ok=True)  # where no systemd answered, it is still there
    way.ask(["systemctl", "--user", "daemon-reload"])
    way.ask(["systemctl", "--user", "reset-failed", _SERVICE, _TIMER])


def _systemd(way: Tools) -> Schedule:
    service, timer = _units(way)
    shown = way.ask(
        ["systemctl", "--user", "show", _TIMER, "--property=NextElapseUSecRealtime", "--value"]
    )
    active = way.ask(["systemctl", "--user", "is-active", _TIMER]).code == 0
    asleep = "The timer is not running: `withhold schedule install` starts it."
    return Schedule(
        "systemd",
        installed=True,
        every=texts.every_in(service.read_text(encoding="utf-8")),
        next=shown.out.strip() or None,
        files=(str(service), str(timer)),
        see=f"systemctl --user list-timers {_TIMER}",
        drop=f"systemctl --user disable --now {_TIMER}",
        also=() if active else (asleep,),
    )


def _table(way: Tools) -> str:
    if way.platform in {"darwin", "win32"}:
        return ""
    listed = way.ask(["crontab", "-l"])
    return listed.out if listed.code == 0 else ""


def _write_table(way: Tools, table: str) -> None:
    _insist(way, ["crontab", "-"] if table else ["crontab", "-r"], table)


def _plist(way: Tools) -> Path:
    return way.folder / "Library" / "LaunchAgents" / f"{LABEL}.plist"


def _launchd(way: Tools) -> Schedule:
    file = _plist(way)
    return Schedule(
        "launchd",
        installed=True,
        every=texts.every_in(file.read_text(encoding="utf-8")),
        files=(str(file),),
        see=f"launchctl print gui/$(id -u)/{LABEL}",
        drop=f"launchctl bootout gui/$(id -u)/{LABEL}",
        also=(f"Run this once: {joined(['launchctl', 'bootstrap'])} gui/$(id -u) '{file}'",),
        untried=True,
    )


def _xml(house: House) -> Path:
    return house.home.cache / f"{UNIT}.xml"


def _task(house: House) -> Schedule:
    file = _xml(house)
    return Schedule(
        "Task Scheduler",
        installed=True,
        every=texts.every_in(file.read_text(encoding="utf-16")),
        files=(str(file),),
        see=f'schtasks /Query /TN "{_TASK}"',
        drop=f'schtasks /Delete /TN "{_TASK}"',
        also=(f'Run this once: schtasks /Create /TN "{_TASK}" /XML "{file}"',),
        untried=True,
    )


def _write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding=encoding)


def _insist(way: Tools, command: Sequence[str], text: str = "") -> None:
    answer = way.ask(command, text)
    if answer.code:
        raise SchedulerRefused(
            "The system's scheduler refused:",
            where=f"`{joined(command)}`: {answer.err.strip() or answer.code}.",
            do="Mend what it names, then run the same command again. `withhold schedule status` "
            "says what stands.",
        )
