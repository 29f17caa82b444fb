"""Which bytes come next, as UTF-8, from a file in whatever encoding it was written?

A file that breaks off is at its end there: what came before is still told, and why it broke off
afterwards.
"""

from __future__ import annotations

import codecs
from collections import deque
from typing import BinaryIO, Final

from withhold.observe.archives.unread import Unreadable

CHUNK: Final = 512 * 1024  # fits into a processor's cache, and holds hundreds of records
BLANK: Final = bytes(range(33))  # what means nothing between values; controls are no worse
_WIDE: Final = (
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
)


class Source:
    """A stream that gives a piece at a time: without a byte order mark, UTF-16 made UTF-8."""

    def __init__(self, stream: BinaryIO, chunk: int = CHUNK) -> None:
        """Read pieces of `chunk` bytes."""
        self.failure: Unreadable | None = None
        self._stream = stream
        self._chunk = chunk
        self._ahead: deque[bytes] = deque()
        self._decoder: codecs.IncrementalDecoder | None = None
        self._begin()

    def read(self) -> bytes:
        """Give the next piece; nothing at the end, or where the file breaks off."""
        piece = self._ahead.popleft() if self._ahead else self._raw()
        if self._decoder is None:
            return piece
        text = self._decoder.decode(piece, final=not piece)
        while piece and not text:  # half a character is no end
            piece = self._raw()
            text = self._decoder.decode(piece, final=not piece)
        return text.encode("utf-8", "replace")

    def _raw(self) -> bytes:
        if self.failure:
            return b""
        try:
            return self._stream.read(self._chunk)
        except Unreadable as failure:
            self.failure = failure
            return b""

    def _begin(self) -> None:
        head = b""
        while len(head) < 4:  # noqa: PLR2004 - enough for any mark, and for two wide characters
            piece = self._raw()
            if not piece:
                break
            head += piece
        head = head.removeprefix(codecs.BOM_UTF8)
        for mark, encoding, width in _WIDE:
            unmarked = head[:4].count(0) == width and head.find(0) == (encoding == "utf-16-le")
            if head.startswith(mark) or (unmarked and head[:4] != bytes(4)):
                head = head.removeprefix(mark)
                self._decoder = codecs.getincrementaldecoder(encoding)("replace")
                break
        if head:
            self._ahead.append(head)
