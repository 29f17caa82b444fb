"""What does a text in Meta's exports say, and how is an item told from others?"""

from __future__ import annotations

import re
from hashlib import blake2b

Scalar = str | int | float | bool | None
"""What a field may hold when it holds nothing that is needed."""
Words = Scalar | list[Scalar]
"""Words, which some records hold in pieces."""
_FRESH = blake2b(digest_size=8)
_MENTION = re.compile(r"(?<![\w@./])@([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)")


def mend(text: object) -> str:
    """Give a text as it was written; Meta writes each byte of its UTF-8 as a character of its own.

    What cannot be mended is right already, or was cut in the middle of a character. Several texts
    are paragraphs of one.
    """
    if not isinstance(text, str):
        return "\n\n".join(filter(None, map(mend, text))) if isinstance(text, list) else ""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def mentions(text: str) -> tuple[str, ...]:
    """Name the handles a text addresses, each once, in their order."""
    return tuple(dict.fromkeys(_MENTION.findall(text))) if "@" in text else ()


def digest(what: object, words: str = "") -> str:
    """Make a key of what makes an item this one, the same in every export.

    Of its words, how they begin and how long they are tells it from others of the same moment.
    """
    fresh = _FRESH.copy()  # in half the time that making one takes
    fresh.update(f"{what}\x1f{len(words)}\x1f{words[:96]}".encode("utf-8", "surrogatepass"))
    return fresh.hexdigest()


def tail(uri: str) -> str:
    """Give the part of a medium's address that layouts have in common: its folder and its name."""
    return uri if "://" in uri else uri[uri.rfind("/", 0, uri.rfind("/")) + 1 :]
