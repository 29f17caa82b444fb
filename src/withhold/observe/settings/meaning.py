"""Which control on this page is the one meant? By equality of words, never by likeness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.kernel.text import normalise
from withhold.model.terms import Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from withhold.browser.survey import Candidate, Segment, Survey
    from withhold.observe.settings.lexicon import Lexicon

_SAME_LINE = 0.5  # of the lower one's height
_NEAR = 12  # pixels that a control may lie below the words of its row
_ABOVE = 24  # pixels that it may lie above them: a heading beside it has a margin
_BELOW = 40  # pixels that it may lie below a label on a line of its own


@dataclass(frozen=True, slots=True)
class Wording:
    """One label that means the control, and what ON means under that label."""

    text: str
    on_means: Polarity
    prefix: bool = False
    adopted: bool = False

    def fits(self, text: str) -> bool:
        """Say whether a normalised text is this label."""
        own = normalise(self.text)
        return text.startswith(own) if self.prefix else text == own


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: its labels in every language, and the words that only lead to it."""

    wordings: tuple[Wording, ...]
    context: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """Exactly one control matched. A group of radios is one control with two `options`."""

    candidate: Candidate
    wording: Wording
    options: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing on the page is called so."""


@dataclass(frozen=True, slots=True)
class Several:
    """More than one control is called so."""

    count: int


Match = Found | Absent | Several


def find(survey: Survey, wanted: Wanted, lexicon: Lexicon) -> Match:
    """Find the one control whose name, or whose row's text, is one of the wanted labels."""
    found = [*_controls(survey, wanted, lexicon), *_groups(survey, wanted, lexicon)]
    if not found:  # a plain button has no state to read; that it stands there is still an answer
        found = list(_buttons(survey, wanted, lexicon))
    match found:
        case []:
            return Absent()
        case [one]:
            return one
        case _:
            return Several(len(found))


def title(candidate: Candidate, lexicon: Lexicon) -> str:
    """Give the words a person would call this control by, as the page writes them."""
    for segments in (candidate.name, candidate.group_name, candidate.row):
        told = [s for s in segments if not lexicon.is_empty_name(normalise(s.text))]
        for segment in told:
            if not segment.heading or segment is told[-1]:
                return segment.text
    return ""


