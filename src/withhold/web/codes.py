"""How does an address become a code that a phone can read?

Black on white whatever the page looks like, with the white margin that readers need.
"""

from __future__ import annotations

from io import BytesIO

import segno
from markupsafe import Markup

_MARGIN = 4
"""Modules of white around; the standard asks for four."""
_DARK, _LIGHT = "#000", "#fff"


def picture(address: str) -> bytes:
    """Draw an address as an SVG file."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=_MARGIN, dark=_DARK, light=_LIGHT, xmldecl=False, omitsize=True
    )
    return out.getvalue()


def drawing(address: str) -> Markup:
    """Draw an address as a piece of a page, for a file that must stand alone."""
    made = segno.make(address, error="m", micro=False)
    drawn = made.svg_inline(border=_MARGIN, dark=_DARK, light=_LIGHT, omitsize=True)
    return Markup(drawn)  # noqa: S704 - squares only; the address is in none of it as text
