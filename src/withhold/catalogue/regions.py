"""Which regions of the facts does a country belong to, the narrowest first?"""

from __future__ import annotations

from typing import ClassVar

from withhold.kernel.errors import WithholdError

# fmt: off
EU = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})
# fmt: on
EEA = EU | {"IS", "LI", "NO"}
WORLD = "WORLD"
_SPOKEN = {"UK": "GB", "EL": "GR"}


class UnknownCountryError(WithholdError):
    """The text is no country code."""

    code: ClassVar[str] = "unknown-country"


def country(text: str) -> str:
    """Return a country as ISO 3166 has it: two capital letters; `uk` and `el` are understood."""
    code = text.strip().upper()
    if len(code) != len("DE") or not (text.isascii() and code.isalpha()) or code == "EU":
        raise UnknownCountryError(
            f"“{text}” is no country code.",
            where="--country",
            do="Give two letters, such as DE, FR, GB or US.",
        )
    return _SPOKEN.get(code, code)


def chain(code: str | None) -> tuple[str, ...]:
    """Return the regions that hold for a country, the narrowest first; None is the whole world."""
    if code is None:
        return (WORLD,)
    wider = [name for name, members in (("EU", EU), ("EEA", EEA)) if code in members]
    return (code, *wider, WORLD)
