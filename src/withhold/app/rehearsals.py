"""How does a rehearsal that a page ordered tell how far it is? In a file that can be thrown away.

The real ledger holds nothing of rehearsals, so their progress lies in the cache.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from withhold.app import orders
from withhold.app.rehearsing import Stage, is_seen, plain, rehearse
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER
from withhold.report.pages.rehearsal import Played, Rehearsal
from withhold.store.lives import Lives

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event as Signal

    from withhold.app.rehearsing import Case
    from withhold.app.start import House
    from withhold.kernel.paths import Home


def hold(house: House, run: str, stop: Signal) -> None:
    """Rehearse on the plain pages, and write down each as it is done."""
    pages = plain(house)
    file = _file(house.home, run)
    file.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    _clear(file.parent)
    lives = Lives(orders.folder(house.home))
    lives.begin(run)
    try:
        seen = is_seen(house)
        _add(file, {"pid": os.getpid(), "of": len(pages), "seen": seen})
        stage = Stage(
            pages, headless=not seen, stop=stop, tell=lambda case: _add(file, _played(case))
        )
        done = rehearse(house, stage)
        how = "interrupted" if done.interrupted else "done"
        _add(file, {"ended": how, "whole": done.whole})
    finally:
        lives.end(run)


def rehearsal(home: Home, run: str) -> Rehearsal | None:
    """Say how far it is; None where there is none of this id."""
    file = _file(home, run)
    if not orders.is_id(run) or not file.exists():
        return Rehearsal(run, alive=True) if _is_about_to(run) else None
    lines = [_line(text) for text in file.read_text(encoding="utf-8").splitlines()]
    head = lines[0] if lines else {}
    end = next((line for line in lines if "ended" in line), {})
    return Rehearsal(
        id=run,
        pid=int(head.get("pid", 0)),
        of=int(head.get("of", 0)),
        seen=bool(head.get("seen")),
        played=tuple(Played(**line) for line in lines if "behaviour" in line),
        ended=end.get("ended"),
        whole=bool(end.get("whole")),
        alive=Lives(orders.folder(home)).alive(run),
    )


def may_be_watched(house: House) -> bool:
    """Say whether it will show in a window."""
    return is_seen(house)


def _is_about_to(run: str) -> bool:
    return orders.is_starting(run) and orders.kind_of(run) == "rehearsal"


def _file(home: Home, run: str) -> Path:
    return home.cache / "rehearsals" / f"{run}.jsonl"


def _clear(folder: Path) -> None:
    """Throw earlier ones away: they say nothing about the person's accounts."""
    for old in folder.glob("*.jsonl"):
        old.unlink(missing_ok=True)


def _played(case: Case) -> dict[str, Any]:
    return {
        "control": case.scene.subject.control,
        "behaviour": case.scene.behaviour.name,
        "state": case.state.value,
        "reason": case.reason.value if case.reason else None,
        "right": case.right,
    }


def _add(file: Path, line: dict[str, Any]) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
    with open(descriptor, "a", encoding="utf-8") as at:  # noqa: PTH123 - made private
        at.write(json.dumps(line) + "\n")


def _line(text: str) -> dict[str, Any]:
    """Read one line; the last may be half written."""
    with suppress(ValueError):
        found: dict[str, Any] = json.loads(text)
        return found
    return {}
