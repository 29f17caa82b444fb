"""How is one approved switch pressed? Once, and only what was described is answered after it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from withhold.kernel.text import normalise
from withhold.model.recipe import Confirm

if TYPE_CHECKING:
    from withhold.browser.port import Page, PageWords
    from withhold.browser.survey import Dialog, Survey
    from withhold.kernel.clock import Clock
    from withhold.model.action import ApprovedPlan, PlanItem


WRITTEN = 1.5
"""Seconds without another write after the last was answered: what is sent first may be a mere
count of clicks, and the save come after it."""


class Outcome(Enum):
    """How pressing ended."""

    SENT = "sent"
    """The click was sent and the page has gone quiet; only a fresh read tells what it did."""
    NOT_SENT = "not sent"
    DIALOG = "dialog"
    """The click was sent, and something nobody described asked a question. It was not answered."""


class Journal(Protocol):
    """Where each step is written down, durably, before the next is taken."""

    def intended(self) -> None:
        """Write down that from here on a click may have been sent."""
        ...

    def clicked(self) -> None:
        """Write down that the click was sent."""
        ...

    def abandoned(self) -> None:
        """Write down that no click was sent after all."""
        ...


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a page to save, in seconds.

    `settle`: quiet needed where no write was seen. `deadline`: give up waiting; the fresh read is
    made all the same.
    """

    settle: float
    deadline: float


def switch(  # noqa: PLR0913 - the plan, the place and the watch are separate things
    approved: ApprovedPlan,
    item: PlanItem,
    *,
    page: Page,
    ref: int,
    journal: Journal,
    words: PageWords,
    clock: Clock,
    patience: Patience,
) -> Outcome:
    """Press `ref`, the planned control on the page just read, and wait until the page has saved.

    Only an item of the approved plan is pressed; anything else is our own bug.
    """
    if item not in approved.plan.items or item.to is None:
        raise ValueError(item.control)
    before = page.survey(words)
    if before is None or (before.dialogs and _modal(before)):
        return Outcome.NOT_SENT
    opened = len(page.dialogs())
    journal.intended()
    page.mark()
    if not page.press(ref):
        journal.abandoned()
        return Outcome.NOT_SENT
    journal.clicked()
    known = frozenset(dialog.id for dialog in before.dialogs)
    asked = _wait(page, item, known, opened, words=words, clock=clock, patience=patience)
    return Outcome.DIALOG if asked or _is_covered(page, ref) else Outcome.SENT


def _wait(  # noqa: PLR0913 - likewise
    page: Page,
    item: PlanItem,
    known: frozenset[int],
    opened: int,
    *,
    words: PageWords,
    clock: Clock,
    patience: Patience,
) -> bool:
    """Wait until the page has saved; True if something undescribed asked a question."""
    until = clock.monotonic() + patience.deadline
    confirmed: set[int] = set()
    while clock.monotonic() < until:
        survey = page.survey(words)
        if len(page.dialogs()) > opened:
            return True
        new = [d for d in survey.dialogs if d.id not in known | confirmed] if survey else []
        for dialog in new:
            if not _confirm(page, item, dialog):
                return True
            confirmed.add(dialog.id)
        if survey and not survey.busy and _has_saved(page, patience):
            return False
        page.pause()
    return False


def _has_saved(page: Page, patience: Patience) -> bool:
    traffic = page.traffic()
    if traffic.writes:
        return not traffic.unanswered and traffic.written >= min(WRITTEN, patience.settle)
    return not traffic.pending and traffic.quiet >= patience.settle


def _confirm(page: Page, item: PlanItem, dialog: Dialog) -> bool:
    """Press the described button of a described dialog; False where it is not described."""
    steps = item.recipe.change or []
    for step in steps:
        if isinstance(step, Confirm) and _says(dialog, step.dialog):
            wanted = {normalise(word) for words in step.button.values() for word in words}
            buttons = [b for b in dialog.buttons if normalise(b.name) in wanted]
            return len(buttons) == 1 and page.press(buttons[0].ref)
    return False


def _says(dialog: Dialog, words: dict[str, list[str]]) -> bool:
    shown = {normalise(text) for text in (dialog.title, *dialog.texts)}
    return any(normalise(word) in shown for by in words.values() for word in by)


def _modal(survey: Survey) -> bool:
    return any(
        dialog.modal and all(c.dialog != dialog.id for c in survey.candidates)
        for dialog in survey.dialogs
    )


def _is_covered(page: Page, ref: int) -> bool:
    """Say whether something lies over the control now that did not before."""
    spot = page.probe(ref)
    return spot is not None and spot.covered
