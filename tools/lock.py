"""Which releases does a checkout use? Writes `requirements/*.txt` from `pyproject.toml`.

Releases at least a week old, every file by its hash, for every system at once, and no address of
whoever hands them out: that is each person's own choice.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "requirements"
LEAST_AGE = timedelta(days=7)


def _compile(target: str, *sources: str) -> None:
    newest = datetime.now(UTC) - LEAST_AGE
    subprocess.run(
        [
            "uv",
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--python-version=3.11",
            "--generate-hashes",
            "--no-emit-index-url",
            "--no-emit-find-links",
            "--upgrade",
            f"--exclude-newer={newest:%Y-%m-%d}",
            "--custom-compile-command=just lock",
            f"--output-file={FOLDER / target}",
            *sources,
        ],
        cwd=ROOT,
        env=os.environ | {"UV_NO_PROGRESS": "1"},
        check=True,
    )


def main() -> int:
    """Lock the tool that installs, what runs, what builds, and what tests."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "uv.in"
        wanted.write_text("uv\n", encoding="utf-8")
        _compile("uv.txt", str(wanted), "--no-annotate")
    everything = "requirements/dev.txt"
    _compile("dev.txt", "pyproject.toml", "--group=dev")
    _compile("run.txt", "pyproject.toml", f"--constraint={everything}")
    _compile("build.txt", "--group=build", f"--constraint={everything}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
