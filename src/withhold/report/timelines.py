"""What is kept of how one platform's policies went over the years? The nouns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from withhold.model.doubt import Proof
    from withhold.model.policy import Direction


@dataclass(frozen=True, slots=True)
class Counted:
    """How many versions of a document a month has (`2024-09`).

    `why` they could not be judged; empty where they could.
    """

    service: str
    document: str
    month: str
    why: str
    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """One change in short."""

    id: str
    service: str
    document: str
    after: datetime
    direction: Direction


@dataclass(frozen=True, slots=True)
class Timeline:
    """The versions by document and month, the changes newest first, and the person's proofs.

    Changes the person marked or muted are left out.
    """

    counted: tuple[Counted, ...]
    changes: tuple[Turn, ...]
    proofs: tuple[Proof, ...]
