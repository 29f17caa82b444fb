"""What did policies say over the years, by an archive on this machine?

An archive is a repository of versions by Open Terms Archive, one of its datasets as a ZIP, or a
folder of dated versions of the same shape. Only the list of what is there is held in memory;
texts are read one at a time.

    with opened(path) as archive:
        for document in archive.documents:
            for entry, version in archive.versions(document, archive.entries(document)):
                …
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from withhold.observe.policies import git
from withhold.observe.policies.dated import Dated, Folder, Zip
from withhold.observe.policies.recorded import (
    Archive,
    DamagedArchive,
    EmptyArchive,
    NoArchive,
)
from withhold.observe.policies.repository import Repository

_FORMS = (
    "Give a folder with an Open Terms Archive repository of versions, one of its datasets as a "
    "ZIP, or a folder of files named <Service>/<Terms Type>/<YYYY-MM-DDTHH-MM-SSZ>.md."
)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive; raises NoArchive, EmptyArchive, DamagedArchive, NoGit."""
    with closing(_open(path)) as archive:
        if not archive.documents:
            raise EmptyArchive("There is no version of a policy in it.", where=str(path), do=_FORMS)
        yield archive


def _open(path: Path) -> Archive:
    try:
        if path.is_dir():
            kept = git.folder(path)
            return Repository.at(kept) if kept else Dated(Folder(path))
        if path.is_file():  # and no pipe, which would keep us waiting for ever
            return Dated(Zip(path))
    except zipfile.BadZipFile:
        raise NoArchive("This file is not a ZIP.", where=str(path), do=_FORMS) from None
    except (OSError, NotImplementedError, ValueError) as error:
        raise DamagedArchive(
            "This cannot be read.", where=str(path), do="Make or fetch the archive again."
        ) from error
    raise NoArchive("There is no folder and no file at this place.", where=str(path), do=_FORMS)
