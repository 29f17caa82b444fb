"""Which documents of which platforms are there to be fetched, and which are left out, and why?

An address marked unverified was never confirmed, so it is never opened by a program; one that is
historic holds what was said once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from withhold.catalogue import ask
from withhold.model.terms import UrlStatus
from withhold.observe.policies.page import Terms
from withhold.store.policies import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from withhold.app.start import House
    from withhold.model.fact import PlatformFacts
    from withhold.model.published import Policy


@dataclass(frozen=True, slots=True)
class Source:
    """One document and where it is fetched from.

    `scripts`: only a browser shows it. `hosts`: who may answer, all named beforehand. `left_out`:
    what is known of its address, where that is why it is not fetched.
    """

    platform: str
    subject: Subject
    url: str
    terms: Terms
    scripts: bool
    hosts: frozenset[str]
    left_out: str | None = None


def sources(house: House, named: Sequence[str] = ()) -> list[Source]:
    """List the documents of these platforms, else of those the person is on, else of all.

    A document that two platforms share is listed once. Raises UnknownPlatformError.
    """
    known = [ask.platform(house.facts, name) for name in named] or _theirs(house)
    once: dict[Subject, Source] = {}
    for each in known:
        for source in _of(each):
            once.setdefault(source.subject, source)
    return list(once.values())


def host(url: str) -> str:
    """Name the host of an address."""
    return urlsplit(url).hostname or ""


def _theirs(house: House) -> list[PlatformFacts]:
    every = list(house.facts.platforms.values())
    if not house.home.ledger.exists():
        return every
    with house.ledger() as ledger:
        added = {account.platform for account in ledger.accounts()}
    return [known for known in every if known.platform.slug in added] or every


def _of(known: PlatformFacts) -> Iterable[Source]:
    current = [each for each in known.policies if each.url_status is UrlStatus.CURRENT]
    allowed = frozenset(host(each.fetch) for each in current)
    for policy in known.policies:
        yield Source(
            platform=known.platform.slug,
            subject=_subject(known, policy),
            url=policy.fetch,
            terms=Terms(tuple(policy.select), tuple(policy.remove)),
            scripts=policy.client_scripts,
            hosts=allowed,
            left_out=None if policy in current else policy.url_status.value,
        )


def _subject(known: PlatformFacts, policy: Policy) -> Subject:
    """Name a document as its archive does, `collection/service/document`, where it has one."""
    parts = (policy.archive or "").split("/")
    service, name = parts[1:] if len(parts) == _PARTS else (known.platform.name, policy.name)
    return Subject(service, name, policy.lang, " ".join(policy.regions))


_PARTS = 3
