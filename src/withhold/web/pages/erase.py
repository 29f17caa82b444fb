"""Erasing: what goes, what stays, and one word before it happens."""

from __future__ import annotations

from withhold.app import erasing
from withhold.report.accounts import amount
from withhold.report.pages.erase import ASK, STAYS, STAYS_HEAD, WORD
from withhold.web.visit import Answer, Farewell, Page, Visit


def question(visit: Visit) -> Answer:
    """Say what goes and what stays, and ask for the word."""
    return _asked(visit)


def erase(visit: Visit) -> Answer:
    """Delete everything, show a last page and close. What is in the way stops it beforehand."""
    if visit.field("word").lower() != WORD:
        return _asked(visit, mistake=True)
    done = erasing.erase(visit.house.home)
    return Farewell("erased.html", {"left": done.left, "home": visit.house.home})


def _asked(visit: Visit, *, mistake: bool = False) -> Page:
    own = visit.house
    values = {
        "held": [(each.what, amount(each.size)) for each in erasing.holdings(own.home, own.clock)],
        "home": own.home,
        "head": STAYS_HEAD,
        "stays": STAYS,
        "ask": ASK,
        "mistake": mistake,
    }
    return Page("erase.html", {**values, "here": "settings"}, status=422 if mistake else 200)
