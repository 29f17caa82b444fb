"""Where does a found control stand? ON needs proof and OFF needs proof; neither or both is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.kernel.text import normalise
from withhold.model.observation import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from withhold.browser.survey import Candidate, Marks
    from withhold.observe.settings.lexicon import Lexicon
    from withhold.observe.settings.meaning import Found

_TRUTH = {"true": Position.ON, "false": Position.OFF}


def position(found: Found, lexicon: Lexicon) -> Position:
    """Read both sides; UNKNOWN where they contradict each other or neither is proved."""
    if found.options:
        return of_choice(found.options, lexicon)
    proofs = [*_proofs(found.candidate, lexicon), *_named(found, lexicon)]
    return _agreed(proofs) if found.candidate.kind != "button" else Position.UNKNOWN


def of_choice(options: tuple[Candidate, ...], lexicon: Lexicon) -> Position:
    """Read a group of radios that say On and Off."""
    return _agreed(_chosen(options, lexicon))


def of_candidate(candidate: Candidate, lexicon: Lexicon) -> Position:
    """Read one switch, box or pressed button by its marks and the state words in its row."""
    if candidate.kind == "button":
        return Position.UNKNOWN
    return _agreed(_proofs(candidate, lexicon))


def option(found: Found, to: Position, lexicon: Lexicon) -> int:
    """Name what to press to bring the control to `to`: the control, or the radio that says so."""
    words = lexicon.on if to is Position.ON else lexicon.off
    for candidate in found.options:
        if any(normalise(segment.text) in words for segment in candidate.name):
            return candidate.ref
    return found.candidate.ref


def _agreed(proofs: Iterable[Position]) -> Position:
    distinct = set(proofs)
    return distinct.pop() if len(distinct) == 1 else Position.UNKNOWN


def _marked(marks: Marks) -> Iterator[Position]:
    if marks.checked is not None:
        yield Position.ON if marks.checked else Position.OFF
    for attribute in (marks.aria_checked, marks.aria_pressed):
        if attribute is not None:
            yield _TRUTH.get(attribute.strip().lower(), Position.UNKNOWN)


def _proofs(candidate: Candidate, lexicon: Lexicon) -> list[Position]:
    marked = [proof for marks in candidate.marks for proof in _marked(marks)]
    return [*marked, *_said(candidate, lexicon)]


def _named(found: Found, lexicon: Lexicon) -> Iterator[Position]:
    """Read the state word that a name ends in (`…, on`), where it is no part of the label."""
    name = normalise(" ".join(segment.text for segment in found.candidate.name))
    word = "" if found.wording.fits(name) else lexicon.state_at_end(name)
    on, off = word in lexicon.on, word in lexicon.off
    if on != off and found.wording.fits(lexicon.without_state(name)):
        yield Position.ON if on else Position.OFF


def _said(candidate: Candidate, lexicon: Lexicon) -> Iterator[Position]:
    """Read the visible state word of the row; two opposite ones in view prove nothing."""
    words = {normalise(segment.text) for segment in candidate.row if segment.visible}
    on, off = bool(words & lexicon.on), bool(words & lexicon.off)
    if on != off:
        yield Position.ON if on else Position.OFF


def _chosen(options: tuple[Candidate, ...], lexicon: Lexicon) -> Iterator[Position]:
    """Read a group of radios: exactly one is chosen, and its name is a state word."""
    for candidate in options:
        marks = {proof for mark in candidate.marks for proof in _marked(mark)}
        if marks == {Position.ON}:
            names = {normalise(segment.text) for segment in candidate.name}
            if names & lexicon.on:
                yield Position.ON
            elif names & lexicon.off:
                yield Position.OFF
            else:
                yield Position.UNKNOWN
