"""How is `policies` typed and told: pages fetched, an archive read in, texts compared?"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from withhold.app import changed, fetching, importing, marking
from withhold.app import policies as app
from withhold.app.doubting import doubts
from withhold.app.evidence import day
from withhold.app.start import house
from withhold.cli.say import print_json, stoppable, tell
from withhold.cli.screen import show_lines, width
from withhold.kernel.errors import Exit
from withhold.report import fetched, imports, marks
from withhold.report import policies as report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from withhold.app.start import House
    from withhold.report.fetched import Fetched, Planned
    from withhold.report.imports import Progress

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
    try:
        done = importing.import_(house(), path, judge=app.ours(), tell=_now_and_then())
    except KeyboardInterrupt:
        tell("What was read so far is kept. The same command goes on from there.")
        raise
    if as_json:
        print_json(imports.document(done))
    else:
        show_lines(imports.screen(done, width=width()))
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
            show_lines(fetched.plan_screen(planned, width=width()))
        return Exit.WELL
    with stoppable() as stop:
        ask = fetching.Ask(app.ours(), platform, begin=_before, said=_aside, stop=stop)
        done = fetching.fetch(own, ask)
    if as_json:
        print_json(fetched.document(done, doubts(own, done.changes)))
    else:
        show_lines(fetched.screen(done, width=width()))
    return fetched.verdict(done)


@policies.command()
@click.option("--all", "every", is_flag=True, help="All that were ever found.")
@click.option("--since", metavar="DATE", help="Those recorded from this day on: 2025-11-03.")
@click.option("--new", is_flag=True, help="Those you have not looked at yet, however old.")
@_json
def changes(every: bool, since: str | None, new: bool, as_json: bool) -> int:
    """List what changed about training, newest first: in the last year, if nothing else is said.

    What you said was no change, or muted, is left out, except with --all. Ends with 1 if there is
    any other.
    """
    if bool(every) + bool(since) + new > 1:
        raise click.UsageError("--all, --since and --new do not go together.")
    own = house()
    there = changed.changes(own, day(since) if since else None, every=every or new)
    found = [each for each in there if every or not (each.silenced or (new and each.looked))]
    doubted = doubts(own, found)
    if as_json:
        print_json(report.changed(found, doubted))
    else:
        hidden = 0 if every else sum(each.silenced for each in there)
        none = _nothing(own, every=every, new=new)
        show_lines(report.changed_screen(found, doubted, hidden=hidden, width=width(), none=none))
    return Exit.WELL if all(each.silenced for each in found) else Exit.FINDINGS


@policies.command()
@_json
def looked(as_json: bool) -> int:
    """Say that you have looked at all changes known now; `changes --new` lists those after."""
    own = house()
    number = marking.looked(own, changed.changes(own, every=True, brief=True))
    if as_json:
        print_json(marks.looked(number))
    else:
        noted = "There was nothing new to note." if not number else f"Noted for {number}."
        click.echo(f"{noted} `withhold policies changes --new` lists what comes from now on.")
    return Exit.WELL


@policies.command()
@click.argument("change")
@click.option("--no-change", "none", is_flag=True, help="This was a false alarm.")
@click.option("--undo", is_flag=True, help="Take that back.")
@_json
def mark(change: str, none: bool, undo: bool, as_json: bool) -> int:
    """Say that a change was none: a false alarm. It is kept, and left out of lists from then on.

    CHANGE is its id, or how that begins.
    """
    if none == undo:
        raise click.UsageError("Say either --no-change or --undo.")
    own = house()
    found = marking.mark(own, change, undo=undo)
    if as_json:
        print_json(report.shown(found, doubts(own, [found])[found.id]))
    else:
        show_lines(marks.marked_screen(found, width=width()))
    return Exit.WELL


@policies.command()
@click.argument("service")
@click.argument("document", default="")
@_json
def mute(service: str, document: str, as_json: bool) -> int:
    """Hear nothing more of a SERVICE, or of one DOCUMENT of it."""
    own = house()
    named = marking.mute(own, service, document)
    return _told_muted(own, f"Muted: {_joined(*named)}.", as_json=as_json)


@policies.command()
@click.argument("service")
@click.argument("document", default="")
@_json
def unmute(service: str, document: str, as_json: bool) -> int:
    """Hear of a SERVICE, or of one DOCUMENT of it, again."""
    own = house()
    named = marking.unmute(own, service, document)
    return _told_muted(own, f"Told again: {_joined(*named)}.", as_json=as_json)


@policies.command()
@_json
def muted(as_json: bool) -> int:
    """List what you muted."""
    return _told_muted(house(), "", as_json=as_json)


@policies.command()
@click.argument("change")
@_json
def show(change: str, as_json: bool) -> int:
    """Show one change with its passages; CHANGE is its id, or how that begins."""
    own = house()
    found = changed.change(own, change)
    doubted = doubts(own, [found])[found.id]
    if as_json:
        print_json(report.shown(found, doubted))
    else:
        show_lines(report.shown_screen(found, doubted, width=width()))
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
        show_lines(report.compared_screen(judged, width=width()))
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
        show_lines(report.clauses_screen(found, width=width()))
    return Exit.WELL


def _nothing(own: House, *, every: bool, new: bool) -> Sequence[str]:
    """Say why a list is empty."""
    if not changed.read(own):
        return report.NOTHING_READ
    if every:
        return report.NOTHING_EVER
    return report.NOTHING_NEW if new else report.NOTHING_LATELY


def _told_muted(own: House, said: str, *, as_json: bool) -> int:
    there = [(each.service, each.document, each.at) for each in marking.muted(own)]
    if as_json:
        print_json(marks.muted(there))
        return Exit.WELL
    if said:
        click.echo(said)
    show_lines(marks.muted_screen(there, width=width()))
    return Exit.WELL


def _joined(service: str, document: str) -> str:
    return report.safe(f"{service}, {document or 'all documents'}")


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
            tell(imports.progress(now))

    return say
