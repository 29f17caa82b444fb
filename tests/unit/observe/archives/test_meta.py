"""Is what Facebook and Instagram give read whatever is in it, and told of without its words?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.files import FakeFiles

from withhold.model.exposure import Holder, Item, Kind, Known, Note, Problem, Record
from withhold.observe.archives.facebook import FORMAT as FACEBOOK
from withhold.observe.archives.instagram import FORMAT as INSTAGRAM

if TYPE_CHECKING:
    from withhold.observe.archives.format import Format

GOLDEN = Path(__file__).parents[3] / "golden"
FORMATS: dict[str, Format] = {"facebook": FACEBOOK, "instagram": INSTAGRAM}
CASES = sorted(case for platform in FORMATS for case in (GOLDEN / platform).iterdir())


def read(files: FakeFiles, platform: str) -> list[list[Record]]:
    """Read all exports of a platform that some files hold."""
    kind = FORMATS[platform]
    return [list(kind.read(files, found)) for found in kind.find(files)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_no_camera_speaks(case: Path) -> None:
    (records,) = read(FakeFiles.of(case / "archive"), case.parent.name)
    everything = repr(records)
    assert "latitude" not in everything
    assert "cdn.example" not in everything


def test_two_exports_side_by_side_are_two() -> None:
    one = FakeFiles.of(GOLDEN / "facebook" / "2018-root" / "archive").contents
    both = {f"{who}/{path}": each for who in ("old", "new") for path, each in one.items()}
    assert [found.root for found in FACEBOOK.find(FakeFiles(both))] == ["new/", "old/"]
    new, old = read(FakeFiles(both), "facebook")
    assert {each.path.partition("/")[0] for each in new if isinstance(each, Known)} == {"new"}
    assert [each.key for each in new if isinstance(each, Item)] == [
        each.key for each in old if isinstance(each, Item)
    ]


def test_an_export_in_the_folder_of_another_is_read_once() -> None:
    one = FakeFiles.of(GOLDEN / "facebook" / "2018-root" / "archive").contents
    both = {**one, **{f"older/{path}": each for path, each in one.items()}}
    outer, inner = read(FakeFiles(both), "facebook")
    assert len(outer) == len(inner)


@pytest.mark.parametrize(
    "place",
    [
        "public-media/your_instagram_activity/content/",
        "your_instagram_activity/public-media/",
        "public-media/content/",
    ],
)
def test_what_stands_again_in_the_public_folder_is_told_once(place: str) -> None:
    shown = {"uri": "media/posts/1.jpg", "creation_timestamp": 1_600_000_000, "title": "one"}
    again = shown | {"uri": "public-media/posts/1.jpg"}
    files = FakeFiles(
        {
            "your_instagram_activity/content/posts_1.json": json.dumps(
                [{"media": [shown]}]
            ).encode(),
            f"{place}posts_1.json": json.dumps([{"media": [again]}]).encode(),
        }
    )
    (records,) = read(files, "instagram")
    assert [each.kind for each in records if isinstance(each, Item)] == [Kind.POST, Kind.PHOTO]


@pytest.mark.parametrize(
    ("platform", "path", "content"),
    [
        (
            "facebook",
            "posts/your_uncategorized_photos_2",
            {"other_photos_v2": [{"uri": "a/5.jpg"}]},
        ),
        (
            "facebook",
            "comments_and_reactions/comments_10",
            {"comments_v2": [{"timestamp": 1, "data": []}]},
        ),
        ("instagram", "content/reels_2", {"ig_reels_media": [{"media": [{"uri": "a/5.mp4"}]}]}),
    ],
)
def test_any_list_may_be_cut_into_numbered_files(
    platform: str, path: str, content: dict[str, object]
) -> None:
    files = FakeFiles({f"your_{platform}_activity/{path}.json": json.dumps(content).encode()})
    (records,) = read(files, platform)
    assert len([each for each in records if isinstance(each, Item)]) == 1


def test_a_folder_of_its_name_without_data_is_no_export() -> None:
    names = ("posts/your_posts_1.json", "media.json", "content/posts_1.json")
    files = FakeFiles(dict.fromkeys(names, b"%PDF-1.7"))
    assert not FACEBOOK.find(files)
    assert not INSTAGRAM.find(files)
    assert not INSTAGRAM.find(FakeFiles({"media.json": b'{"tracks": []}'}))


PERSONAL = "WORT-DAS-NIEMAND-SEHEN-DARF"
PATHS = {
    name: sorted(
        {
            path
            for case in CASES
            if case.parent.name == name
            for path in FakeFiles.of(case / "archive").paths
            if path.endswith((".json", ".html"))
        }
    )
    for name in FORMATS
}
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([PERSONAL, "Ã¼", "Ã", "1700000000", "2019-03-03T10:00:00", "0", "\0"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


def survives(files: FakeFiles, platform: str) -> None:
    """Read all of it; nothing of the person's is in what is said of its faults."""
    for records in read(files, platform):
        for each in records:
            if isinstance(each, Problem):
                assert PERSONAL not in each.detail
                assert not each.detail or each.detail.isdecimal(), each
            elif isinstance(each, Note):
                assert each.says
        assert sum(isinstance(each, Holder) for each in records) == 1


