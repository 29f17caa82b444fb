"""How is one control visited? Read; if approved and needed, switch; then prove by a fresh read."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from withhold.act.switches.prove import proved, unproved
from withhold.act.switches.switch import Outcome, Patience, switch
from withhold.app.planning import withholding
from withhold.app.question import question
from withhold.kernel.ids import ulid
from withhold.model.action import Change, Stage
from withhold.model.finding import Result
from withhold.model.observation import (
    Evidence,
    Look,
    Phase,
    Position,
    Reading,
    Reason,
    State,
)
from withhold.observe.settings.read import Sight, read
from withhold.report.reasons import sentence

if TYPE_CHECKING:
    from withhold.app.desk import Desk
    from withhold.browser.port import Browser, Page
    from withhold.model.action import ApprovedPlan, PlanItem

COOL_OFF = timedelta(hours=24)
PACE = (2.0, 5.0)
"""Seconds between two page loads on a real host: a hurried person, not a machine."""


COMPLETED = "An earlier run was cut short around its click; this fresh look completes it."


@dataclass(slots=True)
class Visitor:
    """One account's visits in one browser, one after the other, at human pace."""

    desk: Desk
    browser: Browser
    approved: ApprovedPlan | None
    _pace: bool = False

    def visit(self, item: PlanItem) -> tuple[Result, Sight]:
        """Look at one control; change it if that was approved; give the final word on it."""
        page = self._fresh()
        try:
            sight = self._read(page, item)
            before = self._record(item, sight, Phase.CHECK if item.to is None else Phase.BEFORE)
            resumed = self._settle_open(item, before)
            result = self._result(item, sight.look, before, changed=resumed and self._acts(item))
            if resumed and result.reason is None:
                result = replace(result, detail=COMPLETED)
            if self.approved is None or not _should_press(item, sight.look):
                return result, sight
            change = self._begin(item, before)
            outcome = self._press(page, item, sight, change)
        finally:
            page.close()
        if outcome is not Outcome.SENT:
            look = unproved(sight.look, outcome)
            changed = outcome is Outcome.DIALOG
            return self._result(item, look, before, changed=changed), sight
        return self._prove(item, change)

    def _acts(self, item: PlanItem) -> bool:
        """Say whether this run may change the item, so that a half-done change is its own now."""
        return self.approved is not None and item.to is not None

    def _prove(self, item: PlanItem, change: Change) -> tuple[Result, Sight]:
        page = self._fresh()
        try:
            sight = self._read(page, item)
            sight = replace(sight, look=proved(item, sight.look))
            reading = self._record(item, sight, Phase.PROOF)
        finally:
            page.close()
        self._advance(change, Stage.PROVED, proof=reading.id)
        return self._result(item, sight.look, reading, changed=True), sight

    def _fresh(self) -> Page:
        if self._pace:
            low, high = PACE
            self.desk.stop.wait(low + (high - low) * secrets.randbelow(1000) / 1000)
        return self.browser.fresh()

    def _read(self, page: Page, item: PlanItem) -> Sight:
        desk = self.desk
        desk.note("looking", control=item.control, account=item.account.id, url=item.url)
        sight = read(page, question(desk, item), clock=desk.clock, timing=desk.timing)
        self._pace = self._pace or not sight.loopback
        if sight.look.reason is Reason.CHALLENGE:
            until = desk.clock.now() + COOL_OFF
            desk.ledger.put_cool_off(item.account.id, until=until, why=Reason.CHALLENGE.value)
        return sight

    def _press(self, page: Page, item: PlanItem, sight: Sight, change: Change) -> Outcome:
        approved, to = self.approved, item.to
        if approved is None or to is None:
            raise ValueError(item.control)  # _should_press keeps this from happening
        timing = self.desk.timing
        return switch(
            approved,
            item,
            page=page,
            ref=sight.press[to],
            journal=_Journal(self, change),
            words=self.desk.lexicon.page_words,
            clock=self.desk.clock,
            patience=Patience(settle=timing.settle, deadline=timing.deadline),
        )

    def _record(self, item: PlanItem, sight: Sight, phase: Phase) -> Reading:
        desk, look, now = self.desk, sight.look, self.desk.clock.now()
        about = Evidence(
            url=look.url,
            read_at=now,
            recipe=recipe_name(item),
            browser=self.browser.version,
            arguments=desk.config.browser.arguments,
            screenshot=None,
            tree=None,
            whole_page=False,
        )
        evidence = desk.ledger.keep(sight.capture, about)
        reading = Reading(
            id=ulid(now),
            run=desk.run,
            control=item.control,
            account=item.account.id,
            phase=phase,
            state=look.state,
            reason=look.reason,
            detail=look.detail,
            position=look.position,
            read_at=now,
            url=look.url,
            label=look.label,
            recipe=recipe_name(item),
            adopted=look.adopted,
            practice=desk.practice,
            evidence=evidence,
        )
        desk.ledger.put_reading(reading, look.strangers)
        desk.note("read", control=item.control, account=item.account.id, state=look.state.value)
        return reading

    def _begin(self, item: PlanItem, before: Reading) -> Change:
        now = self.desk.clock.now()
        return Change(
            id=ulid(now),
            run=self.desk.run,
            control=item.control,
            account=item.account.id,
            before=before.position,
            to=item.to or Position.UNKNOWN,
            stage=Stage.INTENDED,
            at=now,
            before_reading=before.id,
            practice=self.desk.practice,
            undo=before.state is State.WITHHELD,
        )

    def _advance(self, change: Change, stage: Stage, *, proof: str | None = None) -> None:
        now = self.desk.clock.now()
        self.desk.ledger.put(replace(change, stage=stage, at=now, proof_reading=proof))
        self.desk.note(stage.value, control=change.control, account=change.account)

    def _settle_open(self, item: PlanItem, reading: Reading) -> bool:
        """Finish a change that an earlier run left half done, by what is seen now.

        True if that click is what brought the control where it stands. What cannot be seen now
        stays open.
        """
        landed = False
        for change in left_open(self.desk, item):
            seen = "unsettled" if reading.position is Position.UNKNOWN else "resumed"
            self.desk.note(seen, control=change.control, account=change.account)
            if reading.position is change.to:
                landed = True
                self._advance(change, Stage.PROVED, proof=reading.id)
            elif reading.position is not Position.UNKNOWN:
                self._advance(change, Stage.ABANDONED, proof=reading.id)
        return landed

    def _result(self, item: PlanItem, look: Look, reading: Reading, *, changed: bool) -> Result:
        control = item.control
        return Result(
            control=control,
            platform=item.account.platform,
            account=item.account.name,
            state=look.state,
            reason=look.reason,
            detail=sentence(look.reason, control=control, extra=look.detail),
            changed=changed,
            declared=self.desk.ledger.declaration(control, item.account.id),
            read_at=reading.read_at,
            url=look.url,
            label=look.label or item.label,
            recipe=recipe_name(item),
            evidence=reading.evidence,
            adopted=look.adopted,
        )


