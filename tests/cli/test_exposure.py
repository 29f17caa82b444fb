"""Do the commands of `exposure` answer and end as documented?"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.fakes import kept

from withhold.catalogue.load import load
from withhold.cli.main import main
from withhold.kernel.paths import Home
from withhold.model.exposure import Audience, Item, Kind

Spoken = pytest.CaptureFixture[str]
SAMPLE = next((Path(__file__).parents[1] / "golden" / "x").glob("*/archive"))
PARTS = {
    "platform", "variant", "account", "as_of", "first", "last", "counts", "audience", "reach",
    "unrecognised", "problems",
}  # fmt: skip


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    load(cache=folder)
    return folder


@pytest.fixture(autouse=True)
def home(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    made = Home(tmp_path / "home")
    made.make()
    shutil.copytree(cache, made.cache)
    monkeypatch.setenv("WITHHOLD_HOME", str(made.root))
    return made


def _run(*given: object) -> int:
    with pytest.raises(SystemExit) as end:
        main(["exposure", *map(str, given)])
    return int(end.value.code or 0)


def _json(capsys: Spoken) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found.pop("schema") == 1
    return found


def test_add_sums_up_and_a_second_time_says_so(capsys: Spoken) -> None:
    assert _run("add", SAMPLE, "--json") == 0
    (first,) = _json(capsys)["archives"]
    assert set(first) >= PARTS
    assert sum(first["reach"].values()) == sum(first["counts"].values())
    assert sum(first["audience"].values()) == sum(first["counts"].values())
    assert _run("add", SAMPLE) == 0
    said = capsys.readouterr()
    assert "added already" in said.err
    assert _run("show", "--json") == 0
    assert _json(capsys)["archives"] == [first]


def test_what_is_no_archive_ends_with_three(tmp_path: Path, capsys: Spoken) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK nothing")
    assert _run("add", tmp_path / "a.zip", "--json") == 3
    assert _json(capsys)["error"]["code"] == "not-an-archive"


def test_without_archives_it_says_how_to_begin(capsys: Spoken) -> None:
    assert _run("show") == 0
    assert "withhold exposure add" in capsys.readouterr().out
    assert _run("items", "--json") == 0
    assert _json(capsys) == {
        "count": 0, "capped": False, "more": None, "not_searched": 0, "items": []
    }  # fmt: skip
    assert _run("forget", "--all") == 0
    assert "No archive was kept." in capsys.readouterr().out


def test_items_come_page_by_page(home: Home, capsys: Spoken) -> None:
    kept.keep(home, kept.some(25))
    seen: list[str] = []
    more: list[str] = []
    while True:
        assert _run("items", "--size", "10", "--json", *more) == 0
        page = _json(capsys)
        assert page["count"] == 25
        seen += [each["text"] for each in page["items"]]
        if not page["more"]:
            break
        more = ["--after", page["more"]]
    assert len(seen) == len(set(seen)) == 25
    assert _run("items", "--kind", "profile", "--year", "2017", "--people", "--search", "cof") == 0
    assert "in all." in capsys.readouterr().out


def test_what_was_not_searched_is_said(home: Home, capsys: Spoken) -> None:
    kept.keep(home, kept.some(5), searchable=False)
    assert _run("items", "--search", "coffee") == 0
    assert "without the index of words: 1." in capsys.readouterr().out


def test_a_terminal_is_not_moved_by_what_stands_in_an_item(home: Home, capsys: Spoken) -> None:
    evil = "a\x1b[2J\u202eb\x07"
    kept.keep(
        home,
        [Item(Kind.POST, "1", 10**9, Audience.PUBLIC, evil, people=(evil,), link=evil)],
        user=evil,
        path=evil,
    )
    for command in (("items",), ("show",)):
        assert _run(*command) == 0
        said = capsys.readouterr().out
        assert not set("\x1b\u202e\x07") & set(said)


def test_export_writes_a_table_and_never_over_another(
    home: Home, tmp_path: Path, capsys: Spoken
) -> None:
    kept.keep(home, [Item(Kind.POST, "1", 10**9, Audience.PUBLIC, "=HYPERLINK(1)")])
    place = tmp_path / "mine.csv"
    assert _run("export", place) == 0
    assert "1 items" in capsys.readouterr().err
    with place.open(encoding="utf-8-sig", newline="") as file:
        (row,) = list(csv.DictReader(file))
    assert row["text"] == "'=HYPERLINK(1)"
    assert _run("export", place) != 0
    assert "already" in capsys.readouterr().err


def test_forget_wants_to_know_what(home: Home, capsys: Spoken) -> None:
    kept.keep(home, kept.some(5))
    assert _run("forget") == 2
    assert _run("forget", "x", "--all") == 2
    assert _run("forget", "facebook") != 0
    capsys.readouterr()
    assert _run("forget", "x", "--json") == 0
    assert _json(capsys)["forgotten"] == [{"id": kept.ID, "platform": "x"}]
    assert [path.name for path in home.archives.iterdir()] == ["alone.lock"]
