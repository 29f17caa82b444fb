"""A passphrase that homes of tests can be given at once: making one takes seconds, on purpose."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from withhold.kernel.paths import Home
from withhold.vault import files, passphrase
from withhold.vault.age import Key

WORDS = "vier Wörter, die nichts verbindet"


def give(home: Home) -> None:
    """Give a home the passphrase WORDS, as `set_passphrase` would."""
    home.make()
    home.vault.mkdir(mode=0o700, exist_ok=True)
    for name, content in _made()[0].items():
        (home.vault / name).write_bytes(content)
        (home.vault / name).chmod(0o600)


def key() -> Key:
    """Give the key of every such home."""
    return _made()[1]


@cache
def _made() -> tuple[dict[str, bytes], Key]:
    with TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        passphrase.put(home, WORDS)
        made = (files.secret(home), files.public(home))
        return {path.name: path.read_bytes() for path in made}, passphrase.key(home, WORDS)
