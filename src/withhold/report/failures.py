"""How is an error written as JSON?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from withhold.kernel.errors import WithholdError

SCHEMA = 1


def failure(error: WithholdError) -> dict[str, Any]:
    """Give the object an error is with `--json`."""
    return {
        "schema": SCHEMA,
        "error": {"code": error.code, "what": error.what, "where": error.where, "do": error.do},
    }
