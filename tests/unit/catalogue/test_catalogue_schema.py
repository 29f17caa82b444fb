"""Are the schemas for editors those of the shapes, and do they accept the facts?"""

from pathlib import Path

import pytest

from withhold.catalogue import schema

ROOT = Path(__file__).parents[3]


def test_the_schemas_are_not_stale() -> None:
    assert schema.stale(ROOT / schema.FOLDER) == []


def test_a_stale_schema_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert schema.main([]) == 0
    assert schema.main(["--check"]) == 0
    (schema.FOLDER / "uses.json").write_text("{}")
    assert schema.main(["--check"]) == 1
    assert "uses.json" in capsys.readouterr().err


def test_every_fact_file_names_its_schema() -> None:
    for path in (ROOT / "src/withhold/facts").rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        if path.stem not in schema.SHAPES:
            continue
        _, _, relative = first.partition("$schema=")
        assert (path.parent / relative).resolve() == ROOT / schema.FOLDER / f"{path.stem}.json"
