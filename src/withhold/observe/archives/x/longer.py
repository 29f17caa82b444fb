"""What is the full text of a post that was cut?

The file of long texts does not say to which post one belongs: it is the one made within two
seconds whose text, up to the cut, the long text begins with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from withhold.model.exposure import Problem
from withhold.observe.archives.format import Files
from withhold.observe.archives.x import times
from withhold.observe.archives.x.rows import Tally, rows
from withhold.observe.archives.x.shapes import Note, NoteRow

_NEAR = range(-2, 3)
_MOST = 24 * 1024 * 1024  # characters of long texts that are held; later posts stay cut
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&"))


def plain(text: str) -> str:
    """Take X's entities back, once: its files hold `&amp;` for `&`."""
    if "&" in text:
        for entity, sign in _ENTITIES:
            text = text.replace(entity, sign)
    return text


@dataclass(frozen=True, slots=True)
class Long:
    """A long text, whom it names, and the file it stands in."""

    text: str
    people: tuple[str, ...]
    tally: Tally


@dataclass(slots=True)
class Longer:
    """The long texts of an archive, by the seconds at which their posts may have been made."""

    near: dict[int, list[Long]] = field(default_factory=dict)
    tallies: list[Tally] = field(default_factory=list)
    size: int = 0

    def take(self, files: Files, path: str) -> None:
        """Read a file of long texts."""
        tally = Tally(path)
        self.tallies.append(tally)
        for row in rows(files, tally, NoteRow):
            note = row.note_tweet or row.deleted_note_tweet
            at = times.iso(note.created_at or "") if note else None
            if note is None or at is None or note.core is None or not note.core.text:
                tally.bad += 1
            elif self.size > _MOST:
                tally.left += 1
            else:
                self._keep(at, note, tally)

    def match(self, at: int, text: str) -> Long | None:
        """Find what a text was cut from; a long text belongs to one post only."""
        begins = _beginning(text)
        for long in self.near.get(at, ()):
            if begins and long.text.startswith(begins):
                self._spend(at, long)
                return long
        return None

    def problems(self, declared: Mapping[str, int]) -> Iterator[Problem]:
        """Tell what was wrong, after all posts were read."""
        for tally in self.tallies:
            yield from tally.problems(declared.get(tally.path))

    def _keep(self, at: int, note: Note, tally: Tally) -> None:
        core = note.core
        if core is None or core.text is None:
            return
        long = Long(plain(core.text), names(core.mentions), tally)
        self.size += len(long.text)
        tally.unmatched += 1
        for second in _NEAR:
            self.near.setdefault(at + second, []).append(long)

    def _spend(self, at: int, long: Long) -> None:
        long.tally.unmatched -= 1
        self.size -= len(long.text)
        for second in range(2 * _NEAR.start, -2 * _NEAR.start + 1):
            if held := self.near.get(at + second):
                held[:] = [each for each in held if each is not long]
                if not held:
                    del self.near[at + second]


def names(mentions: Sequence[object] | None) -> tuple[str, ...]:
    """Give the handles of those whom a long text names."""
    found = (getattr(each, "screen_name", None) for each in mentions or ())
    return tuple(name for name in found if name)


def _beginning(text: str) -> str:
    cut = text.rfind("…")
    return (text[:cut] if cut > 0 else text.rpartition(" https://t.co/")[0] or text).rstrip()
