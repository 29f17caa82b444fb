"""A letter: what it is to say, asked in a form; then the text. It is kept nowhere.

What is typed comes with a form and goes back with its answer. So the text answers the form itself,
and saving it or changing it sends the same words once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.app.drafting import LONGEST, BadGrounds, GroundsNeeded, Words, offer, prepare, write
from withhold.model.terms import Confidence
from withhold.report.pages import draft as view
from withhold.report.pages.draft import NO_COUNTRY, NO_REASON, Choice, Frame, Mistake, Said
from withhold.web import letter
from withhold.web.visit import Answer, Page, Visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from withhold.app.drafting import Offer, Prepared
    from withhold.report.drafts import Draft


@dataclass(frozen=True, slots=True)
class _Begun:
    """What can be chosen, what was, and the letter that follows; none without a country."""

    offer: Offer
    frame: Frame
    prepared: Prepared | None
    mistake: Mistake | None


def asked(visit: Visit) -> Answer:
    """Ask what the letter is to say."""
    return _form(visit, _begun(visit, lambda name: visit.query.get(name, "").strip()), Said())


def written(visit: Visit) -> Answer:
    """Lay the text before the person, or say what is missing; `again` is for another go."""
    begun, said = _begun(visit, visit.field), _said(visit)
    found = None if visit.field("again") else _written(begun, said)
    if begun.prepared is None or found is None or isinstance(found, Mistake):
        return _form(visit, begun, said, found)
    return _letter(begun, begun.prepared, said, found)


def file(visit: Visit) -> Answer:
    """Hand the text to the browser as a file; what is missing is said as before."""
    begun, said = _begun(visit, visit.field), _said(visit)
    found = _written(begun, said)
    return _form(visit, begun, said, found) if isinstance(found, Mistake) else letter.file(found)


def _begun(visit: Visit, told: Callable[[str], str]) -> _Begun:
    found = offer(visit.house, visit.path["id"])
    named, language, account = told("country"), told("language"), told("account")
    known = named in dict(visit.tongue.countries())
    spoken = (language, visit.tongue.language, *found.languages)
    frame = Frame(
        language=next(each for each in spoken if each in found.languages),
        country=named if known else "" if named else found.country or "",
        without=found.for_anyone and (account == "none" if account else found.accountless),
    )
    return _Begun(
        found,
        frame,
        _prepared(visit, frame) if frame.country else None,
        NO_COUNTRY if named and not known else None,
    )


def _prepared(visit: Visit, frame: Frame) -> Prepared:
    return prepare(
        visit.house,
        visit.path["id"],
        language=frame.language,
        country=frame.country,
        accountless=frame.without,
    )


def _said(visit: Visit) -> Said:
    own, where = ("\n".join(visit.field(name).splitlines()) for name in ("own", "where"))
    return Said(
        grounds=tuple(dict.fromkeys(visit.form.get("ground", []))),
        own=own,
        name=visit.field("name"),
        email=visit.field("email"),
        profile=visit.field("profile"),
        where=where,
    )


def _written(begun: _Begun, said: Said) -> Draft | Mistake:
    prepared = begun.prepared
    if prepared is None:
        return begun.mistake or NO_COUNTRY
    others = prepared.about == "others"
    places = tuple(line for line in said.where.splitlines() if line.strip())
    words = Words(
        grounds=tuple(each.id for each in prepared.known if each.id in said.grounds),
        own=said.own,
        name=said.name,
        email=said.email,
        profile="" if others else said.profile,
        where=places if others else (),
    )
    try:
        return write(prepared, words)
    except GroundsNeeded:
        return NO_REASON
    except BadGrounds:
        return view.too_long(LONGEST, len(said.own))


def _form(visit: Visit, begun: _Begun, said: Said, mistake: object = None) -> Page:
    wrong = mistake if isinstance(mistake, Mistake) else begun.mistake
    values = {
        **_shared(begun, said),
        "asked": _questions(begun.prepared) if begun.prepared else None,
        "languages": [(code, view.LANGUAGES[code]) for code in begun.offer.languages],
        "for_anyone": begun.offer.for_anyone,
        "countries": visit.tongue.countries(),
        "longest": LONGEST,
        "mistake": wrong,
    }
    return Page("draft.html", values, status=422 if wrong else 200)


def _questions(prepared: Prepared) -> view.Questions:
    law = prepared.law
    return view.questions(
        law.name,
        tuple(Choice(each.id, each.question, each.text) for each in prepared.known),
        right=law.right,
        needed=law.grounds_needed,
        about=prepared.about,
    )


def _letter(begun: _Begun, prepared: Prepared, said: Said, found: Draft) -> Page:
    about = begun.offer.matter
    weak = about.route is not None and about.route.confidence is Confidence.LOW
    after = about.control.confirmation if about.control else {}
    page = view.letter(found, prepared.law.name, prepared.law.term, after, unsure=weak)
    mail = None if weak else letter.mail(found)
    return Page("letter.html", {**_shared(begun, said), "page": page, "mail": mail})


def _shared(begun: _Begun, said: Said) -> dict[str, object]:
    about = begun.offer.matter
    return {
        "id": about.id,
        "name": about.name,
        "frame": begun.frame,
        "said": said,
        "here": "todo",
    }
