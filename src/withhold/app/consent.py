"""What is a person told once, before a browser first visits a platform for them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.kernel.errors import WithholdError

if TYPE_CHECKING:
    from withhold.app.start import House


class NotTold(WithholdError):
    """A page would be visited, and the person was never told what that means."""

    code = "not-told"


TEXT = """\
Before the first visit, once:

  - Withhold opens the platform's own settings page in a browser profile that belongs to
    Withhold, where you are signed in, much as you would by hand. It never asks for a password
    and never sees one.
  - The platform may write to you about a sign-in from a new device. That is this.
  - Platforms' terms may restrict automated visits. Visits are few and slow, nothing is hidden
    from the platform, and Withhold stops at the first sign of a challenge. Whether to use it is
    up to you.
  - Every step can be done by hand instead: `withhold todo` says how.
  - Nothing leaves this machine but the page loads named in the plan and what those pages load.
"""


def is_due(house: House) -> bool:
    """Say whether the person has not been told yet."""
    with house.ledger() as ledger:
        return ledger.consent() is None


def require(house: House) -> None:
    """Raise NotTold where the person has not been told yet, and there is nobody to tell."""
    if is_due(house):
        raise NotTold(
            "Before the first visit you are to be told what it means, and say that it is fine.",
            do="Go back, read the box above the button, and tick it. Nothing was opened.",
        )


def agree(house: House, *, told: bool) -> None:
    """Write down, where it is due, that the person was told and went on; else raise NotTold."""
    if told and is_due(house):
        remember(house)
    require(house)


def remember(house: House) -> None:
    """Write down that the person was told."""
    with house.ledger() as ledger:
        ledger.put_consent()
