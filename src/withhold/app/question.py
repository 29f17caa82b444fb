"""What is asked of a page for one planned item? Facts and the person's adoptions together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue import ask
from withhold.kernel.text import normalise
from withhold.observe.settings.meaning import Wanted, Wording
from withhold.observe.settings.place import Ground
from withhold.observe.settings.read import Question

if TYPE_CHECKING:
    from withhold.app.desk import Desk
    from withhold.model.action import PlanItem


def question(desk: Desk, item: PlanItem) -> Question:
    """Put the question for `item`."""
    facts, control = desk.facts, ask.control(desk.facts, item.control)
    platform = ask.platform(facts, item.account.platform)
    adopted = desk.ledger.adoptions(item.control)[-1:]
    wordings = [
        Wording(label.text, item.recipe.on_means, prefix=label.prefix)
        for label in ask.toggles(control)
    ]
    wordings += [Wording(own.label, own.on_means, adopted=True) for own in adopted]
    context = {normalise(label.text) for label in control.labels if label.role != ask.TOGGLE}
    known = {normalise(text) for text in ask.known_toggles(facts, item.account.platform)}
    return Question(
        platform=item.account.platform,
        ground=Ground(
            recipe=item.recipe,
            sign_in=platform.platform.sign_in,
            lexicon=desk.lexicon,
            handle=item.account.handle,
        ),
        wanted=Wanted(tuple(wordings), frozenset(context)),
        known=frozenset(known | {normalise(own.label) for own in adopted}),
        whole_page=desk.whole_page,
    )
