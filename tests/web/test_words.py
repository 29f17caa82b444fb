"""Is every sentence said in every language, and are days and numbers written as people there do?"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from tests.web.conftest import PATHS, Client, words

from withhold.app.start import House
from withhold.report.pages.message import Day, say, say_many
from withhold.web.words import FOLDER, tongue

TOOL = Path(__file__).parents[2] / "tools" / "words.py"
FIELD = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words_tool", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", [folder.name for folder in FOLDER.iterdir()])
def test_a_catalogue_is_whole_and_fresh(tool: ModuleType, language: str) -> None:
    catalogue, text = tool.renewed(language)
    assert tool.missing(catalogue) == []
    assert tool.place(language).read_bytes() == text, "run `just words`"


def test_a_translation_names_the_same_values(tool: ModuleType) -> None:
    catalogue, _ = tool.renewed("de")
    for one in catalogue:
        ids = one.id if isinstance(one.id, (tuple, list)) else [one.id]
        said = one.string if isinstance(one.string, (tuple, list)) else [one.string]
        allowed = set(FIELD.findall(" ".join(ids)))
        assert all(set(FIELD.findall(text)) <= allowed for text in said), ids
        if one.id and not isinstance(one.id, (tuple, list)):
            assert set(FIELD.findall(one.string)) == allowed, ids


def test_a_missing_sentence_is_noticed(tool: ModuleType) -> None:
    catalogue, _ = tool.renewed("de")
    catalogue.add("Never said before")
    assert tool.missing(catalogue) == ["Never said before"]


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("fr,de;q=0.5,en;q=0.4", "de"),
        ("en-US", "en"),
        ("de;q=0.2,en;q=0.9", "en"),
        ("", "en"),
        ("*", "en"),
        ("xx-YY;q=ä,,;;=,de;q=", "de"),
        ("x" * 10_000, "en"),
        ("../../etc", "en"),
    ],
)
def test_the_language_is_the_browsers(accept: str, language: str) -> None:
    assert tongue(accept).language == language


def test_days_and_numbers_are_written_as_there() -> None:
    german, english = tongue("de"), tongue("en")
    assert german.tell(Day("2025-11-03")) == "3. November 2025"
    assert english.tell(Day("2025-11-03")) == "3 November 2025"
    assert [german.day("2024-03"), german.day("2024")] == ["März 2024", "2024"]
    assert (german.tell(12345), english.tell(12345)) == ("12.345", "12,345")


def test_values_are_never_taken_for_sentences() -> None:
    spoken = tongue("de")
    assert spoken.tell(say("By: {control}.", control="{count} On")) == "Durch: {count} On."
    one = say_many("{count} source", "{count} sources", 1)
    assert spoken.tell(one) == "1 Quelle"


def test_every_page_speaks_german(client: Client, ordinary: House) -> None:
    del ordinary
    for path in PATHS:
        page = client.get(path, Accept_Language="de")
        assert '<html lang="de">' in page.text
        assert "Withhold schließen" in page.text
    told = words(client.get("/", Accept_Language="de"))
    assert "Wieder an" in told
    assert "Turned back on" not in told
