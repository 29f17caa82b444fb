"""Does reading facts say what is wrong, and is it quick the second time?"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from withhold.catalogue import load, load_all
from withhold.catalogue.errors import FactError
from withhold.catalogue.load import FOLDER

CONTROLS = "platforms/x/controls.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the facts about X alone."""
    place = tmp_path / "facts"
    shutil.copytree(FOLDER / "platforms" / "x", place / "platforms" / "x")
    for name in ("words.yaml", "killed.yaml", "archives.yaml"):
        shutil.copy(FOLDER / name, place / name)
    return place


def change(folder: Path, name: str, right: str, wrong: str) -> int:
    """Put a mistake into a file; return the line it starts on."""
    text = (folder / name).read_text(encoding="utf-8")
    before, found, after = text.partition(right)
    assert found
    (folder / name).write_text(before + wrong + after, encoding="utf-8")
    return before.count("\n") + 1 + (len(wrong) - len(wrong.lstrip("\n")))


@pytest.mark.parametrize(
    ("right", "wrong", "what", "mend"),
    [
        ("    labels:\n", "    lables:\n", "lables", "labels"),
        ("    minutes: 1\n", "    minutes: soon\n", "minutes", ""),
        ("    restorable: true\n", "", "restorable", "Add"),
        ("    kind: switch\n", "    kind: lever\n", "kind", ""),
        ("    kind: switch\n", "    kind: switch\n    kind: form\n", "twice", "Keep one"),
        ("          since: 2024-07", "          since: soon", "", ""),
        ("{en: Training Grok with", "{en Training: Grok: with", "", ""),
    ],
)
def test_a_mistake_names_file_line_and_mend(
    folder: Path, right: str, wrong: str, what: str, mend: str
) -> None:
    if right not in (folder / CONTROLS).read_text(encoding="utf-8"):
        right, wrong = right.strip(), wrong.strip()
    change(folder, CONTROLS, right, wrong)
    with pytest.raises(FactError) as caught:
        load(folder)
    name, _, line = caught.value.where.rpartition(":")
    assert name == CONTROLS
    assert int(line) > 1
    assert what in caught.value.what
    assert mend in caught.value.do
    assert caught.value.do


def test_an_unknown_key_is_found_on_its_own_line(folder: Path) -> None:
    line = change(folder, CONTROLS, "    effect: memory\n", "    efect: memory\n")
    with pytest.raises(FactError) as caught:
        load(folder)
    assert caught.value.where == f"{CONTROLS}:{line}"
    assert caught.value.what == "Unknown key `efect`."
    assert caught.value.do == "Did you mean `effect`?"


def test_a_mistake_inside_a_map_is_found(folder: Path) -> None:
    name = "platforms/x/uses.yaml"
    line = change(folder, name, "{status: used, sources: [rq-grok]}", "{statis: used}")
    with pytest.raises(FactError) as caught:
        load(folder)
    assert caught.value.where == f"{name}:{line}"
    assert caught.value.do == "Did you mean `status`?"


def test_off_stays_the_text_off(folder: Path) -> None:
    facts = load(folder)
    assert facts.platforms["x"].controls[0].protective == "off"
    assert "Off" in facts.words.off["en"]


def test_a_folder_must_be_called_as_its_platform(folder: Path) -> None:
    (folder / "platforms" / "x").rename(folder / "platforms" / "twitter")
    with pytest.raises(FactError, match="twitter"):
        load(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "platforms" / "x" / "exports.yaml").unlink()
    with pytest.raises(FactError, match=r"exports\.yaml"):
        load(folder)


def test_facts_of_a_newer_format_are_left_out_and_said(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "platforms" / "snapchat", folder / "platforms" / "snapchat")
    change(folder, "platforms/snapchat/uses.yaml", "format: 1", "format: 2\nfuture: yes")
    for _ in range(2):  # from the files, then from the cache
        loaded = load_all(folder, cache=tmp_path / "cache")
        assert list(loaded.facts.platforms) == ["x"]
        assert "snapchat" in loaded.skipped[0]


def test_a_platform_is_found_by_its_place(folder: Path) -> None:
    assert list(load(folder).platforms) == ["x"]
    shutil.copytree(FOLDER / "platforms" / "linkedin", folder / "platforms" / "linkedin")
    assert list(load(folder).platforms) == ["linkedin", "x"]


def test_the_cache_gives_the_same_facts(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert load(folder, cache=cache) == load(folder, cache=cache) == load(folder)


def test_a_stale_cache_is_made_again(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = load(folder, cache=cache)
    change(folder, CONTROLS, "minutes: 1\n", "minutes: 12\n")
    after = load(folder, cache=cache)
    assert after.platforms["x"].controls[0].minutes == 12
    assert after.digest != before.digest


@pytest.mark.parametrize("damage", [b"", b"{", b'{"key": 1}', b"\xff\xfe"])
def test_a_damaged_cache_is_made_again(folder: Path, tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "cache"
    load(folder, cache=cache)
    (file,) = cache.iterdir()
    file.write_bytes(damage)
    assert load(folder, cache=cache) == load(folder)


def test_a_cache_that_cannot_be_written_is_no_error(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert load(folder, cache=tmp_path / "file" / "cache") == load(folder)


def test_the_second_load_needs_no_yaml(folder: Path, tmp_path: Path) -> None:
    load(folder, cache=tmp_path / "cache")
    code = (
        "import sys; from pathlib import Path; from withhold.catalogue import load;"
        "load(Path(sys.argv[1]), cache=Path(sys.argv[2]));"
        "print([m for m in ('ruamel.yaml', 'pydantic', 'rich', 'sqlite3') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(tmp_path / "cache")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
