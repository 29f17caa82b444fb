"""What is kept of how one platform's policies went over the years? The nouns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from withhold.model.doubt import Proof
    from withhold.model.policy import Counted, Turn


@dataclass(frozen=True, slots=True)
class Timeline:
    """The versions by document and month, the changes newest first, and the person's proofs.

    Changes the person marked or muted are left out.
    """

    counted: tuple[Counted, ...]
    changes: tuple[Turn, ...]
    proofs: tuple[Proof, ...]
