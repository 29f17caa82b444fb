"""How is a personal value kept out of logs and tracebacks? By its type."""

from __future__ import annotations

from dataclasses import dataclass, field

REDACTED = "‹redacted›"


@dataclass(frozen=True, slots=True)
class Personal:
    """A personal text, such as a handle: it prints as ‹redacted› unless `reveal` is called."""

    _value: str = field(repr=False)

    def reveal(self) -> str:
        """Return the text itself, for the person to see or the ledger to keep."""
        return self._value

    def __str__(self) -> str:
        """Hide the value."""
        return REDACTED

    def __repr__(self) -> str:
        """Hide the value."""
        return f"Personal({REDACTED})"
