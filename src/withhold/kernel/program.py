"""How is Withhold itself started again, by a timer or by a page? Named in full, by its place."""

from __future__ import annotations

import sys
from pathlib import Path


def program() -> tuple[str, ...]:
    """Name the program in full; whoever starts it may not know the person's PATH."""
    beside = Path(sys.executable).with_name("withhold")
    if beside.exists():
        return (str(beside),)
    return (sys.executable, "-c", "from withhold.cli.main import main; main()")
