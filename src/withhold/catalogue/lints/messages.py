"""Does every use say whether it takes private messages?

Why: it is what people fear most and ask first. A use that is silent about it lets them guess;
`unclear` is an answer, silence is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.lints.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look

KIND = "private_messages"


def check(look: Look) -> Iterator[Problem]:
    """Yield uses without a word about private messages."""
    for slug, known in look.platforms():
        for place, use in enumerate(known.uses):
            if KIND not in use.data:
                yield Problem(
                    "messages",
                    look.where(slug, "uses", "uses", place, "data"),
                    f"{use.id} does not say whether it takes private messages.",
                    f"Add `{KIND}` as used, excluded or unclear.",
                )
