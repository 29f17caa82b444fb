"""Is every practice page answered as the table of pages demands, by the real reader in Chromium?"""

from __future__ import annotations

from pathlib import Path

import pytest

from withhold.app.rehearsing import Case, Rehearsed, Stage, everything, plain, rehearse
from withhold.app.start import House, house
from withhold.kernel.paths import Home
from withhold.model.observation import Reason
from withhold.practice.cover import pairwise
from withhold.practice.scenes import COMPONENT, Scene, scene
from withhold.practice.subject import subjects

pytestmark = pytest.mark.browser

COMPONENTS = Path(__file__).parent.parent / "pages" / "components"
LANES = 5  # browsers side by side; most of the time they wait
PARTS = 4  # so that two workers can share the pages
HARD = ("already-withheld", "look-alike", "inverted", "locked", "refused")


@pytest.fixture
def own(tmp_path: Path) -> House:
    return house(Home(tmp_path / "home"))


def carry_out(own: House, pages: tuple[Scene, ...]) -> Rehearsed:
    return rehearse(own, Stage(pages, headless=True, lanes=LANES, components=COMPONENTS))


def wrong(done: Rehearsed) -> list[str]:
    return [_told(case) for case in done.cases if not case.right]


def _told(case: Case) -> str:
    answer = f"{case.state} {case.reason}, {case.writes} writes, {case.strays} strays"
    return f"{case.scene.name}: {answer}; wanted {case.scene.expected}"


@pytest.mark.parametrize("part", range(PARTS))
def test_every_two_values_of_control_layout_behaviour_and_language_meet(
    own: House, part: int
) -> None:
    pages = tuple(pairwise(everything(own)))[part::PARTS]
    done = carry_out(own, pages)
    assert wrong(done) == []
    assert len(done.cases) == len(pages)
    assert done.whole
    assert not any(case.false_withheld for case in done.cases)


@pytest.mark.parametrize("control", ["linkedin.genai_toggle", "x.grok_training"])
def test_pages_of_component_libraries(own: House, control: str) -> None:
    subject = next(s for s in subjects(own.facts) if s.control == control)
    names = sorted(path.stem for path in COMPONENTS.glob("*.html"))
    pages = tuple(scene(subject, COMPONENT + name) for name in names)
    assert wrong(carry_out(own, pages)) == []


@pytest.mark.long
@pytest.mark.parametrize("behaviour", HARD)
def test_component_libraries_that_misbehave(own: House, behaviour: str) -> None:
    subject = subjects(own.facts)[0]
    names = sorted(path.stem for path in COMPONENTS.glob("*.html"))
    pages = tuple(scene(subject, COMPONENT + name, behaviour=behaviour) for name in names)
    assert wrong(carry_out(own, pages)) == []


@pytest.mark.long
def test_the_full_product(own: House) -> None:
    done = carry_out(own, everything(own))
    assert wrong(done) == []
    assert done.whole


def test_the_plain_rehearsal_shows_every_reason_a_page_can_give(own: House) -> None:
    """Without a browser: the choice of pages alone."""
    shown = {page.expected.reason for page in plain(own)}
    elsewhere = {
        Reason.BY_HAND,  # no page is opened for these
        Reason.BUSY,
        Reason.COOL_OFF,
        Reason.KILLED,
        Reason.NO_BROWSER,
        Reason.UNRECOGNISED,  # costs the whole deadline: the full rehearsal shows it
        Reason.UNSTABLE,
    }
    assert set(Reason) - elsewhere <= shown
