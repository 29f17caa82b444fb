"""What is in a JSON text, typed, although it is not quite sound?

A fault that people's exports have is mended: halves of characters, bytes that are no UTF-8,
control characters inside a string. The rest is Bad.
"""

from __future__ import annotations

import re
from typing import Final, Generic, TypeVar

import msgspec

from withhold.observe.archives.unread import Bad

T = TypeVar("T")
FAULTS: Final = (msgspec.MsgspecError, ValueError, RecursionError)
"""All that the parser raises for what is in a text: its own, bad UTF-8, absurd numbers, depth."""
_ESCAPES: Final = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\\\"
)
_SPACES: Final = bytes(max(code, 32) for code in range(256))
_BAD: Final = Bad(1)
_SMALL: Final = 4 * 1024 * 1024
_MARKS: Final = (b",", b"[", b"{")  # one of them for each value
_VALUES: Final = 2_000_000  # a value is an object of some 100 bytes: 200 MB at the worst


class Decoder(Generic[T]):
    """Decodes values of one kind, many at once or each by itself."""

    def __init__(self, kind: type[T]) -> None:
        """Prepare for `kind`."""
        self.bad = 0
        self._one = msgspec.json.Decoder(kind)
        self._many = msgspec.json.Decoder(list[kind])  # type: ignore[valid-type]
        self._raw = msgspec.json.Decoder(list[msgspec.Raw])
        self._members = msgspec.json.Decoder(dict[str, msgspec.Raw])

    def many(self, text: bytes) -> list[T] | list[T | Bad] | None:
        """Give the elements of a whole list; None where the text is not exactly one."""
        try:
            return self._many.decode(text)
        except FAULTS:
            pass  # which element is at fault, or whether the list is, is looked at below
        sound = mended(text)
        try:
            return self._many.decode(sound)
        except FAULTS:
            pass  # one by one, then
        try:
            return [self.one(part) for part in self._raw.decode(sound)]
        except FAULTS:
            return None

    def member(self, text: bytes, key: str) -> list[T] | list[T | Bad] | None:
        """Give the elements of the list under a key of a whole object; None where it is none."""
        try:
            value = self._members.decode(text).get(key)
        except FAULTS:
            return None
        if value is None or bytes(value).strip() == b"null":
            return []
        return self.many(bytes(value)) if bytes(value)[:1] == b"[" else [self.one(value)]

    def one(self, text: bytes | memoryview | msgspec.Raw) -> T | Bad:
        """Give one value, mended if need be; Bad where it cannot be."""
        try:
            if not crowded(text):
                return self._one.decode(text)
        except FAULTS:
            pass  # mended below, unless that would make large copies
        try:
            if isinstance(text, msgspec.Raw) or len(text) <= _SMALL:
                return self._one.decode(mended(bytes(text)))
        except FAULTS:
            pass  # nothing helps
        self.bad += 1
        return _BAD


def crowded(text: bytes | memoryview | msgspec.Raw) -> bool:
    """Say whether a long text holds so many values that they would fill the memory."""
    if isinstance(text, msgspec.Raw) or len(text) <= _SMALL:
        return False
    pieces = (bytes(text[at : at + _SMALL]) for at in range(0, len(text), _SMALL))
    return sum(each.count(mark) for each in pieces for mark in _MARKS) > _VALUES


def mended(text: bytes) -> bytes:
    """Make sound what can be: the length of what is sound stays, its meaning too."""
    sound = text.translate(_SPACES).decode("utf-8", "replace").encode("utf-8")
    return _ESCAPES.sub(lambda each: b"\\ufffd" if each["half"] else each[0], sound)
