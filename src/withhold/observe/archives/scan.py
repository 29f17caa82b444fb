"""Where in a JSON text do values end, when it comes in pieces and nobody may look back?

Only brackets, quotes and commas are looked at, so the text need not be sound: whether it is, the
parser says. Each byte is looked at once, whatever the depth or the length of a string; possessive
patterns keep the matching flat.
"""

from __future__ import annotations

import re
from typing import Final

from withhold.observe.archives.unread import Unreadable

_STRING: Final = rb'"(?:[^"\\]++|\\.)*+"'
_FLAT: Final = rb'[\[{](?:[^"\[\]{}]++|' + _STRING + rb")*+[\]}]"  # a value with none inside it
_INSIDE: Final = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_ABOVE: Final = re.compile(
    rb'[^"\[\]{},]*+(?:(?:' + _STRING + rb"|" + _FLAT + rb')[^"\[\]{},]*+)*+', re.DOTALL
)  # up to what matters between elements
_BELOW: Final = re.compile(
    rb'[^"\[\]{}]*+(?:(?:' + _STRING + rb"|" + _FLAT + rb')[^"\[\]{}]*+)*+', re.DOTALL
)  # up to what matters inside one
_DEEPEST: Final = 100_000  # the parser gives up at a thousand; what is deeper is meant to take long
_QUOTE, _BACKSLASH, _COMMA = b'"'[0], b"\\"[0], b","[0]
_OPENING: Final = frozenset(b"[{")


class Scanner:
    """Follows the values of one list or object; begins just behind its opening bracket."""

    def __init__(self) -> None:
        """Begin between two values."""
        self.depth = 0
        self.quoted = False
        self._escaped = False

    def feed(self, data: bytes, at: int = 0, *, once: bool = False) -> tuple[list[int], int]:
        """Give where commas between values stand in the next piece, and the closing bracket.

        The latter is -1 while the list goes on; what stands behind it was not looked at. `once`:
        look no further than the first comma.
        """
        commas: list[int] = []
        end = len(data)
        if self._escaped and at < end:
            at, self._escaped = at + 1, False
        while at < end:
            if self.quoted:
                at = self._string(data, at)
                continue
            at = self._pattern().match(data, at).end()  # type: ignore[union-attr] # matches nothing, too
            if at == end:
                break
            mark = data[at]
            if mark == _QUOTE:
                self.quoted = True
            elif mark == _COMMA:
                commas.append(at)
                if once:
                    break
            elif mark in _OPENING:
                self._deeper()
            elif self.depth:
                self.depth -= 1
            else:
                return commas, at
            at += 1
        return commas, -1

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unreadable("too-deep")

    def _pattern(self) -> re.Pattern[bytes]:
        return _BELOW if self.depth else _ABOVE

    def _string(self, data: bytes, at: int) -> int:
        """Go on to behind the string's end, or to the end of the piece."""
        at = _INSIDE.match(data, at).end()  # type: ignore[union-attr] # matches nothing, too
        if at == len(data):
            return at
        if data[at] == _BACKSLASH:  # the last byte: what it escapes comes with the next piece
            self._escaped = True
            return at + 1
        self.quoted = False
        return at + 1
