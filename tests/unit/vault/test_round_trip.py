"""Does a closed home come back as it was, to its owner and to nobody else?"""

from __future__ import annotations

import errno
import io
import os
import stat
import tarfile
import tracemalloc
from pathlib import Path

import pyrage
import pytest
from tests.fakes.passphrase import WORDS
from tests.unit.vault.conftest import Filled, snapshot

from withhold.kernel import durable
from withhold.kernel.errors import HomeClosed
from withhold.kernel.paths import Home
from withhold.vault import files, passphrase
from withhold.vault.age import Key, encrypt, new_key
from withhold.vault.errors import (
    HomeBusy,
    InTheWay,
    NoPassphrase,
    NotPlain,
    PassphraseRefused,
    SealedDamaged,
    VaultDisk,
    VaultError,
    WrongPassphrase,
)
from withhold.vault.seal import closing
from withhold.vault.settle import settle
from withhold.vault.unseal import unseal


def close(home: Home) -> None:
    with closing(home) as seal:
        seal()


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_closed_comes_back_as_it_was(home: Home, key: Key, fill: Filled) -> None:
    kept = fill(home)
    times = {name: (home.root / name).stat().st_mtime for name in kept if kept[name] is not None}
    close(home)
    assert home.sealed.exists()
    unseal(home, key)
    assert not home.is_closed
    assert snapshot(home) == kept
    assert all(abs((home.root / n).stat().st_mtime - at) < 1 for n, at in times.items())


def test_beside_a_closed_home_lies_only_what_opens_it(home: Home, fill: Filled) -> None:
    fill(home)
    close(home)
    assert _names(home.root) == ["cache", "vault"]
    assert _names(home.vault) == ["home.age", "key.age", "lock"]
    assert [path.name for path in home.cache.rglob("*")] == ["dashboard", "lock"]
    assert b"linkedin" not in b"".join(p.read_bytes() for p in home.root.rglob("*") if p.is_file())


def test_everything_is_for_its_owner_alone(home: Home, key: Key, fill: Filled) -> None:
    fill(home)
    (home.profiles / "x" / "default" / "script").touch(mode=0o755)
    close(home)
    unseal(home, key)
    ours = [home.vault, *home.vault.iterdir(), *(home.root / name for name in snapshot(home))]
    modes = {stat.S_IMODE(path.lstat().st_mode) for path in ours}
    assert not [oct(mode) for mode in modes if mode & 0o077]
    assert (home.profiles / "x" / "default" / "script").stat().st_mode & stat.S_IXUSR


def test_the_plain_library_opens_it_without_us(home: Home, fill: Filled) -> None:
    kept = fill(home)
    close(home)
    secret = pyrage.passphrase.decrypt(files.secret(home).read_bytes(), WORDS).decode()
    identity = pyrage.x25519.Identity.from_str(secret.strip())
    plain = pyrage.decrypt(home.sealed.read_bytes(), [identity])
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        found = {
            member.name: file.read() if (file := tar.extractfile(member)) else None
            for member in tar
        }
    assert found == kept


def test_a_wrong_passphrase_changes_nothing(home: Home, fill: Filled) -> None:
    fill(home)
    close(home)
    before = _names(home.vault)
    with pytest.raises(WrongPassphrase) as caught:
        passphrase.key(home, WORDS + ".")
    assert all((caught.value.what, caught.value.where, caught.value.do))
    assert _names(home.vault) == before


def test_another_keys_home_is_not_opened(home: Home, fill: Filled) -> None:
    fill(home)
    close(home)
    with pytest.raises(SealedDamaged):
        unseal(home, new_key())
    assert home.is_closed
    assert not files.fresh(home).exists()


@pytest.mark.parametrize("where", [0, 20, 200, 70_000, 1_000_000, -1])
def test_an_altered_file_is_refused_and_named(
    home: Home, key: Key, fill: Filled, where: int
) -> None:
    fill(home)
    close(home)
    content = bytearray(home.sealed.read_bytes())
    content[where] ^= 1
    home.sealed.write_bytes(content)
    with pytest.raises(SealedDamaged) as caught:
        unseal(home, key)
    assert caught.value.where == str(home.sealed)
    assert home.sealed.read_bytes() == content
    assert _names(home.vault) == ["home.age", "key.age", "lock"]


@pytest.mark.parametrize("length", [0, 100, 65_536, 2_000_000])
def test_a_cut_file_is_refused(home: Home, key: Key, fill: Filled, length: int) -> None:
    fill(home)
    close(home)
    home.sealed.write_bytes(home.sealed.read_bytes()[:length])
    with pytest.raises(SealedDamaged):
        unseal(home, key)
    assert not files.fresh(home).exists()


def _forged(home: Home, key: Key, *members: tarfile.TarInfo) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for member in members:
            tar.addfile(member, io.BytesIO(b"evil"[: member.size]))
    with home.sealed.open("wb") as file:
        encrypt([made.getvalue()], file, to=[key.public])


