"""How is a git repository that may be hostile read, without running anything of its own?

Everything git would take from the repository's settings and then execute is turned off on the
command line, which comes last and wins. Nothing is checked out, nothing is fetched (a repository
that lacks objects may not ask its server for them), no settings of the machine are read, and the
folder is named outright: git looks for no repository above it and asks not who owns it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from io import BufferedIOBase
from itertools import islice
from pathlib import Path
from typing import IO, cast

from withhold.observe.policies.recorded import LARGEST, DamagedArchive, NoGit

_PIECE = 256 * 1024
_AHEAD = 32  # files that are asked for before the first is read
_BUFFER = 1024 * 1024  # bytes that may wait between git and us, some dozens of texts
_SIZE = 2  # where in git's answer the number of bytes stands
_SAFE = {
    "core.alternateRefsCommand": "",
    "core.attributesFile": os.devnull,
    "core.fsmonitor": "",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.quotePath": "off",
    "core.useReplaceRefs": "false",
    "diff.external": "",
    "diff.orderFile": os.devnull,
    "gc.auto": "0",
    "gpg.program": "false",
    "log.follow": "false",
    "log.mailmap": "false",
    "log.showRoot": "true",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "safe.directory": "*",
}
_WITHOUT = {
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR")


def folder(path: Path) -> Path | None:
    """Find what git keeps of the repository at `path`, bare or not; None if it is none."""
    if (path / ".git").exists():
        return path / ".git"
    bare = (path / "HEAD").is_file() and (path / "objects").is_dir() and (path / "refs").is_dir()
    return path if bare else None


class _Files:
    """A process of git that hands over files, some of them asked for ahead.

    While one text is judged, git unpacks the next on the other core.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._ask, self._answer = _pipe(process.stdin), _pipe(process.stdout)

    def ask(self, names: Iterable[str]) -> Sequence[str]:
        """Ask for these, and give them back."""
        asked = list(names)
        with suppress(BrokenPipeError):  # it has ended: there will be no answer
            self._ask.write("".join(f"{name}\n" for name in asked).encode())
            self._ask.flush()
        return asked

    def answer(self) -> bytes | str | None:
        """Give the next that was asked for, or why it is not given; None if git ended over it."""
        head = self._answer.readline().split()
        if head[1:] == [b"missing"]:
            return "missing"
        return self._content(int(head[_SIZE])) if len(head) > _SIZE else None

    def end(self) -> None:
        """End it, whatever is still to come."""
        self._process.kill()
        with suppress(BrokenPipeError):
            self._ask.close()
        self._answer.close()
        self._process.wait()

    def _content(self, size: int) -> bytes | str | None:
        left = size + 1  # a line's end follows
        if size > LARGEST:
            while left and (piece := self._answer.read(min(left, _PIECE))):
                left -= len(piece)
            return None if left else "too-large"
        content = self._answer.read(left)
        return content[:-1] if len(content) == left else None


class Git:
    """One repository, by its folder; raises NoGit."""

    def __init__(self, repository: Path, program: str | None = None) -> None:
        found = program or shutil.which("git")
        if not found or not shutil.which(found):
            raise NoGit(
                "Reading a repository needs git, which is not on this machine.",
                where=str(repository),
                do="Install git, or give the archive's dataset as a ZIP instead.",
            )
        settings = [part for each in _SAFE.items() for part in ("-c", "=".join(each))]
        self._repository = repository
        self._line = [found, "--no-pager", *settings, f"--git-dir={repository.absolute()}"]
        self._files: _Files | None = None

    def has_commits(self) -> bool:
        """Say whether anything was ever recorded; raises DamagedArchive if it is no repository."""
        if self._ends_with("rev-parse", "--git-dir"):
            raise self._damaged()
        names = ("rev-parse", "--verify", "--quiet")
        if self._ends_with(*names, "HEAD^{commit}") == 0:
            return True
        if self._ends_with(*names, "HEAD") == 0:  # it is named, and cannot be had
            raise self._damaged()
        return False

    def log(self, form: str) -> Iterator[bytes]:
        """Give the log with the files each commit touched, newest first, cut at each NUL."""
        line = ("log", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff")
        more = ("--no-textconv", "--no-color", "--no-notes", "--encoding=UTF-8")
        with self._started(*line, *more, f"--format=tformat:{form}", "HEAD", "--") as process:
            rest = b""
            while piece := _pipe(process.stdout).read1(_PIECE):
                *whole, rest = (rest + piece).split(b"\0")
                yield from whole
            yield rest
            if process.wait():
                raise self._damaged()

    def blobs(self, names: Iterable[str]) -> Generator[bytes | str, None, None]:
        """Give the bytes of files in turn, or why there are none.

        That is `missing`, `too-large` or `damaged`. git ends over a file it cannot unpack, and is
        started again for the rest. Raises DamagedArchive if it then gives nothing at all.
        """
        files, self._files = self._files or self._handing_over(), None
        rest, asked = iter(names), deque[str]()
        try:
            while True:
                if len(asked) <= _AHEAD // 2:
                    asked += files.ask(islice(rest, _AHEAD // 2))
                if not asked:
                    return
                found = files.answer()
                asked.popleft()
                if found is None:
                    files.end()
                    files = self._again()
                    files.ask(asked)
                yield "damaged" if found is None else found
        finally:
            if asked or self._files:
                files.end()
            else:
                self._files = files

    def close(self) -> None:
        """End the process that gives files."""
        if self._files is not None:
            self._files.end()
            self._files = None

    def _handing_over(self) -> _Files:
        return _Files(self._started("cat-file", "--batch", takes=True))

    def _again(self) -> _Files:
        """Start handing over again; what the log began with must be there."""
        files = self._handing_over()
        files.ask(["HEAD"])
        if files.answer() is None:
            files.end()
            raise self._damaged()
        return files

    def _ends_with(self, *arguments: str) -> int:
        with self._started(*arguments) as process:
            process.communicate()
            return process.returncode

    def _started(self, *arguments: str, takes: bool = False) -> subprocess.Popen[bytes]:
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        return subprocess.Popen(  # noqa: S603 - git by its own place, no shell, settings above
            [*self._line, *arguments],
            stdin=subprocess.PIPE if takes else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it may quote the archive; the exit says enough
            env=environment | _WITHOUT,
            pipesize=_BUFFER,
            start_new_session=True,  # Ctrl-C is for us: git ends when we let go of it
        )

    def _damaged(self) -> DamagedArchive:
        return DamagedArchive(
            "git cannot read this repository.",
            where=str(self._repository),
            do="`git fsck` there says what is wrong; a fresh, full clone mends most of it.",
        )


def _pipe(pipe: IO[bytes] | None) -> BufferedIOBase:
    """Give one end of a process that was started with that pipe."""
    return cast("BufferedIOBase", pipe)
