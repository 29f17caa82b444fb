"""How is it told what a change puts in doubt, and what to do about it? Words and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.kernel.clock import stamp
from withhold.model.doubt import Do, Rule
from withhold.report.speech import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.model.doubt import Doubt
    from withhold.report.screen import Screen

DEEDS = {
    Do.NOTHING: "Nothing to do",
    Do.CHECK: "Check again",
    Do.OBJECT: "Object",
    Do.DECIDE: "Decide before {day}",
}
"""What to do, in a word or two."""
WHY = {
    Rule.NO_CHANGE: "You said that this was no change.",
    Rule.MUTED: "You muted this document.",
    Rule.NO_FACTS: "Withhold knows no facts about this service, so it cannot say what helps.",
    Rule.NOT_YOURS: "You have no account there, and have sent no objection.",
    Rule.LESS: "No more is taken than before.",
    Rule.NEUTRAL: "It cannot be told that more is taken than before.",
    Rule.ANNOUNCED: (
        "On {day} it begins to hold, and what the policy says now ends. Until then you can switch "
        "off, object, or leave."
    ),
    Rule.RENEWED: "It was checked, or you objected, after the policy changed.",
    Rule.PROOF_OLDER: (
        "It was seen off before the policy changed. Only a new look shows whether it still is."
    ),
    Rule.NOT_SEEN: "A switch covers this, and nobody has seen it off since the policy changed.",
    Rule.WAY_OUT: "The way out itself was altered after it was last seen or used.",
    Rule.OBJECTION_OLDER: (
        "Your objection is older than the change. Whether it reaches what is new is not said."
    ),
    Rule.NOT_COVERED: "No switch is known that covers this. There is a way to object.",
    Rule.NO_WAY: "No switch is known that covers this, and no way to object.",
}
"""Why, by rule, in plain words."""
_GRAVEST = (Do.DECIDE, Do.OBJECT, Do.CHECK, Do.NOTHING)


def gravest(doubts: Sequence[Doubt]) -> Doubt | None:
    """Choose the one that asks most of the person; None where there is none."""
    return min(doubts, key=lambda each: _GRAVEST.index(each.do), default=None)


UNKNOWN = "Not known"
"""What is to be done where nothing is known of a service."""


def short(found: Doubt) -> str:
    """Say what to do in a word or two."""
    return UNKNOWN if found.rule is Rule.NO_FACTS else DEEDS[found.do].format(day=_day(found))


def why(found: Doubt) -> str:
    """Say why, in a sentence."""
    return WHY[found.rule].format(day=_day(found))


def told(doubts: Sequence[Doubt]) -> dict[str, Any]:
    """Give the keys that say so in JSON: all doubts, and what to do in the end."""
    first = gravest(doubts)
    return {
        "doubts": [_plain(each) for each in doubts],
        "to_do": _deed(first) if first else None,
    }


def tell(page: Screen, doubts: Sequence[Doubt]) -> None:
    """Say what is in doubt, and what to do, on a terminal."""
    page.head("What to do")
    for each in doubts:
        page.point(": ".join(filter(None, (each.platform, short(each)))))
        page.item("Why", why(each), room=6)
        for proof in each.proofs:
            verb = "sent" if proof.asked else "seen off"
            when = day(f"{proof.at:%Y-%m-%d}")
            page.item("Older", f"{proof.control} ({proof.account}), {verb} on {when}", room=6)
        if each.facts:
            page.item("Facts", f"last checked before this change: {', '.join(each.facts)}", room=6)
        for command in commands(each):
            page.item("Do", f"`{command}`", room=6)


def commands(found: Doubt) -> tuple[str, ...]:
    """Name the commands that help."""
    match found.do:
        case Do.CHECK | Do.DECIDE:
            return tuple(f"withhold check {name}" for name in found.on[:1])
        case Do.OBJECT:
            return tuple(f"withhold todo {name}" for name in found.on[:1])
        case Do.NOTHING:
            return ()


def _plain(found: Doubt) -> dict[str, Any]:
    return {
        "platform": found.platform,
        "facts": list(found.facts),
        "proofs": [
            {
                "control": each.control,
                "account": each.account,
                "at": stamp(each.at),
                "kind": "objection" if each.asked else "reading",
            }
            for each in found.proofs
        ],
        **_deed(found),
    }


def _deed(found: Doubt) -> dict[str, Any]:
    return {
        "do": found.do.value,
        "rule": found.rule.value,
        "why": why(found),
        "by": found.by,
        "controls": list(found.on),
    }


def _day(found: Doubt) -> str:
    return day(found.by) if found.by else ""
