"""Which switches on this page speak of AI, training or models, and are in no fact?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.kernel.text import normalise
from withhold.model.observation import Position, Stranger
from withhold.observe.settings.meaning import choices, is_control, title
from withhold.observe.settings.position import of_candidate, of_choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.browser.survey import Candidate, Survey
    from withhold.observe.settings.lexicon import Lexicon

_LONG = 160  # characters of a row; more is prose around a switch, not its label


def strangers(
    survey: Survey, lexicon: Lexicon, *, platform: str, known: frozenset[str]
) -> tuple[Stranger, ...]:
    """List them, each once. `known`: the normalised labels of every control of the platform."""
    found: dict[str, Stranger] = {}
    for candidate, state in _switches(survey, lexicon):
        label = _label(candidate, lexicon)
        text = normalise(label)
        described = text in known or lexicon.without_state(text) in known
        if label and not described and lexicon.speaks_of_training(label):
            found.setdefault(text, Stranger(platform, survey.url, label, state))
    return tuple(found.values())


def _label(candidate: Candidate, lexicon: Lexicon) -> str:
    """Give its title; or all its row says, where only that speaks of training."""
    short = title(candidate, lexicon)
    row = " ".join(segment.text for segment in candidate.row)
    if lexicon.speaks_of_training(short) or not lexicon.speaks_of_training(row):
        return short
    return row if len(row) < _LONG else short


def _switches(survey: Survey, lexicon: Lexicon) -> Iterator[tuple[Candidate, Position]]:
    grouped: set[int] = set()
    for members in choices(survey, lexicon):
        grouped.update(member.ref for member in members)
        yield members[0], of_choice(members, lexicon)
    for candidate in survey.candidates:
        if is_control(candidate) and candidate.ref not in grouped:
            yield candidate, of_candidate(candidate, lexicon)
