"""What of the person's is in an archive of LinkedIn?

Recommendations the person gave, and notes with invitations, are their own words, but neither post
nor comment nor message in a conversation: such a file is named as not counted. No file holds an AI
setting, and none says who could see a comment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from withhold.kernel.clock import Clock, SystemClock
from withhold.model.exposure import Known, Note, Problem, Record
from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.linkedin import names, profile
from withhold.observe.archives.linkedin.articles import articles
from withhold.observe.archives.linkedin.layout import Sheet, Shelf, shelves
from withhold.observe.archives.linkedin.media import media
from withhold.observe.archives.linkedin.profile import Owner
from withhold.observe.archives.linkedin.rows import Desk
from withhold.observe.archives.linkedin.shares import comments, reposts, shares
from withhold.observe.archives.linkedin.talks import messages, turns
from withhold.observe.archives.written import DAY

_READERS: dict[str, Callable[[Desk, Sheet], Iterator[Record]]] = {
    "Shares": shares,
    "Comments": comments,
    "InstantReposts": reposts,
    "Rich_Media": media,
    "messages": messages,
}


@dataclass(frozen=True, slots=True)
class LinkedIn:
    """The format of LinkedIn's archives; the clock tells which dates cannot be yet."""

    clock: Clock = field(default_factory=SystemClock)
    platform: str = "linkedin"

    def find(self, files: Files) -> Sequence[Found]:
        """Recognise archives by the headers of their files."""
        return [_found(each) for each in self._shelves(files)]

    def read(self, files: Files, found: Found) -> Iterator[Record]:
        """Tell what is in one."""
        desk = self._desk(files)
        for shelf in self._shelves(files):
            if shelf.root == found.root:
                yield from _read(desk, shelf)

    def _desk(self, files: Files) -> Desk:
        return Desk(files, int(self.clock.now().timestamp()) + DAY)

    def _shelves(self, files: Files) -> Sequence[Shelf]:
        return _joined(self._desk(files), shelves(files))


def _found(shelf: Shelf) -> Found:
    return Found("complete" if shelf.complete else "basic", shelf.root)


def _joined(desk: Desk, found: Sequence[Shelf]) -> Sequence[Shelf]:
    """Put the basic archive to the complete one of the same person: they are one export."""
    whole = [each for each in found if each.complete]
    basic = [each for each in found if not each.complete]
    if len(whole) != 1 or len(basic) != 1 or _name(desk, whole[0]) != _name(desk, basic[0]):
        return found
    one, other = whole[0], basic[0]
    have = {each.job for each in one.sheets}
    one.sheets += [each for each in other.sheets if each.job not in have]
    one.known += other.known
    one.member = one.member or other.member
    return whole


def _name(desk: Desk, shelf: Shelf) -> str:
    return next((profile.named(desk, sheet) for sheet in shelf.of("Profile")), "")


def _read(desk: Desk, shelf: Shelf) -> Iterator[Record]:
    yield from map(Known, shelf.known)
    owner = Owner()
    for each in profile.owner(desk, shelf):
        if isinstance(each, Owner):
            owner = each
        else:
            yield each
    yield owner.holder()
    yield from owner.item()
    for job, read in _READERS.items():
        for sheet in shelf.of(job):
            yield from read(desk, sheet)
    for path in shelf.articles:
        yield from articles(desk, path)
    for job in names.TALKS:
        for sheet in shelf.of(job):
            yield from turns(desk, sheet, owner.name)
    yield from _beside(desk, shelf)
    if not shelf.complete:
        yield Problem("basic-only", "")


def _beside(desk: Desk, shelf: Shelf) -> Iterator[Record]:
    """Tell of files that hold no item: what LinkedIn infers, and words that are of no kind."""
    for path in shelf.inferred:
        yield Note(path, "linkedin.inferences", "linkedin.inferences")
    for job, column in names.UNCOUNTED.items():
        for sheet in shelf.of(job):
            tally = desk.tally(sheet.path)
            tally.left = sum(bool(row.get(column)) for row in desk.rows(sheet, tally))
            yield from tally.problems()