def _member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    member.size = 4 if kind == tarfile.REGTYPE else 0
    return member


@pytest.mark.parametrize(
    "members",
    [
        [_member("../out")],
        [_member("/out")],
        [_member("evidence", tarfile.DIRTYPE), _member("evidence/../../out")],
        [_member("evidence", tarfile.SYMTYPE, "/etc"), _member("evidence/out")],
        [_member("config.toml", tarfile.LNKTYPE, "/etc/passwd")],
        [_member("evidence", tarfile.FIFOTYPE)],
        [_member("evidence", tarfile.CHRTYPE)],
        [_member("config.toml"), _member("config.toml")],
        [_member("vault", tarfile.DIRTYPE), _member("vault/key.age")],
        [_member("notes.txt")],
        [_member("evidence/no-folder")],
    ],
)
def test_a_forged_archive_puts_nothing_anywhere(
    home: Home, key: Key, tmp_path: Path, members: list[tarfile.TarInfo]
) -> None:
    _forged(home, key, *members)
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(SealedDamaged):
        unseal(home, key)
    after = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    after.pop(home.vault / "lock", None)
    assert after == before
    assert not files.fresh(home).exists()


def test_a_link_out_of_the_home_is_refused(home: Home, tmp_path: Path, fill: Filled) -> None:
    kept = fill(home)
    (tmp_path / "elsewhere").mkdir()
    (home.profiles / "linkedin").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotPlain) as caught:
        close(home)
    assert caught.value.where.endswith("linkedin")
    assert not home.is_closed
    assert snapshot(home).items() >= kept.items()


def test_what_is_not_ours_stays_where_it_is(home: Home, key: Key, fill: Filled) -> None:
    fill(home)
    (home.root / "thesis.odt").write_text("years of work")
    close(home)
    assert (home.root / "thesis.odt").read_text() == "years of work"
    unseal(home, key)
    assert (home.root / "thesis.odt").read_text() == "years of work"


def test_nothing_is_written_over_when_opening(home: Home, key: Key, fill: Filled) -> None:
    fill(home)
    close(home)
    home.config.write_text("killed = []")
    with pytest.raises(InTheWay) as caught:
        unseal(home, key)
    assert "config.toml" in caught.value.where
    settle(home)
    assert home.config.read_text() == "killed = []"
    assert home.is_closed


def test_what_changes_while_it_is_closed_keeps_it_open(
    home: Home, fill: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = fill(home)
    sync = durable.sync

    def write_meanwhile(descriptor: int) -> None:
        home.config.write_text("[person]\ncountry = 'FR'\n")
        sync(descriptor)

    monkeypatch.setattr(durable, "sync", write_meanwhile)
    with pytest.raises(HomeBusy):
        close(home)
    assert not home.is_closed
    assert snapshot(home).items() >= (kept | {"config.toml": home.config.read_bytes()}).items()
    assert _names(home.vault) == ["key.age", "key.pub", "lock"]


def test_what_cannot_be_read_back_keeps_it_open(
    home: Home, fill: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = fill(home)

    def lose(descriptor: int) -> None:
        os.ftruncate(descriptor, 1_000_000)

    monkeypatch.setattr(durable, "sync", lose)
    with pytest.raises(VaultError, match="does not read as it should"):
        close(home)
    assert snapshot(home).items() >= kept.items()
    assert not home.is_closed


def test_a_full_disk_keeps_it_open(
    home: Home, fill: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = fill(home)

    def full(descriptor: int) -> None:
        del descriptor
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(durable, "sync", full)
    with pytest.raises(VaultDisk, match="full"):
        close(home)
    assert snapshot(home).items() >= kept.items()
    assert not home.is_closed


def test_without_a_passphrase_nothing_is_closed(tmp_path: Path) -> None:
    home = Home(tmp_path / "bare")
    home.make()
    home.config.write_text("")
    with pytest.raises(NoPassphrase):
        close(home)
    with pytest.raises(NoPassphrase):
        passphrase.remove(home)
    with pytest.raises(PassphraseRefused):
        passphrase.put(home, "short")
    assert home.config.exists()
    assert not passphrase.has(home)


def test_a_closed_home_takes_no_other_passphrase(home: Home, fill: Filled) -> None:
    fill(home)
    close(home)
    before = files.secret(home).read_bytes()
    with pytest.raises(HomeClosed):
        passphrase.put(home, WORDS)
    with pytest.raises(HomeClosed):
        passphrase.remove(home)
    assert files.secret(home).read_bytes() == before


def test_memory_stays_flat_whatever_the_size(home: Home, key: Key) -> None:
    home.profiles.mkdir()
    with (home.profiles / "big").open("wb") as file:
        file.truncate(150_000_000)
    tracemalloc.start()
    close(home)
    unseal(home, key)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (home.profiles / "big").stat().st_size == 150_000_000
    assert peak < 10_000_000
