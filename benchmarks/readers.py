"""How fast is an archive of X read, against what else reads one and installs by name?

    python benchmarks/readers.py [--items 90000] [--times 3]

No other reader that was found reads all parts of an archive, or Facebook's at all. So an archive
of one part is made, which HPI reads (posts as objects, nothing kept), and the same under the name
that the file of posts had before 2022, which twitter-to-sqlite reads (into SQLite). Both are
installed into an environment that is thrown away; one that cannot be is left out. Ours keeps the
items in SQLite, once without the index of words and once with it.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import venv
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from archives import of_x
from taken import Taken, program, taken

HPI = """
import sys, types
config = types.ModuleType("my.config")
config.twitter_archive = type("twitter_archive", (), {"export_path": sys.argv[1]})
sys.modules["my.config"] = config
from my.twitter.archive import tweets
print(sum(1 for _ in tweets()))
"""


def main() -> None:
    """Print what each reader takes."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        newer, older = place / "newer.zip", place / "older.zip"
        of_x(newer, asked.items)
        _as_before(newer, older)
        own = _shortest(asked.times, lambda: _added(newer, "--no-search"))
        _print("withhold --no-search", own, own)
        _print("withhold", _shortest(asked.times, lambda: _added(newer)), own)
        other = place / "other"
        venv.create(other, with_pip=True)
        python = str(other / "bin" / "python")
        if _installed(python, "hpi", "datetype", "more-itertools"):
            hpi = [python, "-c", HPI, str(newer)]
            _print("HPI", _shortest(asked.times, lambda: taken(hpi)), own)
        if _installed(python, "twitter-to-sqlite"):
            sqlite = str(other / "bin" / "twitter-to-sqlite")
            command = [sqlite, "import", str(place / "other.db"), str(older)]
            _print("twitter-to-sqlite", _shortest(asked.times, lambda: taken(command)), own)


def _as_before(newer: Path, older: Path) -> None:
    """Write the archive as before 2022, and take it for the newer one by its page, as HPI does."""
    with zipfile.ZipFile(newer, "a") as file:
        file.writestr("Your archive.html", "<!doctype html>")
        texts = {name: file.read(name) for name in file.namelist() if name.startswith("data/")}
    with zipfile.ZipFile(older, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in texts.items():
            file.writestr(name.replace("tweets", "tweet"), text)


def _added(archive: Path, *options: str) -> Taken:
    with tempfile.TemporaryDirectory() as home:
        own = {"WITHHOLD_HOME": home}
        taken([program(), "exposure", "show"], own)
        return taken([program(), "exposure", "add", str(archive), "--json", *options], own)


def _installed(python: str, *names: str) -> bool:
    done = subprocess.run(
        [python, "-m", "pip", "install", "-q", *names], check=False, capture_output=True
    )
    if done.returncode:
        print(f"  {names[0]}: could not be installed, and is left out")
    return not done.returncode


def _shortest(times: int, run: Callable[[], Taken]) -> Taken:
    runs: Sequence[Taken] = [run() for _ in range(times)]
    return min(runs, key=lambda each: each.seconds)


def _print(name: str, found: Taken, own: Taken) -> None:
    print(
        f"  {name:22} {found.seconds:6.2f} s {found.seconds / own.seconds:5.2f} ×,"
        f"  of processors {found.busy:6.2f} s {found.busy / own.busy:5.2f} ×,"
        f"  {found.peak:5.0f} MB at most"
    )


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=90_000, help="one part holds 98,000")
    parser.add_argument("--times", type=int, default=1, help="the shortest of so many is taken")
    return parser.parse_args()


if __name__ == "__main__":
    main()
