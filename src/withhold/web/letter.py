"""How does a drafted letter leave the page: as a mail that is begun, or as a file?

Either is made of what the form sent along; nothing of it was kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from withhold.web.plain import LONGEST, Mail
from withhold.web.visit import File

if TYPE_CHECKING:
    from withhold.report.drafts import Draft

_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+", re.ASCII)


def mail(draft: Draft) -> Mail | None:
    """Begin a mail to where the letter goes, with the text where it fits; None where none goes.

    A letter that is cut is no letter: what is too long is left out whole.
    """
    if not draft.email or not _ADDRESS.fullmatch(draft.email):
        return None
    head = f"mailto:{draft.email}?subject={quote(draft.subject)}"
    body = draft.body.replace("\n", "\r\n")
    full = f"{head}&body={quote(body)}"
    return Mail(full, whole=True) if len(full) <= LONGEST else Mail(head, whole=False)


def file(draft: Draft) -> File:
    """Give the text as a file to save."""
    name = f"withhold-{draft.id}.txt"
    return File(draft.body.encode(), "text/plain; charset=utf-8", download=name)
