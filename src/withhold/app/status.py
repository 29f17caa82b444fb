"""How do the person's accounts stand: what is off, by which control, and what stays on?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from withhold.app.doubting import older, proofs
from withhold.app.histories import NO_ACCOUNT, here, pasts, places
from withhold.catalogue import ask
from withhold.judge.standing import judge, objection
from withhold.judge.verdict import SETTLED, concerns, verdict
from withhold.model.finding import Standing
from withhold.model.terms import Kind
from withhold.report.status import AccountRow, ControlRow, LetterRow, UseRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from withhold.app.histories import Pasts
    from withhold.app.start import House
    from withhold.judge.standing import Judged
    from withhold.judge.verdict import Here
    from withhold.model.fact import Control, PlatformFacts, Use
    from withhold.model.observation import Account

_BLANK = frozenset({Standing.UNKNOWN, Standing.NOT_SENT})


def status(
    house: House, platform: str | None = None, *, country: str | None = None
) -> tuple[AccountRow, ...]:
    """Sum up each account, or, with none added, each platform something is known of."""
    with house.ledger() as ledger:
        found = places(house, ledger, [platform] if platform else [])
        held = pasts(ledger)
    rows = [_account(house, held, each, country=country) for each in found]
    return _with_doubts(house, rows)


def _account(house: House, held: Pasts, account: Account, *, country: str | None) -> AccountRow:
    known = ask.platform(house.facts, account.platform)
    place, has_account = here(house, country, account), account.name != NO_ACCOUNT
    rows, stands = [], {}
    for control in known.controls:
        row, judged = _control(house, held, control, account)
        stands[control.id] = judged
        if _is_shown(row, place, has_account=has_account):
            rows.append(row)
    uses = [_use(use, known, stands, account, place) for use in known.uses] if has_account else []
    return AccountRow(
        account=account,
        platform=known.platform,
        country=place.country,
        has_account=has_account,
        controls=tuple(rows),
        uses=tuple(uses),
        letters=_letters(house, held, known, account),
        readable=bool(known.recipes) and has_account,
    )


def _with_doubts(house: House, rows: Sequence[AccountRow]) -> tuple[AccountRow, ...]:
    """Say of each proof that a policy changed since; how the control stands stays the same."""
    held = [proof for row in rows for each in row.controls for proof in each.proofs]
    owned = {row.account.platform for row in rows if row.has_account}
    doubted = older(house, held, owned)
    return tuple(replace(row, controls=_doubted(row, doubted)) for row in rows)


def _doubted(row: AccountRow, doubted: Mapping[tuple[str, str], date]) -> tuple[ControlRow, ...]:
    found = ((each, doubted.get((each.control.id, row.account.id))) for each in row.controls)
    return tuple(replace(each, doubted=day) if day else each for each, day in found)


def _control(
    house: House, held: Pasts, control: Control, account: Account
) -> tuple[ControlRow, Judged]:
    past = held.of(control.id, account.id)
    judged = judge(control, past, now=house.clock.now())
    row = ControlRow(
        control,
        judged.standing,
        judged.known.value,
        due=judged.due,
        first=next(iter(past.sights), None),
        last=next(reversed(past.looks), None),
        word=past.last_word,
        proofs=tuple(proofs(control.id, account.id, past)),
    )
    return row, judged


def _is_shown(row: ControlRow, place: Here, *, has_account: bool) -> bool:
    """Leave out what is not for here, and what is nothing to do, unless something is known."""
    if row.standing.standing not in _BLANK or row.last is not None:
        return True
    return has_account and row.control.kind is not Kind.NONE and concerns(row.control, place)


def _use(
    use: Use,
    known: PlatformFacts,
    stands: Mapping[str, Judged],
    account: Account,
    place: Here,
) -> UseRow:
    found = verdict(use, known.controls, stands, account=account.id, here=place)
    states = {part.standing.control: part.standing.standing for part in found.parts}
    concerned = [control for control in known.controls if control.id in states]
    settled = [control for control in concerned if states[control.id] in SETTLED]
    left = [c for c in concerned if c not in settled and c.kind is not Kind.NONE]
    return UseRow(
        use=use,
        verdict=found,
        default=ask.default(use.defaults, place.country, place.on),
        deciding=tuple(settled),
        left=tuple(left),
    )


def _letters(
    house: House, held: Pasts, known: PlatformFacts, account: Account
) -> tuple[LetterRow, ...]:
    rows = []
    for route in known.platform.routes:
        name = f"{known.platform.slug}.{route.id}"
        past = held.of(name, account.id)
        if past.declarations:
            judged = objection(name, past, now=house.clock.now())
            rows.append(LetterRow(name, route, judged.standing, judged.due))
    return tuple(rows)
