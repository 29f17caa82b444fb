"""Are questions to the facts answered rightly?"""

from datetime import date

import msgspec
import pytest

from withhold.catalogue import ask, load
from withhold.catalogue.errors import UnknownControlError, UnknownPlatformError
from withhold.catalogue.regions import UnknownCountryError, chain, country
from withhold.model.fact import Killed

FACTS = load()
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("control", "place", "on", "state"),
    [
        ("linkedin.genai_toggle", "US", TODAY, "on"),
        ("linkedin.genai_toggle", None, TODAY, "on"),
        ("linkedin.genai_toggle", "DE", TODAY, "on"),
        ("linkedin.genai_toggle", "DE", date(2025, 11, 2), "not-offered"),
        ("linkedin.genai_toggle", "DE", date(2025, 11, 3), "on"),
        ("linkedin.genai_toggle", "NO", date(2025, 10, 1), "not-offered"),
        ("linkedin.genai_toggle", "GB", date(2024, 9, 19), "on"),
        ("linkedin.genai_toggle", "GB", date(2024, 9, 20), "not-offered"),
        ("linkedin.genai_toggle", "BR", TODAY, "unknown"),
        ("x.grok_training", "FR", TODAY, "on"),
        ("x.grok_training", "US", date(2024, 7, 1), "on"),
        ("facebook.ai_objection", "DE", TODAY, "until-objected"),
        ("facebook.ai_objection", "US", TODAY, "no-way-out"),
        ("facebook.ai_objection", "CA", TODAY, "unknown"),
        ("facebook.ai_objection", "IT", date(2025, 5, 26), "not-offered"),
        ("snapchat.my_selfie_ads", "AT", TODAY, "on"),
    ],
)
def test_what_holds_by_default(control: str, place: str | None, on: date, state: str) -> None:
    found = ask.default(ask.control(FACTS, control).defaults, place, on)
    assert found is not None
    assert found.state == state


def test_nothing_is_known_before_anything_began() -> None:
    switch = ask.control(FACTS, "linkedin.genai_toggle")
    assert ask.default(switch.defaults, "US", date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        ("2024", None, True),
        ("2024-09", None, True),
        ("2024-09-19", None, False),
        (None, "2024", True),
        (None, "2024-09", True),
        (None, "2024-09-18", True),
        (None, "2024-09-17", False),
        ("2024-10", "2024-12", False),
    ],
)
def test_partial_dates_count_at_both_ends(
    since: str | None, until: str | None, *, holds: bool
) -> None:
    assert ask.holds(since, until, date(2024, 9, 18)) is holds


def test_countries_lie_in_regions() -> None:
    assert chain("DE") == ("DE", "EU", "EEA", "WORLD")
    assert chain("IS") == ("IS", "EEA", "WORLD")
    assert chain("US") == ("US", "WORLD")
    assert chain(None) == ("WORLD",)
    assert country("uk") == "GB"
    assert country(" de ") == "DE"


@pytest.mark.parametrize("text", ["", "Germany", "EU", "1A", "ß"])
def test_what_is_no_country_is_refused(text: str) -> None:
    with pytest.raises(UnknownCountryError):
        country(text)


def test_names_nearby_are_offered() -> None:
    with pytest.raises(UnknownControlError) as caught:
        ask.control(FACTS, "linkedin.genai_togle")
    assert "linkedin.genai_toggle" in caught.value.do
    with pytest.raises(UnknownPlatformError) as missed:
        ask.platform(FACTS, "linkdin")
    assert "linkedin" in missed.value.do
    assert ask.platform(FACTS, "LinkedIn").platform.slug == "linkedin"


def test_a_control_is_called_by_its_words_today() -> None:
    grok = ask.control(FACTS, "x.grok_training")
    assert ask.label(grok, "en", TODAY).startswith("Allow your public data")
    assert ask.label(grok, "en", date(2024, 11, 1)).startswith("Allow your posts")
    assert ask.label(grok, "ja", TODAY).startswith("公開データ")
    assert ask.label(grok, "pt", TODAY) == ask.label(grok, "en", TODAY)
    form = ask.control(FACTS, "facebook.ai_objection")
    assert ask.label(form, "de", TODAY) == "Widerspruch gegen KI bei Meta"


def test_all_switches_of_a_platform_are_known() -> None:
    known = ask.known_toggles(FACTS, "x")
    assert "Protect your posts" in known
    assert "Grok Personalization" not in known


def test_a_killed_recipe_is_found_up_to_its_version() -> None:
    recipe = ask.recipe(FACTS, "x.grok_training")
    assert recipe is not None
    assert ask.killed(FACTS, recipe) is None
    dead = Killed("x.grok_training", 1, "2026-11-23", {"en": "It harms."})
    facts = msgspec.structs.replace(FACTS, killed=[dead])
    assert ask.killed(facts, recipe) == dead
    assert ask.killed(facts, msgspec.structs.replace(recipe, version=2)) is None


def test_only_a_person_can_do_what_has_no_recipe() -> None:
    assert ask.recipe(FACTS, "facebook.ai_objection") is None


def test_what_we_are_not_sure_of_is_not_opened() -> None:
    assert not ask.openable(ask.control(FACTS, "snapchat.public_content_genai"))
    assert ask.openable(ask.control(FACTS, "x.grok_training"))


@pytest.mark.parametrize(
    ("service", "slugs"),
    [
        ("X", ["x"]),
        (" twitter ", ["x"]),
        ("Meta AI", ["facebook", "instagram"]),
        ("Threads", ["instagram"]),
        ("Snapchat", ["snapchat"]),
        ("Somebody else", []),
    ],
)
def test_a_service_of_an_archive_is_of_platforms(service: str, slugs: list[str]) -> None:
    assert [each.platform.slug for each in ask.of_service(FACTS, service)] == slugs


def test_a_document_of_an_archive_is_one_of_the_facts() -> None:
    known = ask.policy(FACTS, "X", "Privacy Policy")
    assert known is not None
    assert known.archive == "pga-versions/X/Privacy Policy"
    assert ask.policy(FACTS, "X", "Policy") is None
