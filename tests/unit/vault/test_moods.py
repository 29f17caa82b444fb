"""The library measures the machine anew each time: is its key strong, and its refusal not final?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyrage
import pytest

from withhold.vault.age import STRONG, Unreadable, new_key, unwrapped, work


@dataclass
class Moody:
    """Stands in for `pyrage.passphrase`: wraps with the work it is told, refuses so many times."""

    works: Iterator[int] = field(default_factory=lambda: iter([]))
    refusals: int = 0
    why: str = "Excessive work parameter for passphrase."
    kept: bytes = b""

    def encrypt(self, plaintext: bytes, passphrase: str) -> bytes:
        del passphrase
        self.kept = plaintext
        return b"age-encryption.org/v1\n-> scrypt c2FsdA %d\nrest" % next(self.works)

    def decrypt(self, ciphertext: bytes, passphrase: str) -> bytes:
        del ciphertext, passphrase
        if self.refusals:
            self.refusals -= 1
            raise pyrage.DecryptError(self.why)
        return self.kept


@pytest.mark.parametrize(
    ("measured", "taken"),
    [([20], 20), ([14, 18, 20], 18), ([14, 16, 15, 12, 10, 14, 16, 11, 20], 16)],
)
def test_a_busy_machine_makes_no_weak_key(
    monkeypatch: pytest.MonkeyPatch, measured: list[int], taken: int
) -> None:
    monkeypatch.setattr("pyrage.passphrase", Moody(iter(measured)))
    assert work(new_key().wrapped("words")) == taken
    assert work(b"something else") < STRONG


def test_what_it_calls_excessive_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    moody = Moody(iter([STRONG]), refusals=3)
    monkeypatch.setattr("pyrage.passphrase", moody)
    key = new_key()
    assert unwrapped(key.wrapped("words"), "words").public == key.public


@pytest.mark.parametrize(("refusals", "why"), [(100, Moody.why), (1, "Decryption failed")])
def test_and_another_refusal_is_final(
    monkeypatch: pytest.MonkeyPatch, refusals: int, why: str
) -> None:
    monkeypatch.setattr("pyrage.passphrase", Moody(refusals=refusals, why=why))
    with pytest.raises(Unreadable):
        unwrapped(b"kept", "words")
