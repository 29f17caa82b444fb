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
    from withhold.model.fact import PlatformFacts
    from withhold.model.observation import Adoption
    from withhold.observe.settings.lexicon import Lexicon
    from withhold.store.ledger import Ledger


def question(desk: Desk, item: PlanItem) -> Question:
    """Put the question for `item`."""
    facts, control = desk.facts, ask.control(desk.facts, item.control)
    platform = ask.platform(facts, item.account.platform)
    recipe = ask.recipe(facts, item.control) or item.recipe
    wordings = [
        # the fact's own polarity: that of `item.recipe` may be what the person said of another
        Wording(label.text, recipe.on_means, prefix=label.prefix)
        for label in ask.toggles(control)
    ]
    if own := adoption(desk.ledger, item.control):
        text = _without_state(own.label, desk.lexicon)
        wordings.append(Wording(text, own.on_means, adopted=True))
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
        known=frozenset(known | _adopted(desk, platform)),
        whole_page=desk.whole_page,
    )


def adoption(ledger: Ledger, control: str) -> Adoption | None:
    """Return the switch the person took for a control, unless they took it back."""
    newest = ledger.adoptions(control)[-1:]
    return next((own for own in newest if not own.withdrawn), None)


def _adopted(desk: Desk, platform: PlatformFacts) -> set[str]:
    """Give the labels adopted for any control of the platform: they are no strangers any more."""
    found = (adoption(desk.ledger, control.id) for control in platform.controls)
    return {normalise(own.label) for own in found if own}


def _without_state(label: str, lexicon: Lexicon) -> str:
    """Leave out a state word at the end, which will be another after the click."""
    whole = normalise(label)
    short = lexicon.without_state(whole)
    return label if short == whole else short
