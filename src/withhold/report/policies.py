"""How is it told what a policy says about training, and what a new version changed?

Texts of policies are somebody else's: on a terminal they are shown without any character that
could move the cursor, colour the screen or turn the reading order round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from withhold.kernel.clock import stamp
from withhold.kernel.errors import Exit
from withhold.model.policy import Direction, Kind, Polarity, Side, Status
from withhold.report.doubts import gravest, short, tell, told
from withhold.report.failures import SCHEMA
from withhold.report.screen import Screen
from withhold.report.speech import KINDS as DATA
from withhold.report.speech import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from withhold.model.doubt import Doubt
    from withhold.model.policy import Clause, Judgement, Passage
    from withhold.report.screen import Line

    Doubted = Mapping[str, Sequence[Doubt]]  # by the change's id

KINDS = {
    Kind.NEW_USE: "a new use for training",
    Kind.WIDER_DATA: "more kinds of data",
    Kind.NARROWER_DATA: "fewer kinds of data",
    Kind.WIDER_PURPOSE: "a wider purpose",
    Kind.USE_REMOVED: "a use for training was taken out",
    Kind.LICENCE: "a licence that covers training",
    Kind.LEGAL_BASIS: "another legal basis",
    Kind.NEW_OPTOUT: "a new way out",
    Kind.OPTOUT_CHANGED: "the way out changed",
    Kind.OPTIN_TO_OPTOUT: "no longer asked first: you have to object",
    Kind.REGION_CARVEOUT: "another rule for a region",
    Kind.THIRD_PARTY: "others may train",
    Kind.THIRD_PARTY_BAN: "others are forbidden to train",
    Kind.PROMISE_ADDED: "a promise not to use it",
    Kind.PROMISE_WIDENED: "a promise not to use it covers more",
    Kind.PROMISE_NARROWED: "a promise not to use it covers less",
    Kind.PROMISE_REMOVED: "a promise not to use it is gone",
    Kind.ANNOUNCEMENT: "an announcement",
    Kind.NOTICE_REMOVED: "a notice is gone",
    Kind.CLARIFICATION: "said more clearly",
}
"""What changed, in plain words."""
_DIRECTIONS = {
    Direction.MORE: "more than before",
    Direction.LESS: "less than before",
    Direction.NEUTRAL: "as much as before, or it cannot be told",
    Direction.NONE: "as before",
}
_STATUSES = {
    Status.ANNOUNCED: "announced for later",
    Status.IN_EFFECT: "in effect, by its own word",
    Status.SILENT: "made without a word about when",
}
_SIDES = {Side.ADDED: "new", Side.REMOVED: "gone", Side.REWORDED: "reworded"}
_WHO = {
    "provider": "the service itself",
    "third-party": "other companies",
    "provider and third-party": "the service itself and other companies",
    "user": "people who use it",
}
_POLARITIES = {
    Polarity.ALLOWS: "allows training",
    Polarity.PROMISES_NOT: "promises not to train",
    Polarity.FORBIDS: "forbids others to train",
    Polarity.WAY_OUT: "names a way out",
    Polarity.NONE: "says nothing of it",
}
WHY = {
    "not-text": "no text in UTF-8",
    "too-large": "too large",
    "missing": "not in the repository",
    "damaged": "damaged",
    "encrypted": "encrypted",
}
"""Why a version gives no text, by code."""


@dataclass(frozen=True, slots=True)
class Archived:
    """Where a version is recorded: in which collection, as which commit, at which address."""

    name: str
    commit: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change that is kept, between two recorded versions of a document.

    `no_change`: the person said it was none; `muted`: they want to hear nothing of the document;
    `looked`: they looked at it. `archive` says where it is recorded, where only this one is asked.
    """

    id: str
    service: str
    document: str
    before: datetime
    after: datetime
    judgement: Judgement
    no_change: bool = False
    muted: bool = False
    looked: bool = False
    archive: Archived | None = None

    @property
    def silenced(self) -> bool:
        """It is left out of lists, and counts for nothing."""
        return self.no_change or self.muted

    @property
    def new(self) -> bool:
        """The person has not looked at it, and it is not silenced."""
        return not self.looked and not self.silenced

    @property
    def marked(self) -> str | None:
        """The mark that silences it."""
        if self.no_change:
            return "no-change"
        return "muted" if self.muted else None


def verdict(judgement: Judgement) -> Exit:
    """3 where it could not be judged, 1 for a change, 0 for none."""
    if not judgement.readable:
        return Exit.COULD_NOT_LOOK
    return Exit.FINDINGS if judgement.change else Exit.WELL


def compared(judgement: Judgement) -> dict[str, Any]:
    """Give the one object `policies compare` prints with `--json`."""
    return {"schema": SCHEMA, **_judged(judgement)}


def changed(changes: Sequence[Change], doubted: Doubted) -> dict[str, Any]:
    """Give the one object `policies changes` prints with `--json`."""
    return {"schema": SCHEMA, "changes": [_plain(each, doubted[each.id]) for each in changes]}


def shown(change: Change, found: Sequence[Doubt]) -> dict[str, Any]:
    """Give the one object `policies show` prints with `--json`."""
    return {"schema": SCHEMA, "change": _plain(change, found)}


def clauses(found: Sequence[tuple[str, Clause]]) -> dict[str, Any]:
    """Give the one object `policies clause` prints with `--json`: as many as there were lines."""
    return {
        "schema": SCHEMA,
        "clauses": [
            {
                "trains_on_user_data": clause.trains_on_user_data,
                "who": clause.who,
                "data_kinds": list(clause.data_kinds),
                "polarity": clause.polarity.value,
            }
            for _, clause in found
        ],
    }


