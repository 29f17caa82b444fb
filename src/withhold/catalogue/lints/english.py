"""Can everybody read it, at least in English?

Why: text for people falls back to English; where that is missing they would see nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from withhold.catalogue.lints.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look


def check(look: Look) -> Iterator[Problem]:
    """Yield text without English, and required text that is empty."""
    for each in look.values():
        if _prose(each.value) and not str(each.value.get("en", "")).strip():  # type: ignore[attr-defined]
            yield Problem(
                "english",
                look.where(each.slug, each.part, *each.steps),
                f"`{each.key}` has no English.",
                "Add `en:`.",
            )
        if isinstance(each.value, msgspec.Struct):
            for field in _required(type(each.value)):
                if getattr(each.value, field) == {} and field != "data":
                    yield Problem(
                        "english",
                        look.where(each.slug, each.part, *each.steps, field),
                        f"`{field}` is empty.",
                        "Say it in English, even if only that it is not known.",
                    )


def _prose(value: object) -> bool:
    texts = value.values() if isinstance(value, dict) else ()
    return bool(texts) and all(isinstance(text, str) for text in texts)


def _required(struct: type[msgspec.Struct]) -> list[str]:
    return [field.name for field in msgspec.structs.fields(struct) if field.required]
