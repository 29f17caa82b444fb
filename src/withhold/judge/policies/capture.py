"""Can a capture be judged at all, or is it cut short, doubled, or another language's page?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from withhold.judge.policies.lexicon import Lexicon

SHORTEST = 400  # characters below which no policy is whole
HALVED = 0.45
INTACT = 0.9
"""What is missing from a page is believed to be gone only if the page is else so long as it was."""


def unreadable(before: str, after: str, lexicon: Lexicon) -> str | None:
    """Say why the new capture cannot be judged against the old one; None where it can."""
    if len(after) < SHORTEST:
        return "The page that was captured is too short to be a policy."
    language = lexicon.language(after)
    if language is None:
        return "It is in a language for which there are no rules here."
    if len(before) < SHORTEST:
        return "The capture before is too short to compare with."
    if language != lexicon.language(before):
        return "It is in another language than the capture before."
    if len(after) < HALVED * len(before):
        return "More than half of the page is missing from what was captured."
    return None


def is_intact(before: str, after: str) -> bool:
    """Tell whether a page is so long as it was, so that what is missing was taken out."""
    return len(after) > INTACT * len(before)
