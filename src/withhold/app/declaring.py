"""How is the person's own word taken down: about a switch, a form, a letter?

A word is kept beside what was read, never instead. It is no proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from withhold.app import accounts
from withhold.app.histories import NO_ACCOUNT, asked, judged
from withhold.catalogue import ask
from withhold.catalogue.errors import UnknownControlError
from withhold.judge.standing import ASKED
from withhold.kernel.errors import WithholdError
from withhold.model.observation import Account, Declaration, Word
from withhold.model.terms import Confidence, Kind
from withhold.report.platforms import addresses
from withhold.report.said import Said

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from withhold.app.start import House
    from withhold.judge.standing import Judged
    from withhold.model.fact import Control, Facts, Route
    from withhold.store.ledger import Ledger

LARGEST = 20 * 1024 * 1024
EARLIEST = 1990
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
ANSWERS = frozenset({Word.SENT, Word.ACKNOWLEDGED, Word.ACCEPTED, Word.REFUSED})


class BadDate(WithholdError):
    """A date that is none, or that lies ahead."""

    code = "bad-date"


class BadPicture(WithholdError):
    """A file that cannot be kept as a picture."""

    code = "bad-picture"


class WrongWord(WithholdError):
    """A word that does not fit: an answer about a switch, or a position of a form."""

    code = "wrong-word"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a word is about: a control, or a route of a platform; exactly one is there."""

    id: str
    control: Control | None
    route: Route | None = None

    @property
    def platform(self) -> str:
        """The platform's slug."""
        return self.id.partition(".")[0]

    @property
    def is_asked(self) -> bool:
        """It is a form, a letter or a mail: somebody answers, or does not."""
        return self.control is None or self.control.kind in ASKED

    @property
    def name(self) -> dict[str, str]:
        """What it is called."""
        named = self.control or self.route
        return named.name if named else {}

    @property
    def address(self) -> str | None:
        """The platform's page for it, if somebody vouches for one."""
        if self.control:
            return next(iter(addresses(self.control)), None)
        known = self.route and self.route.confidence is not Confidence.LOW
        return self.route.url if self.route and known else None


def matter(facts: Facts, name: str) -> Matter:
    """Find a control or a route by its id; raises UnknownControlError with the nearest ids."""
    slug, _, rest = name.partition(".")
    known = facts.platforms.get(slug)
    for route in known.platform.routes if known else []:
        if route.id == rest:
            return Matter(name, None, route)
    return Matter(name, ask.control(facts, name))


def declare(  # noqa: PLR0913 - each is something else that the person said
    house: House,
    name: str,
    word: Word,
    *,
    since: str | None = None,
    screenshot: bytes | None = None,
    account: str | None = None,
) -> Said:
    """Take down the person's word about a control or a route, with a picture if there is one.

    Raises UnknownControlError, WrongWord, BadDate, BadPicture, NoSuchAccount, WhichAccount.
    """
    about = matter(house.facts, name)
    _refuse_misfit(about, word)
    checked = partial(since, house.clock.now()) if since else None
    if screenshot is not None:
        _refuse_no_picture(screenshot, "the picture with your word")
    owner = owner_of(house, about, account)
    with house.ledger() as ledger:
        said = Declaration(
            id=ledger.new_id(),
            control=about.id,
            account=owner.id,
            word=word,
            since=checked,
            said_at=house.clock.now(),
            screenshot=ledger.evidence.put(screenshot) if screenshot else None,
        )
        ledger.put(said)
        stands = stand(house, ledger, about, owner.id)
    also = tuple(about.control.also) if about.control else ()
    return Said(ask.words(about.name), said, stands.standing, stands.due, also)


def told(house: House, name: str) -> tuple[Declaration, ...]:
    """List what the person said about a control or a route, newest first.

    A picture that was erased since is left out.
    """
    with house.ledger() as ledger:
        said = reversed(ledger.declarations(name))
        return tuple(_as_kept(ledger, each) for each in said)


def _as_kept(ledger: Ledger, said: Declaration) -> Declaration:
    held = said.screenshot and ledger.evidence.path(said.screenshot).exists()
    return said if held else replace(said, screenshot=None)


def owner_of(house: House, about: Matter, account: str | None) -> Account:
    """Find whose word it is; a route of a platform without an account is its own."""
    own = [each for each in accounts.listed(house) if each.platform == about.platform]
    if account is None and about.route is not None and not own:
        return Account(about.platform, NO_ACCOUNT, added=False)
    return accounts.meant(house, about.platform, account)


def stand(house: House, ledger: Ledger, about: Matter, account: str) -> Judged:
    """Say how a matter stands now."""
    if about.control is None:
        return asked(house, ledger, about.id, account)
    return judged(house, ledger, about.control, account)


def partial(text: str, now: datetime) -> str:
    """Check a day, a month or a year that is not ahead; raises BadDate."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise _bad_date(text, "This is no date that can be read:")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        raise _bad_date(text, "There is no such date:") from None
    if first > now.astimezone().date():
        raise _bad_date(text, "This date is still ahead:")
    if first.year < EARLIEST:
        raise _bad_date(text, "This date is before any platform:")
    return text.strip()


def _bad_date(text: str, what: str) -> BadDate:
    return BadDate(
        what,
        where=f"“{text}”.",
        do="Give a day, a month or a year: 2024-09-18, 2024-09 or 2024. Nothing was taken down.",
    )


def _refuse_misfit(about: Matter, word: Word) -> None:
    if about.route and about.route.kind.value == "regulator":
        raise UnknownControlError(
            "An authority is no way to object; it takes complaints.",
            where=about.id,
            do="Name the form or letter that you sent to the platform.",
        )
    if about.control and about.control.kind is Kind.NONE:
        raise WrongWord(
            "There is nothing here that could be done or not done.",
            where=about.id,
            do=f"`withhold platforms {about.platform}` says what is left.",
        )
    if about.is_asked and word not in ANSWERS:
        raise WrongWord(
            "A form or letter is sent and answered; it is not simply done.",
            where=about.id,
            do="Say --sent, --acknowledged, --accepted or --refused. Nothing was taken down.",
        )
    if not about.is_asked and word in ANSWERS:
        raise WrongWord(
            "Nobody answers a switch.",
            where=about.id,
            do=f"Say `withhold done {about.id}`, or add --still-on. Nothing was taken down.",
        )


def picture(file: Path) -> bytes:
    """Read a picture that the person has as a file; raises BadPicture."""
    try:
        if not file.is_file():
            raise _bad_picture(file, "There is no such file:")
        if file.stat().st_size > LARGEST:
            raise _bad_picture(file, "This picture is larger than 20 MB:")
        content = file.read_bytes()
    except OSError as error:
        raise _bad_picture(file, "This file cannot be read:") from error
    _refuse_no_picture(content, file)
    return content


def _refuse_no_picture(content: bytes, name: Path | str) -> None:
    """Believe the first bytes, never a name or what the sender says it is."""
    if len(content) > LARGEST:
        raise _bad_picture(name, "This picture is larger than 20 MB:")
    if not content.startswith(_PICTURES):
        raise _bad_picture(name, "This is neither a PNG nor a JPEG picture:")


def _bad_picture(file: Path | str, what: str) -> BadPicture:
    return BadPicture(
        what,
        where=f"{file}.",
        do="Give a PNG or JPEG picture of at most 20 MB. Nothing was taken down.",
    )
