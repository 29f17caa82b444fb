"""Has every problem and every note that a format tells a sentence, with the values it names?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from withhold.model.exposure import Archive, Audience, Holder, Kind, Note, Problem, Reach, Rule
from withhold.observe.archives.container import exports
from withhold.observe.archives.formats import Reading, recognised, sights
from withhold.report.exposure import Exposure, exposures_screen, trouble
from withhold.report.pages import inventory, remarks

ROOT = Path(__file__).parents[3]
PRODUCT = ROOT / "src" / "withhold"
GOLDEN = sorted(path for path in (ROOT / "tests" / "golden").glob("*/*") if path.is_dir())
SOURCES = [*(PRODUCT / "observe" / "archives").rglob("*.py"), PRODUCT / "app" / "exposing.py"]
TELLING = {"Problem", "Unreadable", "doubt", "note"}
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def _calls(names: set[str]) -> Iterator[ast.Call]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in names:
                    yield node


def _codes(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _assigned(name: str) -> Iterator[str]:
    """Give the ids that are put into a variable, or a table, before they are told."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and any(
                getattr(target, "id", "") == name for target in node.targets
            ):
                yield from (each for each in _codes(node.value) if CODE.fullmatch(each))


def test_every_code_in_the_sources_has_a_sentence() -> None:
    told = {code for call in _calls(TELLING) for arg in call.args[:1] for code in _codes(arg)}
    assert len(told) > 20
    assert told - set(remarks.PROBLEMS) == set()


def test_every_id_in_the_sources_has_a_sentence() -> None:
    notes = [call for call in _calls({"Note", "Told"}) if len(call.args) > 2]
    says = {code for call in notes for code in _codes(call.args[1])} | set(_assigned("says"))
    silent = {code for call in notes for code in _codes(call.args[2])} | set(_assigned("AI_CHOICE"))
    silent |= set(_assigned("_PAST"))
    table = {each for each in _assigned("_SAYINGS") if "/" not in each}
    assert len(says) > 10
    assert says - set(remarks.SAYS) == set()
    assert silent - set(remarks.SILENT) == set()
    assert table - set(remarks.SAYS) - set(remarks.SILENT) == set()


@pytest.mark.parametrize("folder", GOLDEN, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_whatever_an_archive_tells_is_said(folder: Path) -> None:
    found = exports([folder / "archive"], recognised=recognised)
    problems = list(found.problems)
    notes = []
    for export in found.found:
        problems += export.problems
        for sight in sights(export.files):
            told = list(Reading(export.files, sight))
            problems += [each for each in told if isinstance(each, Problem)]
            notes += [each for each in told if isinstance(each, Note)]
    assert {each.code for each in problems} <= set(remarks.PROBLEMS)
    for note in notes:
        assert note.says in remarks.SAYS
        assert note.silent in remarks.SILENT
        says, silent = remarks.tells(note)
        assert "{" not in f"{says}{silent}"


def test_what_no_sentence_is_known_for_is_still_named() -> None:
    says, silent = remarks.tells(Note("a.json", "a-new-one", "another"))
    assert "a-new-one" in str(says)
    assert "another" in str(silent)
    assert "brand-new" in trouble(Problem("brand-new", "a.json"))


def test_a_terminal_is_told_what_files_tell_and_do_not_say(tmp_path: Path) -> None:
    del tmp_path
    card = Archive(
        id="A",
        platform="x",
        variant="2020",
        holder=Holder(),
        added_at=None,  # type: ignore[arg-type]  # is not shown
        fingerprint="",
        counts={Kind.POST: 1234},
        audiences={Audience.PUBLIC: 1234},
        first=None,
        last=None,
        problems=(Problem("html", "a\x1b[31m.html"), Problem("media-only", "")),
        notes=(Note("b\u202e.js", "future-audience", "past-audience", (("audience", "\x1b[2J"),)),),
    )
    shown = Exposure(card, {Reach.IN: 1234}, (), 0)
    text = " ".join(line.text for line in exposures_screen([shown], width=80))
    text = " ".join(text.split())
    assert "1,234 posts" in text
    assert "choose JSON" in text
    assert "It does not say who could see what you posted before." in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_every_kind_reach_rule_and_audience_has_its_words() -> None:
    assert set(inventory.KINDS) == set(Kind)
    assert set(inventory.RULES) == set(Rule)
    assert set(inventory.REACHES) == set(inventory.SIGNS) == set(inventory.MOST_REACHING)
    assert set(inventory.REACHES) == set(Reach)
    assert set(inventory.AUDIENCES) == set(Audience)
    assert [str(each) for each in inventory.counted({Kind.REPLY: 1, Kind.STORY: 2})] == [
        "1 reply",
        "2 stories",
    ]
