"""Is Snapchat read whatever is in its exports, and does no problem tell anything of it?"""

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
from tests.fakes.exports import zipped
from tests.fakes.files import FakeFiles

from withhold.model.exposure import Item, Kind, Note, Problem, Record
from withhold.observe.archives.container import exports
from withhold.observe.archives.formats import recognised
from withhold.observe.archives.records import Unreadable
from withhold.observe.archives.snapchat import FORMAT, names

CASE = Path(__file__).parents[3] / "golden" / "snapchat" / "json-2026" / "archive"
SECRET = "Zaubermond"  # noqa: S105 - a word that is nowhere but in the files of these tests
ACCOUNT = {"json/account.json": b'{"Basic Information": {"Username": "juno"}}'}


def read(files: FakeFiles) -> list[Record]:
    return [record for found in FORMAT.find(files) for record in FORMAT.read(files, found)]


def told(name: str, content: object) -> list[Record]:
    return read(FakeFiles(ACCOUNT | {f"json/{name}.json": json.dumps(content).encode()}))


def items(name: str, content: object) -> list[Item]:
    return [each for each in told(name, content) if isinstance(each, Item)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("chat_history", {"bo": {"From": "juno", "IsSender": True, "Content": "hi"}}),
        ("memories_history", {"Saved Media": {"Media Type": "Image"}}),
        ("story_history", {"Your Story Views": {"Story Date": "2024-01-01 00:00:00 UTC"}}),
    ],
)
def test_one_in_the_place_of_a_list_is_not_lost(name: str, content: object) -> None:
    assert len(items(name, content)) == 1


def check(records: list[Record]) -> None:
    for each in records:
        if isinstance(each, Problem):
            assert SECRET not in each.detail + each.code
        if isinstance(each, Item):
            assert each.link == "" or "snapchat.com/" in each.link[:40]
            assert each.link == "" or each.link.startswith("https://")
            assert SECRET not in each.key
            assert each.at is None or each.at > 0


FILES = {path.relative_to(CASE).as_posix(): path.read_bytes() for path in CASE.rglob("*.*")}
DATA = sorted(path for path in FILES if path.endswith(".json"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["", SECRET, "1", "true", "²", "\0", "2025-01-01 10:00:00 UTC", "9" * 30])
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["Created", "Profile", "IsSender"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(names.KNOWN)), st.binary(max_size=80), max_size=6))
def test_any_bytes_are_survived(contents: dict[str, bytes]) -> None:
    begun = (b"", b'{"a": [', b'{"My AI Content": [{')
    files = {
        f"json/{name}.json": begun[len(content) % 3] + SECRET.encode() + content
        for name, content in contents.items()
    }
    check(read(FakeFiles(ACCOUNT | files)))


def _put(place: Any, key: object, new: object) -> None:  # noqa: ANN401 - a list or a dict
    place[key] = new


def _places(value: object) -> Iterator[Callable[[object], None]]:
    """Give a way to put something else at each place of a document."""
    if isinstance(value, dict | list):
        for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield partial(_put, value, key)
            yield from _places(inner)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_value_in_any_place_is_survived(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(DATA))
    document = json.loads(FILES[path])
    for _ in range(data.draw(st.integers(1, 3))):
        if places := list(_places(document)):
            data.draw(st.sampled_from(places))(data.draw(VALUES))
    check(read(FakeFiles(FILES | {path: json.dumps(document).encode()})))


@given(st.sampled_from(DATA), st.integers(0, 900), st.binary(max_size=9))
def test_what_is_damaged_is_survived(path: str, at: int, instead: bytes) -> None:
    sound = FILES[path]
    check(read(FakeFiles(FILES | {path: sound[:at] + instead + sound[at + len(instead) :]})))


@pytest.mark.parametrize("depth", [500, 100_000])
@pytest.mark.parametrize("name", ["snap_pro", "chat_history", "account", "terms_history"])
def test_deep_json_is_survived(name: str, depth: int) -> None:
    deep = b'{"Spotlights": [{"x": ' + b"[" * depth + b"]" * depth + b"}]}"
    check(read(FakeFiles(ACCOUNT | {"json/snapchat_ai.json": b"{}", f"json/{name}.json": deep})))


