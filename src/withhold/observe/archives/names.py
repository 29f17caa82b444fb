"""What does the name of a file in an archive say, when nothing in it is trusted?"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from withhold.model.exposure import Problem

LONGEST: Final = 1024  # characters of a path; no export comes near
_PART: Final = 255  # of one folder or file, which is what file systems allow
_SHOWN: Final = 120
_LITTER: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_PICTURES: Final = "jpg jpeg jpe png gif webp heic heif avif bmp tif tiff svg ico thm"
_FILMS: Final = "mp4 m4v mov webm mkv avi 3gp mpg mpeg"
_SOUNDS: Final = "mp3 m4a aac wav ogg oga opus amr flac"
_MEDIA: Final = frozenset(f"{_PICTURES} {_FILMS} {_SOUNDS}".split())
_SUFFIX: Final = re.compile(
    r"(?:[-_ ]?(?:part|teil|partie|parte)[-_ ]?\d{1,3}|[-_]\d{1,2}| ?\(\d{1,3}\))$", re.IGNORECASE
)
_RANDOM: Final = re.compile(r"((?:facebook|instagram)-.+-\d{4}-\d\d-\d\d)-[A-Za-z0-9]{8}")
"""Meta's downloads: whose, of which day, and letters that each part has of its own."""
_TELLING: Final = re.compile(r"\d{4}|~")
_PLAIN: Final = frozenset({"", "part", "teil", "partie", "parte", "archive", "export", "download"})
_NOTED: Final = 20


class Problems:
    """What is wrong with an archive: a few of each code by name, the others by number.

    So a million unsafe names do not fill the memory, nor the page.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._noted: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def note(self, code: str, path: str, detail: str = "") -> None:
        """Add one; the path is made safe to show."""
        self._counts[code] += 1
        if self._counts[code] <= _NOTED:
            self._noted.append(Problem(code, shown(path), detail))

    def all(self) -> Sequence[Problem]:
        """Give them in the order they were found."""
        more = [
            Problem(code, "", f"{count - _NOTED} more")
            for code, count in sorted(self._counts.items())
            if count > _NOTED
        ]
        return [*self._noted, *more]


def clean(name: str) -> str | None:
    """Give a path with forward slashes; None where it leads out of its folder or is none at all."""
    path = name.replace("\\", "/")
    if path.startswith("/") or _DRIVE.match(path) or len(path) > LONGEST:
        return None
    parts = [part for part in path.split("/") if part not in {"", "."}]
    unsafe = any(part == ".." or len(part) > _PART for part in parts)
    return None if unsafe or not parts or not _printable(path) else "/".join(parts)


def _printable(path: str) -> bool:
    """Say whether a name holds no control, no half character and nothing that turns text around."""
    return path.isprintable() or not any(
        unicodedata.category(each) in {"Cc", "Cs"} or unicodedata.bidirectional(each) in _TURNS
        for each in path
    )


_TURNS: Final = frozenset({"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"})


def shown(name: str) -> str:
    """Give a form of any name that is safe to show."""
    safe = "".join(each if _printable(each) else "\N{REPLACEMENT CHARACTER}" for each in name)
    return safe if len(safe) <= _SHOWN else f"{safe[: _SHOWN // 2]}…{safe[-_SHOWN // 2 :]}"


def litter(path: str) -> bool:
    """Say whether a file is what operating systems leave behind."""
    *folders, name = path.split("/")
    return "__MACOSX" in folders or name.startswith("._") or name.casefold() in _LITTER


def media(path: str) -> bool:
    """Say whether a file is a picture, a sound or a film by its name."""
    return path.rpartition(".")[2].casefold() in _MEDIA


def extension(path: str) -> str:
    """Give the end of a file's name in small letters, with its dot; empty where there is none."""
    return "".join(path.rpartition("/")[2].casefold().rpartition(".")[1:])


def stem(name: str) -> str:
    """Give the name that the parts of one export share: `mydata~17` of `mydata~17-2`.

    Only of names that tell an export from others (a date, a number), or of mere `part 2`; an album
    `Summer_2` is not the second part of anything.
    """
    if found := _RANDOM.match(name):
        return found[1]
    short = _SUFFIX.sub("", name)
    return (short or "part") if telling(short) or short.casefold() in _PLAIN else name


def telling(name: str) -> bool:
    """Say whether a name tells one export from others."""
    return bool(_TELLING.search(name))
