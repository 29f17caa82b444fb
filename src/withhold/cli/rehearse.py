"""How is `rehearse` typed and told?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from withhold.app import rehearsing
from withhold.app.start import house
from withhold.cli.say import print_json, stoppable, tell
from withhold.kernel.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.app.rehearsing import Case, Rehearsed

_LANES = 6  # browsers side by side in the full product; most of the time they wait


@click.command()
@click.option("--all", "full", is_flag=True, help="The full product of pages; takes hours.")
@click.option("--headless", is_flag=True, help="Without a window.")
@click.option("--lanes", type=click.IntRange(1, 32), help="Browsers side by side.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
def rehearse(full: bool, headless: bool, lanes: int | None, as_json: bool) -> int:
    """Rehearse on practice pages: nothing real is opened, read or changed.

    Invented settings pages answer under the platforms' names, on this machine only. You see what
    Withhold does before it touches an account of yours: on pages that behave, and on pages that
    lie, hang, ask for a sign-in or take a click back.
    """
    own = house()
    hidden = headless or not rehearsing.is_seen(own)
    pages = rehearsing.everything(own) if full else rehearsing.plain(own)
    tell(
        f"Rehearsing on {len(pages)} practice pages{'' if hidden else ', in a window you can see'}."
    )
    tell("A throw-away home and browser profile are used. Nothing of yours is touched.")
    with stoppable() as stop:
        stage = rehearsing.Stage(
            pages,
            headless=hidden,
            lanes=lanes or (_LANES if full else None),
            tell=lambda case: tell(_line(case)),
            stop=stop,
        )
        done = rehearsing.rehearse(own, stage)
    if as_json:
        print_json(_document(done))
    for line in _summary(done):
        click.echo(line, err=as_json)
    return _verdict(done)


def _verdict(done: Rehearsed) -> Exit:
    if done.interrupted:
        return Exit.INTERRUPTED
    return Exit.WELL if done.whole and all(case.right for case in done.cases) else Exit.FINDINGS


def _line(case: Case) -> str:
    mark = "ok " if case.right else "BAD"
    return f"  {mark} {case.scene.name}: {_answer(case.state, case.reason)}"


def _answer(state: str, reason: str | None) -> str:
    return f"{state} ({reason})" if reason else f"{state}"


def _summary(done: Rehearsed) -> Iterator[str]:
    told = Counter(_answer(case.state, case.reason) for case in done.cases)
    wrong = [case for case in done.cases if not case.right]
    yield f"{len(done.cases)} pages, {len(done.cases) - len(wrong)} answered as they should be:"
    for answer, number in sorted(told.items()):
        yield f"  {number:5d}  {answer}"
    yield f"False “withheld”: {sum(case.false_withheld for case in done.cases)}."
    yield f"Writes outside the plan: {sum(case.strays for case in done.cases)}."
    yield f"The rehearsal's own ledger and evidence {'verify' if done.whole else 'DO NOT VERIFY'}."
    for case in wrong:
        wanted = case.scene.expected
        yield f"  {case.scene.name}: {_answer(case.state, case.reason)}, {case.writes} writes;"
        yield f"    wanted {_answer(wanted.state, wanted.reason)}, {wanted.writes} writes"
    yield "These pages are invented. How the live sites behave today, only a real check shows."


def _document(done: Rehearsed) -> dict[str, Any]:
    return {
        "schema": 1,
        "cases": [_plain(case) for case in done.cases],
        "right": sum(case.right for case in done.cases),
        "false_withheld": sum(case.false_withheld for case in done.cases),
        "strays": sum(case.strays for case in done.cases),
        "ledger_verifies": done.whole,
        "interrupted": done.interrupted,
    }


def _plain(case: Case) -> dict[str, Any]:
    scene = case.scene
    return {
        "control": scene.subject.control,
        "layout": scene.layout,
        "behaviour": scene.behaviour.name,
        "language": scene.lang,
        "expected": {"state": scene.expected.state, "reason": scene.expected.reason},
        "state": case.state,
        "reason": case.reason,
        "writes": case.writes,
        "right": case.right,
    }
