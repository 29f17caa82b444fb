"""How do numbers become a picture? SVG files that stand for themselves.

Drawn by pygal, then laid bare: no script, no style sheet, no font and no address, only shapes with
their own colours. So the same file is right within a page under the strictest policy, opened alone,
saved, and printed. Whoever embeds one chooses by media query among its shades and widths.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, tostring

import pygal  # type: ignore[import-untyped]
from pygal.style import Style  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# pygal leaves a finder for plug-ins there that no Python from 3.12 on can use, nor do we.
sys.meta_path[:] = [each for each in sys.meta_path if type(each).__module__ != pygal.__name__]

KIND = "image/svg+xml"
MOST_LABELS = {False: 5, True: 3}
"""How many labels stand below a wide and a narrow chart without touching."""
_SPACE = "http://www.w3.org/2000/svg"
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
_SIZES = {False: (900, 360), True: (420, 380)}
_STEPS = 6
_FEWEST = 5
_LINE = 24
_BELOW = 8
_LEFT = 24
_HEADING = {"font-size": "20", "font-weight": "600"}
_WIDE = 7.6
"""How wide a letter is at most on average, so that a line never runs out of the picture."""
_TEXT = 14
_MOVED = re.compile(r"translate\(([\d.]+),? ([\d.]+)\)")
_DROPPED = {"defs", "desc", "title"}
_KEPT = ("x", "y", "width", "height", "d", "transform", "cx", "cy", "r", "x1", "x2", "y1", "y2")


class Tone(StrEnum):
    """What a series means; in each shade the tones differ in lightness as well as in colour."""

    GOOD = "good"
    MILD = "mild"
    OPEN = "open"
    DIM = "dim"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FIFTH = "fifth"
    SIXTH = "sixth"


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers with its name."""

    name: str
    tone: Tone
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment to be marked: `at` is how far along the bars it lies, from 0 to 1."""

    name: str
    at: float


@dataclass(frozen=True, slots=True)
class Look:
    """For which surroundings a chart is drawn."""

    dark: bool = False
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What stands above and below a picture that goes out alone."""

    above: Sequence[str] = ()
    below: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Palette:
    paper: str
    ink: str
    soft: str
    line: str
    tones: dict[Tone, str]


_LIGHT = _Palette(
    "#ffffff",
    "#1d2526",
    "#525d5f",
    "#d9d7ce",
    {
        Tone.GOOD: "#14543a",
        Tone.MILD: "#62b58c",
        Tone.OPEN: "#c25e00",
        Tone.DIM: "#98a2b8",
        Tone.FIRST: "#1b3f66",
        Tone.SECOND: "#6f93bd",
        Tone.THIRD: "#a3562a",
        Tone.FOURTH: "#e0b071",
        Tone.FIFTH: "#4b2e6e",
        Tone.SIXTH: "#b9c2c0",
    },
)
_DARK = _Palette(
    "#1c2324",
    "#e8ecea",
    "#aab5b4",
    "#354042",
    {
        Tone.GOOD: "#8fe3b4",
        Tone.MILD: "#3f8f68",
        Tone.OPEN: "#f5b26b",
        Tone.DIM: "#66748c",
        Tone.FIRST: "#a9cdf2",
        Tone.SECOND: "#4b79ab",
        Tone.THIRD: "#f0a97c",
        Tone.FOURTH: "#9a6b32",
        Tone.FIFTH: "#cdb4ee",
        Tone.SIXTH: "#5d6a68",
    },
)


