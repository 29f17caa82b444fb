"""How is an objection drafted for the person, in their words? Nothing is sent, nothing is kept."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from withhold.act.letters.drafting import Person, languages, render
from withhold.act.letters.templates import grounds, law, letters
from withhold.app.declaring import matter
from withhold.app.histories import here
from withhold.app.todo import NothingToOpen, open_address
from withhold.catalogue import ask
from withhold.kernel.errors import WithholdError
from withhold.kernel.paths import PRIVATE_FILE
from withhold.model.terms import Audience, Confidence
from withhold.report.drafts import Draft
from withhold.report.platforms import addresses

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.act.letters.drafting import About, Text
    from withhold.act.letters.templates import Ground, Law, Letter
    from withhold.app.declaring import Matter
    from withhold.app.start import House

LONGEST = 2000
"""Characters of the person's own reasons; forms cut longer ones."""


class NoLetter(WithholdError):
    """There is nothing to write: a switch, or a way that takes no objection."""

    code = "no-letter"


class CountryNeeded(WithholdError):
    """Which law a letter rests on hangs on the country, and none is known."""

    code = "country-needed"


class NoSuchLanguage(WithholdError):
    """The letter is not there in this language."""

    code = "no-such-language"


class GroundsNeeded(WithholdError):
    """The law hears an objection only with reasons of the person's own."""

    code = "grounds-needed"


class NoSuchGround(WithholdError):
    """A reason was named that is not on the list."""

    code = "no-such-ground"


class BadGrounds(WithholdError):
    """The person's own words cannot be taken as they are."""

    code = "bad-grounds"


class CannotWrite(WithholdError):
    """The text could not be written to the file that was named."""

    code = "cannot-write"


@dataclass(frozen=True, slots=True)
class Choice:
    """One reason to choose from."""

    id: str
    question: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose before a letter is prepared.

    `for_anyone`: also somebody without an account can go this way; `accountless`: they are, as far
    as is known.
    """

    matter: Matter
    languages: tuple[str, ...]
    country: str | None
    for_anyone: bool
    accountless: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter with its law, before the person's words are in it."""

    matter: Matter
    letter: Letter
    law: Law
    language: str
    about: About
    without_account: bool
    known: tuple[Ground, ...]

    @property
    def choices(self) -> list[Choice]:
        """The reasons that fit, as they are asked."""
        return [Choice(each.id, ask.words(each.question)) for each in self.known]

    @property
    def grounds_needed(self) -> bool:
        """The law wants reasons of the person's own."""
        return self.law.grounds_needed

    @property
    def why(self) -> str:
        """Why reasons are asked for."""
        return why_grounds(ask.words(self.law.name)) if self.law.grounds_needed else ""


@dataclass(frozen=True, slots=True)
class Words:
    """What the person says in their letter. Lives as long as the command runs.

    `grounds` are ids of reasons; `own` is free text; `where` addresses of posts of others.
    """

    grounds: tuple[str, ...] = ()
    own: str = ""
    name: str = ""
    email: str = ""
    profile: str = ""
    where: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say nothing of the person."""
        return "Words(‹redacted›)"


def why_grounds(law_name: str) -> str:
    """Say why reasons are asked for."""
    return (
        f"The law ({law_name}) hears an objection “on grounds relating to his or her "
        "particular situation”. One true sentence is enough, and worth giving where a form asks "
        "for none."
    )


def offer(house: House, name: str) -> Offer:
    """Say what can be chosen about a letter; raises UnknownControlError, NoLetter, FactError."""
    about = matter(house.facts, name)
    letter = _letter(about)
    audience = about.route.audience if about.route else Audience.MEMBERS
    person = house.config.person
    return Offer(
        matter=about,
        languages=tuple(languages(letter)),
        country=person.country,
        for_anyone=audience is not Audience.MEMBERS,
        accountless=audience is Audience.NON_MEMBERS
        or (audience is Audience.ANYONE and person.accountless),
    )


def prepare(
    house: House,
    name: str,
    *,
    language: str = "en",
    country: str | None = None,
    accountless: bool = False,
) -> Prepared:
    """Find the letter and the law for a control or a route.

    Raises UnknownControlError, NoLetter, CountryNeeded, NoSuchLanguage, FactError.
    """
    about = matter(house.facts, name)
    letter = _letter(about)
    if language not in letter.text:
        raise NoSuchLanguage(
            f"This letter is not there in “{language}”.",
            where=about.id,
            do=f"Choose one of: {', '.join(languages(letter))}.",
        )
    theme: About = "others" if accountless or _is_about_others(about, letter) else "own"
    return Prepared(
        matter=about,
        letter=letter,
        law=law(_country(house, country)),
        language=language,
        about=theme,
        without_account=accountless,
        known=tuple(grounds(theme)),
    )


def write(prepared: Prepared, words: Words) -> Draft:
    """Write the letter. Raises GroundsNeeded, NoSuchGround, BadGrounds."""
    reasons = _reasons(prepared, words)
    if prepared.grounds_needed and not reasons:
        raise GroundsNeeded(
            "An objection needs a reason of your own.",
            where=prepared.why,
            do="Give it with --grounds TEXT, or choose with --ground: "
            f"{', '.join(each.id for each in prepared.known)}.",
        )
    person = Person(
        about=prepared.about,
        without_account=prepared.without_account,
        name=words.name,
        email=words.email,
        profile=words.profile,
        where=words.where,
        reasons=reasons,
    )
    text = render(prepared.letter, prepared.law, person, language=prepared.language)
    return _draft(prepared, text, words)


def save(draft: Draft, file: Path) -> Draft:
    """Write the text to a new file that only its owner reads; raises CannotWrite."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(draft.body)
    except FileExistsError:
        raise CannotWrite(
            "There is a file of this name already.",
            where=f"{file}.",
            do="Choose another name. Nothing was overwritten.",
        ) from None
    except OSError as error:
        raise CannotWrite(
            "The text could not be written.",
            where=f"{file}: {error.strerror}.",
            do="Choose another place, or leave --out away and copy the text.",
        ) from error
    return replace(draft, out=str(file))


