"""How is a form read, with its files, within limits and with nothing of it left behind?

A file is held in memory while it is small, else in one that has no name: the system frees it when
it is closed, however the process ends. What the sender calls it is never a place on disk.
"""

from __future__ import annotations

import re
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, cast
from urllib.parse import parse_qs

from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from withhold.kernel.errors import WithholdError
from withhold.kernel.paths import PRIVATE_FOLDER
from withhold.web.visit import NoSuchPage, Upload

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from python_multipart.multipart import MultipartCallbacks
    from starlette.requests import Request

LARGEST_FORM = 64 * 1024
"""Bytes of all fields together that are no file."""
MOST_PARTS = 200
DRAINED = 256 * 1024 * 1024
"""How much of a refused form is still taken, and thrown away, so that the browser hears why."""
_IN_MEMORY = 1024 * 1024
_LONGEST_NAME = 80
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f]")
_FORM, _FILES = b"application/x-www-form-urlencoded", b"multipart/form-data"


class FormRefused(WithholdError):
    """A form that is too large, or that is none."""

    code = "bad-form"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form brought: all values of each field, and its files. `fault`: why it was refused."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[Upload]] = field(default_factory=dict)
    fault: WithholdError | None = None

    def close(self) -> None:
        """Let the files go."""
        for each in (one for files in self.files.values() for one in files):
            each.content.close()


async def form(request: Request, *, folder: Path, largest: int = 0) -> Sent:
    """Read a form, whatever it is. `largest`: bytes of files; 0 where none is asked for."""
    stream = request.stream()
    try:
        kind, options = parse_options_header(request.headers.get("content-type"))
        if kind == _FILES and largest:
            _refuse_early(request.headers.get("content-length", ""), largest)
            return await _with_files(stream, Reader(options.get(b"boundary", b""), folder, largest))
        return await _plain(stream, kind)
    except WithholdError as refused:
        with suppress(ClientDisconnect):
            await _drain(stream)
        return Sent(fault=refused)
    except ClientDisconnect:
        return Sent(fault=_unreadable())


async def _plain(stream: AsyncIterator[bytes], kind: bytes) -> Sent:
    content = bytearray()
    async for chunk in stream:
        content += chunk
        if len(content) > LARGEST_FORM:
            raise _unreadable()
    if content and kind != _FORM:
        raise _unreadable()
    try:
        return Sent(parse_qs(content.decode(), keep_blank_values=True, max_num_fields=MOST_PARTS))
    except ValueError:
        raise _unreadable() from None


async def _with_files(stream: AsyncIterator[bytes], reader: Reader) -> Sent:
    with ExitStack() as failing:
        failing.callback(reader.close)
        async for chunk in stream:
            reader.take(chunk)
        sent = reader.end()
        failing.pop_all()
    return sent


async def _drain(stream: AsyncIterator[bytes]) -> None:
    taken = 0
    async for chunk in stream:
        taken += len(chunk)
        if taken > DRAINED:
            return


def _refuse_early(length: str, largest: int) -> None:
    digits = length.isascii() and length.isdecimal()
    if digits and int(length[:20]) > largest + 2 * LARGEST_FORM:
        raise _too_large(largest)


class Reader:
    """Takes a multipart body piece by piece; `largest` bytes of files, all together.

    `take` and `end` raise FormRefused, and nothing else, whatever the bytes are.
    """

    def __init__(self, boundary: bytes, folder: Path, largest: int) -> None:
        """Begin to read; raises FormRefused where the boundary is none."""
        self._folder, self._largest = folder, largest
        self._fields: dict[str, list[str]] = {}
        self._files: dict[str, list[Upload]] = {}
        self._part = _Part()
        self._parts = self._text = self._filed = 0
        self._ended = False
        if not boundary:
            raise _malformed()
        try:
            self._parser = MultipartParser(boundary, self._callbacks())
        except ValueError:
            raise _malformed() from None

    def take(self, chunk: bytes) -> None:
        """Take the next piece of the body."""
        try:
            if chunk:
                self._parser.write(chunk)
        except ValueError:
            raise _malformed() from None
        except OSError:
            raise _no_room() from None

    def end(self) -> Sent:
        """Give what came; raises FormRefused where the body was cut short."""
        if not self._ended:
            raise _malformed()
        return Sent(self._fields, self._files)

    def close(self) -> None:
        """Let everything go."""
        self._part.close()
        Sent({}, self._files).close()

    def _callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_end,
            "on_part_data": self._data,
            "on_part_end": self._end_of_part,
            "on_end": self._end_of_all,
        }

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise _malformed()
        self._part = _Part()

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._part.header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._part.value += data[start:end]

    def _header_end(self) -> None:
        self._part.note_header()

    def _headers_end(self) -> None:
        if self._part.is_file:
            self._part.file = self._fresh()

    def _data(self, data: bytes, start: int, end: int) -> None:
        piece, part = data[start:end], self._part
        if part.file is None:
            self._text += len(piece)
            part.text += piece
        else:
            self._filed += len(piece)
            part.size += len(piece)
            part.file.write(piece)
        if self._text > LARGEST_FORM:
            raise _malformed()
        if self._filed > self._largest:
            raise _too_large(self._largest)

    def _end_of_part(self) -> None:
        part = self._part
        if part.file is None:
            said = part.text.decode("utf-8", "replace")
            self._fields.setdefault(part.name, []).append(said)
        elif part.size or part.filename:
            part.file.seek(0)
            upload = Upload(part.filename, part.size, part.file)
            self._files.setdefault(part.name, []).append(upload)
            part.file = None
        else:  # the field was left empty
            part.close()

    def _end_of_all(self) -> None:
        self._ended = True

    def _fresh(self) -> IO[bytes]:
        self._folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        made = SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(self._folder))  # noqa: SIM115 - closed by who reads it
        return cast("IO[bytes]", made)


@dataclass(slots=True)
class _Part:
    """One part in the making."""

    header: bytearray = field(default_factory=bytearray)
    value: bytearray = field(default_factory=bytearray)
    name: str = ""
    filename: str = ""
    is_file: bool = False
    text: bytearray = field(default_factory=bytearray)
    size: int = 0
    file: IO[bytes] | None = None

    def note_header(self) -> None:
        """Take one header down, where it says what the part is."""
        if bytes(self.header).lower() == b"content-disposition":
            _, options = parse_options_header(bytes(self.value))
            self.name = _text(options.get(b"name", b""))
            self.is_file = b"filename" in options
            self.filename = _shown_name(_text(options.get(b"filename", b"")))
        self.header.clear()
        self.value.clear()

    def close(self) -> None:
        """Let its file go, if it has one."""
        if self.file is not None:
            self.file.close()


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _shown_name(said: str) -> str:
    """Cut a file's name to what may be shown; it is never used as a place."""
    last = re.split(r"[/\\]", said)[-1]
    return _NOT_IN_A_NAME.sub("", last)[:_LONGEST_NAME]


def _unreadable() -> WithholdError:
    return NoSuchPage("This form could not be read.", do="Go back and try again.")


def _malformed() -> FormRefused:
    return FormRefused(
        "This form did not arrive whole, or is none.",
        do="Go back, choose the file again and send it once more. Nothing was kept.",
    )


def _too_large(largest: int) -> FormRefused:
    return FormRefused(
        "This file is too large.",
        where=f"At most {largest // (1024 * 1024)} MB are taken.",
        do="Go back and choose a smaller one. Nothing was kept.",
    )


def _no_room() -> FormRefused:
    return FormRefused(
        "The file could not be held while it was read.",
        do="Make room on the disk, go back and send it once more. Nothing was kept.",
    )