def compared_screen(judgement: Judgement, *, width: int) -> list[Line]:
    """Say what one text alters against another."""
    page = Screen(width)
    if not judgement.readable:
        page.head("This could not be judged.")
        page.text(safe(judgement.why or ""))
        page.text("Whether anything changed about training is not known.")
    elif not judgement.change:
        page.head("No change about training on what people post.")
    else:
        page.head(safe(judgement.summary) or "It changes what it says about training.")
        _details(page, judgement)
    return page.lines


NOTHING_READ = (
    "Nothing was read yet, so no change can be known. It takes two texts to see one:",
    "`withhold policies fetch` reads what is published today, for the next time to compare with.",
    "`withhold policies import PATH` brings in years of history from an archive.",
    "`withhold policies compare OLD NEW` compares two files of your own.",
)
NOTHING_NEW = ("Nothing is new since you last looked.",)
NOTHING_LATELY = (
    "No change about training is known for this time.",
    "`withhold policies changes --all` lists everything that was ever found.",
)
NOTHING_EVER = ("No change about training was found in what was read so far.",)


def changed_screen(
    changes: Sequence[Change],
    doubted: Doubted,
    *,
    hidden: int,
    width: int,
    none: Sequence[str] = NOTHING_LATELY,
) -> list[Line]:
    """List changes, one paragraph each; `hidden`: how many are left out by the person's marks.

    `none` says so where there is none. What is new is marked once any was looked at.
    """
    page, before = Screen(width), any(change.looked for change in changes)
    for change in changes:
        page.head(f"{title(change)}  [{change.id}]")
        page.text(safe(change.judgement.summary), indent=2)
        page.item("exposed", _DIRECTIONS[change.judgement.direction])
        page.item("mark", _mark(change) if before or change.silenced else "")
        first = gravest(doubted[change.id])
        page.item("do", short(first) if first and not change.silenced else "")
    if not changes:
        for sentence in none:
            page.text(sentence)
    if hidden:
        many = "1 more is" if hidden == 1 else f"{hidden} more are"
        page.blank()
        page.text(
            f"{many} left out: you said it was no change, or muted it. "
            "`withhold policies changes --all` lists those too."
        )
    return page.lines


def shown_screen(change: Change, found: Sequence[Doubt], *, width: int) -> list[Line]:
    """Say all that is kept of one change."""
    page = Screen(width)
    page.head(title(change))
    page.text(safe(change.judgement.summary))
    page.item("mark", _mark(change))
    page.item("before", f"as recorded on {day(f'{change.before:%Y-%m-%d}')}")
    _details(page, change.judgement)
    if change.archive and change.archive.name:
        page.blank()
        page.item("record", f"{safe(change.archive.name)} {safe(change.archive.commit)}".strip())
        page.item("at", change.archive.address or "")
    tell(page, found)
    return page.lines


def clauses_screen(found: Sequence[tuple[str, Clause]], *, width: int) -> list[Line]:
    """Say of each sentence what it says."""
    page = Screen(width)
    for sentence, clause in found:
        page.point(safe(sentence) or "(empty)")
        page.item("training", _POLARITIES[clause.polarity])
        page.item("who", _who(clause.who))
        page.item("data", _data(clause.data_kinds))
    return page.lines


def safe(text: str) -> str:
    """Leave out of a text from outside what moves a cursor or turns the reading order round."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _plain(change: Change, found: Sequence[Doubt]) -> dict[str, Any]:
    return {
        "id": change.id,
        "service": change.service,
        "document": change.document,
        "before_date": stamp(change.before),
        "after_date": stamp(change.after),
        **_judged(change.judgement),
        "marked": change.marked,
        "new": change.new,
        **told(found),
    }


def _judged(judgement: Judgement) -> dict[str, Any]:
    return {
        "change": judgement.change,
        "readable": judgement.readable,
        "why": judgement.why,
        "kinds": [kind.value for kind in judgement.kinds],
        "direction": judgement.direction.value,
        "data_kinds": list(judgement.data_kinds),
        "who": judgement.who,
        "effective_date": judgement.effective_date,
        "status": judgement.status.value if judgement.status else None,
        "passages": [
            {"side": each.side.value, "before": each.before, "after": each.after}
            for each in judgement.passages
        ],
        "summary": judgement.summary,
    }


def _mark(change: Change) -> str:
    if change.silenced:
        return "no change, by your word" if change.no_change else "muted by you"
    return "" if change.looked else "new to you"


def title(change: Change) -> str:
    """Name a change on a terminal: its day, its service, its document."""
    when = day(f"{change.after:%Y-%m-%d}")
    return f"{when}: {safe(change.service)}, {safe(change.document)}"


def _details(page: Screen, judgement: Judgement) -> None:
    page.item("exposed", _DIRECTIONS[judgement.direction])
    page.item("what", ", ".join(KINDS[kind] for kind in judgement.kinds))
    page.item("data", _data(judgement.data_kinds))
    page.item("who", _who(judgement.who))
    page.item("from", day(judgement.effective_date) if judgement.effective_date else "")
    page.item("how", _STATUSES[judgement.status] if judgement.status else "")
    for passage in judgement.passages:
        _passage(page, passage)


def _who(code: str | None) -> str:
    return _WHO.get(code or "", safe(code or ""))


def _passage(page: Screen, passage: Passage) -> None:
    page.blank()
    page.text(f"{_SIDES[passage.side]}:")
    for sign, text in (("-", passage.before), ("+", passage.after)):
        page.item(sign, safe(text), room=1)


def _data(kinds: Sequence[str]) -> str:
    return ", ".join(DATA.get(kind, safe(kind)) for kind in kinds)
