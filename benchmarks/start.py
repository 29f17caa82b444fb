"""How long does `withhold platforms` take from a shell, against a bare click program?"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15
BARE = "import click\n@click.command()\ndef hello():\n    click.echo('hello')\nhello()\n"


def seconds(command: list[str], environ: dict[str, str]) -> float:
    """Run a command once."""
    began = time.perf_counter()
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    """Take turns, so that both meet the same machine; print medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "WITHHOLD_HOME": str(Path(folder) / "home")}
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        floor = [sys.executable, str(bare)]
        own = [str(Path(sys.executable).parent / "withhold"), "platforms"]
        first = seconds(own, environ)
        seconds(floor, environ)
        pairs = [(seconds(floor, environ), seconds(own, environ)) for _ in range(ROUNDS)]
    low = statistics.median(pair[0] for pair in pairs)
    high = statistics.median(pair[1] for pair in pairs)
    print(f"bare click program      {low * 1000:7.1f} ms")
    print(f"withhold platforms      {high * 1000:7.1f} ms   ratio {high / low:.2f} (to reach: 2)")
    print(f"its very first start    {first * 1000:7.1f} ms   (reads and checks every fact file)")


if __name__ == "__main__":
    main()
