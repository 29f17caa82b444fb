"""What did policies change about training, page by page, and which words of a passage differ?

Names, passages and summaries are from outside or English: they stay texts, never our sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

from withhold.model.doubt import Do, Rule
from withhold.model.policy import Direction, Side, Status
from withhold.report.doubts import DEEDS, gravest
from withhold.report.pages.address import Address
from withhold.report.pages.message import Day, Message, say
from withhold.report.pages.standing import Shape, Sign
from withhold.report.policies import KINDS, safe

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from withhold.model.doubt import Doubt
    from withhold.model.fact import PlatformFacts
    from withhold.model.policy import Judgement, Passage
    from withhold.report.policies import Change

PAGE = 50
_LONGEST = 600  # words of a passage: beyond that, comparing word by word takes too long
_MORE = Sign(Shape.MORE, say("More than before"))
_LESS = Sign(Shape.LESS, say("Less than before"))
_EVEN = Sign(Shape.EVEN, say("Neither more nor less, as far as it can be told"))
_SIGNS = {
    Direction.MORE: _MORE,
    Direction.LESS: _LESS,
    Direction.NEUTRAL: _EVEN,
    Direction.NONE: _EVEN,
}
_STATUSES = {
    Status.ANNOUNCED: say("Announced for later; no day is named."),
    Status.IN_EFFECT: say("In effect, by its own word."),
    Status.SILENT: say("Made without a word about when."),
}
_DATED = {
    Status.ANNOUNCED: say("Announced: from {day} on."),
    Status.IN_EFFECT: say("In effect, by its own word, from {day} on."),
    Status.SILENT: say("Made without a word about when; the text names {day}."),
}
_WHO = {
    "provider": say("the service itself"),
    "third-party": say("other companies"),
    "provider and third-party": say("the service itself and other companies"),
    "user": say("people who use it"),
}
_NAMED = (
    say("public posts"),
    say("publicly available information"),
    say("posts"),
    say("comments"),
    say("photos"),
    say("videos"),
    say("voice and sound"),
    say("messages"),
    say("conversations with AI"),
    say("inputs"),
    say("outputs"),
    say("content"),
    say("profile"),
    say("activity"),
    say("location"),
    say("metadata"),
    say("feedback"),
    say("customer data"),
    say("personal data"),
)
_DATA = {message.text: message for message in _NAMED}
_SIDES = {Side.ADDED: say("New"), Side.REMOVED: say("Gone"), Side.REWORDED: say("Reworded")}
_YOURS, _OTHERS = say("On your platforms"), say("On other platforms")
_NEW_YOURS, _NEW_OTHERS = say("New, on your platforms"), say("New, on other platforms")
_HEADS = {
    (True, True): _NEW_YOURS,
    (True, False): _NEW_OTHERS,
    (False, True): _YOURS,
    (False, False): _OTHERS,
}
"""By whether they are new, where anything was looked at before, and whether they are one's own."""
_NOT_KNOWN = say("Not known")
_NO_CHANGE, _MUTED = say("No change, by your word."), say("Muted by you.")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which changes: of one service or all, also those older than a year, which page.

    `marked`: also those the person said were none, or muted.
    """

    of: str = ""
    every: bool = False
    page: int = 1
    marked: bool = False

    def at(self, page: int) -> Address:
        """Give the address of a page of this view."""
        parts = (
            ("of", self.of),
            ("when", "all" if self.every else ""),
            ("marked", "1" if self.marked else ""),
            ("page", str(page) if page > 1 else ""),
        )
        return Address("/changes", tuple((name, value) for name, value in parts if value))

    @property
    def ever(self) -> Address:
        """The address of the same without a limit in time."""
        return Choice(self.of, every=True, marked=self.marked).at(1)

    @property
    def whole(self) -> Address:
        """The address of the same with what the person marked."""
        return Choice(self.of, self.every, marked=True).at(1)


@dataclass(frozen=True, slots=True)
class Line:
    """One change in short. `service`, `document` and the English `summary` are plain texts."""

    id: str
    service: str
    document: str
    before: datetime
    after: datetime
    sign: Sign
    status: Message | None
    summary: str
    mark: Message | None = None
    new: bool = False
    do: Message | None = None


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """One page of changes, in groups with their heads, each newest first.

    `any`: whether any change is kept at all; `services`: what can be chosen, one's own first;
    `left_out`: how many are, by the person's marks; `new`: how many of those chosen are new.
    """

    groups: tuple[tuple[Message, tuple[Line, ...]], ...]
    services: tuple[str, ...]
    choice: Choice
    total: int
    pages: int
    any: bool
    left_out: int
    new: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a passage; `differs`: the other side does not have them there."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class PassageView:
    """One passage; a side where it does not stand is empty."""

    word: Message
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """All that is kept of a change. What has no words of ours in `data` and `who` is English."""

    line: Line
    kinds: tuple[Message, ...]
    data: tuple[Message | str, ...]
    who: Message | str
    passages: tuple[PassageView, ...]


def changes_page(
    found: Sequence[Change],
    facts: Mapping[str, PlatformFacts],
    own: Collection[str],
    *,
    choice: Choice,
    since: datetime,
) -> ChangesPage:
    """Cut one page out of all changes (newest first); `own`: the slugs of one's own platforms.

    New ones are told apart once the person has looked at any.
    """
    before = any(change.looked for change in found)
    yours = {
        _folded(name)
        for slug in own
        if slug in facts
        for name in (facts[slug].platform.name, *facts[slug].platform.archived_as)
    }
    named = {each.platform.name for each in facts.values()}
    services = _services(found, named, yours, choice.of)
    of = next((name for name in services if _folded(name) == _folded(choice.of)), "")
    there = chosen_of(found, Choice(of, choice.every), facts, since=since)
    chosen = [change for change in there if choice.marked or not change.silenced]
    kinds = {
        change.id: (before and change.new, _folded(change.service) in yours) for change in there
    }
    chosen.sort(key=lambda change: kinds[change.id], reverse=True)  # stable: newest first
    pages = max(1, -(-len(chosen) // PAGE))
    number = min(max(1, choice.page), pages)
    return ChangesPage(
        groups=_groups(chosen[(number - 1) * PAGE : number * PAGE], kinds),
        services=services,
        choice=Choice(of, choice.every, number, choice.marked),
        total=len(chosen),
        pages=pages,
        any=bool(found),
        left_out=len(there) - len(chosen),
        new=sum(change.new for change in there),
    )


def chosen_of(
    found: Sequence[Change],
    choice: Choice,
    facts: Mapping[str, PlatformFacts],
    *,
    since: datetime,
) -> list[Change]:
    """Keep the changes of one service or all, of the time since a day or ever.

    A platform's name stands for all services it is archived as.
    """
    names = {_folded(choice.of)}
    for known in facts.values():
        if _folded(known.platform.name) in names:
            names |= {_folded(name) for name in known.platform.archived_as}
    return [
        change
        for change in found
        if (not choice.of or _folded(change.service) in names)
        and (choice.every or change.after >= since)
    ]


def with_deeds(page: ChangesPage, doubted: Mapping[str, Sequence[Doubt]]) -> ChangesPage:
    """Put the word of what to do beside each change that asks for something."""
    groups = tuple(
        (head, tuple(replace(line, do=_do(doubted.get(line.id, ()))) for line in lines))
        for head, lines in page.groups
    )
    return replace(page, groups=groups)


def pending_lines(found: Sequence[tuple[Change, Doubt]]) -> tuple[Line, ...]:
    """Say in short which changes ask for something."""
    return tuple(replace(_line(change), do=deed_word(doubt)) for change, doubt in found)


def change_view(change: Change) -> ChangeView:
    """Say all that is kept of one change."""
    judged = change.judgement
    who = judged.who or ""
    return ChangeView(
        line=_line(change),
        kinds=tuple(say(KINDS[kind]) for kind in judged.kinds),
        data=tuple(_DATA.get(kind) or safe(kind) for kind in judged.data_kinds),
        who=_WHO.get(who) or safe(who),
        passages=tuple(_passage(passage) for passage in judged.passages),
    )


def compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Cut both sides of a passage into words that stand in both, and words that differ."""
    old, new = safe(before).split(), safe(after).split()
    if max(len(old), len(new)) > _LONGEST:
        return _pieces([(" ".join(old), True)]), _pieces([(" ".join(new), True)])
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return (
        _pieces([(" ".join(old[a:b]), tag != "equal") for tag, a, b, _, _ in steps]),
        _pieces([(" ".join(new[c:d]), tag != "equal") for tag, _, _, c, d in steps]),
    )


