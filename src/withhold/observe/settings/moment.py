"""What does one moment of a page answer? A judgement of one survey, not yet believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.model.observation import Position, Reason
from withhold.observe.settings.meaning import Absent, Found, Several, Wanted, find, is_control
from withhold.observe.settings.place import Ground, elsewhere, missing
from withhold.observe.settings.position import position

if TYPE_CHECKING:
    from withhold.browser.port import Arrival
    from withhold.browser.survey import Candidate, Segment, Survey

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One judged survey. `key` is equal for equal answers on equal surroundings.

    `reason` is why the control cannot be told, if so. `busy`: the control lies in a part that is
    still loading. `live`: the page shows switches of its own, so it has come up.
    """

    key: Key
    reason: Reason | None
    detail: str = ""
    found: Found | None = None
    position: Position = Position.UNKNOWN
    busy: bool = False
    live: bool = False

    @property
    def believable(self) -> bool:
        """Say whether it may be believed before the deadline: a missing control may yet come."""
        return self.reason is not Reason.UNRECOGNISED

    @property
    def certain(self) -> bool:
        """Say whether nothing on the page is at odds with it; a locked switch may yet come up."""
        locked = self.found is not None and self.found.candidate.disabled
        return not locked and self.reason not in {Reason.AMBIGUOUS, Reason.CONTRADICTORY}


def judge(survey: Survey, arrival: Arrival, *, ground: Ground, wanted: Wanted) -> Moment:
    """Judge one survey: where we are, which control it is, where it stands."""
    live = any(is_control(candidate) for candidate in survey.candidates)
    if place := elsewhere(survey, arrival, ground):
        return Moment((place.reason,), place.reason, place.detail)
    match find(survey, wanted, ground.lexicon):
        case Absent():
            if instead := missing(survey, ground):
                return Moment((instead.reason,), instead.reason, instead.detail)
            return Moment(_shape(survey), Reason.UNRECOGNISED, live=live)
        case Several(count):
            return Moment((Reason.AMBIGUOUS, count), Reason.AMBIGUOUS, live=live)
        case Found() as found:
            return _standing(found, survey, ground)


def _standing(found: Found, survey: Survey, ground: Ground) -> Moment:
    stands = position(found, ground.lexicon)
    candidates = found.options or (found.candidate,)
    reason = Reason.CONTRADICTORY if stands is Position.UNKNOWN else None
    if any(dialog.modal and dialog.id != found.candidate.dialog for dialog in survey.dialogs):
        reason = Reason.UNEXPECTED_DIALOG
    return Moment(
        (reason, *(_look(candidate) for candidate in candidates)),
        reason,
        found=found,
        position=stands,
        busy=any(candidate.busy for candidate in candidates),
        live=True,
    )


def _look(candidate: Candidate) -> Key:
    return (
        candidate.ref,
        candidate.kind,
        _texts(candidate.name),
        _texts(candidate.row),
        candidate.marks,
        candidate.disabled,
    )


def _texts(segments: tuple[Segment, ...]) -> tuple[str, ...]:
    return tuple(segment.text for segment in segments)


def _shape(survey: Survey) -> Key:
    """Tell a page without the control from another such page: by its controls and its text."""
    return (Reason.UNRECOGNISED, len(survey.candidates), _texts(survey.texts))
