"""Is the review put into the system's schedulers as their tools want it, and taken out again?"""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from xml.etree import ElementTree as ET

import pytest

from withhold.app.scheduling import Answer, NoScheduler, Tools, install, remove, status
from withhold.app.start import House, house
from withhold.kernel.paths import Home
from withhold.model.terms import Every
from withhold.report import schedule as texts
from withhold.report.schedule import Order

ODD = Order(("/opt/a b/with%hold",), Every.MONTHLY, '/home/o\'neil/100% "$x"')
PLAIN = Order(("/usr/bin/withhold",), Every.WEEKLY)
GOLDEN = Path(__file__).with_name("schedules")
THEIRS = "MAILTO=me\n5 4 * * * /bin/theirs\n"


class System:
    """A machine that never was: it has the tools named, and a crontab."""

    def __init__(self, folder: Path, *tools: str, platform: str = "linux") -> None:
        """Begin with what others put into the crontab."""
        self.has, self.table, self.said = tools, THEIRS, list[Sequence[str]]()
        self.tools = Tools(self.ask, platform, {}, folder)

    def ask(self, command: Sequence[str], text: str = "") -> Answer:
        self.said.append(command)
        if command[0] not in self.has:
            return Answer(127, "")
        match command:
            case ["crontab", "-l"]:
                return Answer(0, self.table) if self.table else Answer(1, "", "no crontab for me")
            case ["crontab", "-r"]:
                self.table = ""
            case ["crontab", "-"]:
                self.table = text
            case _:
                pass
        return Answer(0, "")


@pytest.fixture
def own(tmp_path: Path) -> House:
    return house(Home(tmp_path / "home"))


def test_cron_gets_one_line_and_loses_it(own: House, tmp_path: Path) -> None:
    system = System(tmp_path, "crontab")
    for every in (None, Every.WEEKLY, Every.WEEKLY):
        assert install(own, every, system.tools).every is (every or Every.MONTHLY)
    assert system.table.startswith(THEIRS)
    assert system.table.count("review --due") == 1
    remove(own, system.tools)
    assert system.table == THEIRS
    assert not status(own, system.tools).installed
    assert not remove(own, system.tools).installed


def test_an_empty_crontab_is_left_as_none(own: House, tmp_path: Path) -> None:
    system = System(tmp_path, "crontab")
    system.table = ""
    install(own, None, system.tools)
    remove(own, system.tools)
    assert system.table == ""


def test_systemd_goes_before_cron_and_leaves_no_file(own: House, tmp_path: Path) -> None:
    system = System(tmp_path, "systemctl", "crontab")
    for _ in range(2):
        found = install(own, Every.WEEKLY, system.tools)
    assert (found.how, found.every) == ("systemd", Every.WEEKLY)
    assert all(Path(file).exists() for file in found.files)
    assert ["systemctl", "--user", "enable", "--now", "withhold-review.timer"] in system.said
    assert system.table == THEIRS
    remove(own, system.tools)
    assert not any(Path(file).exists() for file in found.files)


@pytest.mark.parametrize(("platform", "how"), [("darwin", "launchd"), ("win32", "Task Scheduler")])
def test_other_systems_get_a_file_and_the_command(
    own: House, tmp_path: Path, platform: str, how: str
) -> None:
    system = System(tmp_path, platform=platform)
    found = install(own, Every.WEEKLY, system.tools)
    assert (found.how, found.every, found.untried) == (how, Every.WEEKLY, True)
    was = remove(own, system.tools)
    assert texts.leftover(was) == found.drop
    assert not Path(found.files[0]).exists()


def test_a_machine_without_a_scheduler_says_so(own: House, tmp_path: Path) -> None:
    with pytest.raises(NoScheduler):
        install(own, None, System(tmp_path).tools)


@pytest.mark.parametrize("order", [ODD, PLAIN], ids=["odd", "plain"])
def test_the_files_are_the_golden_ones(order: Order) -> None:
    name = "odd" if order is ODD else "plain"
    made = {
        "service": texts.service(order),
        "timer": texts.timer(order),
        "cron": texts.with_cron("", order),
        "plist": texts.plist(order),
        "xml": texts.task(order),
    }
    golden = {kind: (GOLDEN / f"{name}.{kind}").read_text(encoding="utf-8") for kind in made}
    assert made == golden


@pytest.mark.parametrize("order", [ODD, PLAIN], ids=["odd", "plain"])
def test_launchd_and_windows_files_can_be_parsed(order: Order) -> None:
    found = plistlib.loads(texts.plist(order).encode())
    assert tuple(found["ProgramArguments"]) == order.command
    ET.fromstring(texts.task(order).partition("\n")[2])  # noqa: S314 - our own text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
@pytest.mark.parametrize("order", [ODD, PLAIN], ids=["odd", "plain"])
def test_the_units_pass_the_system_s_own_verifier(order: Order, tmp_path: Path) -> None:
    program = tmp_path / "with hold"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    real = Order((str(program),), order.every, order.home)
    files = [tmp_path / "withhold-review.service", tmp_path / "withhold-review.timer"]
    for file, text in zip(files, (texts.service(real), texts.timer(real)), strict=True):
        file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *map(str, files)],
        env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


PRIVATE = """
mount -t tmpfs none /var/spool/cron
mkdir -m 1730 /var/spool/cron/crontabs && chgrp crontab /var/spool/cron/crontabs
mount -t tmpfs none /run
"$1" schedule install || exit 11
crontab -l | grep -q 'review --due --every monthly' || exit 12
crontab -l | sed 's/^17 10 /* * /' | crontab -
cron -f & CRON=$!
end=$(( $(date +%s) + 100 ))
until "$1" inbox --json 2>/dev/null | grep -q '"kind": "answer"' && [ -e "$2/runs/review.lock" ]
do [ "$(date +%s)" -lt "$end" ] || exit 13; done
kill $CRON
"$1" schedule remove || exit 14
crontab -l 2>/dev/null | grep -q review && exit 15
exit 0
"""


def _can_have_a_private_cron() -> bool:
    if sys.platform != "linux" or os.geteuid() or not shutil.which("cron"):
        return False
    tried = subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], check=False)
    return tried.returncode == 0


@pytest.mark.long
@pytest.mark.skipif(
    not _can_have_a_private_cron(), reason="needs root, cron and a mount namespace of its own"
)
def test_cron_really_runs_it(tmp_path: Path) -> None:
    """In a namespace of its own, so that this machine's crontabs are out of reach."""
    program = Path(sys.executable).with_name("withhold")
    home = tmp_path / "home"
    env = os.environ | {"WITHHOLD_HOME": str(home)}
    sent = (datetime.now(UTC) - timedelta(days=90)).date().isoformat()
    done = [str(program), "done", "facebook.ai_objection", "--sent", "--on", sent]
    subprocess.run(done, env=env, check=True, capture_output=True)
    begun = monotonic()
    ran = subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c",
         PRIVATE, "sh", str(program), str(home)],
        env=env, check=False, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    assert ran.returncode == 0, (ran.returncode, ran.stderr[-800:], monotonic() - begun)
