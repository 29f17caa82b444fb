"""Which versions does an Open Terms Archive repository hold?

Its form: `<Service>/<Terms Type>.md`, one commit a version, the author's date the day of the
fetch. The order of commits is not that of dates: renderings of old snapshots are appended later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from withhold.model.policy import Version
from withhold.observe.policies.git import Git
from withhold.observe.policies.recorded import (
    Document,
    Entry,
    Problems,
    Unread,
    in_order,
    read,
)

_HEAD = b"\x02"  # begins what we ask of a commit; a record of a file begins with a colon
_FORM = "%x02%at %H %s"
_TECHNICAL = ("Apply technical or declaration upgrade on", "Refilter")
_NOT_OURS = frozenset({"scripts", ".github"})
_FILE_MODES = {"100644", "100755"}
_DELETED = "D"


class Repository:
    """A repository of versions, as an `Archive`."""

    def __init__(self, git: Git) -> None:
        self.problems = Problems()
        self._git = git
        self._found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        if git.has_commits():
            self._survey()

    @classmethod
    def at(cls, folder: Path) -> Self:
        """Read the list of what is recorded in `folder`; raises NoGit, DamagedArchive."""
        return cls(Git(folder))

    @property
    def documents(self) -> tuple[Document, ...]:
        """Name the documents, by service."""
        return tuple(Document(*names, len(self._found[names])) for names in sorted(self._found))

    def entries(self, document: Document) -> tuple[Entry, ...]:
        """List the versions of one document, oldest first."""
        return in_order(reversed(self._found[document.service, document.name]))

    def versions(
        self, document: Document, entries: Iterable[Entry]
    ) -> Iterator[tuple[Entry, Version | Unread]]:
        """Read the texts of these, one at a time."""
        asked = tuple(entries)
        contents = self._git.blobs(entry.place for entry in asked)
        with closing(contents):
            for entry, content in zip(asked, contents, strict=True):
                yield entry, read(document, entry, content)

    def close(self) -> None:
        """End git."""
        self._git.close()

    def _survey(self) -> None:
        tokens = iter(self._git.log(_FORM))
        at: datetime | None = None
        technical, commit = False, ""
        for token in tokens:
            part = token.lstrip(b"\n")
            if part.startswith(_HEAD):
                at, technical, commit = self._commit(part[1:])
            elif part.startswith(b":"):
                name = next(tokens, b"")
                self._file(part[1:], name, at=at, technical=technical, commit=commit)

    def _commit(self, line: bytes) -> tuple[datetime | None, bool, str]:
        seconds, _, rest = line.decode("utf-8", "backslashreplace").partition(" ")
        commit, _, subject = rest.partition(" ")
        try:
            at = datetime.fromtimestamp(int(seconds), UTC)
        except (ValueError, OverflowError, OSError):  # whoever writes a commit may write anything
            at = None
        return at, subject.startswith(_TECHNICAL), commit

    def _file(
        self, raw: bytes, name: bytes, *, at: datetime | None, technical: bool, commit: str
    ) -> None:
        path = name.decode("utf-8", "backslashreplace")
        _, mode, _, blob, status = raw.decode("ascii", "replace").split(" ")
        service, _, file = path.rpartition("/")
        if not service or not file.endswith(".md") or service.split("/")[0] in _NOT_OURS:
            return
        if status == _DELETED:
            self.problems.add("deleted", path)
        elif mode not in _FILE_MODES:
            self.problems.add("not-a-file", path)
        elif at is None:
            self.problems.add("bad-date", path)
        else:
            entry = Entry(at, blob, blob, technical, commit)
            self._found[service, file.removesuffix(".md")].append(entry)
