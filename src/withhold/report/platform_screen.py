"""How do platforms read on a terminal: all on one screen, or one in full?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue import ask
from withhold.model.terms import Confidence, DataStatus, DefaultState, Kind
from withhold.report import platforms, speech
from withhold.report.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from withhold.model.fact import Control, PlatformFacts, Route, Surface, Use
    from withhold.model.terms import Prose
    from withhold.report.platforms import Here, Summary
    from withhold.report.screen import Line

ELSEWHERE = (
    "This is the worldwide view. Your country changes the answer:"
    " add --country and two letters, such as --country DE."
)
_SILENT = {"Not stated.", "Not known.", "Nothing known."}
"""What a use says when it has nothing to say; `--json` says it all the same."""
_CAVEAT = (
    "Nobody outside can see whether a platform complies."
    " Times are for doing it by hand, steps and waiting for mail included."
)


def overview(chosen: Sequence[PlatformFacts], here: Here, *, width: int) -> list[Line]:
    """Say on one screen what each platform takes, and what to do."""
    screen = Screen(width)
    place = f" in {here.country}" if here.country else ""
    screen.text(f"What {_count(chosen)} take{place} to train AI unless you act. {_seen(chosen)}")
    for known in chosen:
        _brief(screen, platforms.summary(known, here), here)
    screen.blank()
    screen.text("More ways, the exact steps, and who says so: withhold platforms linkedin")
    if here.country is None:
        screen.text(ELSEWHERE)
    return screen.lines


def page(known: PlatformFacts, here: Here, *, width: int) -> list[Line]:
    """Say all there is to know about one platform, sources at the end."""
    screen = Screen(width)
    notes = _Notes(known)
    place = f" in {here.country}" if here.country else ", worldwide view"
    screen.head(f"{known.platform.name} ({known.platform.operator.name}){place}")
    screen.text(ask.words(known.platform.summary))
    _short(screen, platforms.summary(known, here), here)
    if here.country is None:
        screen.text(ELSEWHERE)
    screen.head("What it takes, one by one")
    for use in known.uses:
        _use(screen, use, here, notes)
    screen.head("What you can do")
    for control in sorted(known.controls, key=lambda each: not here.within(each.regions)):
        _control(screen, control, here, notes)
    _routes(screen, known, here, notes)
    _beside(screen, known, notes)
    _end(screen, known, notes)
    return screen.lines


class _Notes:
    """The numbers of the sources, in the order in which they are first named."""

    def __init__(self, known: PlatformFacts) -> None:
        self.sources = {source.id: source for source in known.platform.sources}
        self.order: dict[str, int] = {}

    def mark(self, ids: Iterable[str]) -> str:
        numbers = [self.order.setdefault(id_, len(self.order) + 1) for id_ in ids]
        return f" [{', '.join(str(number) for number in numbers)}]" if numbers else ""


def _count(chosen: Sequence[PlatformFacts]) -> str:
    words = ("no platforms", "one platform", "two platforms", "three platforms", "four platforms")
    more = (*words, "five platforms", "six platforms")
    return more[len(chosen)] if len(chosen) < len(more) else f"{len(chosen)} platforms"


def _seen(chosen: Sequence[PlatformFacts]) -> str:
    days = sorted({known.platform.seen for known in chosen})
    return f"Last checked on {speech.day(days[0])}." if days else ""


def _brief(screen: Screen, brief: Summary, here: Here) -> None:
    time = f", {speech.minutes(brief.minutes)} in all" if len(brief.first) > 1 else ""
    screen.head(f"{brief.known.platform.name}{time}")
    _short(screen, brief, here)


def _short(screen: Screen, brief: Summary, here: Here) -> None:
    screen.item("takes", _taken(brief))
    screen.item("default", _defaults(brief.uses, here))
    for place, control in enumerate(brief.first):
        screen.item("" if place else "do", _deed(control, here))
    stays = brief.surest.does_not_cover[:1] if brief.surest else []
    screen.item("stays", " ".join(ask.words(each) for each in stays))


def _taken(brief: Summary) -> str:
    used = set(brief.kinds(DataStatus.USED)) - {"nonuser_thirdparty_data", "private_messages"}
    return f"{speech.kinds(used)}. {_messages(brief)}" if brief.uses else "Nothing is known here."


def _messages(brief: Summary) -> str:
    said = [use.data["private_messages"].status for use in brief.uses]
    if DataStatus.USED in said:
        return "Private messages too."
    if said[:1] == [DataStatus.EXCLUDED]:
        more = " for the first of the uses below" if DataStatus.UNCLEAR in said else ""
        return f"Not private messages{more}."
    return "Whether private messages are left out is unclear."


def _defaults(uses: Sequence[Use], here: Here) -> str:
    states = [_state(use, here) for use in uses]
    if len(set(states)) == 1:
        return states[0]
    named = zip(uses, states, strict=True)
    return "; ".join(f"{ask.words(use.name)}: {said}" for use, said in named)


def _state(use: Use, here: Here) -> str:
    said = speech.state(here.default(use.defaults))
    differing = platforms.differing(use, here) if here.country is None else []
    return f"{said} (other in {speech.regions(differing)})" if differing else said


def _deed(control: Control, here: Here) -> str:
    if control.kind is Kind.NONE:
        return speech.deed(control, ask.words(control.name))
    said = [speech.minutes(control.minutes)]
    if control.irreversible:
        said.append("cannot be undone")
    if control.confidence is Confidence.LOW:
        said.append("weakly supported")
    if control.regions and here.country is None:
        said.append(f"only in {speech.regions(control.regions)}")
    return f"{speech.deed(control, ask.words(control.name))} ({', '.join(said)})"


def _use(screen: Screen, use: Use, here: Here, notes: _Notes) -> None:
    default = here.default(use.defaults)
    screen.point(f"{ask.words(use.name)}: {_state(use, here)}", bold=True)
    if default and default.note:
        screen.text(ask.words(default.note), indent=2)
    screen.text(ask.words(use.purpose) + notes.mark(use.sources), indent=2)
    if default and default.state is DefaultState.NOT_OFFERED:
        return
    for label, status in (
        ("takes", DataStatus.USED),
        ("not", DataStatus.EXCLUDED),
        ("unclear", DataStatus.UNCLEAR),
    ):
        screen.item(label, speech.kinds(k for k, each in use.data.items() if each.status is status))
    screen.item("of whom", ask.words(use.people))
    screen.item("trains", ", ".join(use.models))
    screen.item("goes to", ", ".join(use.recipients))
    basis = [ask.words(each.basis) for each in use.legal_basis if here.within(each.regions)]
    screen.item("ground", "; ".join(dict.fromkeys(basis)))
    _prose(screen, "told", use.told)
    _prose(screen, "reason", use.reason)
    _prose(screen, "you lose", use.loss)
    _prose(screen, "the past", use.past)
    _prose(screen, "minors", use.minors)
    _sure(screen, use.confidence)


def _prose(screen: Screen, label: str, prose: Prose) -> None:
    text = ask.words(prose)
    screen.item(label, "" if text in _SILENT else text)


def _sure(screen: Screen, level: Confidence) -> None:
    if level is not Confidence.HIGH:
        screen.item("how sure", speech.confidence(level))


def _control(screen: Screen, control: Control, here: Here, notes: _Notes) -> None:
    screen.point(_deed(control, here), bold=True)
    screen.text(control.id, indent=2)
    if not here.within(control.regions):
        screen.text("Not offered in this country.", indent=2)
        return
    screen.text(ask.words(control.why) + notes.mark(control.sources), indent=2)
    _ways(screen, control)
    screen.item("stays", " ".join(ask.words(each) for each in control.does_not_cover))
    _prose(screen, "the past", control.past)
    _prose(screen, "confirm", control.confirmation)
    _prose(screen, "age", control.age)
    _prose(screen, "note", control.note)
    _sure(screen, control.confidence)


def _ways(screen: Screen, control: Control) -> None:
    surfaces = control.surfaces
    if way := _way(surfaces.web):
        screen.item("web", way)
    for url in platforms.addresses(control)[:1]:
        screen.item("", url)
    if ios := _way(surfaces.ios):
        screen.item("phone" if surfaces.ios == surfaces.android else "iPhone", ios)
    if (android := _way(surfaces.android)) and surfaces.ios != surfaces.android:
        screen.item("Android", "the same" if android == ios else android)
    if control.confidence is Confidence.LOW:
        screen.item("", "Withhold never opens or clicks this by itself.")


def _way(surface: Surface) -> str:
    return " > ".join(surface.path.get("en", [])) if surface.available else ""


def _routes(screen: Screen, known: PlatformFacts, here: Here, notes: _Notes) -> None:
    found = platforms.routes(known, here)
    if not found:
        return
    screen.head("If you have no account, or want to write")
    for route in found:
        screen.point(ask.words(route.name) + notes.mark(route.sources))
        screen.text(_address(route), indent=2)
        if route.confidence is Confidence.LOW:
            screen.text("This way is weakly supported.", indent=2)
        if route.note:
            screen.text(ask.words(route.note), indent=2)


def _address(route: Route) -> str:
    post = ", ".join(line.rstrip(",") for line in (route.post or "").splitlines())
    return route.url or route.email or post


def _beside(screen: Screen, known: PlatformFacts, notes: _Notes) -> None:
    if known.platform.measures:
        screen.head("What also helps")
        for measure in known.platform.measures:
            text = ask.words(measure.what) + notes.mark(measure.sources)
            screen.point(text)
    for title, points in (
        ("Where sources disagree", known.platform.disagreements),
        ("What nobody could tell us", known.platform.unknowns),
    ):
        if points:
            screen.head(title)
            for point in points:
                screen.point(ask.words(point))


def _end(screen: Screen, known: PlatformFacts, notes: _Notes) -> None:
    screen.head(f"Who says so (last checked on {speech.day(known.platform.seen)})")
    screen.text(
        f"As a whole these facts are {speech.confidence(known.platform.confidence)}. {_CAVEAT}"
    )
    for id_, number in notes.order.items():
        source = notes.sources[id_]
        when = f", {speech.day(source.date)}" if source.date else ""
        screen.item(f"[{number}]", f"{source.title}{when}", indent=0, room=4)
        if source.url:
            screen.text(source.url, indent=5)
