"""Does the repository stand alone: no place outside it, no registry's host?"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LARGEST = 5_000_000

# Written in two halves, so that this file does not name what it forbids.
OUTSIDE = [
    ".." + "/shared",
    "/opt/" + "pypi",
    ".lib" + "rary/",
]
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "crates" + ".io",
    "rubygems" + ".org",
    "proxy." + "golang.org",
    "anaconda" + ".org",
    "deb." + "debian.org",
    "docker" + ".io",
    "ghcr" + ".io",
]
FORBIDDEN = re.compile(
    "|".join([*(re.escape(text) for text in OUTSIDE + HOSTS), r"(?<![\w.])/" + r"work/"])
)


def _files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout: which files belong to it is not known")
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def _named_in(text: str) -> list[str]:
    return [match.group() for match in FORBIDDEN.finditer(text)]


def test_no_file_names_a_place_outside() -> None:
    found = {
        str(file.relative_to(ROOT)): named
        for file in _files()
        if file.stat().st_size < LARGEST
        and (named := _named_in(file.read_text(encoding="utf-8", errors="ignore")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "see " + OUTSIDE[0] + "/DESIGN.md",
        "open('/" + "work/main')",
        "--index-url https://" + HOSTS[0] + "/simple",
        "https://files." + HOSTS[1] + "/x.whl",
    ],
)
def test_a_violation_is_caught(text: str) -> None:
    assert _named_in(text)


def test_ordinary_addresses_are_fine() -> None:
    assert _named_in("https://example.com/work/settings and framework/x") == []
