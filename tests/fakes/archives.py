"""How do tests make archives of policies: small repositories of git with fixed dates, and ZIPs?"""

from __future__ import annotations

import os
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_WHO = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"} | {
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_COMMITTER_DATE": "2030-01-01T00:00:00Z",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


@dataclass(frozen=True, slots=True)
class Repo:
    """A repository in the making."""

    root: Path

    def git(self, *arguments: str, **environment: str) -> str:
        """Run git in it."""
        return subprocess.run(
            ["git", "-C", str(self.root), *arguments],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | _WHO | environment,
        ).stdout

    def record(
        self, at: str, files: Mapping[str, str | bytes | None], subject: str = "Record new changes"
    ) -> None:
        """Commit files with an author's date; None deletes one."""
        for name, content in files.items():
            path = self.root / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", subject, GIT_AUTHOR_DATE=at)


def repo(root: Path) -> Repo:
    """Begin an empty repository."""
    root.mkdir(parents=True)
    made = Repo(root)
    made.git("init", "--quiet", "--initial-branch=main")
    return made


def zipped(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """Make a ZIP of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path
