"""How is `policies` typed and told: pages fetched, an archive read in, texts compared?"""

from __future__ import annotations

import shutil
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from withhold.app import fetching, importing
from withhold.app import policies as app
from withhold.app.evidence import day
from withhold.app.start import house
from withhold.cli.say import print_json, stoppable, tell
from withhold.kernel.errors import Exit
from withhold.report import fetched
from withhold.report import policies as report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from withhold.report.fetched import Fetched, Planned
    from withhold.report.policies import Progress
    from withhold.report.screen import Line

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
_path = click.Path(path_type=Path)
_PAUSE = 1.0  # seconds between two lines of progress


@click.group()
def policies() -> None:
    """Follow what platforms' policies say about training on what people post."""


@policies.command("import")
@click.argument("path", type=_path)
@_json
def import_(path: Path, as_json: bool) -> int:
    """Read years of policies from an archive on this machine.

    PATH is a folder with an Open Terms Archive repository of versions, one of its datasets as a
    ZIP, or a folder of files named SERVICE/DOCUMENT/YYYY-MM-DDTHH-MM-SSZ.md. It may be stopped at
    any moment; the same command then goes on from there. Nothing is fetched.
    """
    done = importing.import_(house(), path, judge=app.ours(), tell=_now_and_then())
    if as_json:
        print_json(report.imported(done))
    else:
        _print(report.imported_screen(done, width=_width()))
    return Exit.WELL


@policies.command()
@click.argument("platform", nargs=-1)
@click.option("--dry-run", is_flag=True, help="List the addresses, and send nothing.")
@_json
def fetch(platform: tuple[str, ...], dry_run: bool, as_json: bool) -> int:
    """Fetch what platforms publish today, and say what changed about training.

    PLATFORM is one or several; without it, those of your accounts, or all that are known. Pages
    that only a browser shows are opened in one that is signed in nowhere. What cannot be read
    changes nothing of what was read before. Ends with 1 if something changed, else with 3 if
    something could not be read.
    """
    own = house()
    if dry_run:
        planned = fetching.planned(own, platform)
        if as_json:
            print_json(fetched.plan_document(planned))
        else:
            _print(fetched.plan_screen(planned, width=_width()))
        return Exit.WELL
    with stoppable() as stop:
        ask = fetching.Ask(app.ours(), platform, begin=_before, said=_aside, stop=stop)
        done = fetching.fetch(own, ask)
    if as_json:
        print_json(fetched.document(done))
    else:
        _print(fetched.screen(done, width=_width()))
    return fetched.verdict(done)


@policies.command()
@click.option("--all", "every", is_flag=True, help="All that were ever found.")
@click.option("--since", metavar="DATE", help="Those recorded from this day on: 2025-11-03.")
@_json
def changes(every: bool, since: str | None, as_json: bool) -> int:
    """List what changed about training, newest first: in the last year, if nothing else is said.

    Ends with 1 if there is any.
    """
    if every and since:
        raise click.UsageError("--all and --since do not go together.")
    found = app.changes(house(), day(since) if since else None, every=every)
    if as_json:
        print_json(report.changed(found))
    else:
        _print(report.changed_screen(found, width=_width()))
    return Exit.FINDINGS if found else Exit.WELL


@policies.command()
@click.argument("change")
@_json
def show(change: str, as_json: bool) -> int:
    """Show one change with its passages; CHANGE is its id, or how that begins."""
    found = app.change(house(), change)
    if as_json:
        print_json(report.shown(found))
    else:
        _print(report.shown_screen(found, width=_width()))
    return Exit.WELL


@policies.command()
@click.argument("before", type=_path)
@click.argument("after", type=_path)
@_json
def compare(before: Path, after: Path, as_json: bool) -> int:
    """Say what a policy alters about training: the file AFTER against the file BEFORE.

    Ends with 0 if nothing, 1 if something, and 3 if it cannot be judged: a text that is empty,
    halved, in another language, or in one without rules. Nothing is kept.
    """
    judged = app.compare(before, after, app.ours())
    if as_json:
        print_json(report.compared(judged))
    else:
        _print(report.compared_screen(judged, width=_width()))
    return report.verdict(judged)


@policies.command()
@click.argument("file", type=_path)
@_json
def clause(file: Path, as_json: bool) -> int:
    """Say of each sentence in FILE, one a line, what it says about training. Nothing is kept."""
    found = app.clauses(file, app.ours())
    if as_json:
        print_json(report.clauses(found))
    else:
        _print(report.clauses_screen(found, width=_width()))
    return Exit.WELL


def _before(planned: Sequence[Planned]) -> None:
    tell(fetched.asking(planned))


def _aside(found: Fetched) -> None:
    tell(fetched.progress(found))


def _now_and_then() -> Callable[[Progress], None]:
    last = monotonic() - _PAUSE

    def say(now: Progress) -> None:
        nonlocal last
        if monotonic() - last >= _PAUSE:
            last = monotonic()
            tell(report.progress(now))

    return say


def _print(lines: Iterable[Line]) -> None:
    for line in lines:
        click.echo(click.style(line.text, bold=True) if line.bold else line.text)


def _width() -> int:
    return shutil.get_terminal_size().columns
