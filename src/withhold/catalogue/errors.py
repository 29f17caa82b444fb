"""What can go wrong with facts, in words for the person who wrote or asked for them?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from withhold.kernel.errors import WithholdError

if TYPE_CHECKING:
    from collections.abc import Iterable


class FactError(WithholdError):
    """A fact file cannot be read as what it should be; `where` is `file:line`."""

    code: ClassVar[str] = "fact-error"


class UnknownPlatformError(WithholdError):
    """No platform of this name is known."""

    code: ClassVar[str] = "unknown-platform"


class UnknownControlError(WithholdError):
    """No control of this id is known."""

    code: ClassVar[str] = "unknown-control"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a sentence that offers the nearest known names, or all of them if none is near."""
    # Imported here: nobody should wait for it who made no mistake.
    from difflib import get_close_matches  # noqa: PLC0415 (see above)

    names = sorted(known)
    close = get_close_matches(name.casefold(), names, n=3, cutoff=0.5)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"Known are: {', '.join(names)}." if names else "No facts are installed."
