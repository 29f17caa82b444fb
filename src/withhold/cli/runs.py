"""How are `check`, `off` and `restore` typed, asked about and told?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from withhold.app import consent, planning, switching
from withhold.app.start import house
from withhold.cli.say import has_terminal, print_json, stoppable, tell
from withhold.kernel.errors import Exit
from withhold.report.plans import lines as plan_lines
from withhold.report.plans import question_about
from withhold.report.results import document, verdict
from withhold.report.runs import lines as result_lines
from withhold.report.runs import progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event as Signal

    from withhold.app.start import House
    from withhold.app.switching import Done
    from withhold.model.action import Plan, PlanItem

_targets = click.argument("targets", nargs=-1, metavar="[TARGET]...")
_account = click.option("--account", metavar="NAME", help="Only this one of several accounts.")
_whole = click.option(
    "--whole-page", is_flag=True, help="Keep the whole page as evidence, not the control alone."
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
_yes = click.option("--yes", is_flag=True, help="Approve the plan beforehand.")


@click.command()
@_targets
@_account
@_whole
@_json
def check(
    targets: tuple[str, ...],
    account: str | None,
    whole_page: bool,
    as_json: bool,
) -> int:
    """Read switches, and touch nothing.

    TARGET is a platform (its training switches on the web) or a control such as
    linkedin.genai_toggle. Without one, all accounts you added are looked at.
    """
    own = house()
    with stoppable() as stop:
        wishes = _wishes(own, account, stop, whole_page=whole_page)
        done = switching.check(own, targets, wishes)
    return _show(own, done, as_json=as_json)


@click.command()
@_targets
@_account
@_whole
@_json
@_yes
@click.option("--dry-run", is_flag=True, help="Give the plan and the readings; change nothing.")
def off(
    targets: tuple[str, ...],
    account: str | None,
    whole_page: bool,
    as_json: bool,
    yes: bool,
    dry_run: bool,
) -> int:
    """Plan, ask you, switch off, and prove it by a fresh look.

    TARGET is as for `check`. Only training switches are in a plan by default; a control of
    another kind has to be named, and memory, privacy or deletion approved each for itself.
    """
    own = house()
    with stoppable() as stop:
        wishes = _wishes(own, account, stop, whole_page=whole_page, ask=not (yes or dry_run))
        if dry_run:
            done = switching.rehearse_off(own, targets, wishes)
            for line in plan_lines(done.plan):
                tell(line)
        else:
            done = switching.off(own, targets, approver(yes=yes), wishes)
    return _show(own, done, as_json=as_json)


@click.command()
@click.argument("control")
@_account
@_json
@_yes
def restore(control: str, account: str | None, as_json: bool, yes: bool) -> int:
    """Bring a control back to what it was before Withhold changed it."""
    own = house()
    with stoppable() as stop:
        wishes = _wishes(own, account, stop, ask=not yes)
        done = switching.restore(own, [control], approver(yes=yes), wishes)
    code = _show(own, done, as_json=as_json)
    as_asked = all(r.reason is None and r.read_at is not None for r in done.outcome.results)
    return Exit.WELL if as_asked and not done.outcome.interrupted else code


def approver(*, yes: bool) -> planning.Approver:
    """Ask on the terminal; `--yes` stands for the plan as a whole, never for delicate items."""
    if has_terminal():
        ask_all: Callable[[Plan], bool] | None = _agree if yes else _ask_all
        return planning.Approver(ask_all, None if yes else _ask_one, "--yes" if yes else "terminal")
    return planning.Approver(_agree if yes else None, None, "--yes")


def _agree(plan: Plan) -> bool:
    for line in plan_lines(plan):
        tell(line)
    return True


def _ask_all(plan: Plan) -> bool:
    _agree(plan)
    return click.confirm("Go on?", err=True)


def _ask_one(item: PlanItem) -> bool:
    return click.confirm(question_about(item), err=True)


def _wishes(
    own: House, account: str | None, stop: Signal, *, whole_page: bool = False, ask: bool = False
) -> switching.Wishes:
    def before_visit() -> None:
        tell_once(own, ask=ask)

    return switching.Wishes(account, whole_page, before_visit, tell=progress(tell), stop=stop)


def tell_once(own: House, *, ask: bool) -> None:
    """Tell the person once what a visit means; `ask` whether to go on, where there is somebody."""
    if not consent.is_due(own):
        return
    tell(consent.TEXT)
    if ask and has_terminal() and not click.confirm("Go on?", err=True):
        raise click.Abort
    consent.remember(own)


def _show(own: House, done: Done, *, as_json: bool) -> int:
    if as_json:
        print_json(document(done.plan, done.outcome))
    for line in result_lines(done.outcome, own.facts):
        click.echo(line, err=as_json)
    return verdict(done.outcome)
