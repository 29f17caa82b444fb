"""Is it known of an Instagram account when it was private, and said when it is not?"""

from __future__ import annotations

import pytest

from withhold.model.exposure import Audience
from withhold.observe.archives.instagram.account import Account
from withhold.observe.archives.meta.maps import is_private
from withhold.observe.archives.meta.words import mend, mentions

PUBLIC, LIMITED, UNKNOWN = Audience.PUBLIC, Audience.LIMITED, Audience.UNKNOWN


def account(
    *turns: tuple[int, bool], private: bool | None = None, close: int | None = 0
) -> Account:
    made = Account(private=private, close=close)
    for at, state in turns:
        made.turn(at, private=state)
    return made


@pytest.mark.parametrize(
    ("private", "audience"), [(True, LIMITED), (False, PUBLIC), (None, UNKNOWN)]
)
def test_without_turns_the_flag_says_it(private: bool | None, audience: Audience) -> None:  # noqa: FBT001
    assert account(private=private).then(50) is audience
    assert account(private=private).then(None) is audience


def test_it_stays_as_it_was_turned_last_and_was_the_other_before() -> None:
    turned = account((200, False), (100, True), private=False)
    said = [turned.then(at) for at in (50, 100, 150, 200, 250)]
    assert said == [PUBLIC, LIMITED, LIMITED, PUBLIC, PUBLIC]
    assert turned.then(None) is UNKNOWN


def test_a_turn_that_is_missing_leaves_what_came_after_the_last_untold() -> None:
    turned = account((100, True), private=False)
    assert [turned.then(at) for at in (50, 150)] == [PUBLIC, UNKNOWN]


def test_what_stands_there_can_be_seen_as_the_account_is_now() -> None:
    assert account((200, False), (100, True), private=False).audience is PUBLIC
    assert account((200, False), (300, True), private=True).audience is LIMITED
    assert account((200, False), (300, True)).audience is LIMITED
    assert account().audience is UNKNOWN


def test_a_flag_that_is_not_understood_is_told_by_the_last_turn() -> None:
    assert account((100, True)).closed is True
    assert account((100, True), private=False).closed is False
    assert account().closed is None


def test_a_story_may_have_been_for_close_friends_only() -> None:
    assert account(private=False, close=0).story(50) is PUBLIC
    assert account(private=True, close=None).story(50) is LIMITED
    assert account(private=False, close=None).story(50) is UNKNOWN
    some = account(private=False, close=100)
    assert [some.story(at) for at in (99, 100, None)] == [PUBLIC, UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("title", "private"),
    [
        ("Switched to Private", True),
        ("Switched to Public", False),
        ("Auf „Öffentlich“ umgestellt", False),
        ("Auf „Privat“ umgestellt", True),
        ("Passé en mode privé", True),
        ("Passé en mode public", False),
        ("Cambió a pública", False),
        ("非公開に変更", True),
        ("公開に変更", False),
        ("비공개로 전환", True),
        ("공개로 전환", False),
        ("Switched from Private to Public", None),
        ("Switched", None),
        ("", None),
    ],
)
def test_a_turn_is_understood_or_it_is_not_guessed(title: str, private: bool | None) -> None:  # noqa: FBT001
    assert is_private(title) is private


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("SchÃ¶n", "Schön"),
        ("ð\x9f\x8e\x89", "🎉"),
        ("Schön", "Schön"),
        ("🎉 SchÃ¶n", "🎉 SchÃ¶n"),
        ("cut Ã", "cut Ã"),
        ("plain", "plain"),
        (None, ""),
        (["SchÃ¶n", 3, "b"], "Schön\n\nb"),
    ],
)
def test_a_text_is_mended_where_it_needs_it(written: object, meant: str) -> None:
    assert mend(written) == meant


def test_a_mention_is_a_handle_and_no_address() -> None:
    text = "with @ida.k, @nils_b. and @ida.k; write to mara@example.org or @"
    assert mentions(text) == ("ida.k", "nils_b")
