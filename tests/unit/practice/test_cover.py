"""Do the few cases stand for all of them?"""

from __future__ import annotations

from itertools import combinations

import pytest

from withhold.practice.cover import pairwise, rehearsal
from withhold.practice.scenes import CORE_LAYOUTS, LAYOUTS, Scene, scenes
from withhold.practice.subject import Subject


@pytest.fixture(scope="module")
def product(linkedin: Subject, x: Subject, protect: Subject) -> list[Scene]:
    return list(scenes([linkedin, x, protect]))


def pairs(cases: list[Scene]) -> set[tuple[object, ...]]:
    factors = (
        ("control", "layout", "line", "lang", "variant"),
        [
            (one.subject.control, one.layout, one.behaviour.row, one.lang, one.behaviour.name)
            for one in cases
        ],
    )
    names, values = factors
    found = {pair for row in values for pair in combinations(zip(names, row, strict=True), 2)}
    return {pair for pair in found if pair[1][0] != "variant"}


def test_every_pair_that_can_meet_meets(product: list[Scene]) -> None:
    few = pairwise(product)
    assert pairs(few) == pairs(product)
    assert {one.behaviour.name for one in few} == {one.behaviour.name for one in product}
    assert len(few) < len(product) / 6


def test_a_cover_is_the_same_every_time(product: list[Scene]) -> None:
    assert [one.name for one in pairwise(product)] == [one.name for one in pairwise(product)]


def test_the_rehearsal_is_short_and_shows_everything_once(product: list[Scene]) -> None:
    few = rehearsal(product)
    quick = [one for one in product if not one.behaviour.patient]
    proved = [one for one in few if one.behaviour.benign]
    assert {one.layout for one in proved} == set(LAYOUTS)
    assert {one.behaviour.row for one in few} == {one.behaviour.row for one in quick}
    assert {(one.subject.control, one.lang) for one in proved} == {
        (one.subject.control, one.lang) for one in product
    }
    assert len(few) <= 30


def test_the_rehearsal_is_shared_fairly_between_sites(product: list[Scene]) -> None:
    sites = [one.subject.url.split("/")[2] for one in rehearsal(product)]
    assert abs(sites.count("x.com") - sites.count("www.linkedin.com")) <= 2


def test_the_product_holds_only_what_fits(product: list[Scene]) -> None:
    names = {one.name for one in product}
    assert len(names) == len(product)
    assert "linkedin.genai_toggle/twofold/described-dialog/en" in names
    assert not any("x.grok_training/twofold/described-dialog" in name for name in names)
    assert not any(
        "linkedin.genai_toggle/labelled-checkbox/wrong-account" in name for name in names
    )
    assert not any("/labelled-checkbox/class-only" in name for name in names)
    assert {one.layout for one in product} == set(LAYOUTS) > set(CORE_LAYOUTS)


def test_layouts_can_be_chosen(x: Subject) -> None:
    only = list(scenes([x], ["component:mui"]))
    assert {one.layout for one in only} == {"component:mui"}
