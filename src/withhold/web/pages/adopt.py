"""Adopting: this renamed switch is the one, and what its ON means."""

from __future__ import annotations

from withhold.app import adopting, pictures
from withhold.model.terms import Polarity
from withhold.report.pages.address import plan_of
from withhold.web.render import at
from withhold.web.visit import Answer, NoSuchPage, Page, Redirect, Visit

_POLARITIES = {each.value: each for each in Polarity}


def shown(visit: Visit) -> Answer:
    """Show the switch with its picture and its words, and ask what ON means."""
    control, label = visit.query.get("control", ""), visit.query.get("label", "")
    proposal = adopting.propose(visit.house, control, label)
    picture = pictures.name(proposal.picture)
    return Page("adopt.html", {"proposal": proposal, "picture": picture, "here": "overview"})


def agreed(visit: Visit) -> Answer:
    """Take it from now on, by the person's word; then look again."""
    meaning = _POLARITIES.get(visit.field("on_means"))
    if meaning is None or visit.field("sure") != "1":
        raise NoSuchPage(
            "You did not say what ON means, or that you are sure.",
            do="Go back and answer both. Nothing was taken over.",
        )
    proposal = adopting.propose(visit.house, visit.field("control"), visit.field("label"))
    adopting.adopt(visit.house, proposal, meaning, agreed=True)
    return Redirect(at(plan_of("check", (proposal.control.id, proposal.sighting.account))))
