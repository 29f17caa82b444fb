"""What does this control answer on a fresh page? Run one read recipe; look, and touch nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from withhold.kernel.text import normalise
from withhold.model.observation import Capture, Look, Position, Reason, State, Stranger
from withhold.model.recipe import Open, Read, Reveal
from withhold.model.terms import Polarity
from withhold.observe.settings.moment import Moment, judge
from withhold.observe.settings.place import Ground, covering, origin
from withhold.observe.settings.position import option
from withhold.observe.settings.settle import Settled, Timing, settle
from withhold.observe.settings.strangers import strangers

if TYPE_CHECKING:
    from collections.abc import Callable

    from withhold.browser.port import Arrival, Page
    from withhold.browser.survey import Survey
    from withhold.kernel.clock import Clock
    from withhold.observe.settings.meaning import Wanted


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a page: which control of which platform, by which words.

    `known` are the normalised labels of every control of the platform, so that none of them is
    taken for a stranger.
    """

    platform: str
    ground: Ground
    wanted: Wanted
    known: frozenset[str]
    whole_page: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen: the answer, its raw evidence, and what to press to bring it to a position.

    `loopback`: the page came from this machine, so nobody's patience is spent.
    """

    look: Look
    capture: Capture
    loopback: bool
    press: dict[Position, int]


_NOTHING = Capture(screenshot=None, tree=None, whole_page=False)


def read(page: Page, question: Question, *, clock: Clock, timing: Timing) -> Sight:
    """Open the recipe's address on `page`, wait until the answer holds still, and read it."""
    arrival: Arrival | None = None
    for step in question.ground.recipe.read:
        match step:
            case Open(url=url):
                arrival = page.open(url)
            case Reveal(labels=labels):
                _reveal(page, labels, question, clock=clock, timing=timing)
            case Read():
                break
            case _:
                assert_never(step)
    if arrival is None:
        raise ValueError(question.ground.recipe.control)  # a lint keeps such a recipe out
    return _answer(page, arrival, question, clock=clock, timing=timing)


def _answer(
    page: Page, arrival: Arrival, question: Question, *, clock: Clock, timing: Timing
) -> Sight:
    if arrival.status is None:
        look = _unknown(Reason.UNREACHABLE, arrival.problem, arrival.url)
        return Sight(look, _NOTHING, arrival.loopback, {})
    ground, lexicon = question.ground, question.ground.lexicon

    def moment(survey: Survey) -> Moment:
        return judge(survey, arrival, ground=ground, wanted=question.wanted)

    settled = settle(page, moment, words=lexicon.page_words, clock=clock, timing=timing)
    if settled is None:
        look = _unknown(Reason.UNREACHABLE, "the page never showed a document", arrival.url)
        return Sight(look, _NOTHING, arrival.loopback, {})
    look, press = _conclude(page, settled, question)
    capture = _capture(page, settled, look, question)
    if look.state is not State.UNKNOWN and not _still(page, settled.moment, moment, question):
        look = _with(look, Reason.UNSTABLE)
    return Sight(look, capture, arrival.loopback, press)


def _conclude(page: Page, settled: Settled, question: Question) -> tuple[Look, dict[Position, int]]:
    moment, survey = settled.moment, settled.survey
    seen = strangers(
        survey, question.ground.lexicon, platform=question.platform, known=question.known
    )
    if origin(survey.url) not in question.ground.recipe.origins:
        seen = ()  # a page that is not the platform's tells nothing about it
    reason, found = moment.reason, moment.found
    if page.dialogs():
        reason = Reason.UNEXPECTED_DIALOG
    elif not settled.still and reason is None:
        reason = Reason.UNSTABLE
    if reason or found is None:
        return _unknown(reason or Reason.UNRECOGNISED, moment.detail, survey.url, seen=seen), {}
    spot = page.probe(found.candidate.ref)
    if spot is None or spot.covered:
        over = covering(survey, question.ground).reason
        reason = Reason.UNSTABLE if spot is None else over
        return _unknown(reason, "", survey.url, seen=seen), {}
    wording, stands = found.wording, moment.position
    withheld = (stands is Position.ON) == (wording.on_means is Polarity.PROTECTS)
    locked = not withheld and found.candidate.disabled
    look = Look(
        state=State.WITHHELD if withheld else State.ALLOWED,
        reason=Reason.LOCKED if locked else None,
        detail="",
        url=survey.url,
        label=wording.text,
        position=stands,
        strangers=seen,
        adopted=wording.adopted,
    )
    targets = {to: option(found, to, question.ground.lexicon) for to in (Position.ON, Position.OFF)}
    return look, targets


def _still(
    page: Page, before: Moment, moment: Callable[[Survey], Moment], question: Question
) -> bool:
    """Read once more, at the end of the quiet interval: the same position, or it is unstable."""
    survey = page.survey(question.ground.lexicon.page_words)
    if survey is None:
        return False
    now = moment(survey)
    return now.position == before.position and now.reason == before.reason


def _capture(page: Page, settled: Settled, look: Look, question: Question) -> Capture:
    """Take evidence; where no control was found, only the words of the switches in view."""
    found = settled.moment.found
    if found is not None or question.whole_page:
        return page.capture(found.candidate.ref if found else None, whole_page=question.whole_page)
    names = [stranger.label for stranger in look.strangers]
    lines = [f"{look.reason}", *(f'switch "{name}"' for name in names)]
    return Capture(screenshot=None, tree="\n".join(lines) + "\n", whole_page=False)


def _reveal(
    page: Page,
    labels: dict[str, list[str]],
    question: Question,
    *,
    clock: Clock,
    timing: Timing,
) -> None:
    """Unfold the one part that is called so, if it is there and folded. Nothing else is clicked."""
    wanted = {normalise(label) for by in labels.values() for label in by}
    until = clock.monotonic() + timing.deadline
    while clock.monotonic() < until:
        survey = page.survey(question.ground.lexicon.page_words)
        found = [d for d in survey.disclosures if normalise(d.name) in wanted] if survey else []
        if len(found) == 1:
            if not found[0].expanded:
                page.press(found[0].ref)
            return
        page.pause()


def _unknown(reason: Reason, detail: str, url: str, *, seen: tuple[Stranger, ...] = ()) -> Look:
    return Look(State.UNKNOWN, reason, detail, url, strangers=seen)


def _with(look: Look, reason: Reason) -> Look:
    return Look(State.UNKNOWN, reason, look.detail, look.url, look.label, strangers=look.strangers)
