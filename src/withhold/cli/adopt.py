"""How is `adopt` typed, asked about and told?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from withhold.app import adopting
from withhold.app.planning import NotApproved
from withhold.app.start import house
from withhold.cli.say import has_terminal, print_json, tell
from withhold.kernel.errors import Exit
from withhold.model.terms import Polarity
from withhold.report import adoptions as report

if TYPE_CHECKING:
    from withhold.app.adopting import Proposal
    from withhold.app.start import House
    from withhold.model.observation import Adoption

_POLARITIES = click.Choice([polarity.value for polarity in Polarity])


@click.command()
@click.argument("control")
@click.argument("label", required=False, default="")
@click.option("--on-means", type=_POLARITIES, help="What ON does: it allows the use, or protects.")
@click.option("--account", metavar="NAME", help="As seen at this one of several accounts.")
@click.option("--yes", is_flag=True, help="Approve it beforehand; needs --on-means.")
@click.option("--forget", is_flag=True, help="Drop what was adopted for CONTROL.")
@click.option("--export", is_flag=True, help="Print what was adopted as a correction of the facts.")
@click.option("--lang", metavar="XX", help="With --export: the language of the label.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
def adopt(
    control: str,
    label: str,
    on_means: str | None,
    account: str | None,
    yes: bool,
    forget: bool,
    export: bool,
    lang: str | None,
    as_json: bool,
) -> int:
    """Say of a new switch on the page: this is the one.

    Where a platform renamed a switch, `withhold check` calls CONTROL unrecognised and lists the
    new switches it saw. LABEL is one of these, word for word. You are asked what ON means.
    """
    own = house()
    if export:
        return _export(own, control, lang, as_json=as_json)
    if forget:
        return _show(adopting.forget(own, control), as_json=as_json)
    proposal = adopting.propose(own, control, label, account=account)
    for line in _described(proposal):
        tell(line)
    polarity = _polarity(on_means, control, yes=yes)
    agreed = _agreed(proposal, polarity, yes=yes)
    return _show(adopting.adopt(own, proposal, polarity, agreed=agreed), as_json=as_json)


def _described(proposal: Proposal) -> list[str]:
    sighting = proposal.sighting
    lines = report.seen(
        sighting.label,
        sighting.url,
        state=sighting.state,
        seen_at=sighting.seen_at,
        picture=proposal.picture,
    )
    return [line.replace("CONTROL", proposal.control.id) for line in lines]


def _polarity(named: str | None, control: str, *, yes: bool) -> Polarity:
    """Take what ON means from the command, else ask; nobody guesses it."""
    if not has_terminal() and not (named and yes):
        raise NotApproved(
            "An adoption needs your word on what ON means, and your yes.",
            where=f"{control}: there is no terminal to ask on.",
            do="Run it in a terminal, or add --on-means and --yes. Nothing was adopted.",
        )
    if named:
        return Polarity(named)
    return Polarity(click.prompt(report.QUESTION, type=_POLARITIES, err=True))


def _agreed(proposal: Proposal, polarity: Polarity, *, yes: bool) -> bool:
    control, label = proposal.control.id, proposal.sighting.label
    tell(report.meaning(label, polarity, control=control, platform=proposal.platform))
    if warning := report.warning(polarity, proposal.known_as):
        tell(warning)
    return yes or click.confirm("Is that right?", err=True)


def _show(adopted: Adoption, *, as_json: bool) -> int:
    if as_json:
        print_json(report.document(adopted))
    for line in report.told(adopted):
        click.echo(line, err=as_json)
    return Exit.WELL


def _export(own: House, control: str, lang: str | None, *, as_json: bool) -> int:
    found = adopting.correction(own, control)
    if lang is None and has_terminal():
        lang = click.prompt("In which language is the label? Two letters, such as en", err=True)
    text = report.correction(
        found.adoption,
        known_as=found.known_as,
        url=found.url,
        lang=lang or "xx  # unknown: put the two letters of the language here",
        day=found.day,
    )
    tell("Give this to the project by hand; nothing is sent.")
    if as_json:
        print_json(report.correction_document(text))
    else:
        click.echo(text)
    return Exit.WELL
