"""How does a home get its passphrase, and lose it?

Both need an open home, and no former passphrase: whoever can write an open home can read all of it
anyway, and somebody who forgot their passphrase in time must be able to save what is theirs.
"""

from __future__ import annotations

from withhold.kernel.paths import Home
from withhold.vault import files
from withhold.vault.age import Key, Unreadable, folded, new_key, unwrapped
from withhold.vault.errors import NoPassphrase, PassphraseRefused, VaultError, explained, wrong

SHORTEST = 8
"""Characters; the pages for people ask for four words instead."""


def has(home: Home) -> bool:
    """Say whether the home has a passphrase, open or closed."""
    return files.secret(home).exists()


def put(home: Home, passphrase: str) -> None:
    """Give an open home a passphrase, in place of any other; the key is a new one.

    Raises PassphraseRefused, HomeClosed. It is tried before it counts.
    """
    if len(folded(passphrase)) < SHORTEST:
        raise PassphraseRefused(
            "This passphrase is too short.",
            where=f"It has fewer than {SHORTEST} characters; nothing was changed.",
            do="Take four or more words that have nothing to do with one another.",
        )
    with files.alone(home), explained(home.vault):
        home.want_open()
        key = new_key()
        kept = key.wrapped(passphrase)
        if unwrapped(kept, passphrase).public != key.public:
            raise VaultError("The key could not be read back.", do="Try again.")
        _place(home, key, kept)


def _place(home: Home, key: Key, kept: bytes) -> None:
    """Between the two steps there is no public half: nothing can be closed with the wrong one."""
    files.drop(files.public(home))
    files.put(files.secret(home), kept)
    files.put(files.public(home), key.public.encode())


def remove(home: Home) -> None:
    """Take the passphrase off an open home; raises NoPassphrase, HomeClosed."""
    if not has(home):
        raise none_yet(home)
    with files.alone(home), explained(home.vault):
        home.want_open()
        files.drop(files.public(home))
        files.drop(files.secret(home))


def key(home: Home, passphrase: str) -> Key:
    """Get the key with the passphrase; raises WrongPassphrase, NoPassphrase."""
    try:
        return unwrapped(files.secret(home).read_bytes(), passphrase)
    except FileNotFoundError:
        raise none_yet(home) from None
    except Unreadable:
        raise wrong() from None


def none_yet(home: Home) -> NoPassphrase:
    """Return the error for a home without a passphrase, or without what belongs to it."""
    if home.sealed.exists():
        return NoPassphrase(
            "The key that your passphrase opens is gone.",
            where=str(files.secret(home)),
            do="Put it back from a backup: without it nobody can open this home.",
        )
    return NoPassphrase(
        "Your home has no passphrase, or half of its key is gone.",
        where=str(home.vault),
        do="`withhold lock --change` sets one.",
    )
