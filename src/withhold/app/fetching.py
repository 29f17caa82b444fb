"""What do the platforms' policies say today, and what changed since they were fetched last?

A look is a run. Each document is fetched, its text taken, judged and kept in one transaction, so a
look may be stopped at any moment. What cannot be read changes nothing of what was read before. What
is gone from a page is believed only when a second look, some time after, shows the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event as Signal
from typing import TYPE_CHECKING

from withhold import __version__
from withhold.app.reader import Reader
from withhold.app.sources import Source, host, sources
from withhold.app.start import run, silent
from withhold.browser.errors import BrowserError, Interrupted
from withhold.judge.policies.capture import is_intact
from withhold.model.policy import Judgement, Side, Version
from withhold.net.answer import Answer, Tag
from withhold.net.errors import NetError
from withhold.observe.policies.page import NoText, text_of, words_of
from withhold.report.fetched import (
    WHY,
    Fetched,
    Fetching,
    Last,
    Planned,
    State,
    asking,
    progress,
)
from withhold.report.policies import Change
from withhold.store.policies import Batch, Policies, Recorded, Told
from withhold.store.snapshots import Kept, Look, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from typing import Any

    from withhold.app.desk import Desk
    from withhold.app.policies import Historian, Judge
    from withhold.app.reader import Fetcher, Opening
    from withhold.app.start import House

KIND = "fetch"
AGAIN = 20.0  # seconds after which a disappearance is looked at once more
_ONCE_A_DAY = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is wanted; `opened` gives who fetches: tests put a stand-in here.

    `begin` hears beforehand what will be asked for, `said` of each document when it is done, `tell`
    of the events of the run.
    """

    judge: Judge
    platforms: Sequence[str] = ()
    opened: Callable[[Desk], Opening] = lambda desk: Reader(desk, attended=True)
    begin: Callable[[Sequence[Planned]], None] = lambda _: None
    said: Callable[[Fetched], None] = lambda _: None
    tell: Callable[[str, dict[str, Any]], None] = silent
    stop: Signal = field(default_factory=Signal)
    run_id: str | None = None


def planned(house: House, platforms: Sequence[str] = ()) -> list[Planned]:
    """List what would be fetched, and what would not; nothing is sent."""
    return [_planned(each) for each in sources(house, platforms)]


def lately(house: House) -> list[Last]:
    """Say of each document that would be fetched how the last look at it ended."""
    chosen = sources(house)
    if not house.home.policies.exists():
        return [Last(_planned(each)) for each in chosen]
    with Policies(house.home) as store:
        looks = store.snapshots.looks()
    return [_last(each, looks.get(each.subject.names)) for each in chosen]


def digest(planned: Sequence[Planned]) -> str:
    """Name a list of addresses, so that no other than those that were seen are asked."""
    urls = sorted(each.url for each in planned if each.left_out is None)
    return hashlib.sha256("\n".join(urls).encode()).hexdigest()[:16]


def fetch(house: House, ask: Ask) -> Fetching:
    """Fetch the policies of some platforms; raises UnknownPlatformError before anything is sent."""
    chosen = sources(house, ask.platforms)
    with run(house, KIND, tell=ask.tell, stop=ask.stop, run_id=ask.run_id) as desk:
        return fetched(desk, chosen, ask)


def due(house: House) -> list[Source]:
    """List what a regular look would fetch: each document once a day at most."""
    chosen = [each for each in sources(house) if each.left_out is None]
    if not house.home.policies.exists():
        return chosen
    until = house.clock.now() - _ONCE_A_DAY
    with Policies(house.home) as store:
        looks = store.snapshots.looks()
    pairs = [(each, looks.get(each.subject.names)) for each in chosen]
    return [each for each, look in pairs if look is None or look.at <= until]


def fetched(desk: Desk, chosen: Sequence[Source], ask: Ask) -> Fetching:
    """Look at these documents within a run, one after the other, then at the doubtful once more."""
    done: list[Fetched] = []
    planned = [_planned(each) for each in chosen]
    ask.begin(planned)
    desk.note("asked", documents=[_named(each) for each in planned])
    with ask.opened(desk) as fetcher, Policies(desk.home) as store:
        work = _Work(desk, store, fetcher, ask.judge)
        try:
            _round(work, chosen, done, ask.said)
        except Interrupted:
            ask.stop.set()
            return Fetching(tuple(done), interrupted=True)
    return Fetching(tuple(done))


