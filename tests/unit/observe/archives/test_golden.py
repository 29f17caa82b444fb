"""Does each format read what is in an archive, and nothing else?

A case is a folder `tests/golden/<platform>/<case>/` with an invented `archive/` and what is in it
in `expected.json`, in the words of `withhold exposure`: `archives`, one for each that is found,
with all the keys of `_told` below, and `items`, which is a selection. A new folder is a new test.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from tests.fakes.files import FakeFiles

from withhold.model.exposure import Holder, Item, Known, Note, Problem, Record, Turn
from withhold.observe import archives
from withhold.observe.archives.format import Format, Found

GOLDEN = Path(__file__).parents[3] / "golden"
CASES = sorted(path.parent for path in GOLDEN.glob("*/*/expected.json"))


def formats() -> list[Format]:
    """Find all formats, by their place."""
    modules = (
        importlib.import_module(f"{archives.__name__}.{each.name}")
        for each in pkgutil.iter_modules(archives.__path__)
    )
    return [cast("Format", module.FORMAT) for module in modules if hasattr(module, "FORMAT")]


def _told(files: FakeFiles, found: Found, records: Iterable[Record]) -> dict[str, Any]:
    told = list(records)
    items = [each for each in told if isinstance(each, Item)]
    known = {each.path for each in told if isinstance(each, Known)}
    dates = [each.at for each in items if each.at is not None]
    return {
        "variant": found.variant,
        "root": found.root,
        **_account([each for each in told if isinstance(each, Holder)]),
        "first": _iso(min(dates, default=None)),
        "last": _iso(max(dates, default=None)),
        "counts": dict(Counter(str(each.kind) for each in items)),
        "audience": dict(Counter(str(each.audience) for each in items)),
        "turns": [[_date(each.at), each.private] for each in told if isinstance(each, Turn)],
        "notes": [_note(each) for each in told if isinstance(each, Note)],
        "problems": [
            f"{each.code} {each.path} {each.detail}".strip()
            for each in told
            if isinstance(each, Problem)
        ],
        "unrecognised": [path for path in files.paths if path not in known],
    }


def _account(holders: list[Holder]) -> dict[str, Any]:
    user = next((each.user for each in holders if each.user), "")
    private = next((each.private for each in holders if each.private is not None), None)
    as_of = next((each.as_of for each in holders if each.as_of), None)
    return {"account": {"user": user, "private": private}, "as_of": as_of and _date(as_of)}


def _note(note: Note) -> list[object]:
    return [note.path, note.says, note.silent, dict(note.values)]


def _iso(seconds: int | None) -> str | None:
    return None if seconds is None else _date(datetime.fromtimestamp(seconds, UTC))


def _date(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _name(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_case_is_read_as_expected(case: Path) -> None:
    files = FakeFiles.of(case / "archive")
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    read = [
        (found, list(form.read(files, found)))
        for form in formats()
        if form.platform == case.parent.name
        for found in form.find(files)
    ]
    assert [_told(files, found, records) for found, records in read] == expected["archives"]
    made = [
        msgspec.to_builtins(each) | {"at": _iso(each.at)}
        for _, records in read
        for each in records
        if isinstance(each, Item)
    ]
    for item in expected.get("items", ()):
        assert len([each for each in made if item.items() <= _flat(each).items()]) == 1, item


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    return item | {"people": ", ".join(item["people"])}


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_key_is_one_among_those_of_its_kind(case: Path) -> None:
    files = FakeFiles.of(case / "archive")
    for form in formats():
        for found in form.find(files):
            items = [each for each in form.read(files, found) if isinstance(each, Item)]
            keys = Counter((each.kind, each.key) for each in items)
            assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_no_other_format_takes_it_for_its_own(case: Path) -> None:
    files = FakeFiles.of(case / "archive")
    others = [form for form in formats() if form.platform != case.parent.name]
    assert [form.platform for form in others if form.find(files)] == []


def test_every_format_has_a_case() -> None:
    assert {form.platform for form in formats()} <= {case.parent.name for case in CASES}