def _pieces(found: Sequence[tuple[str, bool]]) -> tuple[Piece, ...]:
    return tuple(Piece(text, differs) for text, differs in found if text)


def _passage(passage: Passage) -> PassageView:
    word = _SIDES[passage.side]
    if passage.side is Side.REWORDED:
        return PassageView(word, *compared(passage.before, passage.after))
    before, after = safe(passage.before), safe(passage.after)
    return PassageView(word, _pieces([(before, False)]), _pieces([(after, False)]))


def _services(
    found: Sequence[Change], named: Collection[str], yours: Collection[str], of: str
) -> tuple[str, ...]:
    """List the services with changes, and a platform that was asked for and has none."""
    there = {safe(change.service) for change in found}
    asked = {name for name in named if _folded(name) == _folded(of)}
    every = {_folded(name): name for name in (*asked, *sorted(there))}
    return tuple(sorted(every.values(), key=lambda name: (_folded(name) not in yours, name)))


def _groups(
    shown: Sequence[Change], kinds: Mapping[str, tuple[bool, bool]]
) -> tuple[tuple[Message, tuple[Line, ...]], ...]:
    return tuple(
        (_HEADS[kind], tuple(_line(change) for change in changes))
        for kind, changes in groupby(shown, key=lambda change: kinds[change.id])
    )


def _do(doubts: Sequence[Doubt]) -> Message | None:
    first = gravest(doubts)
    return None if first is None or first.do is Do.NOTHING else deed_word(first)


def deed_word(found: Doubt) -> Message:
    """Say what to do in a word or two."""
    if found.rule is Rule.NO_FACTS:
        return _NOT_KNOWN
    return Message(DEEDS[found.do], dated(found))


def dated(found: Doubt) -> dict[str, object]:
    """Give the values for a sentence about a doubt: its day, where it has one."""
    return {"day": Day(found.by)} if found.by else {}


def _mark(change: Change) -> Message | None:
    if not change.silenced:
        return None
    return _NO_CHANGE if change.no_change else _MUTED


def _line(change: Change) -> Line:
    judged = change.judgement
    return Line(
        id=change.id,
        service=safe(change.service),
        document=safe(change.document),
        before=change.before,
        after=change.after,
        sign=_SIGNS[judged.direction],
        status=_status(judged),
        summary=safe(judged.summary),
        mark=_mark(change),
        new=change.new,
    )


def _status(judged: Judgement) -> Message | None:
    if judged.status is None:
        return None
    if judged.effective_date:
        return replace(_DATED[judged.status], values={"day": Day(judged.effective_date)})
    return _STATUSES[judged.status]


def _folded(name: str) -> str:
    return safe(name).casefold()
