"""Which file of evidence is this, and may it be shown as a picture?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.kernel.errors import WithholdError

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.app.start import House

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_KINDS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
PLAIN = "text/plain; charset=utf-8"
"""All that is no picture of ours is shown as text, whatever it claims to be."""


class NoSuchFile(WithholdError):
    """A digest that names no file of evidence."""

    code = "unknown-evidence"


@dataclass(frozen=True, slots=True)
class Shown:
    """One file of evidence, whole and unaltered, and what it is."""

    content: bytes
    kind: str


def name(path: Path | None) -> str | None:
    """Give the digest by which a picture is asked for; None where there is none."""
    return path.name if path and _DIGEST.fullmatch(path.name) else None


def shown(house: House, digest: str) -> Shown:
    """Give the file with this digest. Raises NoSuchFile, or EvidenceMissing if it was altered."""
    if not _DIGEST.fullmatch(digest):
        raise NoSuchFile(
            "There is no such file of evidence.", do="Go back to the list of evidence."
        )
    with house.ledger() as ledger:
        content = ledger.evidence.read(digest)
    kind = next((kind for magic, kind in _KINDS if content.startswith(magic)), PLAIN)
    return Shown(content, kind)
