"""Does each import contract hold, and would it catch somebody who broke it?

One copy of the product gets one deliberate violation per contract, each in a module of its own;
import-linter looks at the copy once, and every contract must name its violation.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LAYERS = "Nouns flow one way: each room stands on those below it"
VERBS = "Verbs never import verbs; only app joins them"
FRONT = "Front ends use the app, never a port or a verb"
BROWSER = "Only browser drives a browser"
SQL = "Only store speaks SQL"
NET = "Only net opens connections"
VAULT = "Only vault touches the keyring"
ENCRYPT = "Only vault encrypts the home"
NOUNS = "Nouns do no input and no output"
PURE = "Judging is pure"

VIOLATIONS = [
    (LAYERS, "withhold.kernel.wrong", "withhold.model.fact"),
    (LAYERS, "withhold.model.wrong", "withhold.store"),
    (LAYERS, "withhold.catalogue.wrong", "withhold.store"),
    (LAYERS, "withhold.store.wrong", "withhold.browser"),
    (LAYERS, "withhold.browser.wrong", "withhold.observe"),
    (LAYERS, "withhold.judge.wrong", "withhold.app"),
    (LAYERS, "withhold.app.wrong", "withhold.cli"),
    (VERBS, "withhold.act.wrong", "withhold.observe"),
    (VERBS, "withhold.report.wrong", "withhold.judge"),
    (VERBS, "withhold.practice.wrong", "withhold.act"),
    (FRONT, "withhold.cli.wrong_port", "withhold.browser.port"),
    (FRONT, "withhold.cli.wrong_store", "withhold.store"),
    (FRONT, "withhold.cli.wrong_verb", "withhold.observe"),
    (FRONT, "withhold.cli.wrong_facts", "withhold.catalogue"),
    (FRONT, "withhold.web.wrong", "withhold.act"),
    (FRONT, "withhold.web.wrong_store", "withhold.store"),
    (FRONT, "withhold.web.wrong_browser", "withhold.browser.port"),
    (FRONT, "withhold.web.pages.wrong_facts", "withhold.catalogue"),
    (LAYERS, "withhold.app.wrong_page", "withhold.web"),
    (LAYERS, "withhold.web.wrong_cli", "withhold.cli"),
    (LAYERS, "withhold.cli.wrong_web", "withhold.web"),
    (BROWSER, "withhold.practice.wrong_driver", "playwright"),
    (SQL, "withhold.app.wrong_sql", "sqlite3"),
    (NET, "withhold.observe.wrong_fetch", "httpx2"),
    (NET, "withhold.catalogue.wrong_fetch", "requests"),
    (NET, "withhold.app.wrong_fetch", "httpcore2"),
    (LAYERS, "withhold.net.wrong_store", "withhold.store"),
    (LAYERS, "withhold.net.wrong_verb", "withhold.observe"),
    (LAYERS, "withhold.model.wrong_net", "withhold.net"),
    (FRONT, "withhold.web.wrong_net", "withhold.net.web"),
    (FRONT, "withhold.cli.wrong_net", "withhold.net.web"),
    (PURE, "withhold.judge.wrong_net", "withhold.net.web"),
    (VAULT, "withhold.app.wrong_secret", "keyring"),
    (ENCRYPT, "withhold.app.wrong_cipher", "pyrage"),
    (FRONT, "withhold.cli.wrong_vault", "withhold.vault"),
    (PURE, "withhold.judge.wrong_vault", "withhold.vault"),
    (NOUNS, "withhold.model.wrong_file", "pathlib"),
    (NOUNS, "withhold.model.wrong_socket", "socket"),
    (PURE, "withhold.judge.wrong_file", "tempfile"),
    (PURE, "withhold.report.wrong_port", "withhold.browser"),
]


def _contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


def _lint(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def _plain_copy(folder: Path) -> Path:
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _plant(folder: Path, module: str, imported: str) -> None:
    place = folder / "src" / Path(*module.split(".")).with_suffix(".py")
    place.parent.mkdir(parents=True, exist_ok=True)
    (place.parent / "__init__.py").touch()
    with place.open("a", encoding="utf-8") as text:
        text.write(f"import {imported}\n")


def _sections(output: str) -> dict[str, str]:
    """Return what import-linter says of each broken contract, by the contract's name."""
    broken = output.partition("Broken contracts")[2]
    names = "|".join(re.escape(name) for name in _contracts())
    parts = re.split(rf"^({names})$", broken, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = _plain_copy(tmp_path_factory.mktemp("spoilt"))
    for _, module, imported in VIOLATIONS:
        _plant(folder, module, imported)
    code, output = _lint(folder)
    assert code == 1, output
    return _sections(output)


def test_every_contract_holds() -> None:
    code, output = _lint(ROOT)
    assert code == 0, output


def test_every_contract_has_a_deliberate_violation() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == set(_contracts())


@pytest.mark.parametrize(("contract", "module", "imported"), VIOLATIONS)
def test_a_violation_is_caught(
    spoilt: dict[str, str], contract: str, module: str, imported: str
) -> None:
    assert contract in spoilt, f"not broken: {contract}"
    line = rf"{re.escape(module)} -> {re.escape(imported)}\b"
    assert re.search(line, spoilt[contract]), spoilt[contract]


def test_a_new_room_must_declare_its_place(tmp_path: Path) -> None:
    folder = _plain_copy(tmp_path)
    _plant(folder, "withhold.attic.wrong", "withhold.kernel")
    code, output = _lint(folder)
    assert code == 1
    assert "attic" in _sections(output)[LAYERS]
