"""How does a word list of `words` or `data` become a pattern for one language?

`*` is any ending of a word, ` .. ` up to four words between, and a space also a hyphen. Patterns
are for text in small letters, casefolded as the lists are.
"""

from __future__ import annotations

import re
from functools import cache

from withhold.judge.policies.data import DATA
from withhold.judge.policies.words import CLASSES

LANGUAGES = tuple(CLASSES["train"])

_NEVER = re.compile(r"(?!)")


@cache
def pattern(name: str, language: str) -> re.Pattern[str]:
    """Compile one class of words; an unknown language is read with the words of all of them."""
    return _compiled(CLASSES[name], language)


@cache
def data(language: str) -> dict[str, re.Pattern[str]]:
    """Compile the words for what people post and leave, by the name they get in English."""
    return {name: _compiled(words, language) for name, words in DATA.items()}


def _compiled(words: dict[str, str], language: str) -> re.Pattern[str]:
    lines = [words.get(language, "")] if language in LANGUAGES else list(words.values())
    each = [word.strip() for line in lines for word in line.casefold().split(",") if word.strip()]
    return re.compile("|".join(_regex(word) for word in each)) if each else _NEVER


def _regex(word: str) -> str:
    parts = [_words(part) for part in word.split(" .. ")]
    return r"(?<!\w)" + r"(?:\W+\w+){0,4}?\W+".join(parts) + r"(?!\w)"


def _words(part: str) -> str:
    return r"[\s-]+".join(re.escape(word).replace(r"\*", r"\w*") for word in part.split())
