"""How do accounts stand, control by control and use by use? The view, and its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.catalogue import ask
from withhold.kernel.clock import stamp
from withhold.kernel.errors import Exit
from withhold.model.finding import Standing, UseState
from withhold.model.terms import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from withhold.model.doubt import Proof
    from withhold.model.fact import Control, Default, Platform, Route, Stops, Use
    from withhold.model.finding import ControlStanding, Verdict
    from withhold.model.observation import Account, Declaration, Reading

SCHEMA = 1
_FINDINGS = frozenset({Standing.DRIFTED, Standing.OVERDUE})


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One control of one account.

    `known`: `observed`, `declared` or `not-at-all`. `first`: the first reading that could tell,
    kept for ever. `last`: the newest reading, whatever it says. `due`: when an answer is due.
    `proofs`: what showed it off, or was sent. `doubted`: the day of a change of the policy after
    which they no longer show enough.
    """

    control: Control
    standing: ControlStanding
    known: str
    due: date | None = None
    first: Reading | None = None
    last: Reading | None = None
    word: Declaration | None = None
    doubted: date | None = None
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class UseRow:
    """One use, for one account. `default`: what holds here for somebody who never did anything.

    `deciding`: the controls that stop it and are off; `left`: those that would stop more of it.
    """

    use: Use
    verdict: Verdict
    default: Default | None
    deciding: tuple[Control, ...]
    left: tuple[Control, ...]

    @property
    def stays(self) -> list[str]:
        """What stays on although this much is off."""
        notes = [ask.words(stop.note) for c in self.deciding for stop in self._partly(c)]
        limits = [ask.words(limit) for c in self.deciding for limit in c.does_not_cover]
        return list(dict.fromkeys(text for text in [*notes, *limits] if text))

    def _partly(self, control: Control) -> list[Stops]:
        stops = (stop for stop in control.stops if stop.extent is Extent.PARTLY)
        return [stop for stop in stops if stop.use == self.use.id]


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One objection by a route that is no control: a mail, a letter, a form for anyone."""

    id: str
    route: Route
    standing: ControlStanding
    due: date | None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account, or one person without any (`has_account` False).

    `readable`: there is a switch that Withhold can look at.
    """

    account: Account
    platform: Platform
    country: str | None
    has_account: bool
    controls: tuple[ControlRow, ...]
    uses: tuple[UseRow, ...]
    letters: tuple[LetterRow, ...]
    readable: bool


def verdict(rows: Sequence[AccountRow]) -> Exit:
    """Give the exit code: 1 if something is on, drifted or late; 3 if something is not known."""
    uses = [use.verdict.state for row in rows for use in row.uses]
    stands = [c.standing.standing for row in rows for c in row.controls]
    stands += [letter.standing.standing for row in rows for letter in row.letters]
    if UseState.ON in uses or not _FINDINGS.isdisjoint(stands):
        return Exit.FINDINGS
    if UseState.UNKNOWN in uses or not rows:
        return Exit.COULD_NOT_LOOK
    return Exit.WELL


def document(rows: Sequence[AccountRow]) -> dict[str, Any]:
    """Give the one object that `status --json` prints."""
    return {"schema": SCHEMA, "accounts": [_account(row) for row in rows]}


def _account(row: AccountRow) -> dict[str, Any]:
    return {
        "account": row.account.name,
        "platform": row.account.platform,
        "country": row.country,
        "has_account": row.has_account,
        "uses": [_use(use) for use in row.uses],
        "controls": [_control(control) for control in row.controls],
        "letters": [_letter(letter) for letter in row.letters],
    }


def _use(row: UseRow) -> dict[str, Any]:
    default = row.default
    return {
        "use": row.use.id,
        "name": ask.words(row.use.name),
        "state": row.verdict.state.value,
        "observed": row.verdict.observed,
        "by": [
            {
                "control": part.standing.control,
                "standing": part.standing.standing.value,
                "since": part.standing.since,
                "extent": part.extent.value,
            }
            for part in row.verdict.parts
        ],
        "default": {"state": default.state.value, "since": default.since} if default else None,
        "stays": row.stays,
        "ends_with": [control.id for control in row.left],
    }


def _control(row: ControlRow) -> dict[str, Any]:
    stands = row.standing
    return {
        "control": row.control.id,
        "name": ask.words(row.control.name),
        "kind": row.control.kind.value,
        "confidence": row.control.confidence.value,
        "standing": stands.standing.value,
        "known": row.known,
        "since": stands.since,
        "reason": stands.reason.value if stands.reason else None,
        "due": row.due.isoformat() if row.due else None,
        "first": _reading(row.first),
        "last": _reading(row.last),
        "declared": _word(row.word),
    }


def _letter(row: LetterRow) -> dict[str, Any]:
    return {
        "route": row.id,
        "name": ask.words(row.route.name),
        "standing": row.standing.standing.value,
        "since": row.standing.since,
        "due": row.due.isoformat() if row.due else None,
    }


def _reading(reading: Reading | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    return {
        "state": reading.state.value,
        "reason": reading.reason.value if reading.reason else None,
        "position": reading.position.value,
        "read_at": stamp(reading.read_at),
        "id": reading.id,
    }


def _word(word: Declaration | None) -> dict[str, Any] | None:
    if word is None:
        return None
    return {
        "state": word.word.value,
        "since": word.since,
        "said_at": stamp(word.said_at),
        "screenshot": word.screenshot,
    }
