"""Do the locked releases cover what pyproject.toml asks for, by hash and without addresses?"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
RELEASE = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.!+]+)(?P<rest>(?: .*)?)$", re.MULTILINE)


def _locked(name: str) -> dict[str, list[Version]]:
    """Return the locked releases by name; a name may have several, for different systems."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    found: dict[str, list[Version]] = {}
    for match in RELEASE.finditer(text):
        versions = found.setdefault(canonicalize_name(match["name"]), [])
        versions.append(Version(match["version"]))
    return found


def _asked() -> dict[str, list[Requirement]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    asked = {
        "run.txt": project["project"]["dependencies"],
        "build.txt": groups["build"] + project["build-system"]["requires"],
        "dev.txt": project["project"]["dependencies"] + groups["dev"],
    }
    return {
        lock: [Requirement(text) for text in texts if isinstance(text, str)]
        for lock, texts in asked.items()
    }


def _uncovered(asked: list[Requirement], locked: dict[str, list[Version]]) -> list[str]:
    return [
        str(requirement)
        for requirement in asked
        if not any(
            version in requirement.specifier
            for version in locked.get(canonicalize_name(requirement.name), [])
        )
    ]


@pytest.mark.parametrize("lock", ["run.txt", "build.txt", "dev.txt"])
def test_the_lock_covers_what_is_asked_for(lock: str) -> None:
    assert _uncovered(_asked()[lock], _locked(lock)) == [], "run `just lock`"


def test_a_new_dependency_or_bound_is_noticed() -> None:
    locked = {"click": [Version("8.1.0")]}
    asked = [Requirement("click>=9"), Requirement("colour"), Requirement("click>=8")]
    assert _uncovered(asked, locked) == ["click>=9", "colour"]


@pytest.mark.parametrize("lock", ["run.txt", "build.txt"])
def test_what_runs_is_what_was_tested(lock: str) -> None:
    tested = _locked("dev.txt")
    assert {name: tested.get(name) for name in _locked(lock)} == _locked(lock)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_release_has_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    releases = list(RELEASE.finditer(text))
    assert releases
    for release, following in zip(releases, [*releases[1:], None], strict=True):
        end = following.start() if following else len(text)
        assert "--hash=sha256:" in text[release.start() : end], release["name"]
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ ", text)
