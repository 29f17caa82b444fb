"""Which words does a practice page show, in its language?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from withhold.model.fact import Label, Words
from withhold.practice.behaviour import Row

PAGES = Path(__file__).parent / "pages"
_FALLBACK = "en"


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The invented words of the pages in one language; `{…}` stands for a control's label."""

    watermark: str
    settings: str
    intro: str
    description: str
    neighbours: list[str]
    other_word: str
    inverted: str
    inverted_short: str
    stranger: str
    sentence: str
    tail: str
    preferences: str
    loading: str
    sign_in: str
    sign_in_field: str
    challenge: str
    challenge_hint: str
    not_offered: str
    broken: str
    elsewhere: str
    missing: str
    dialog_heading: str
    dialog_text: str
    dialog_yes: str
    dialog_no: str
    cookies: str
    cookies_yes: str
    cookies_no: str
    saved: str
    account: str
    go_on: str


def texts(lang: str) -> Texts:
    """Return the words of a page in a language; English where ours do not know it."""
    known = _all()
    return known.get(lang, known[_FALLBACK])


@cache
def _all() -> dict[str, Texts]:
    raw = (PAGES / "texts.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, Texts])


def state_words(words: Words, lang: str) -> tuple[str, str]:
    """Return the words for on and off; English where none are known in the language."""
    known = lang if words.on.get(lang) and words.off.get(lang) else _FALLBACK
    return words.on[known][0], words.off[known][0]


def row_label(row: Row, label: Label) -> str:
    """Return what stands beside a switch of this kind."""
    words = texts(label.lang)
    full = label.text + words.tail if label.prefix else label.text
    match row:
        case Row.CONTROL | Row.COPY | Row.HIDDEN_COPY | Row.HEADING:
            return full
        case Row.LOOK_ALIKE:
            return look_alike(label.text, words.other_word)
        case Row.INVERTED:
            return _turned(words.inverted, full)
        case Row.INVERTED_SHORT:
            return _turned(words.inverted_short, full)
        case Row.STRANGER:
            return words.stranger
        case Row.SENTENCE:
            return _turned(words.sentence, full)


def look_alike(label: str, other: str) -> str:
    """Exchange one word in the middle; where words are not spaced, put one more in."""
    parts = label.split(" ")
    if len(parts) == 1:
        middle = len(label) // 2
        return label[:middle] + other + label[middle:]
    parts[len(parts) // 2] = other
    return " ".join(parts)


def _turned(pattern: str, label: str) -> str:
    """Fill in a pattern; `{lower}` is the label as it goes on within a sentence."""
    return pattern.format(label=label, lower=label[:1].lower() + label[1:])