@dataclass(frozen=True, slots=True)
class _Journal:
    """Writes each step of a change into the ledger, before the next is taken."""

    visitor: Visitor
    change: Change

    def intended(self) -> None:
        """Write down that from here on a click may have been sent."""
        self.visitor._advance(self.change, Stage.INTENDED)  # noqa: SLF001 - one module, one matter

    def clicked(self) -> None:
        """Write down that the click was sent."""
        self.visitor._advance(self.change, Stage.CLICKED)  # noqa: SLF001

    def abandoned(self) -> None:
        """Write down that no click was sent after all."""
        self.visitor._advance(self.change, Stage.ABANDONED)  # noqa: SLF001


def left_open(desk: Desk, item: PlanItem) -> list[Change]:
    """List the half-done changes of one control of one account."""
    return [
        change
        for change in desk.ledger.open_changes()
        if (change.control, change.account) == (item.control, item.account.id)
    ]


def recipe_name(item: PlanItem) -> str:
    """Name a recipe and its version."""
    return f"{item.recipe.control}@{item.recipe.version}"


def _should_press(item: PlanItem, look: Look) -> bool:
    """Press only what was read, is not locked, and does not stand where it should.

    Position and meaning have to agree: a label that reads the other way round than the plan took
    for granted (the person adopted one, the page shows the old one) is left alone.
    """
    known = look.state is not State.UNKNOWN and look.reason is not Reason.LOCKED
    withhold = item.to is withholding(item.recipe.on_means)
    meant = look.state is (State.ALLOWED if withhold else State.WITHHELD)
    return item.to is not None and known and meant and look.position is not item.to
