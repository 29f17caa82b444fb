"""What is meant by TARGET…? Which control of which account, and by which recipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.catalogue import ask
from withhold.kernel.errors import WithholdError
from withhold.model.observation import Account
from withhold.model.terms import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.model.fact import Control, Facts, PlatformFacts
    from withhold.model.observation import Adoption
    from withhold.model.recipe import Recipe

DEFAULT_ACCOUNT = "default"


class NothingToDo(WithholdError):
    """No target was named and no account was added."""

    code = "no-target"


class NoSuchAccount(WithholdError):
    """An account was named that was never added."""

    code = "unknown-account"


@dataclass(frozen=True, slots=True)
class Errand:
    """One control of one account. `recipe` is None where only the person can do it."""

    platform: PlatformFacts
    control: Control
    account: Account
    recipe: Recipe | None
    adopted: Adoption | None = None
    """The switch the person took for this control; `recipe` then says what its ON means."""


def errands(
    facts: Facts, accounts: Sequence[Account], targets: Sequence[str], *, account: str | None = None
) -> tuple[Errand, ...]:
    """Resolve targets, each once, in the order named.

    A platform stands for its training controls on the web; a control for itself; no target for
    every account added. Named targets need no account: one is implied. `account` picks one of
    several by name.
    """
    if not targets:
        slugs = dict.fromkeys(known.platform for known in accounts)
        if not slugs:
            raise NothingToDo(
                "There is nothing to look at yet:",
                where="no account was added and no target was named.",
                do="Name a platform or a control (`withhold check linkedin`), or add an account "
                "(`withhold accounts add linkedin`).",
            )
        targets = list(slugs)
    found: dict[tuple[str, str], Errand] = {}
    for target in targets:
        for errand in _resolve(facts, accounts, target, account):
            found.setdefault((errand.account.id, errand.control.id), errand)
    return tuple(found.values())


def is_automatic(errand: Errand) -> bool:
    """Say whether a browser may visit it by itself: a recipe, and no fact of low confidence."""
    return errand.recipe is not None and ask.openable(errand.control)


def _resolve(
    facts: Facts, accounts: Sequence[Account], target: str, name: str | None
) -> Iterator[Errand]:
    if "." in target:
        chosen = [ask.control(facts, target)]
        slug = chosen[0].id.partition(".")[0]
    else:
        slug = ask.platform(facts, target).platform.slug
        chosen = [
            control
            for control in ask.controls(facts, slug)
            if control.effect is Effect.TRAINING
            and ask.recipe(facts, control.id)
            and ask.openable(control)
        ]
    for owner in _owners(accounts, slug, name):
        for control in chosen:
            recipe = ask.recipe(facts, control.id)
            yield Errand(ask.platform(facts, slug), control, owner, recipe)


def _owners(accounts: Sequence[Account], slug: str, name: str | None) -> list[Account]:
    own = [account for account in accounts if account.platform == slug]
    if name is None:
        return own or [Account(slug, DEFAULT_ACCOUNT, added=False)]
    chosen = [account for account in own if account.name == name]
    if not chosen:
        raise NoSuchAccount(
            f"No account called {name} was added for this platform:",
            where=slug,
            do=f"Add it with `withhold accounts add {slug} --name {name}`.",
        )
    return chosen