@dataclass(frozen=True, slots=True)
class _Work:
    """One look: with what, into what, by whom."""

    desk: Desk
    store: Policies
    fetcher: Fetcher
    judge: Judge


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Something is gone from a page; `words` are what was read."""

    source: Source
    words: str


@dataclass(slots=True)
class _Steps:
    """What one document adds; `before`: when the text stood there that it is judged against."""

    source: Source
    at: datetime
    historian: Historian
    before: datetime | None
    tag: Tag
    versions: list[Recorded] = field(default_factory=list)
    changes: list[Told] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def step(self, kept: Kept, *, technical: bool = False) -> Judgement | None:
        """Have a text judged."""
        about = self.source.subject
        version = Version(about.service, about.name, self.at, kept.text, technical=technical)
        return self.historian.step(version)

    def take(self, kept: Kept, judged: Judgement | None = None, *, technical: bool = False) -> None:
        """Make a text the one that counts."""
        self.versions.append(Recorded(self.at, kept.digest, technical=technical))
        self.kept.append(kept)
        if judged is not None and judged.change:
            told = Told(self.source.subject, self.before or self.at, self.at, judged)
            self.changes.append(told)


def regular(judge: Judge, say: Callable[[str], None] = lambda _: None) -> Ask:
    """Give how policies are fetched when nobody asked for just this: as robots.txt allows."""
    return Ask(
        judge,
        opened=lambda desk: Reader(desk, attended=False),
        begin=lambda planned: say(asking(planned)),
        said=lambda found: say(progress(found)),
    )


def _planned(source: Source) -> Planned:
    about, place = source.subject, source.url
    names = (source.platform, about.service, about.name, place, host(place))
    return Planned(*names, browser=source.scripts, left_out=source.left_out)


def _last(source: Source, look: Look | None) -> Last:
    if look is None:
        return Last(_planned(source))
    return Last(_planned(source), look.at, State(look.state), look.why)


def _round(
    work: _Work, chosen: Sequence[Source], done: list[Fetched], said: Callable[[Fetched], None]
) -> None:
    doubts: list[_Doubt] = []
    for source in chosen:
        found = _look(work, source)
        if isinstance(found, _Doubt):
            work.desk.note("doubted", **_named(_planned(source)))
            doubts.append(found)
        else:
            _tell(work, found, done, said)
    if doubts:
        work.fetcher.wait(AGAIN)
    for doubt in doubts:
        again = _look(work, doubt.source, doubt)
        if isinstance(again, _Doubt):
            again = _unseen(work, doubt.source, State.UNCONFIRMED, "shrunken")
        _tell(work, again, done, said)


def _tell(
    work: _Work, found: Fetched, done: list[Fetched], said: Callable[[Fetched], None]
) -> None:
    change = found.change.id if found.change else None
    said_of = {"state": found.state.value, "why": found.why, "do": found.do, "change": change}
    work.desk.note("fetched", platform=found.platform, **_named(found), **said_of)
    done.append(found)
    said(found)


def _named(about: Planned | Fetched) -> dict[str, str]:
    return {"service": about.service, "document": about.document, "url": about.url}


def _look(work: _Work, source: Source, doubt: _Doubt | None = None) -> Fetched | _Doubt:
    """Look at one document; where something is gone, say so, until `doubt` is confirmed."""
    if work.desk.stop.is_set():
        raise Interrupted("The run was stopped.", do="What was done so far is recorded.")
    if source.left_out is not None:
        return _told(source, State.LEFT_OUT, source.left_out, WHY[source.left_out])
    kept = work.store.snapshots.kept(source.subject.names)
    try:
        answer = work.fetcher.get(source, None if doubt else _known(work, source, kept))
    except (NetError, BrowserError) as error:
        return _unseen(work, source, State.FAILED, error.code, error)
    if not isinstance(answer, Answer):
        return _kept(work, _steps(work, source, _tag(work, source)), State.UNCHANGED)
    found = _read(source, answer)
    if isinstance(found, NoText):
        return _unseen(work, source, State.UNREADABLE, found.why)
    if doubt is not None and words_of(found.text) != doubt.words:
        return _unseen(work, source, State.UNCONFIRMED, "shrunken")
    return _judged(work, _steps(work, source, answer.tag), kept, found, sure=doubt is not None)


def _known(work: _Work, source: Source, kept: Kept | None) -> Tag | None:
    """Say by what the page is known; not where its text has to be taken anew anyway."""
    return None if kept is None or kept.rule != source.terms.rule else _tag(work, source)


def _tag(work: _Work, source: Source) -> Tag:
    look = work.store.snapshots.look(source.subject.names)
    return Tag(look.etag, look.modified) if look else Tag()


def _read(source: Source, answer: Answer) -> Kept | NoText:
    """Take the text of what came, if it came from where it should."""
    if host(answer.url) not in source.hosts:
        return NoText("elsewhere")
    text = text_of(answer.kind, answer.text, url=answer.url, terms=source.terms)
    if isinstance(text, NoText):
        return text
    plain = answer.content.decode("utf-8-sig", "replace") == answer.text
    content = answer.content if plain else answer.text.encode("utf-8", "replace")
    return Kept(text, source.terms.rule, Snapshot(answer.url, answer.kind, content))


def _steps(work: _Work, source: Source, tag: Tag) -> _Steps:
    known = work.store.versions(source.subject)
    return _Steps(
        source=source,
        at=work.desk.clock.now(),
        historian=work.judge.history(work.store.state(source.subject)),
        before=max((each.at for each in known if each.why is None), default=None),
        tag=tag,
    )


def _judged(
    work: _Work, steps: _Steps, kept: Kept | None, found: Kept, *, sure: bool
) -> Fetched | _Doubt:
    """Judge a text against the one that counts, taken by the same rule."""
    base, state = kept, State.UNCHANGED
    if kept is not None and kept.rule != found.rule:
        base = _upgraded(work, steps, kept, found)
        if base.digest != kept.digest:
            state = State.TECHNICAL
    if base is not None and base.digest == found.digest:
        return _kept(work, steps, state)
    judged = steps.step(found)
    if judged is not None and not judged.readable:
        return _unseen(work, steps.source, State.UNREADABLE, "not-judged", judged.why)
    if not sure and base is not None and judged is not None and _is_gone(base, found, judged):
        return _Doubt(steps.source, words_of(found.text))
    steps.take(found, judged)
    if judged is None:
        return _kept(work, steps, State.FIRST)
    return _kept(work, steps, State.CHANGED if judged.change else State.NEW)


def _upgraded(work: _Work, steps: _Steps, kept: Kept, found: Kept) -> Kept:
    """Take the text that counts once more by the rule of now, from the page as it was then.

    Where that page gives none by it, nobody can tell the rule's doing from the page's, and the
    text of today counts. It is a new beginning where it has little in common with the old one.
    """
    old, terms = kept.snapshot, steps.source.terms
    text = text_of(old.kind, old.content.decode("utf-8-sig"), url=old.url, terms=terms)
    better = found if isinstance(text, NoText) else Kept(text, found.rule, old)
    if better.digest == kept.digest:
        steps.kept.append(better)
        return better
    judged = steps.step(better, technical=True)
    if judged is not None and not judged.readable:
        steps.historian = work.judge.history(None)
        steps.step(better, technical=True)
    steps.take(better, technical=True)
    return better


def _is_gone(base: Kept, found: Kept, judged: Judgement) -> bool:
    """Tell whether the news is that something is missing."""
    only = judged.change and all(each.side is Side.REMOVED for each in judged.passages)
    return only or not is_intact(base.text, found.text)


def _kept(work: _Work, steps: _Steps, state: State) -> Fetched:
    """Write down what came of a document, all at once."""
    source, tag = steps.source, steps.tag
    look = Look(steps.at, state.value, None, tag.etag, tag.modified)
    if steps.kept:
        batch = Batch(steps.versions, steps.changes, steps.historian.state(), look, steps.kept)
        work.store.add(source.subject, batch, by=__version__)
    else:
        work.store.snapshots.note(source.subject.names, look)
    found = _told(source, state)
    if not steps.changes:
        return found
    told, about = steps.changes[-1], source.subject
    change = Change(told.id, about.service, about.name, told.before, told.after, told.judgement)
    return replace(found, change=change)


def _unseen(
    work: _Work,
    source: Source,
    state: State,
    code: str,
    why: NetError | BrowserError | str | None = None,
) -> Fetched:
    """Write down that nothing is known of a document; what was read before stays, and its tag."""
    said = why.what if isinstance(why, NetError | BrowserError) else why or WHY.get(code)
    tag = _tag(work, source)
    look = Look(work.desk.clock.now(), state.value, said, tag.etag, tag.modified)
    work.store.snapshots.note(source.subject.names, look)
    do = why.do if isinstance(why, NetError | BrowserError) else None
    return replace(_told(source, state, code, said), do=do)


def _told(source: Source, state: State, code: str | None = None, why: str | None = None) -> Fetched:
    about = source.subject
    return Fetched(source.platform, about.service, about.name, source.url, state, code, why)
