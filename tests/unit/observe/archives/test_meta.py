"""Is what Facebook and Instagram give read as the golden folders have it, and never refused?

A golden folder is an archive of invented people, and what is to be told of it.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.files import FakeFiles

from withhold.model.exposure import Audience, Holder, Item, Known, Note, Problem, Record, Turn
from withhold.observe.archives.facebook import FORMAT as FACEBOOK
from withhold.observe.archives.instagram import FORMAT as INSTAGRAM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.observe.archives.format import Format

GOLDEN = Path(__file__).parents[3] / "golden"
FORMATS: dict[str, Format] = {"facebook": FACEBOOK, "instagram": INSTAGRAM}
CASES = sorted(case for platform in FORMATS for case in (GOLDEN / platform).iterdir())


def read(files: FakeFiles, platform: str) -> list[list[Record]]:
    """Read all exports of a platform that some files hold."""
    kind = FORMATS[platform]
    return [list(kind.read(files, found)) for found in kind.find(files)]


def told(files: FakeFiles, records: Sequence[Record]) -> dict[str, Any]:
    """Say of records what the contract says of an archive."""
    items = [each for each in records if isinstance(each, Item)]
    dates = sorted(each.at for each in items if each.at is not None)
    known = {each.path for each in records if isinstance(each, Known)}
    holder = next(each for each in records if isinstance(each, Holder))
    return {
        "account": {"user": holder.user, "private": holder.private},
        "first": iso(dates[0]) if dates else None,
        "last": iso(dates[-1]) if dates else None,
        "counts": dict(sorted(Counter(each.kind.value for each in items).items())),
        "audience": {kind.value: sum(each.audience is kind for each in items) for kind in Audience},
        "unrecognised": [path for path in files.paths if path not in known],
        "turns": [
            [each.at.isoformat(), each.private] for each in records if isinstance(each, Turn)
        ],
        "problems": [
            {"code": each.code, "path": each.path, "detail": each.detail}
            for each in records
            if isinstance(each, Problem)
        ],
        "notes": [
            {
                "path": each.path,
                "says": each.says,
                "silent": each.silent,
                "values": dict(each.values),
            }
            for each in records
            if isinstance(each, Note)
        ],
    }


def iso(seconds: int) -> str:
    """Write a moment as the contract does."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_an_archive_is_told_as_expected(case: Path) -> None:
    files = FakeFiles.of(case / "archive")
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    (found,) = FORMATS[case.parent.name].find(files)
    (records,) = read(files, case.parent.name)
    assert {"variant": found.variant, **told(files, records)} == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_every_item_has_a_key_of_its_own_and_no_camera_speaks(case: Path) -> None:
    (records,) = read(FakeFiles.of(case / "archive"), case.parent.name)
    items = [each for each in records if isinstance(each, Item)]
    assert len({(each.kind, each.key) for each in items}) == len(items)
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


def test_neither_takes_what_is_the_others() -> None:
    for case in CASES:
        files = FakeFiles.of(case / "archive")
        other = "instagram" if case.parent.name == "facebook" else "facebook"
        assert not FORMATS[other].find(files), case


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
