"""What do the named values of Instagram's records say, in whatever language their names are?"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from withhold.observe.archives.meta.words import Scalar, mend


class Value(msgspec.Struct, gc=False):
    """A named value: words or a time, the other of them empty or 0."""

    value: Scalar = None
    timestamp: Scalar = None


Values = dict[str, Value | Scalar] | Scalar
"""Values by their names, which are in the person's language."""
_PRIVATE = re.compile(
    r"privat|privad|privé|prive(?!n)|prywat|pribadi|gizli|soukrom|súkrom|yksityi|privát|ιδιωτικ"
    r"|закрыт|частн|приват|非公開|鍵|不公开|私密|私人|비공개|خاص|פרטי|निजी|riêng tư|ส่วนตัว",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"public|públic|öffentlich|pubblic|openbaar|publicz|offentlig|julki|veřejn|verejn|nyilvános"
    r"|publik|(?:herkese|halka) a\w+k|δημόσι|открыт|публичн|відкрит|公開|公开|공개|عام|ציבורי"
    r"|सार्वजनिक|công khai|สาธารณะ",
    re.IGNORECASE,
)
_TRUE = frozenset(
    {"true", "yes", "1", "wahr", "ja", "vrai", "oui", "verdadero", "sí", "vero", "waar"}
)
_FALSE = frozenset({"false", "no", "0", "falsch", "nein", "faux", "non", "falso", "onwaar", "nee"})


def named(values: Values) -> Mapping[str, Value]:
    """Give the values by their names, mended and without regard to case."""
    if not isinstance(values, dict):
        return {}
    return {
        mend(name).casefold(): value for name, value in values.items() if isinstance(value, Value)
    }


def words(values: Mapping[str, Value], names: frozenset[str]) -> str:
    """Give the words that stand under one of these names."""
    return next((mend(value.value) for name, value in values.items() if name in names), "")


def time(values: Mapping[str, Value]) -> Scalar:
    """Give the first time that is one."""
    return next((value.timestamp for value in values.values() if value.timestamp), None)


def is_private(text: str) -> bool | None:
    """Tell whether words say private or public; None where they say neither, or both."""
    rest = _PRIVATE.sub("", text)
    private, public = rest != text, _PUBLIC.search(rest) is not None
    return None if private == public else private


def flag(values: Mapping[str, Value]) -> bool | None:
    """Tell whether the account is private: by the one value whose name speaks of that."""
    for name, value in values.items():
        if _PRIVATE.search(name):
            said = mend(value.value).casefold()
            return said in _TRUE if said in _TRUE | _FALSE else None
    return None
