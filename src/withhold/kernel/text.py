"""When are two labels the same?"""

from __future__ import annotations

import unicodedata

_INVISIBLE = {"Cf", "Cc"}
_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-"})


def normalise(text: str) -> str:
    """Fold Unicode form, case, white space, typographic quotes and invisible characters.

    Nothing else: a label that differs by one word stays different.
    """
    spaced = " ".join(unicodedata.normalize("NFKC", text).translate(_SAME).split())
    visible = "".join(c for c in spaced if c == " " or unicodedata.category(c) not in _INVISIBLE)
    return " ".join(unicodedata.normalize("NFKC", visible.casefold()).split())
