"""Where are we? Recognise the pages that are not the one the recipe describes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from withhold.kernel.text import normalise
from withhold.model.observation import Reason
from withhold.observe.settings.lexicon import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.browser.port import Arrival
    from withhold.browser.survey import Survey
    from withhold.model.fact import SignIn
    from withhold.model.recipe import Handle, Recipe
    from withhold.observe.settings.lexicon import Lexicon

SERVER_ERROR = 500
TURNED_AWAY = {429, 999}
"""Too many requests; 999 is LinkedIn's own number for visitors it takes for machines."""
_SHORT = 40  # a page that says little but its challenge has fewer pieces of text than this
_CAPTCHA = (
    "captcha",  # what the survey calls a frame that names itself so, whatever its host
    "challenges.cloudflare.com",
    "hcaptcha.com",
    "arkoselabs.com",
    "funcaptcha.com",
    "recaptcha.net",
    "google.com",
)
"""Hosts of frames that ask whether one is human; `google.com` for its reCAPTCHA alone."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known beforehand of the page to be recognised."""

    recipe: Recipe
    sign_in: SignIn
    lexicon: Lexicon
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Not the page described, or not the person's: why."""

    reason: Reason
    detail: str = ""


def elsewhere(survey: Survey, arrival: Arrival, ground: Ground) -> Elsewhere | None:
    """Recognise a page by where it lies and what asks for attention on it.

    What only matters where the control is missing is asked by `missing`.
    """
    return (
        _by_address(survey.url, ground)
        or _by_challenge(survey, arrival, ground)
        or _by_status(arrival)
        or _by_sign_in(survey, ground)
        or _by_account(survey, ground)
    )


def missing(survey: Survey, ground: Ground) -> Elsewhere | None:
    """Recognise a page on which the control was not found, by what it says instead."""
    texts = [normalise(segment.text) for segment in survey.texts]
    loud = _loud(survey)
    if (survey.user_field or _is_alone(survey)) and _any_equal(loud, ground.lexicon.sign_in):
        return Elsewhere(Reason.SIGNED_OUT)
    asks = survey.code_field or any(_is_captcha(host) for host in survey.frames)
    if asks or _any_says(loud, ground.lexicon.challenge):
        return Elsewhere(Reason.CHALLENGE)
    own = phrases(normalise(text) for by in ground.recipe.not_offered.values() for text in by)
    if _any_says(texts, own) or _any_says(texts, ground.lexicon.not_offered):
        return Elsewhere(Reason.NOT_OFFERED)
    return None


def covering(survey: Survey, ground: Ground) -> Elsewhere:
    """Say what lies over a control that was found: a challenge, a sign-in, or some question."""
    loud = _loud(survey)
    if _any_says(loud, ground.lexicon.challenge):
        return Elsewhere(Reason.CHALLENGE)
    said = [normalise(segment.text) for segment in survey.texts] if survey.user_field else loud
    if _any_equal(said, ground.lexicon.sign_in):
        return Elsewhere(Reason.SIGNED_OUT)
    return Elsewhere(Reason.UNEXPECTED_DIALOG)


def origin(url: str) -> str:
    """Give scheme, host and port of an address, as browsers compare them."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _by_address(url: str, ground: Ground) -> Elsewhere | None:
    here, path = origin(url), urlsplit(url).path
    if here in ground.recipe.origins:
        return _by_path(path, ground.sign_in)
    if here in ground.sign_in.origins:
        return Elsewhere(Reason.SIGNED_OUT)
    if not url.startswith(("http://", "https://")):
        return Elsewhere(Reason.UNREACHABLE)
    return Elsewhere(Reason.FOREIGN_ORIGIN, here)


def _by_path(path: str, sign_in: SignIn) -> Elsewhere | None:
    """Tell by the longest prefix that fits: a sign-in page may lie below a challenge's path."""
    challenge = _longest(path, sign_in.challenges)
    signed_out = _longest(path, sign_in.paths)
    if not challenge and not signed_out:
        return None
    return Elsewhere(Reason.CHALLENGE if challenge > signed_out else Reason.SIGNED_OUT)


def _by_challenge(survey: Survey, arrival: Arrival, ground: Ground) -> Elsewhere | None:
    """Look at what asks for an answer only: settings pages speak of security checks in passing."""
    if arrival.status in TURNED_AWAY:
        return Elsewhere(Reason.CHALLENGE, f"HTTP {arrival.status}")
    if survey.password:
        return None
    said = [text for dialog in survey.dialogs for text in (dialog.title, *dialog.texts)]
    if _is_alone(survey):
        said += [survey.title, *(segment.text for segment in survey.texts)]
    if _any_says(map(normalise, said), ground.lexicon.challenge):
        return Elsewhere(Reason.CHALLENGE)
    return None


def _is_alone(survey: Survey) -> bool:
    """Say whether a page says little and has nothing to switch."""
    return len(survey.texts) < _SHORT and all(c.kind == "button" for c in survey.candidates)


def _by_status(arrival: Arrival) -> Elsewhere | None:
    if arrival.status is None:
        return Elsewhere(Reason.UNREACHABLE, arrival.problem)
    if arrival.status >= SERVER_ERROR:
        return Elsewhere(Reason.UNREACHABLE, f"HTTP {arrival.status}")
    return None


def _by_sign_in(survey: Survey, ground: Ground) -> Elsewhere | None:
    if survey.password:
        return Elsewhere(Reason.SIGNED_OUT)
    for dialog in survey.dialogs:
        words = [normalise(text) for text in (dialog.title, *dialog.texts)]
        buttons = [normalise(button.name) for button in dialog.buttons]
        if _any_equal([*words, *buttons], ground.lexicon.sign_in):
            return Elsewhere(Reason.SIGNED_OUT)
    return None


def _by_account(survey: Survey, ground: Ground) -> Elsewhere | None:
    if not ground.handle or not ground.recipe.handle:
        return None
    shown = set(_handles(survey, ground.recipe.handle))
    own = ground.handle.removeprefix("@").casefold()
    if shown and own not in shown:
        return Elsewhere(Reason.WRONG_ACCOUNT)
    return None


def _handles(survey: Survey, handle: Handle) -> Iterable[str]:
    places = {normalise(word) for words in handle.within.values() for word in words}
    for named in survey.named:
        if normalise(named.name) in places:
            for found in re.finditer(handle.pattern, f"{named.text} {named.name}"):
                yield found[1].casefold()


def _loud(survey: Survey) -> list[str]:
    headings = [segment.text for segment in survey.texts if segment.heading]
    dialogs = [text for dialog in survey.dialogs for text in (dialog.title, *dialog.texts)]
    return [normalise(text) for text in (survey.title, *headings, *dialogs)]


def _longest(path: str, prefixes: Iterable[str]) -> int:
    """Give the length of the longest prefix that is this path or a folder above it; else 0."""
    bare = [prefix.rstrip("/") for prefix in prefixes]
    return max((len(p) for p in bare if path == p or path.startswith(p + "/")), default=0)


def _any_equal(texts: Iterable[str], words: frozenset[str]) -> bool:
    return any(text in words for text in texts)


def _any_says(texts: Iterable[str], wanted: re.Pattern[str]) -> bool:
    return any(wanted.search(text) for text in texts)


def _is_captcha(host: str) -> bool:
    return any(host == known or host.endswith("." + known) for known in _CAPTCHA)
