"""What does a page get, and what may it answer?"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from withhold.kernel.errors import WithholdError

if TYPE_CHECKING:
    from withhold.app.checkup import Checkup
    from withhold.app.start import House
    from withhold.web.words import Tongue


class NoSuchPage(WithholdError):
    """An address that leads nowhere."""

    code = "no-such-page"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a form, open at its beginning; `name` is what the sender calls it, no place."""

    name: str
    size: int
    content: IO[bytes]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, past all guards. `form` and `files` map each field to all its values."""

    house: House
    tongue: Tongue
    checkup: Checkup
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, list[Upload]] = field(default_factory=dict)
    asked: tuple[tuple[str, str], ...] = ()
    """All parts of the query in their order, for a name that stands there more than once."""

    def field(self, name: str) -> str:
        """Give the first value of a field of the form; empty where there is none."""
        return next(iter(self.form.get(name, [])), "").strip()

    def every(self, name: str) -> list[str]:
        """Give all values of one name in the query."""
        return [value for each, value in self.asked if each == name]

    def file(self, name: str) -> Upload | None:
        """Give the first file of a field of the form, if one was chosen."""
        return next(iter(self.files.get(name, [])), None)

    @property
    def country(self) -> str | None:
        """The person's country, as they set it."""
        return self.house.config.person.country


@dataclass(frozen=True, slots=True)
class Page:
    """A template with its view model. `download`: the name it is saved under, if it is to be."""

    template: str
    values: Mapping[str, object]
    status: int = 200
    download: str = ""


@dataclass(frozen=True, slots=True)
class Farewell:
    """The last page: the dashboard closes once it is sent."""

    template: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Redirect:
    """Elsewhere in the dashboard; after a form, so that a reload sends nothing twice."""

    to: str


@dataclass(frozen=True, slots=True)
class File:
    """Bytes of a known kind, an open file of them that is closed when it was sent, or pieces.

    `download`: the name it is saved under, if it is to be.
    """

    content: bytes | IO[bytes] | Generator[bytes]
    kind: str
    download: str = ""


Answer = Page | Farewell | Redirect | File
Handler = Callable[[Visit], Answer]
