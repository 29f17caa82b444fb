"""Two platforms' subjects and the words of pages, invented for these tests."""

from __future__ import annotations

import pytest

from withhold.model.fact import Label, SignIn, Words
from withhold.model.recipe import Confirm, Handle, Open, Read, Recipe, Set
from withhold.model.terms import Confidence, Polarity
from withhold.practice.subject import Subject


def _label(lang: str, text: str, *, prefix: bool = False) -> Label:
    return Label(
        lang=lang,
        text=text,
        role="toggle",
        confidence=Confidence.HIGH,
        prefix=prefix,
    )


@pytest.fixture(scope="session")
def words() -> Words:
    return Words(
        format=1,
        on={"en": ["On"], "de": ["Ein", "An"], "ja": ["オン"]},
        off={"en": ["Off"], "de": ["Aus"], "ja": ["オフ"]},
        busy={"en": ["Loading"]},
        training={"en": ["AI"]},
        sign_in={"en": ["Sign in"], "de": ["Anmelden"]},
        challenge={"en": ["Verify you are human"]},
        not_offered={"en": ["This setting is not available in your region"]},
    )


@pytest.fixture(scope="session")
def linkedin() -> Subject:
    address = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"
    recipe = Recipe(
        control="linkedin.genai_toggle",
        version=1,
        origins=["https://www.linkedin.com"],
        on_means=Polarity.ALLOWS,
        read=[Open(url=address), Read()],
        change=[
            Set(to="off"),
            Confirm(dialog={"en": ["Turn this off?"]}, button={"en": ["Turn off"]}),
        ],
        confirmed_live="never",
    )
    labels = {
        "en": _label("en", "Use my data for training content creation AI models"),
        "de": _label("de", "Meine Daten zum Schulen von KI-Modellen verwenden"),
    }
    sign_in = SignIn(
        url="https://www.linkedin.com/login",
        origins=["https://www.linkedin.com"],
        paths=["/login", "/uas/"],
        challenges=["/checkpoint/"],
    )
    return Subject(recipe, labels, sign_in)


@pytest.fixture(scope="session")
def x() -> Subject:
    recipe = Recipe(
        control="x.grok_training",
        version=1,
        origins=["https://x.com"],
        on_means=Polarity.ALLOWS,
        read=[Open(url="https://x.com/settings/grok_settings"), Read()],
        change=[Set(to="off")],
        confirmed_live="never",
        handle=Handle(within={"en": ["Account menu"]}, pattern="@([a-z_]{1,15})"),
    )
    labels = {
        "en": _label("en", "Allow your public data to be used for training", prefix=True),
        "ja": _label("ja", "トレーニングと調整に利用することを許可します。"),
    }
    return Subject(recipe, labels, _x_sign_in())


@pytest.fixture(scope="session")
def protect() -> Subject:
    """Return a control that protects when it is on."""
    recipe = Recipe(
        control="x.protect_posts",
        version=1,
        origins=["https://x.com"],
        on_means=Polarity.PROTECTS,
        read=[Open(url="https://x.com/settings/audience"), Read()],
        change=[Set(to="on")],
        confirmed_live="never",
    )
    return Subject(recipe, {"en": _label("en", "Protect your posts")}, _x_sign_in())


def _x_sign_in() -> SignIn:
    return SignIn(
        url="https://x.com/i/flow/login",
        origins=["https://x.com"],
        paths=["/i/flow/login", "/login"],
        challenges=["/account/access"],
    )
