"""How is a stream made unreadable, and readable again? In the age format, by the age library.

A home has one key. Its public half closes; its secret half opens, and is itself kept encrypted
with the passphrase. Both are age's own forms, so the standard `age` tool opens a home without us:

    age --decrypt --identity vault/key.age vault/home.age | tar --extract

Everything passes in small pieces; the memory used does not depend on the size.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BufferedIOBase
from typing import TYPE_CHECKING, Protocol

import pyrage

from withhold.kernel.errors import WithholdError

if TYPE_CHECKING:
    from typing_extensions import Buffer


STRONG = 18
"""Work, as a power of two, that is what the `age` tool itself takes."""
_TRIES = 8
_EXCESSIVE = "Excessive work"


class Unreadable(Exception):
    """What was to be decrypted is not what was encrypted, or not for this key."""


class Sink(Protocol):
    """Whatever takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Take them all."""
        ...


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a home; it never shows itself."""

    _identity: pyrage.x25519.Identity = field(repr=False)

    @property
    def public(self) -> str:
        """The half that closes, `age1…`."""
        return str(self._identity.to_public())

    def wrapped(self, passphrase: str) -> bytes:
        """Give the key encrypted with a passphrase; takes seconds, on purpose.

        The library measures once how fast this machine is, and on a busy one finds it far too slow;
        so the strongest of several is taken, and the first that is strong.
        """
        strongest = b""
        for _ in range(_TRIES):
            kept = pyrage.passphrase.encrypt(f"{self._identity}\n".encode(), folded(passphrase))
            strongest = max(strongest, kept, key=work)
            if work(strongest) >= STRONG:
                break
        return strongest

    def decrypt(self, source: BufferedIOBase, sink: Sink) -> None:
        """Decrypt a stream; raises Unreadable, or what `sink` raised. The end is authenticated."""
        watched = _Sink(sink)
        try:
            pyrage.decrypt_io(source, watched, [self._identity])
        except (pyrage.DecryptError, OSError) as error:
            raise watched.failed or _cause(error) from error
        watched.see()


def new_key() -> Key:
    """Make a key that nobody else has."""
    return Key(pyrage.x25519.Identity.generate())


def unwrapped(kept: bytes, passphrase: str) -> Key:
    """Give back the key that was wrapped; raises Unreadable."""
    try:
        text = _opened(kept, folded(passphrase)).decode()
        return Key(pyrage.x25519.Identity.from_str(text.strip()))
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError) as error:
        raise Unreadable from error


def work(kept: bytes) -> int:
    """Say how much work a wrapped key asks for, as a power of two; 0 where it does not say."""
    found = re.match(rb"age-encryption\.org/v1\n-> scrypt \S+ (\d{1,2})\n", kept)
    return int(found[1]) if found else 0


def _opened(kept: bytes, passphrase: str) -> bytes:
    """Decrypt; a busy machine that finds the work excessive, by the same measure, tries again."""
    for _ in range(_TRIES - 1):
        try:
            return pyrage.passphrase.decrypt(kept, passphrase)
        except pyrage.DecryptError as error:
            if not str(error).startswith(_EXCESSIVE):
                raise
    return pyrage.passphrase.decrypt(kept, passphrase)


def is_public(text: str) -> bool:
    """Say whether a text is the public half of a key; it carries its own checksum."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def encrypt(pieces: Iterable[bytes], sink: Sink, *, to: Iterable[str]) -> None:
    """Encrypt a stream so that each of these keys decrypts it; raises what the two ends raised."""
    source, watched = _Source(iter(pieces)), _Sink(sink)
    recipients = [pyrage.x25519.Recipient.from_str(each) for each in to]
    try:
        pyrage.encrypt_io(source, watched, recipients)
    except pyrage.EncryptError as error:
        raise source.failed or watched.failed or error from error
    watched.see()


def folded(passphrase: str) -> str:
    """Give a passphrase as the same characters whatever keyboard or system wrote it."""
    return unicodedata.normalize("NFC", passphrase)


class _Source(BufferedIOBase):
    """Lets the library read pieces; remembers why it could not, which the library would lose."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self.failed: OSError | WithholdError | KeyboardInterrupt | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        try:
            while not self._rest:
                self._rest = next(self._pieces)
        except StopIteration:
            return b""
        except (OSError, WithholdError, KeyboardInterrupt) as error:
            self.failed = error
            raise
        given = self._rest if size is None or size < 0 else self._rest[:size]
        self._rest = self._rest[len(given) :]
        return given


class _Sink(BufferedIOBase):
    """Lets the library write; remembers why it could not, which the library may swallow."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.failed: OSError | WithholdError | KeyboardInterrupt | None = None

    def write(self, data: Buffer, /) -> int:
        piece = bytes(data)
        try:
            self._sink.write(piece)
        except (OSError, WithholdError, KeyboardInterrupt) as error:
            self.failed = error
            raise
        return len(piece)

    def see(self) -> None:
        if self.failed:
            raise self.failed


def _cause(error: Exception) -> Exception:
    """Tell a disk that failed, which has a number, from a stream that does not decrypt."""
    return error if isinstance(error, OSError) and error.errno is not None else Unreadable()
