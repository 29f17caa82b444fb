"""Are the facts that ship sound and complete?"""

import re

import pytest
from msgspec import UNSET

from withhold.catalogue import ask, load
from withhold.catalogue.lints import lint
from withhold.catalogue.load import FOLDER
from withhold.model.recipe import Open
from withhold.model.terms import Confidence, Kind, Polarity, UrlStatus

CONTROLS = {
    "linkedin.genai_toggle",
    "linkedin.processing_objection",
    "linkedin.microsoft_ads_share",
    "x.grok_training",
    "x.grok_personalization",
    "x.grok_memory",
    "x.delete_grok_history",
    "x.protect_posts",
    "x.block_grok_edits",
    "facebook.ai_objection",
    "facebook.camera_roll",
    "facebook.limit_past_posts",
    "facebook.ai_chat_ads",
    "instagram.ai_objection",
    "instagram.sharing_and_reuse",
    "instagram.private_account",
    "snapchat.public_content_genai",
    "snapchat.my_selfie_ads",
    "snapchat.my_selfie_clear",
    "snapchat.generate_with_my_selfie",
    "snapchat.my_ai_clear",
}
ON_THE_WEB = {
    "linkedin.genai_toggle": "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement",
    "x.grok_training": "https://x.com/settings/grok_settings",
    "x.grok_personalization": "https://x.com/settings/grok_settings",
    "x.grok_memory": "https://x.com/settings/grok_settings",
    "x.protect_posts": "https://x.com/settings/audience_and_tagging",
}
FACTS = load()


def test_no_lint_has_anything_to_say() -> None:
    assert [str(problem) for problem in lint(FACTS)] == []


def test_every_control_of_the_five_is_there() -> None:
    assert {control.id for control in ask.controls(FACTS)} == CONTROLS


def test_recipes_are_for_the_web_controls_and_open_their_addresses() -> None:
    opened = {
        recipe.control: step.url
        for known in FACTS.platforms.values()
        for recipe in known.recipes
        for step in recipe.read
        if isinstance(step, Open)
    }
    assert opened == ON_THE_WEB


@pytest.mark.parametrize("control_id", sorted(ON_THE_WEB))
def test_no_recipe_claims_to_be_confirmed(control_id: str) -> None:
    recipe = ask.recipe(FACTS, control_id)
    assert recipe is not None
    assert recipe.confirmed_live == "never"
    assert recipe.change is not UNSET
    protects = control_id == "x.protect_posts"
    assert recipe.on_means is (Polarity.PROTECTS if protects else Polarity.ALLOWS)


def test_an_address_that_must_not_ship_does_not() -> None:
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.yaml")]
    assert not any("data-for-generative-ai" in text for text in texts)


def test_the_address_of_the_former_name_is_no_origin() -> None:
    assert not any(
        "twitter.com" in origin
        for known in FACTS.platforms.values()
        for recipe in known.recipes
        for origin in recipe.origins
    )


@pytest.mark.parametrize(
    ("control_id", "languages"),
    [
        ("linkedin.genai_toggle", {"en", "de", "fr", "it", "nl"}),
        ("x.grok_training", {"en", "ja"}),
        ("x.protect_posts", {"en"}),
    ],
)
def test_toggle_labels_are_known_in(control_id: str, languages: set[str]) -> None:
    labels = ask.toggles(ask.control(FACTS, control_id))
    assert {label.lang for label in labels} == languages


def test_the_older_labels_of_x_are_kept_word_for_word() -> None:
    texts = [label.text for label in ask.toggles(ask.control(FACTS, "x.grok_training"))]
    assert len(texts) == 4
    assert [text.endswith("。") for text in texts] == [False, False, True, False]


def test_low_confidence_is_kept() -> None:
    low = {c.id for c in ask.controls(FACTS) if c.confidence is Confidence.LOW}
    assert low == {
        "linkedin.microsoft_ads_share",
        "x.block_grok_edits",
        "snapchat.public_content_genai",
    }
    snapchat = ask.control(FACTS, "snapchat.public_content_genai")
    assert [url.status for url in snapchat.surfaces.web.urls] == [UrlStatus.UNVERIFIED]


def test_one_form_of_meta_settles_both_accounts() -> None:
    for one, other in (("facebook", "instagram"), ("instagram", "facebook")):
        form = ask.control(FACTS, f"{one}.ai_objection")
        assert form.also == [f"{other}.ai_objection"]
        assert form.letter == "objection-meta"
        assert form.kind is Kind.FORM


def test_adverts_with_a_face_are_not_training_with_a_face() -> None:
    stops = {s.use for s in ask.control(FACTS, "snapchat.my_selfie_ads").stops}
    assert stops == {"snapchat.selfie_ads"}
    cleared = {s.use for s in ask.control(FACTS, "snapchat.my_selfie_clear").stops}
    assert "snapchat.selfie_training" in cleared


def test_every_platform_has_a_way_for_people_without_an_account() -> None:
    for slug, known in FACTS.platforms.items():
        assert any(route.audience != "members" for route in known.platform.routes), slug


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "pt", "ja"])
def test_words_of_pages_are_known_in(language: str) -> None:
    words = FACTS.words
    for group in (words.on, words.off, words.busy, words.training, words.sign_in):
        assert group[language]
    assert words.challenge[language]
    assert words.not_offered[language]


def test_no_word_means_on_and_off() -> None:
    words = FACTS.words
    on = {word.casefold() for each in words.on.values() for word in each}
    off = {word.casefold() for each in words.off.values() for word in each}
    assert on.isdisjoint(off)


def test_patterns_of_handles_have_one_group() -> None:
    for known in FACTS.platforms.values():
        for recipe in known.recipes:
            if recipe.handle is not None:
                assert re.compile(recipe.handle.pattern).groups == 1


def test_ai_is_a_word_and_never_the_beginning_of_one() -> None:
    words = {word.casefold() for each in FACTS.words.training.values() for word in each}
    assert "ai" in words
    assert words.isdisjoint({"ai*", "ki*", "ia*", "model*", "train*"})
