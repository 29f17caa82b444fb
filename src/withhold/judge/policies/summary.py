"""How is a change told in one calm sentence?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.model.policy import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAYS = {
    Kind.OPTIN_TO_OPTOUT: "It now says that {data} may be used to train {models} unless you say "
    "no; "
    "before, you had to say yes.",
    Kind.PROMISE_REMOVED: "It no longer promises that {data} will not be used to train {models}.",
    Kind.PROMISE_NARROWED: "Its promise not to use {data} to train {models} now covers less than "
    "before.",
    Kind.NEW_USE: "It now says, in words that were not there before, that {data} may be "
    "used to train {models}.",
    Kind.LICENCE: "The rights you give it over {data} now include training {models}.",
    Kind.WIDER_DATA: "It now says that more of what you share may be used to train {models}, "
    "such as {data}.",
    Kind.THIRD_PARTY: "It now says that others may use {data} to train their AI models.",
    Kind.WIDER_PURPOSE: "It now names more uses for the training of {models} on {data}.",
    Kind.PROMISE_ADDED: "It now promises, in words that were not there before, that {data} "
    "will not be used to train {models}.",
    Kind.PROMISE_WIDENED: "Its promise not to use {data} to train {models} now covers more than "
    "before.",
    Kind.USE_REMOVED: "It no longer says that {data} may be used to train {models}.",
    Kind.NARROWER_DATA: "It now says that less of what you share may be used to train {models}.",
    Kind.REGION_CARVEOUT: "For some countries, it now leaves {data} out of the training of "
    "{models}.",
    Kind.THIRD_PARTY_BAN: "It now says that others must not use {data} to train AI models.",
    Kind.OPTOUT_CHANGED: "The way to keep {data} out of the training of {models} changed.",
    Kind.NEW_OPTOUT: "It now names a way to keep {data} out of the training of {models}.",
    Kind.LEGAL_BASIS: "It now says on which legal ground {data} may be used to train {models}.",
    Kind.ANNOUNCEMENT: "It announces a change to how {data} may be used to train {models}.",
    Kind.NOTICE_REMOVED: "A notice about using {data} to train {models} is gone.",
    Kind.CLARIFICATION: "What it says about using {data} to train {models} is worded differently.",
}
_MODELS = {
    "provider": "its own AI models",
    "third-party": "AI models of other companies",
    "provider and third-party": "its own AI models and those of other companies",
}
_ANY = "AI models"
_GENERAL = "personal data"
_NOBODYS = "publicly available information"
_UNNAMED = "what you share"
_SHOWN = 3


def summary(kind: Kind, data_kinds: Sequence[str], who: str | None) -> str:
    """Tell a change by its weightiest kind, and by what bears that kind."""
    models = _MODELS.get(who or "", _ANY)
    return _SAYS[kind].format(data=_listed(data_kinds), models=models)


def _listed(data_kinds: Sequence[str]) -> str:
    if not data_kinds:
        return _UNNAMED
    shown = [kind for kind in data_kinds if kind not in {_GENERAL, _NOBODYS}] or [data_kinds[0]]
    if shown == [_NOBODYS]:
        return _NOBODYS
    if len(shown) > _SHOWN:
        shown = [*shown[: _SHOWN - 1], "more"]
    if len(shown) == 1:
        return f"your {shown[0]}"
    return f"your {', '.join(shown[:-1])} and {shown[-1]}"