def choices(survey: Survey, lexicon: Lexicon) -> Iterable[tuple[Candidate, ...]]:
    """Yield the groups of radios that say On and Off: each is one control."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in survey.candidates:
        if candidate.group is not None:
            groups.setdefault(candidate.group, []).append(candidate)
    for members in groups.values():
        if any(_option(member, lexicon) for member in members):
            yield tuple(members)


def is_control(candidate: Candidate) -> bool:
    """Say whether it is of a kind that has a state."""
    return candidate.kind != "button"


def _controls(survey: Survey, wanted: Wanted, lexicon: Lexicon) -> Iterable[Found]:
    for candidate in survey.candidates:
        if not is_control(candidate) or _option(candidate, lexicon):
            continue
        wording = _called(candidate, wanted, lexicon)
        if wording and not _turned_round(candidate.near, wording, lexicon):
            yield Found(candidate, wording)


def _groups(survey: Survey, wanted: Wanted, lexicon: Lexicon) -> Iterable[Found]:
    for members in choices(survey, lexicon):
        wording = _titled(members[0].group_name, wanted.wordings, lexicon)
        options = {normalise(s.text) for member in members for s in member.name}
        near = [text for text in members[0].near if normalise(text) not in options]
        if wording and not _turned_round(near, wording, lexicon):
            yield Found(members[0], wording, options=members)


def _buttons(survey: Survey, wanted: Wanted, lexicon: Lexicon) -> Iterable[Found]:
    for candidate in survey.candidates:
        if candidate.kind == "button":
            wording = _titled(candidate.name, wanted.wordings, lexicon)
            if wording:
                yield Found(candidate, wording)


def _option(candidate: Candidate, lexicon: Lexicon) -> bool:
    """Say whether it is a radio that stands for On or Off."""
    return candidate.kind == "radio" and any(
        normalise(segment.text) in lexicon.state for segment in candidate.name
    )


def _called(candidate: Candidate, wanted: Wanted, lexicon: Lexicon) -> Wording | None:
    """Match by the control's own name; by its row only if the name says nothing of its own.

    A control that is called something else is something else, whatever stands near it.
    """
    if wording := _titled(candidate.name, wanted.wordings, lexicon):
        return None if _contradicted(candidate, wording, lexicon) else wording
    if adopted := _adopted(candidate, wanted):
        return adopted
    silent = all(
        lexicon.is_empty_name(text) or text in wanted.context
        for text in (normalise(segment.text) for segment in candidate.name)
    )
    if not silent or not _beside(candidate):
        return None
    wording = _titled(candidate.row, wanted.wordings, lexicon)
    return None if wording and _contradicted(candidate, wording, lexicon) else wording


def _adopted(candidate: Candidate, wanted: Wanted) -> Wording | None:
    """Match all the words of a row, where the person adopted the switch by just those."""
    row = normalise(" ".join(segment.text for segment in candidate.row))
    return next((w for w in wanted.wordings if w.adopted and w.fits(row)), None)


def _turned_round(near: Iterable[str], wording: Wording, lexicon: Lexicon) -> bool:
    """Say whether a few words around it, not part of the label, begin with a negation."""
    texts = (normalise(text) for text in near)
    return any(
        lexicon.turns_round(text)
        for text in texts
        if text not in lexicon.state and not wording.fits(text)
    )


def _beside(candidate: Candidate) -> bool:
    """Say whether an unnamed control lies beside its row's words, or right below one line of them.

    Words further up are text that happens to stand on the same page.
    """
    words = [segment.box for segment in candidate.row if segment.visible]
    if not words:
        return False
    top, bottom = min(b.y for b in words), max(b.y + b.height for b in words)
    below = bottom + (_BELOW if len(words) == 1 else 0)
    middle = candidate.box.y + candidate.box.height / 2
    return top - _ABOVE <= middle <= below + _NEAR


def _titled(
    segments: Sequence[Segment], wordings: tuple[Wording, ...], lexicon: Lexicon
) -> Wording | None:
    """Match the title of some text: its first words that are neither a state nor a heading.

    What follows on lines of its own is description. Words beside the title on its own line belong
    to it, so that a "Do not" set apart from the rest is not overlooked.
    """
    segments = [s for s in segments if not lexicon.is_generic(normalise(s.text))]
    states = [normalise(segment.text) in lexicon.state for segment in segments]
    whole = _joined(segments, states)
    for wording in wordings:
        if wording.fits(whole) or wording.fits(lexicon.without_state(whole)):
            return wording
    for index, segment in enumerate(segments):
        if states[index]:
            continue
        fitting = next((w for w in wordings if w.fits(normalise(segment.text))), None)
        if fitting:
            return None if _has_neighbour(index, segments, states) else fitting
        if not segment.heading:
            return None
    return None


def _joined(segments: Sequence[Segment], states: list[bool]) -> str:
    """Give the whole text without the state words at its end; one in front may be a "No"."""
    end = len(segments)
    while end and states[end - 1]:
        end -= 1
    return normalise(" ".join(segment.text for segment in segments[:end]))


def _has_neighbour(index: int, segments: Sequence[Segment], states: list[bool]) -> bool:
    """Say whether other words belong to this title: beside it, or a state word before it."""
    for place, other in enumerate(segments):
        beside = other.visible and _on_one_line(segments[index], other)
        if states[place]:
            if place < index and (beside or not other.visible):
                return True
        elif place != index and beside and not other.link:
            return True
    return False


def _on_one_line(one: Segment, other: Segment) -> bool:
    top = max(one.box.y, other.box.y)
    bottom = min(one.box.y + one.box.height, other.box.y + other.box.height)
    lower = min(one.box.height, other.box.height)
    return lower > 0 and (bottom - top) / lower > _SAME_LINE


def _contradicted(candidate: Candidate, wording: Wording, lexicon: Lexicon) -> bool:
    """Say whether the row shows the label with words put before it, or a negation after it.

    Whatever named the control: its own name, or other words of the row.
    """
    own = normalise(wording.text)
    shown = [(segment, normalise(segment.text)) for segment in candidate.row]
    for _, text in shown:
        if text != own and text.endswith(own) and not lexicon.is_empty_name(text):
            return True
        rest = text.removeprefix(own) if text.startswith(own) else ""
        if rest.strip() not in lexicon.state and lexicon.turns_round(rest):
            return True
    label = next((segment for segment, text in shown if wording.fits(text)), None)
    return label is not None and any(
        segment.box.x < label.box.x
        and _on_one_line(label, segment)
        and not (segment is label or segment.link or text in lexicon.state)
        for segment, text in shown
    )