@pytest.mark.parametrize("platform", FORMATS)
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_any_bytes_are_read(platform: str, data: st.DataObject) -> None:
    paths = data.draw(st.lists(st.sampled_from(PATHS[platform]), min_size=1, max_size=4))
    start = st.sampled_from(
        [b"", b"[", b"{", b'[{"timestamp":', b"\xef\xbb\xbf[", b"<html><section>"]
    )
    survives(
        FakeFiles({path: data.draw(start) + data.draw(st.binary(max_size=80)) for path in paths}),
        platform,
    )


@pytest.mark.parametrize("platform", FORMATS)
@settings(deadline=None, max_examples=250)
@given(data=st.data())
def test_records_of_any_shape_are_read(platform: str, data: st.DataObject) -> None:
    case = data.draw(st.sampled_from([each for each in CASES if each.parent.name == platform]))
    contents = dict(FakeFiles.of(case / "archive").contents)
    path = data.draw(
        st.sampled_from([each for each in contents if each.endswith((".json", ".html"))])
    )
    if path.endswith(".html") or not contents[path].startswith((b"[", b"{")):
        cut = data.draw(st.integers(0, len(contents[path])))
        contents[path] = contents[path][:cut] + data.draw(st.binary(max_size=20))
    else:
        whole = json.loads(contents[path])
        for _ in range(data.draw(st.integers(1, 3))):
            whole = mutated(whole, data)
        contents[path] = json.dumps(whole).encode()
    survives(FakeFiles(contents), platform)


def mutated(value: object, data: st.DataObject) -> object:
    """Put something else somewhere into a value, or take something out."""
    if not isinstance(value, dict | list) or not value or data.draw(st.integers(0, 5)) == 0:
        return data.draw(VALUES)
    if isinstance(value, list):
        at = data.draw(st.integers(0, len(value) - 1))
        return [*value[:at], mutated(value[at], data), *value[at + 1 :]]
    name = data.draw(st.sampled_from(sorted(value)))
    if data.draw(st.integers(0, 9)) == 0:
        return {each: one for each, one in value.items() if each != name}
    return {**value, name: mutated(value[name], data)}


def test_json_as_deep_as_it_gets_is_read() -> None:
    deep = b'{"label_values":' * 100_000
    dicts = b'[{"label_values":[' + b'{"dict":[' * 400 + b"]}" * 400 + b"]}]"
    for content in (deep, dicts, b"[" * 100_000):
        survives(
            FakeFiles(
                {
                    "your_facebook_activity/messages/ai_conversations.json": content,
                    "your_facebook_activity/posts/archive.json": content,
                    "your_instagram_activity/messages/ai_conversations.json": content,
                    "preferences/media_settings/consents.json": content,
                    "preferences/preferences/privacy_settings.json": content,
                }
            ),
            "facebook",
        )