def open_form(draft: Draft) -> Draft:
    """Open the form in the everyday browser; raises NothingToOpen."""
    if draft.url is None:
        raise NothingToOpen(
            "There is no form to open for this.",
            where=draft.id,
            do="Send the text by mail or by post, as it says below.",
        )
    open_address(draft.url)
    return replace(draft, opened=True)


def _letter(about: Matter) -> Letter:
    wanted = about.control.letter if about.control else None
    for each in letters():
        serves = about.route is not None and about.route.id in each.routes
        if each.id == wanted or (serves and about.platform in each.platforms):
            return each
    raise NoLetter(
        "There is nothing to write here.",
        where=about.id,
        do=f"`withhold todo {about.id}` says what it takes.",
    )


def _is_about_others(about: Matter, letter: Letter) -> bool:
    route = about.route
    if route is None:
        return False
    return route.id in letter.about_others or route.audience is Audience.NON_MEMBERS


def _country(house: House, named: str | None) -> str:
    country = here(house, named).country
    if country is None:
        raise CountryNeeded(
            "Which law your letter rests on hangs on where you live.",
            where="No country is known.",
            do="Add --country and two letters, such as --country DE.",
        )
    return country


def _reasons(prepared: Prepared, words: Words) -> tuple[str, ...]:
    known = {each.id: each for each in prepared.known}
    for name in words.grounds:
        if name not in known:
            raise NoSuchGround(
                f"No reason “{name}” is on the list.",
                where="--ground",
                do=f"Choose from: {', '.join(known)}; or say it yourself with --grounds TEXT.",
            )
    own = words.own.strip()
    if len(own) > LONGEST:
        raise BadGrounds(
            f"Your reasons are longer than {LONGEST} characters.",
            where=f"They have {len(own)}.",
            do="Keep to what matters most; forms cut long texts.",
        )
    chosen = [ask.words(known[name].text, prepared.language) for name in words.grounds]
    return tuple(dict.fromkeys([*chosen, *(line for line in own.splitlines() if line.strip())]))


def _draft(prepared: Prepared, text: Text, words: Words) -> Draft:
    about = prepared.matter
    control, route = about.control, about.route
    url = next(iter(addresses(control)), None) if control else None
    if route and route.confidence is not Confidence.LOW:
        url = route.url
    return Draft(
        id=about.id,
        name=ask.words(about.name),
        letter=prepared.letter.id,
        language=prepared.language,
        law=ask.words(prepared.law.name),
        right=prepared.law.right,
        about=prepared.about,
        grounds=words.grounds,
        subject=text.subject,
        body=text.body,
        has_name=bool(words.name.strip()),
        url=url,
        email=route.email if route else None,
        post=route.post if route else None,
        term=ask.words(prepared.law.term),
        confirmation=ask.words(control.confirmation) if control else "",
    )
