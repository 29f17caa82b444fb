"""Is an objection drafted in the person's words, under their own law, and kept nowhere?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.act.letters.drafting import Person, render
from withhold.act.letters.templates import grounds, law, letters
from withhold.app import todo as todo_module
from withhold.app.config import Config
from withhold.app.drafting import (
    BadGrounds,
    CannotWrite,
    CountryNeeded,
    GroundsNeeded,
    NoLetter,
    NoSuchGround,
    NoSuchLanguage,
    Words,
    open_form,
    prepare,
    save,
    write,
)
from withhold.app.start import House
from withhold.app.todo import NothingToOpen
from withhold.catalogue import ask, load
from withhold.kernel.clock import SystemClock
from withhold.kernel.paths import Home
from withhold.model.terms import Kind

META = "facebook.ai_objection"
REASON = Words(own="I am a nurse, and patients look me up.")
FACTS = load()
LETTERS = letters()
LAWS = {country: law(country) for country in ("DE", "GB", "CH", "BR", "US")}


@pytest.fixture
def own(tmp_path: Path) -> House:
    return House(Home(tmp_path / "home"), Config(), FACTS, SystemClock())


def test_the_persons_words_and_the_law_are_in_it(own: House) -> None:
    draft = write(prepare(own, META, country="DE"), REASON)
    assert "- I am a nurse, and patients look me up.\n" in draft.body
    assert "Article 21(1)" in draft.body
    assert draft.url == "https://www.facebook.com/help/contact/712876720715583"
    assert draft.term == "one month"


@pytest.mark.parametrize(
    ("country", "expected"),
    [("FR", "General Data Protection"), ("uk", "UK GDPR"), ("CH", "Swiss"), ("BR", "LGPD")],
)
def test_one_law_a_letter(own: House, country: str, expected: str) -> None:
    draft = write(prepare(own, META, country=country), REASON)
    assert expected in draft.body
    assert draft.right


def test_where_there_is_no_right_the_letter_names_no_law(own: House) -> None:
    draft = write(prepare(own, "x.privacy_form", country="US"), Words())
    assert "Article" not in draft.body
    assert not draft.right


def test_reasons_are_needed_where_the_law_wants_them(own: House) -> None:
    with pytest.raises(GroundsNeeded) as refused:
        write(prepare(own, META, country="DE"), Words(own="  \n"))
    assert "particular" in refused.value.where
    write(prepare(own, META, country="BR"), Words())


def test_reasons_come_off_a_list_or_are_ones_own(own: House) -> None:
    prepared = prepare(own, META, country="DE")
    with pytest.raises(NoSuchGround):
        write(prepared, Words(grounds=("never_asked",)))
    with pytest.raises(BadGrounds):
        write(prepared, Words(own="x" * 2001))
    assert "never_asked" in [
        c.id for c in prepare(own, META, country="DE", accountless=True).choices
    ]


def test_people_without_an_account_say_so_and_where_they_appear(own: House) -> None:
    prepared = prepare(own, "facebook.third_party_form", country="DE", accountless=True)
    place = "https://example.com/post"
    draft = write(prepared, Words(grounds=("never_asked",), where=(place,)))
    assert "I have no account with you." in draft.body
    assert f"- {place}\n" in draft.body
    assert "does not depend on one" in draft.body


def test_the_third_party_form_is_about_others_for_members_too(own: House) -> None:
    draft = write(prepare(own, "facebook.third_party_form", country="DE"), REASON)
    assert draft.about == "others"
    assert "no account" not in draft.body


def test_what_needs_no_letter(own: House) -> None:
    for name in ("linkedin.genai_toggle", "facebook.picture_of_me", "facebook.regulator_ie"):
        with pytest.raises(NoLetter):
            prepare(own, name, country="DE")


def test_language_and_country_have_to_be_known(own: House) -> None:
    with pytest.raises(NoSuchLanguage):
        prepare(own, META, country="DE", language="tlh")
    with pytest.raises(CountryNeeded):
        prepare(own, META)


def test_nothing_is_kept(own: House) -> None:
    draft = write(prepare(own, META, country="DE"), REASON)
    assert "nurse" not in repr((draft, REASON))
    kept = [file.read_bytes() for file in own.home.root.rglob("*") if file.is_file()]
    assert not any(b"nurse" in content for content in kept)


def test_a_file_is_private_and_never_overwritten(own: House, tmp_path: Path) -> None:
    draft = write(prepare(own, META, country="DE"), REASON)
    file = tmp_path / "objection.txt"
    assert save(draft, file).out == str(file)
    assert file.read_text(encoding="utf-8") == draft.body
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    for place in (file, tmp_path / "missing" / "objection.txt"):
        with pytest.raises(CannotWrite):
            save(draft, place)


def test_the_form_opens_where_there_is_one(own: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(todo_module, "everyday", lambda url: url.startswith("https://"))
    assert open_form(write(prepare(own, META, country="DE"), REASON)).opened
    with pytest.raises(NothingToOpen):
        open_form(write(prepare(own, "snapchat.dpo_mail", country="DE"), REASON))


# --- the data ----------------------------------------------------------------------------------


def test_every_form_and_letter_of_the_facts_has_its_text() -> None:
    known = {letter.id for letter in letters()}
    asked = [c for c in ask.controls(FACTS) if c.kind in {Kind.FORM, Kind.LETTER}]
    assert asked
    assert {control.letter for control in asked} <= known


def test_every_route_of_a_letter_is_there() -> None:
    for letter in letters():
        names = {
            route.id
            for slug in letter.platforms
            for route in ask.platform(FACTS, slug).platform.routes
        }
        assert set(letter.routes) <= names
        assert set(letter.about_others) <= set(letter.routes)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("about", ["own", "others"])
@pytest.mark.parametrize("country", ["DE", "GB", "CH", "BR", "US"])
def test_every_letter_reads_well(language: str, about: str, country: str) -> None:
    for letter in LETTERS:
        person = Person("own" if about == "own" else "others", reasons=("One reason.",))
        text = render(letter, LAWS[country], person, language=language).body
        assert "\n\n\n" not in text
        assert "{" not in text
        assert "  " not in text
        assert len(text.split()) < 260


def test_reasons_are_there_in_every_language() -> None:
    for about in ("own", "others"):
        for ground in grounds(about):
            assert set(ground.text) == set(ground.question) == {"en", "de"}


@given(text=st.text(max_size=200))
def test_whatever_is_written_is_only_ever_text(text: str) -> None:
    """No template syntax of the person's is ever run, and their words come back as they were."""
    letter = LETTERS[0]
    person = Person("own", name=text, reasons=(text, "{{ 7 * 7 }}{% raw %}"))
    body = render(letter, LAWS["DE"], person, language="en").body
    assert "{{ 7 * 7 }}{% raw %}" in body