def facebook(**files: object) -> list[Record]:
    """Read a Facebook export of these files, `__` in the place of a slash."""
    made = {"your_facebook_activity/posts/x.jpg": b"\xff\xd8"}
    for name, content in files.items():
        path = name.replace("__", "/")
        made[f"your_facebook_activity/{path}.json"] = json.dumps(content).encode()
    (records,) = read(FakeFiles(made), "facebook")
    return records


def items(records: list[Record]) -> list[Item]:
    """Keep what is the person's."""
    return [each for each in records if isinstance(each, Item)]


def codes(records: list[Record]) -> list[str]:
    """Keep what was wrong."""
    return [f"{each.code} {each.detail}".strip() for each in records if isinstance(each, Problem)]


def test_a_post_on_anothers_page_is_told_once() -> None:
    said = {"label": "Text", "value": "Hello there"}
    labelled = {"timestamp": 1500000000, "fbid": "77", "label_values": [said]}
    plain = {"timestamp": 1500000000, "data": [{"post": "Hello there"}]}
    records = facebook(
        posts__posts_on_other_pages_and_profiles=[labelled], posts__your_posts_1=plain
    )
    (post,) = items(records)
    assert (post.key, post.where) == ("77", "page")


def test_words_under_a_label_nobody_knows_are_counted_not_dropped() -> None:
    said = {"label": "Ifẹnukonu", "value": "Hello there"}
    records = facebook(posts__archive=[{"timestamp": 1500000000, "label_values": [said]}])
    assert items(records) == []
    assert codes(records) == ["bad-record 1"]


@pytest.mark.parametrize(
    "stamp", [0, -62169958800, 1708072, 4102444800, 10**30, 1e300, "99999999999"]
)
def test_a_date_that_cannot_be_is_none_and_told(stamp: object) -> None:
    records = facebook(posts__your_posts_1=[{"timestamp": stamp, "data": [{"post": "x"}]}])
    (post,) = items(records)
    assert post.at is None
    assert codes(records) == ["absurd-date 1"]


def chat(*authors: str) -> list[object]:
    """Build a conversation in which each of these says something."""
    turns = [
        {
            "dict": [
                {"label": "Sender", "value": who},
                {"label": "?", "value": f"{who} speaks at length"},
                {"label": "Time", "timestamp_value": 1750000000 + number},
            ]
        }
        for number, who in enumerate(authors)
    ]
    return [{"title": "Luna", "fbid": "5", "label_values": [{"title": "Messages", "dict": turns}]}]


def test_whose_words_cannot_be_told_are_not_the_persons() -> None:
    records = facebook(messages__ai_conversations=chat("Mara", "Meta AI", "Luna"))
    assert [each.text for each in items(records)] == ["Mara speaks at length"]
    masked = [{"title": "x", "label_values": [{"label": "a", "value": "b"}]}]
    assert codes(facebook(messages__ai_conversations=masked)) == ["not-understood 1"]


def test_an_export_of_which_only_pictures_came_says_so() -> None:
    assert codes(facebook()) == ["media-only"]


def test_a_page_whose_mark_never_ends_is_left_and_named() -> None:
    page = "<section><div>Größe</div></section><!-- " + "x" * 900_000
    path = "your_facebook_activity/posts/your_posts_1.html"
    (records,) = read(FakeFiles({path: page.encode()}), "facebook")
    assert [each.text for each in items(records)] == ["Größe"]
    assert codes(records) == ["not-html", "html 1"]


def test_a_letter_that_lies_across_two_pieces_of_a_page_is_whole() -> None:
    blank = b" " * (65536 - len(b"<html><section>Gr\xc3"))
    page = b"<html>" + blank + "<section>Größe</section>".encode()
    path = "your_facebook_activity/posts/your_posts_1.html"
    (records,) = read(FakeFiles({path: page}), "facebook")
    assert [each.text for each in items(records)] == ["Größe"]


def test_many_folders_that_look_like_exports_are_no_trouble() -> None:
    files = {f"{number}x/posts/your_posts_1.json": b"[]" for number in range(1500)}
    assert len(FACEBOOK.find(FakeFiles(files))) == 1500
