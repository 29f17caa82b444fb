"""What does a page show? Plain data, made in the page and judged outside it.

A survey is one moment of one page: every element that could be a control, with its name, its row's
visible text and its marks; the dialogs, busy signs, headings and fields around. It is computed by
`sight.js` and `survey.js` in an isolated world, so that a page's own scripts cannot alter what is
computed.
"""

from __future__ import annotations

import msgspec


class Data(msgspec.Struct, frozen=True, rename="camel"):
    """The base of what comes out of the page."""


class Box(Data, frozen=True):
    """A rectangle in CSS pixels, relative to the top left of the viewport."""

    x: float
    y: float
    width: float
    height: float


class Segment(Data, frozen=True):
    """One run of text as a reader sees it: a block or a cell, never half a sentence.

    `visible` is False for text that only assistive technology gets. `link` marks the words of a
    link or button, `heading` those of a heading or legend.
    """

    text: str
    visible: bool
    heading: bool
    link: bool
    box: Box


class Marks(Data, frozen=True):
    """The machine-readable state of one element; None where the element does not say.

    `aria_checked` and `aria_pressed` are the attribute's own text, or what the accessibility tree
    says of a custom element without one. `checked` is also set by a custom element's own mark.
    """

    checked: bool | None
    aria_checked: str | None
    aria_pressed: str | None


class Candidate(Data, frozen=True):
    """One logical control: an element, or several that are one (a custom element, its inner input).

    `ref` names it for `probe` and `click` while the page stays. `kind` is `switch`, `checkbox`,
    `radio`, `pressed` (a button with aria-pressed) or `button` (a plain one). `name` is its
    accessible name, `row` the visible text of the smallest part of the page that holds this control
    alone and some words, with the state words that stand beside it. `group` tells radios of one
    group apart from others; `group_name` is what the group is called. `busy`: it lies in a part
    that says it is still loading. `near`: other words around it, whole: those in view a little
    further than its row, its description and title, the names of pictures. `box` is where it lies.
    """

    ref: int
    kind: str
    name: tuple[Segment, ...]
    row: tuple[Segment, ...]
    marks: tuple[Marks, ...]
    disabled: bool
    busy: bool
    dialog: int | None
    group: str | None
    group_name: tuple[Segment, ...]
    near: tuple[str, ...]
    box: Box


class Button(Data, frozen=True):
    """A button inside a dialog."""

    ref: int
    name: str


class Dialog(Data, frozen=True):
    """Something that opened over the page and calls itself a dialog."""

    id: int
    modal: bool
    title: str
    texts: tuple[str, ...]
    buttons: tuple[Button, ...]


class Disclosure(Data, frozen=True):
    """A tab or a folded part: clicking it shows more, and changes nothing."""

    ref: int
    name: str
    expanded: bool


class Named(Data, frozen=True):
    """A button, link or heading: its accessible name and its visible text."""

    name: str
    text: str


class Survey(Data, frozen=True):
    """One moment of one page."""

    url: str
    title: str
    lang: str
    ready: bool
    busy: bool
    password: bool
    user_field: bool
    texts: tuple[Segment, ...]
    candidates: tuple[Candidate, ...]
    dialogs: tuple[Dialog, ...]
    disclosures: tuple[Disclosure, ...]
    named: tuple[Named, ...]
    frames: tuple[str, ...]
    """Hosts of frames from other origins in view; `captcha` for any that names itself so."""
    code_field: bool = False
    """A field for a code that was sent to the person is in view."""


class Probe(Data, frozen=True):
    """Where a candidate can be touched, after scrolling to it.

    `covered`: something that is not part of the control lies on top. `keyboard`: it has no surface
    of its own, and is reached by focus and the space bar. `region` holds its row.
    """

    x: float
    y: float
    covered: bool
    keyboard: bool
    region: Box