def stacked(
    labels: Sequence[str],
    series: Sequence[Series],
    look: Look,
    *,
    title: str,
    marks: Sequence[Mark] = (),
) -> bytes:
    """Draw one bar for each label, made up of the series from the ground upwards.

    Marks are lines across them, each with its name on top; of those that would touch, the later
    name stands lower.
    """
    tops = [sum(values) for values in zip(*(each.values for each in series), strict=True)]
    side = [0] * (max(0, _FEWEST - len(labels) + 1) // 2)  # one bar alone must not fill the picture
    padded = [Series(each.name, each.tone, [*side, *each.values, *side]) for each in series]
    blank = [""] * len(side)
    columns = 2 if len(series) % 2 == 0 else (1 if look.narrow else len(series))
    chart = pygal.StackedBar(
        **(_options(look) | {"legend_at_bottom_columns": columns}),  # pygal counts whole rows only
        x_labels=[*blank, *_thinned(labels, MOST_LABELS[look.narrow]), *blank],
        y_labels=_scale(max(tops, default=0)),
    )
    drawn = _drawn(chart, padded, look, title)
    if marks:
        _marks(drawn, marks, look, len(side))
    return _written(drawn)


def _marks(drawn: Element, marks: Sequence[Mark], look: Look, side: int) -> None:
    """Draw lines across the bars; `side`: how many bars on each side are there for room only."""
    palette = _DARK if look.dark else _LIGHT
    left, top, width, height = _plot(drawn, side)
    ends: list[float] = []
    for mark in sorted(marks, key=lambda each: each.at):
        x = left + mark.at * width
        row = next((n for n, end in enumerate(ends) if end < x), len(ends))
        ends[row : row + 1] = [x + (len(mark.name) + 1) * _WIDE * 1.5]
        at = {"x1": f"{x:.1f}", "x2": f"{x:.1f}", "y1": f"{top:.1f}", "y2": f"{top + height:.1f}"}
        SubElement(drawn, "line", at | {"stroke": palette.paper, "stroke-width": "3"})
        line = {"stroke": palette.ink, "stroke-width": "1.2", "stroke-dasharray": "4 3"}
        SubElement(drawn, "line", at | line)
        place = {"x": f"{x + 3:.1f}", "y": f"{top + 12 + row * 15:.1f}", "font-weight": "600"}
        halo = {"stroke": palette.paper, "stroke-width": "3", "paint-order": "stroke"}
        SubElement(drawn, "text", place | halo).text = mark.name


def _plot(drawn: Element, side: int) -> tuple[float, float, float, float]:
    """Find the place of the bars, left and top, and how wide and high it is, by their own."""
    parents = {child: parent for parent in drawn.iter() for child in parent}
    bars = [each for each in drawn.iter("rect") if "fill" not in each.attrib]  # as their series
    x, y, node = 0.0, 0.0, bars[0]
    while node in parents:
        node = parents[node]
        if found := _MOVED.match(node.get("transform", "")):
            x, y = x + float(found[1]), y + float(found[2])
    centres = sorted({float(e.get("x", 0)) + float(e.get("width", 0)) / 2 for e in bars})
    pitch = (centres[-1] - centres[0]) / (len(centres) - 1)
    begin = x + centres[0] + (side - 0.5) * pitch
    ground = max(float(e.get("y", 0)) + float(e.get("height", 0)) for e in bars)
    return begin, y, pitch * (len(centres) - 2 * side), ground


def beside(
    labels: Sequence[str], series: Sequence[Series], look: Look, *, title: str, words: Words
) -> bytes:
    """Draw for each label one lying bar a series, the first label on top; words stand around it."""
    values = [value for each in series for value in each.values]
    options = _options(look) | {
        "height": 110 + len(labels) * (10 + 18 * len(series)),
        "legend_at_bottom_columns": 1 if look.narrow else len(series),
        "margin_left": 12,
    }
    chart = pygal.HorizontalBar(
        **options, x_labels=list(reversed(labels)), y_labels=_scale(max(values, default=0))
    )
    turned = [Series(each.name, each.tone, list(reversed(each.values))) for each in series]
    return _written(_framed(_drawn(chart, turned, look, title), look, words))


def _options(look: Look) -> dict[str, object]:
    width, height = _SIZES[look.narrow]
    return {
        "width": width,
        "height": height,
        "js": (),
        "css": (),
        "style": Style(label_font_size=_TEXT, major_label_font_size=_TEXT, legend_font_size=_TEXT),
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 2,
        "show_y_guides": True,
        "truncate_legend": -1,
        "truncate_label": -1,
        "margin": _BELOW,
        "margin_left": 30,
    }


def _thinned(labels: Sequence[str], most: int) -> list[str]:
    every = max(1, -(-len(labels) // most))
    return [each if not at % every else "" for at, each in enumerate(labels)]


def _scale(top: int) -> list[int]:
    """Mark whole numbers only, a handful of them."""
    step = next(s for s in _rounds() if top <= s * _STEPS)
    return list(range(0, max(top, 1) + step, step))


def _rounds() -> Iterator[int]:
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def _drawn(chart: Any, series: Sequence[Series], look: Look, title: str) -> Element:  # noqa: ANN401 - pygal has no types
    for each in series:
        chart.add(each.name, list(each.values))
    tree = chart.render_tree()
    _prune(tree)
    palette = _DARK if look.dark else _LIGHT
    colours = [palette.tones[each.tone] for each in series]
    bare = Element("svg", {"xmlns": _SPACE, "viewBox": tree.get("viewBox", ""), "role": "img"})
    bare.attrib |= {"font-family": _FONT, "font-size": str(_TEXT), "fill": palette.ink}
    SubElement(bare, "title").text = title
    for child in tree:
        _copy(child, bare, palette, colours)
    return bare


def _framed(drawn: Element, look: Look, words: Words) -> Element:
    """Set words above and below what was drawn."""
    palette, (width, height) = _DARK if look.dark else _LIGHT, _size(drawn)
    above = [line for text in words.above for line in wrap(text, round(width / _WIDE))]
    below = [line for text in words.below for line in wrap(text, round(width / _WIDE))]
    top, bottom = (len(above) + 1) * _LINE, (len(below) + 1) * _LINE
    given = dict(drawn.attrib) | {"viewBox": f"0 0 {width} {height + top + bottom}"}
    framed = Element("svg", given)
    ground = {"width": str(width), "height": str(height + top + bottom), "fill": palette.paper}
    SubElement(framed, "rect", ground)
    _lines(framed, above, at=_LINE + 4, fill=palette.ink, heading=_HEADING)
    moved = SubElement(framed, "g", {"transform": f"translate(0 {top})"})
    for child in drawn:
        (framed if child.tag == "title" else moved).append(child)
    _lines(framed, below, at=top + height + _LINE, fill=palette.soft, heading={})
    return framed


def _size(drawn: Element) -> tuple[int, int]:
    _, _, width, height = drawn.get("viewBox", "").split()
    return int(width), int(height)


def _lines(
    into: Element, lines: Sequence[str], *, at: int, fill: str, heading: dict[str, str]
) -> None:
    for number, line in enumerate(lines):
        given = {"x": str(_LEFT), "y": str(at + number * _LINE), "fill": fill}
        given |= heading if not number else {}
        SubElement(into, "text", given).text = line


def _written(drawn: Element) -> bytes:
    text: bytes = tostring(drawn, encoding="utf-8", xml_declaration=True)
    return text


def _prune(tree: Any) -> None:  # noqa: ANN401 - pygal has no types
    """Take away the guide lines that pygal's style sheet shows only under the mouse."""
    axes = [node for node in tree.iter() if "axis" in str(node.get("class", "")).split()]
    for axis in (node for node in axes if "always_show" not in node.get("class")):
        for guides in axis:
            for line in [node for node in guides if "guide" in node.get("class", "").split()]:
                guides.remove(line)


def _copy(node: Any, into: Element, palette: _Palette, colours: Sequence[str]) -> None:  # noqa: ANN401 - pygal has no types
    """Copy shapes and texts with their places and colours, and nothing else."""
    if not isinstance(node.tag, str):  # a remark
        return
    name, classes = node.tag.rpartition("}")[2], set(node.get("class", "").split())
    if name in _DROPPED or any("overlay" in each for each in classes):
        return
    given = {key: value for key in _KEPT if (value := node.get(key)) is not None}
    made = SubElement(into, name, given | _painted(name, classes, palette, colours))
    made.text = node.text
    for child in node:
        _copy(child, made, palette, colours)


def _painted(
    name: str, classes: set[str], palette: _Palette, colours: Sequence[str]
) -> dict[str, str]:
    """Say as attributes what pygal says in its style sheet, which a strict policy forbids."""
    numbered = [each.removeprefix("color-") for each in classes if each.startswith("color-")]
    if numbered:
        return {"fill": colours[int(numbered[0])]}
    if "axis" in classes and name == "g":
        return {"fill": palette.soft, "text-anchor": "middle" if "x" in classes else "end"}
    if "background" in classes:
        return {"fill": palette.paper}
    return {"stroke": palette.line, "fill": "none"} if name == "path" else {}
