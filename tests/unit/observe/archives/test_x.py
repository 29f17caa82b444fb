"""Does reading X's archives survive whatever is in them, and tell nothing of it in a problem?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.files import FakeFiles

from withhold.model.exposure import Audience, Holder, Item, Kind, Note, Problem, Record
from withhold.observe.archives.records import Unreadable
from withhold.observe.archives.x import FORMAT, longer, names, posts, times

CASES = Path(__file__).parents[3] / "golden" / "x"
SECRET = "Zaubermond"  # noqa: S105 - a word that is nowhere but in the files of these tests
READ = sorted(names.KNOWN | {"tweet", "direct_message"})
CLASSIC = ["data/js/tweets/2013_02.js", "data/js/tweet_index.js", "data/js/user_details.js"]


def read(files: FakeFiles) -> list[Record]:
    return [record for found in FORMAT.find(files) for record in FORMAT.read(files, found)]


def items(files: FakeFiles) -> list[Item]:
    return [each for each in read(files) if isinstance(each, Item)]


def problems(files: FakeFiles) -> list[str]:
    found = (each for each in read(files) if isinstance(each, Problem))
    return [f"{each.code} {each.detail}" for each in found]


def ytd(kind: str, content: object, part: int = 0) -> bytes:
    return f"window.YTD.{kind}.part{part} = {json.dumps(content)}".encode()


def tweets(*found: object) -> FakeFiles:
    return FakeFiles({"data/tweets.js": ytd("tweets", [{"tweet": each} for each in found])})


def check(records: list[Record]) -> None:
    for each in records:
        if isinstance(each, Problem):
            assert SECRET not in each.detail + each.code + each.path
        if isinstance(each, Item):
            assert each.link == "" or each.link.startswith("https://x.com/")
            assert SECRET not in each.key + each.link
            assert each.at is None or each.at > 0


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.sampled_from(["", SECRET, "1", "RT @x: y", "&amp;", "\0", "²", "99999999999999999999"])
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["tweet", "id_str", "media"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(READ), st.binary(max_size=80), max_size=6), st.booleans())
def test_any_bytes_are_survived(contents: dict[str, bytes], begun: bool) -> None:  # noqa: FBT001
    told = {
        f"data/{kind.replace('_', '-')}.js": (
            f"window.YTD.{kind}.part0 = [".encode() if begun else b""
        )
        + SECRET.encode()
        + content
        for kind, content in contents.items()
    }
    check(read(FakeFiles(told | {"data/account.js": ytd("account", [])})))


@given(st.lists(st.binary(max_size=60), min_size=3, max_size=3))
def test_any_bytes_are_survived_in_the_first_era(contents: list[bytes]) -> None:
    heads = (b"Grailbird.data.tweets_2013_02 = [{", b"var tweet_index = ", b"var user_details = ")
    files = {
        path: head + SECRET.encode() + content
        for path, head, content in zip(CLASSIC, heads, contents, strict=True)
    }
    check(read(FakeFiles(files)))


def _put(place: Any, key: object, new: object) -> None:  # noqa: ANN401 - a list or a dict
    place[key] = new


def _places(value: object) -> Iterator[Callable[[object], None]]:
    """Give a way to put something else at each place of a document."""
    if isinstance(value, dict | list):
        for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield partial(_put, value, key)
            yield from _places(inner)


FILES = sorted(
    path for case in ("era-2020-data", "era-2012-classic") for path in (CASES / case).rglob("*.js")
)
WHOLE = [path for path in FILES if path.read_text(encoding="utf-8").rstrip()[-1:] in "]}"]


def _changed(data: st.DataObject, content: bytes) -> bytes:
    """Put other values in some places of a document."""
    head, _, body = content.partition(b"=")
    document = json.loads(body)
    for _ in range(data.draw(st.integers(1, 3))):
        if places := list(_places(document)):
            data.draw(st.sampled_from(places))(data.draw(VALUES))
    return head + b"=" + json.dumps(document).encode()


def _damaged(data: st.DataObject, content: bytes) -> bytes:
    """Cut a document off, or put other bytes into it."""
    begin = data.draw(st.integers(0, len(content)))
    end = data.draw(st.one_of(st.just(len(content)), st.integers(begin, len(content))))
    return content[:begin] + data.draw(st.binary(max_size=6)) + content[end:]


def _survive(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(WHOLE))
    case = next(parent for parent in path.parents if parent.name == "archive")
    worse = data.draw(st.sampled_from([_changed, _damaged]))(data, path.read_bytes())
    contents = dict(FakeFiles.of(case).contents)
    check(read(FakeFiles(contents | {path.relative_to(case).as_posix(): worse})))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_change_in_any_place_is_survived(data: st.DataObject) -> None:
    _survive(data)


@pytest.mark.long
@settings(max_examples=5_000, deadline=None)
@given(st.data())
def test_any_change_in_any_place_is_survived_for_long(data: st.DataObject) -> None:
    _survive(data)


@pytest.mark.parametrize("depth", [500, 100_000])
def test_deep_json_is_survived(depth: int) -> None:
    deep = b'window.YTD.tweets.part0 = [{"tweet":{"id":' + b"[" * depth + b"]" * depth + b"}}]"
    assert [each.partition(" ")[0] for each in problems(FakeFiles({"data/tweets.js": deep}))] in (
        ["bad-record"],
        ["not-json"],
        ["too-deep"],
    )


class Breaking(FakeFiles):
    """Files of which one cannot be opened."""

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        if path == "data/tweets.js":
            raise Unreadable("truncated", "12 bytes")
        yield BytesIO(self.contents[path])


def test_what_cannot_be_opened_is_named_and_the_rest_is_read() -> None:
    more = ytd("tweets", [{"tweet": {"id_str": "1", "full_text": "kept"}}], 1)
    files = Breaking(dict(tweets({"id_str": "2"}).contents) | {"data/tweets-part1.js": more})
    assert [each.text for each in items(files)] == ["kept"]
    assert "truncated 12 bytes" in problems(files)


def test_the_first_version_may_not_know_of_the_second() -> None:
    first = {"id_str": "100", "full_text": "a", "edit_info": {"initial": {"editsRemaining": "4"}}}
    second = {
        "id_str": "101",
        "full_text": "b",
        "edit_info": {"edit": {"editControlInitial": {"editTweetIds": ["100", "101"]}}},
    }
    for order in ([first, second], [second, first]):
        assert [(each.key, each.text) for each in items(tweets(*order))] == [("100", "b")]


def test_versions_are_given_when_there_is_no_room_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posts, "_HELD", 2)
    info = {"initial": {"editsRemaining": "4"}}
    many = [{"id_str": str(n), "full_text": "x", "edit_info": info} for n in range(100, 107)]
    assert sorted(each.key for each in items(tweets(*many))) == [str(n) for n in range(100, 107)]


def test_long_texts_are_held_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(longer, "_MOST", 10)
    note = {"createdAt": "2024-01-01T00:00:00.000Z", "core": {"text": "a long one, indeed"}}
    files = {"data/note-tweet.js": ytd("note_tweet", [{"noteTweet": note}] * 3)}
    assert sorted(problems(FakeFiles(files))) == ["no-post 1", "too-large 2"]


def test_two_posts_of_one_second_get_their_own_long_texts() -> None:
    created = "Mon Jan 01 00:00:00 +0000 2024"
    cut = [{"id_str": str(n), "created_at": created, "full_text": f"{n} begins…"} for n in (7, 8)]
    notes = [
        {"noteTweet": {"createdAt": "2024-01-01T00:00:01.000Z", "core": {"text": f"{n} begins it"}}}
        for n in (8, 7)
    ]
    files = dict(tweets(*cut).contents) | {"data/note-tweet.js": ytd("note_tweet", notes)}
    assert [each.text for each in items(FakeFiles(files))] == ["7 begins it", "8 begins it"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Sat Aug 12 16:10:37 +0000 2023", 1691856637),
        ("Sat Aug 12 18:10:37 +0200 2023", 1691856637),
        ("2023-08-12T16:10:37.000Z", 1691856637),
        ("2023-08-12 16:10:37 +0000", 1691856637),
        ("2023-08-12T18:10:37+02:00", 1691856637),
        ("Sat Foo 12 16:10:37 +0000 2023", None),
        ("Sat Feb 30 16:10:37 +0000 2023", None),
        ("Sat Aug 12 24:10:37 +0000 2023", None),
        ("Sat Aug 12 16:10:37 here 2023", None),
        ("2023-08-12", None),
        ("", None),
    ],
)
def test_dates(written: str, expected: int | None) -> None:
    assert times.either(written) == expected


def test_a_protected_account_is_limited_and_its_profile_is_not() -> None:
    change = {"protectedHistory": {"protectedAt": "2024-01-01T00:00:00.000Z", "action": "Protect"}}
    about = {"profile": {"description": {"bio": "me"}}}
    files = dict(tweets({"id_str": "1", "full_text": "x"}).contents) | {
        "data/protected-history.js": ytd("protected_history", [change]),
        "data/profile.js": ytd("profile", [about]),
    }
    assert {(each.kind, each.audience) for each in items(FakeFiles(files))} == {
        (Kind.POST, Audience.LIMITED),
        (Kind.PROFILE, Audience.PUBLIC),
    }


@pytest.mark.parametrize(
    "action", ["DisableProtection", "ProtectOff", "NotProtected", "", "Locked"]
)
def test_an_action_that_is_not_plain_closes_no_account(action: str) -> None:
    changes = [
        {"protectedHistory": {"protectedAt": f"2024-0{month}-01T00:00:00.000Z", "action": word}}
        for month, word in [(1, "Protect"), (2, action)]
    ]
    files = dict(tweets({"id_str": "1", "full_text": "x"}).contents) | {
        "data/protected-history.js": ytd("protected_history", changes)
    }
    told = read(FakeFiles(files))
    assert [each.audience for each in told if isinstance(each, Item)] == [Audience.PUBLIC]
    assert {each.private for each in told if isinstance(each, Holder)} == {None}
    assert not [each for each in told if isinstance(each, Note)]


def test_a_time_too_short_for_a_second_is_none() -> None:
    assert times.milliseconds(1) is None


def test_the_folder_data_may_stand_alone() -> None:
    case = FakeFiles.of(CASES / "era-2020-data" / "archive").contents
    inner = {path.removeprefix("data/"): content for path, content in case.items()}
    alone = {path: content for path, content in inner.items() if path in set(inner) - set(case)}
    told = [each for each in read(FakeFiles(alone)) if isinstance(each, Problem)]
    whole = [each for each in read(FakeFiles(case)) if isinstance(each, Problem)]
    assert {(each.code, f"data/{each.path}") for each in told} == {
        (each.code, each.path) for each in whole
    }


def test_a_copy_of_a_file_is_read_once() -> None:
    files = tweets({"id_str": "1", "full_text": "once"})
    copied = {"data/tweets (1).js": files.contents["data/tweets.js"]}
    both = FakeFiles(dict(files.contents) | copied)
    assert [each.text for each in items(both)] == ["once"]
    assert "copy " in problems(both)


def test_all_files_of_a_list_of_parts_are_read_in_the_order_of_their_numbers() -> None:
    parts = {
        f"data/tweets-part{n}.js": ytd("tweets", [{"tweet": {"id_str": f"{n}"}}], n)
        for n in (10, 2, 1)
    }
    assert [each.key for each in items(FakeFiles(parts))] == ["1", "2", "10"]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("data/tweets.js", b"[]"),
        ("data/app.js", b"console.log('window.YTD.tweets.part0 = []')"),
        ("__MACOSX/data/tweets.js", b"window.YTD.tweets.part0 = []"),
        ("data/tweets.json", b"window.YTD.tweets.part0 = []"),
        ("tweets.js", b""),
    ],
)
def test_what_only_looks_like_an_archive_is_none(path: str, content: bytes) -> None:
    assert FORMAT.find(FakeFiles({path: content})) == []


def test_two_archives_in_one_folder_are_two() -> None:
    one = tweets({"id_str": "1"}).contents["data/tweets.js"]
    files = FakeFiles({"a/data/tweets.js": one, "b/x/tweets.js": one, "b/x/like.js": one})
    assert [(each.variant, each.root) for each in FORMAT.find(files)] == [
        ("2018-root", "b/x/"),
        ("2020-data", "a/"),
    ]
