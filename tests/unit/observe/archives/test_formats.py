"""Are formats found by their place, and is what nobody knows listed?"""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.fakes.files import FakeFiles

from withhold.model.exposure import Holder, Known, Note, Record
from withhold.observe import archives
from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.formats import (
    MOST,
    Reading,
    Rest,
    formats,
    recognised,
    rests,
    sights,
)


@dataclass(frozen=True, slots=True)
class Diary:
    """A format of these tests: a `diary.json` in whatever folder."""

    platform: str = "diary"

    def find(self, files: Files) -> Sequence[Found]:
        ends = [path for path in files.paths if path.endswith("diary.json")]
        return [Found("2030", path.removesuffix("diary.json")) for path in ends]

    def read(self, files: Files, found: Found) -> Iterator[Record]:
        yield Holder("lina", id=str(len(files.paths)))
        yield Known(f"{found.root}diary.json")
        yield Note(f"{found.root}privacy.json", "says", "silent")


FILES = FakeFiles(
    {
        "a/diary.json": b"[]",
        "a/privacy.json": b"{}",
        "a/ai_settings.json": b"{1}",
        "a/media/1.jpg": b"12345",
        "a/inner/diary.json": b"[]",
        "a/inner/strange.csv": b"1",
        "b/elsewhere.json": b"12",
        "b/2.jpg": b"1",
    }
)


def test_what_nobody_knows_is_listed_where_it_lies() -> None:
    seen = sights(FILES, [Diary()])
    known: set[str] = set()
    for sight in seen:
        reading = Reading(FILES, sight)
        assert len(list(reading)) == 3
        known |= reading.known

    assert [(each.platform, each.found.root) for each in seen] == [
        ("diary", "a/"),
        ("diary", "a/inner/"),
    ]
    assert rests(FILES, seen, known) == {
        seen[0]: Rest([("a/ai_settings.json", 3)], 1, 5),
        seen[1]: Rest([("a/inner/strange.csv", 1)], 0, 0),
        None: Rest([("b/2.jpg", 1), ("b/elsewhere.json", 2)], 0, 0),
    }


def test_every_module_with_a_format_is_one_in_the_order_of_names() -> None:
    names = sorted(each.name for each in pkgutil.iter_modules(archives.__path__))
    found = [type(each).__module__.split(".")[3] for each in formats()]

    assert found == [name for name in names if name in found]
    assert not recognised(FakeFiles({"nothing.bin": b"?"}))


def test_no_format_is_imported_before_an_archive_is_looked_at() -> None:
    code = (
        "import sys, withhold.observe.archives.formats as it; before = set(sys.modules);"
        "names = {f'{it.archives.__name__}.{each.name}'"
        " for each in it.pkgutil.iter_modules(it.archives.__path__)};"
        "found = {type(each).__module__ for each in it.formats()}; print(found & before)"
    )

    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "set()"


def test_folders_laid_out_as_a_thousand_exports_are_no_trouble() -> None:
    begun = {
        "data/account.js": b"window.YTD.account.part0 = []",
        "Profile.csv": b"First Name,Last Name,Maiden Name,Headline\n",
        "json/account.json": b'{"Basic Information": {}}',
    }
    files = FakeFiles({f"d{n}/{path}": each for n in range(1000) for path, each in begun.items()})
    counts = Counter(each.platform for each in sights(files))
    assert counts == {"x": MOST, "linkedin": MOST, "snapchat": MOST}
