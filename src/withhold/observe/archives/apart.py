"""How is a large archive read in a process of its own, while this one writes what it tells?

Reading and writing take about as long, and each keeps a processor busy. What is read comes over a
pipe in batches; a reader that ends before its last word was never done, and nothing is believed of
it. A small archive is read here: it takes less time than a process takes to begin.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from traceback import extract_tb
from types import TracebackType
from typing import IO, Final

import msgspec

from withhold.model.exposure import Holder, Item, Known, Note, Problem, Record, Turn
from withhold.observe.archives.formats import Reading
from withhold.observe.archives.meter import Meter

WORTH: Final = 16 * 1024 * 1024
"""Bytes of an archive's texts from which on a process of its own is worth its start."""
_TOGETHER: Final = 500  # items: some 100 KB
_PIPE: Final = 1024 * 1024  # bytes that wait while the other side is busy
_LENGTH: Final = 4


class ReaderEnded(RuntimeError):
    """The process that read ended before it had told all: our own bug, or it was killed."""


class _Batch(msgspec.Struct, array_like=True, gc=False):
    """Some records, and how many bytes of the archive were read by then."""

    done: int = 0
    items: list[Item] = []
    holders: list[Holder] = []
    turns: list[Turn] = []
    notes: list[Note] = []
    problems: list[Problem] = []
    known: list[Known] = []

    def records(self) -> Iterator[Record]:
        """Give them."""
        yield from self.items
        yield from self.holders
        yield from self.turns
        yield from self.notes
        yield from self.problems
        yield from self.known


def told(reading: Reading, meter: Meter) -> Iterator[Record]:
    """Give what a reading tells; `meter` counts on, whoever reads. Raises ReaderEnded."""
    if meter.total < WORTH:
        yield from reading
        return
    decoder = msgspec.msgpack.Decoder(_Batch)
    for frame in _frames(reading):
        batch = decoder.decode(frame)
        meter.done = batch.done
        reading.known.update(each.path for each in batch.known)
        reading.known.update(each.path for each in batch.notes)
        yield from batch.records()


def _frames(reading: Reading) -> Iterator[bytes]:
    with subprocess.Popen(  # noqa: S603 - this very module, by its own place
        (sys.executable, "-P", "-m", __name__),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pipesize=_PIPE,
        start_new_session=True,  # Ctrl-C is for whoever listens, who then ends this one
    ) as process:
        try:
            if process.stdin and process.stdout:
                with suppress(BrokenPipeError), process.stdin as way:
                    pickle.dump(reading, way)
                yield from _whole(process.stdout)
        finally:
            process.kill()


def _whole(stream: IO[bytes]) -> Iterator[bytes]:
    """Give frames until the empty one, which is the last."""
    while len(head := stream.read(_LENGTH)) == _LENGTH:
        size = int.from_bytes(head, "big")
        if not size:
            return
        frame = stream.read(size)
        if len(frame) < size:
            break
        yield frame
    raise ReaderEnded


def main() -> None:
    """Read what stdin says, and tell it on stdout."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where there are no sessions
    sys.excepthook = _quietly
    reading = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the process that began this one
    try:
        for batch in _batches(reading, reading.files.meter):
            _tell(sys.stdout.buffer, _packed(batch))
        _tell(sys.stdout.buffer, b"")
    except BrokenPipeError:
        sys.stderr = None  # nobody listens any more


def _tell(stream: IO[bytes], frame: bytes) -> None:
    stream.write(len(frame).to_bytes(_LENGTH, "big"))
    stream.write(frame)
    stream.flush()


def _batches(reading: Reading, meter: Meter) -> Iterator[_Batch]:
    batch = _new()
    items = batch.items
    sight = reading.sight  # which files are known, is gathered on the other side
    for record in sight.format.read(reading.files, sight.found):
        if type(record) is Item:
            items.append(record)
            if len(items) < _TOGETHER:
                continue
            batch.done = meter.done
            yield batch
            batch = _new()
            items = batch.items
        else:
            _put(batch, record)
    batch.done = meter.done
    yield batch


def _new() -> _Batch:
    return _Batch(0, [], [], [], [], [], [])


def _put(batch: _Batch, record: Record) -> None:
    match record:
        case Holder():
            batch.holders.append(record)
        case Turn():
            batch.turns.append(record)
        case Note():
            batch.notes.append(record)
        case Problem():
            batch.problems.append(record)
        case Known():
            batch.known.append(record)
        case Item():
            batch.items.append(record)


def _packed(batch: _Batch) -> bytes:
    try:
        return msgspec.msgpack.encode(batch)
    except UnicodeEncodeError:  # half of a character is no text
        batch.items = [
            msgspec.structs.replace(each, text=each.text.encode("utf-8", "replace").decode())
            for each in batch.items
        ]
        return msgspec.msgpack.encode(batch)


def _quietly(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """Say where an error of ours happened, not what it says: that may be the person's words."""
    del error
    for place in extract_tb(at):
        sys.stderr.write(f"{place.filename}:{place.lineno} in {place.name}\n")
    sys.stderr.write(f"{kind.__name__}\n")


if __name__ == "__main__":
    main()