class Breaking(FakeFiles):
    """Files of which one cannot be opened."""

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        if path in {"json/snap_pro.json", "json/snapchat_ai.json"}:
            raise Unreadable("truncated", "12 bytes")
        yield BytesIO(self.contents[path])


def test_of_what_cannot_be_opened_nothing_is_claimed() -> None:
    story = {"json/story_history.json": b'{"Your Story Views": [{"Story Date": ""}]}'}
    unread = {"json/snap_pro.json": b"{}", "json/snapchat_ai.json": b"{}"}
    records = read(Breaking(ACCOUNT | story | unread))
    assert [each.kind for each in records if isinstance(each, Item)] == [Kind.STORY]
    assert not [each for each in records if isinstance(each, Note)]
    stopped = [each.path for each in records if isinstance(each, Problem)]
    assert stopped == ["json/snap_pro.json", "json/snapchat_ai.json"]


def test_what_was_watched_is_nobodys_own() -> None:
    watched = {"Shared Story": [{"Story Date": "2025-06-06 06:06:06 UTC", "Story URL": "x"}]}
    others = {"Friend and Public Story Views": [{"Story Date": "2025-06-06 06:06:06 UTC"}]}
    assert items("shared_story", watched) == []
    assert items("story_history", others) == []


@pytest.mark.parametrize(
    ("message", "sent"),
    [
        ({"IsSender": True}, True),
        ({"IsSender": "True"}, True),
        ({"IsSender": False, "From": "juno"}, False),
        ({"From": "juno"}, True),
        ({"From": "somebody"}, False),
        ({"IsSender": True, "Media Type": "STATUSERASEDMESSAGE"}, False),
        ({}, False),
    ],
)
def test_only_what_was_sent_is_a_message(message: dict[str, object], sent: bool) -> None:  # noqa: FBT001 - a case
    assert len(items("chat_history", {"friend": [message]})) == sent


@pytest.mark.parametrize(
    ("created", "stamp", "at"),
    [
        ("2025-12-01 10:00:00 UTC", 0, 1764583200),
        ("", 1764583200123, 1764583200),
        (None, "1764583200123", 1764583200),
        ("", 1764583200123456, 1764583200),
        ("", 0, None),
        ("", True, None),
        ("", "soon", None),
    ],
)
def test_a_message_is_dated_by_its_text_or_by_its_milliseconds(
    created: str | None, stamp: object, at: int | None
) -> None:
    message = {"IsSender": True, "Created": created, "Created(microseconds)": stamp}
    assert [each.at for each in items("chat_history", {"friend": [message]})] == [at]


def test_a_public_profile_is_told_only_where_there_is_one() -> None:
    says = {
        "made": {"Profile": {"Created": "2023-03-03 03:03:03 UTC", "Profile Title": "Juno"}},
        "not made": {"Profile": {"Created": "", "Profile Title": ""}},
        "not told": {"Something": []},
        "not told, but in use": {"Spotlights": [{}]},
    }
    notes = {
        case: [each.says for each in told("snap_pro", content) if isinstance(each, Note)]
        for case, content in says.items()
    }
    assert notes == {
        "made": ["snapchat.public-profile"],
        "not made": ["snapchat.public-profile.none"],
        "not told": [],
        "not told, but in use": ["snapchat.public-profile"],
    }


def test_several_parts_are_one_export(tmp_path: Path) -> None:
    first = {path: content for path, content in FILES.items() if "/json/" in path}
    media = {"memories/2025-07-02_1-main.jpg": b"x", "chat_media/2025-08-01_b~AA.jpg": b"x"}
    paths = [
        zipped(tmp_path / "mydata~1760000000000.zip", first),
        zipped(tmp_path / "mydata~1760000000000-2.zip", media),
    ]
    [export] = exports(paths, recognised=recognised).found
    [found] = FORMAT.find(export.files)
    assert sum(isinstance(each, Item) for each in FORMAT.read(export.files, found)) == 17


def test_pages_alone_are_recognised_by_several_of_snapchats_names() -> None:
    page = b"\xef\xbb\xbf\n<!DOCTYPE html>"
    some = {f"html/{name}.html": page for name in ("account", "friends", "snap_history")}
    assert [each.variant for each in FORMAT.find(FakeFiles(some))] == ["html"]
    fewer = {f"html/{name}.html": page for name in ("account", "friends", "chat_history")}
    assert FORMAT.find(FakeFiles(fewer)) == []
