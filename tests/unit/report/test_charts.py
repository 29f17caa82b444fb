"""Is a chart a file that stands for itself: no script, no style, no address, all words as text?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from xml.etree.ElementTree import Element, fromstring

import pytest

from withhold.model.progress import Count
from withhold.report.charts import Look, Mark, Series, Tone, Words, beside, stacked
from withhold.report.pages.progress import BARS, ROWS, bars, progress_view

LOOKS = [Look(dark=dark, narrow=narrow) for dark, narrow in product((False, True), repeat=2)]
EVIL = "<script>alert(1)</script>]]>&\"'"
FORBIDDEN = ("script", "style", "class=", "href", "url(", "@import", "<!--", "foreignobject")
SVG = "{http://www.w3.org/2000/svg}"


def _series(many: int) -> list[Series]:
    return [Series(f"{tone} {EVIL}", tone, [at % 7 for at in range(many)]) for tone in Tone]


def _names(drawn: bytes) -> set[str]:
    return {node.tag.removeprefix(SVG) for node in fromstring(drawn).iter()}  # noqa: S314


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("many", [0, 1, 2, 12, BARS])
def test_it_holds_shapes_and_words_and_nothing_else(look: Look, many: int) -> None:
    labels = [EVIL] * many
    words = Words([EVIL * 9], [EVIL])
    for drawn in (
        stacked(labels, _series(many), look, title=EVIL),
        beside(labels, _series(many), look, title=EVIL, words=words),
    ):
        assert _names(drawn) <= {"svg", "g", "rect", "path", "text", "title"}
        text = re.sub(r">[^<]*<", "><", drawn.decode()).casefold()
        assert [mark for mark in FORBIDDEN if mark in text] == []
        assert not re.search(r"\son\w+=", text)
        assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]


def test_every_number_is_a_bar_of_its_height() -> None:
    series = [Series("a", Tone.GOOD, [1, 2, 4]), Series("b", Tone.OPEN, [3, 2, 0])]
    drawn = fromstring(stacked(["x", "y", "z"], series, Look(), title="t"))  # noqa: S314
    green = [node for node in drawn.iter(f"{SVG}g") if node.get("fill") == "#14543a"]
    tall = [float(str(r.get("height"))) for g in green for r in g.iter(f"{SVG}rect")]
    seen = sorted({round(each / max(tall) * 4) for each in tall if each})
    assert seen == [1, 2, 4]


def test_shades_differ_in_colour_alone() -> None:
    light, dark = (
        stacked(["x"], _series(1), Look(dark=dark), title="t").decode() for dark in (False, True)
    )
    bare = re.compile(r"#[0-9a-f]{6}")
    assert light != dark
    assert bare.sub("", light) == bare.sub("", dark)


def _counts(days: list[int]) -> list[Count]:
    start = date(2026, 1, 1)
    return [Count(start + timedelta(days=day), day % 5, 1, 5 - day % 5, 2) for day in days]


def test_no_day_is_no_chart_and_one_day_says_so() -> None:
    assert progress_view([]) is None
    one = progress_view(_counts([0]))
    assert one
    assert one.few
    assert len(one.rows) == 1


def test_many_days_become_equal_stretches_that_end_as_they_ended() -> None:
    counts = _counts([0, 1, 2, *range(100, 400)])
    shown = bars(counts)
    assert len(shown) == BARS
    assert (shown[0], shown[-1]) == (counts[0], counts[-1])
    assert shown[5] == counts[2]  # nothing was read for a hundred days: it stood as it had
    assert bars(counts[:3]) == counts[:3]


def test_the_table_holds_what_turned_newest_first() -> None:
    quiet = [Count(date(2026, 1, day), 1, 1, 1, 1) for day in range(1, 20)]
    view = progress_view(quiet)
    assert view
    assert [row.on for row in view.rows] == [date(2026, 1, 1)]
    busy = progress_view(_counts(list(range(200))))
    assert busy
    assert (len(busy.rows), busy.left_out) == (ROWS, 200 - ROWS)
    assert busy.rows[0].on > busy.rows[-1].on


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("number", range(1, 7))
def test_every_name_stands_within_the_picture(number: int, narrow: bool) -> None:  # noqa: FBT001 - a parameter
    rows = [Series(f"Name {each}", Tone.FIRST, [1] * 6) for each in range(number)]
    drawn = stacked(
        [*"abcdef"], rows, Look(narrow=narrow), title="t", marks=[Mark("1", 0.0), Mark("2", 1.0)]
    )
    tree = fromstring(drawn)  # noqa: S314 - our own
    width, height = (float(each) for each in tree.get("viewBox", "").split()[2:])
    places = dict(_places(tree, 0.0, 0.0))
    assert {f"Name {each}" for each in range(number)} | {"1", "2"} <= set(places)
    assert all(0 <= x <= width and 0 <= y <= height for x, y in places.values())


def _places(node: Element, x: float, y: float) -> Iterator[tuple[str, tuple[float, float]]]:
    if moved := re.match(r"translate\(([\d.-]+),? ([\d.-]+)\)", node.get("transform", "")):
        x, y = x + float(moved[1]), y + float(moved[2])
    if node.tag.endswith("text"):
        yield node.text or "", (x + float(node.get("x", 0)), y + float(node.get("y", 0)))
    for child in node:
        yield from _places(child, x, y)
