"""How is `withhold review` typed and told?"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from withhold.app import fetching, policies, reviewing
from withhold.app.start import house
from withhold.app.switching import Wishes
from withhold.cli.runs import tell_once
from withhold.cli.say import print_json, stoppable, tell
from withhold.kernel.errors import HomeClosed
from withhold.kernel.paths import home
from withhold.model.terms import Every
from withhold.report.review import Review, document, screen, verdict
from withhold.report.runs import progress

if TYPE_CHECKING:
    from threading import Event as Signal

    from withhold.app.start import House


@click.command()
@click.option("--due", is_flag=True, help="Look only at what is due; do nothing where nothing is.")
@click.option(
    "--every",
    type=click.Choice([each.value for each in Every]),
    help="How soon a look grows old; without it, what your settings say.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
def review(due: bool, every: str | None, as_json: bool) -> int:
    """Look again, and say only what changed.

    Switches are read, never touched. First comes what was off and is on again, with the evidence
    from before and after and the one command that puts it off. Your own word falls due after a
    quarter, an objection when its answer is late. What platforms publish is fetched as well, each
    document once a day at most; your settings say if it is not.
    """
    if due and not home().root.exists():  # erased: a timer left behind must not begin it anew
        return _show(Review(idle=True), as_json=as_json)
    if due and home().is_closed:  # one line that says nothing of whose it is, for a timer's log
        raise HomeClosed("Closed with a passphrase: nothing was looked at.")
    own = house()
    chosen = Every(every) if every else None
    with stoppable() as stop:
        regular = fetching.regular(policies.ours(), tell)
        ask = reviewing.Ask(due=due, every=chosen, wishes=_wishes(own, stop), policies=regular)
        found = reviewing.review(own, ask)
    return _show(found, as_json=as_json)


def _wishes(own: House, stop: Signal) -> Wishes:
    def before_visit() -> None:
        tell_once(own, ask=True)

    return Wishes(before_visit=before_visit, tell=progress(tell), stop=stop)


def _show(found: Review, *, as_json: bool) -> int:
    if as_json:
        print_json(document(found))
    for line in screen(found, width=shutil.get_terminal_size().columns):
        text = click.style(line.text, bold=True) if line.bold else line.text
        click.echo(text, err=as_json)
    return verdict(found)
