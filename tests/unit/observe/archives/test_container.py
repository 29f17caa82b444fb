"""Does what a person names become the exports that it is?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from tests.fakes.exports import laid, zipped

from withhold.observe.archives.container import Export, Exports, exports
from withhold.observe.archives.format import Files

JSON, OTHER, PICTURE = b'[{"n": 1}]', b'[{"n": 1}, {"n": 2}]', b"picture"


def recognised(files: Files) -> bool:
    """Recognise what these tests take for an export."""
    return any("activity/" in path or path.endswith("Shares.csv") for path in files.paths)


def found(*named: Path) -> Exports:
    return exports(named, recognised=recognised)


def only(*named: Path) -> Export:
    [export] = found(*named).found
    return export


def contents(export: Export) -> Mapping[str, bytes]:
    out: dict[str, bytes] = {}
    for path in export.files.paths:
        with export.files.open(path) as stream:
            out[path] = stream.read()
    return out


def codes(export: Export) -> Sequence[tuple[str, str]]:
    return [(each.code, each.path) for each in export.problems]


TREE = {"lina-2025/activity/posts.json": JSON, "lina-2025/media/1.jpg": PICTURE}


def test_a_zip_and_the_folder_it_unpacks_to_hold_the_same(tmp_path: Path) -> None:
    from_zip = only(zipped(tmp_path / "a.zip", TREE))
    from_folder = only(laid(tmp_path / "a", TREE))

    assert contents(from_zip) == contents(from_folder) == TREE
    assert from_zip.files.size("lina-2025/activity/posts.json") == len(JSON)
    assert from_zip.files.head("lina-2025/activity/posts.json", 3) == b'[{"'


def test_a_big_member_is_read_in_pieces_of_any_size(tmp_path: Path) -> None:
    content = bytes(range(256)) * 3000
    for method in (0, 8, 12):
        export = only(
            zipped(tmp_path / f"{method}.zip", {"activity/a.json": content}, method=method)
        )
        with export.files.open("activity/a.json") as stream:
            pieces = [stream.read(size) for size in (1, 70_000, 0, 100_000)]
            whole = b"".join([*pieces, stream.read(), stream.read()])

        assert [len(each) for each in pieces] == [1, 70_000, 0, 100_000]
        assert whole == content
        assert export.files.meter.done == export.files.meter.total == len(content)


PARTS: dict[str, Sequence[tuple[str, str]]] = {
    "same outer folder": [("one.zip", "lina-2025/"), ("two.zip", "lina-2025/")],
    "counted outer folders": [("one.zip", "mydata~17/"), ("two.zip", "mydata~17-2/")],
    "counted names": [("mydata~17.zip", ""), ("mydata~17-2.zip", "")],
    "letters of their own": [
        ("facebook-lina-2025-11-20-Ab12Cd34.zip", ""),
        ("facebook-lina-2025-11-20-Ef56Gh78.zip", "facebook-lina-2025-11-20-Ef56Gh78/"),
    ],
    "downloaded twice": [("lina-2025.zip", ""), ("lina-2025 (1).zip", "")],
    "in a folder": [("here/lina-2025-1.zip", ""), ("here/lina-2025-2.zip", "")],
    "folder of parts": [("here/part1/lina-2025", ""), ("here/part2/lina-2025", "")],
    "folders named anyhow": [("here/first/lina-2025", ""), ("here/more of it/lina-2025", "")],
    "deep in folders": [("here/x/y/mydata~17", ""), ("here/x/y/mydata~17-2", "")],
    "without an outer folder": [("mydata~17.zip", "mydata~17/"), ("mydata~17-2.zip", "")],
    "zip and folder": [("mydata~17.zip", "mydata~17/"), ("mydata~17-2", "")],
}


@pytest.mark.parametrize("case", PARTS)
@pytest.mark.parametrize("second", ["activity/more.json", "media/posts/2.jpg"])
def test_parts_of_one_export_are_one(case: str, second: str, tmp_path: Path) -> None:
    named: dict[Path, None] = {}
    for (place, wrapper), file in zip(PARTS[case], ["activity/posts.json", second], strict=True):
        make = zipped if place.endswith(".zip") else laid
        make(tmp_path / place, {wrapper + file: JSON})
        named[tmp_path / place.partition("/")[0]] = None

    export = only(*named)

    assert recognised(export.files)
    roots = {
        path.removesuffix("activity/posts.json").removesuffix(second) for path in contents(export)
    }
    assert len(contents(export)) == 2
    assert len(roots) == 1
    assert not any(root.startswith("/") for root in roots)


def test_an_outer_folder_keeps_its_name_where_all_parts_have_it(tmp_path: Path) -> None:
    name = "facebook-lina-2025-11-20-Ab12Cd34"
    laid(tmp_path / "here", {f"part1/{name}/activity/a.json": JSON})
    laid(tmp_path / "here", {f"part2/{name}/activity/b.json": JSON})

    assert list(contents(only(tmp_path / "here"))) == [
        f"part/{name}/activity/a.json",
        f"part/{name}/activity/b.json",
    ]


def test_what_only_looks_like_parts_stays_apart(tmp_path: Path) -> None:
    tree = {
        "activity/messages/inbox/ann_1/message_1.json": JSON,
        "activity/messages/inbox/ann_2/message_1.json": OTHER,
    }

    assert contents(only(laid(tmp_path / "archive", tree))) == tree


def test_two_exports_are_two(tmp_path: Path) -> None:
    one = zipped(tmp_path / "lina-2024.zip", {"activity/a.json": JSON})
    other = zipped(tmp_path / "lina-2025.zip", {"activity/a.json": JSON})
    same_name = laid(tmp_path / "x/archive", {"activity/a.json": JSON})
    elsewhere = laid(tmp_path / "y/archive", {"activity/a.json": JSON})

    assert len(found(one, other, same_name, elsewhere).found) == 4
    assert len(found(one, one).found) == 1


def test_several_platforms_in_one_folder_are_all_there(tmp_path: Path) -> None:
    tree = {"facebook/activity/a.json": JSON, "linkedin/Shares.csv": b"Date\n"}

    assert contents(only(laid(tmp_path / "mine", tree))) == tree


def test_media_that_nobody_recognises_join_the_only_export(tmp_path: Path) -> None:
    media = zipped(tmp_path / "pictures.zip", {"media/1.jpg": PICTURE})
    one = zipped(tmp_path / "lina-2025.zip", {"activity/a.json": JSON})
    strange = zipped(tmp_path / "strange.zip", {"setting.json": JSON})
    other = zipped(tmp_path / "ann-2025.zip", {"activity/a.json": JSON})

    assert set(contents(only(media, one))) == {"activity/a.json", "media/1.jpg"}
    assert len(found(one, strange).found) == 2
    assert len(found(media, one, other).found) == 3


def test_linkedins_basic_archive_gives_way_to_the_complete_one(tmp_path: Path) -> None:
    basic = zipped(
        tmp_path / "Basic_LinkedInDataExport_11-19-2025.zip",
        {"Profile.csv": b"Name\nold\n", "messages.csv": b"a", "same.csv": b"same"},
    )
    complete = zipped(
        tmp_path / "Complete_LinkedInDataExport_11-20-2025.zip",
        {"Profile.csv": b"Name\nnewer\n", "Shares.csv": b"Date\n", "same.csv": b"same"},
    )

    export = only(basic, complete)

    assert contents(export)["Profile.csv"] == b"Name\nnewer\n"
    assert contents(export)["messages.csv"] == b"a"
    assert codes(export) == [("twice", "Profile.csv")]


def test_what_systems_leave_behind_is_not_there(tmp_path: Path) -> None:
    tree = {"activity/a.json": JSON, "__MACOSX/activity/._a.json": b"x", "activity/.DS_Store": b"x"}
    tree |= {"activity/._a.json": b"x", "Thumbs.db": b"x", "activity/desktop.ini": b"x"}

    for named in (zipped(tmp_path / "a.zip", tree), laid(tmp_path / "b", tree)):
        assert list(contents(only(named))) == ["activity/a.json"]


def test_names_are_read_however_they_were_written(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"activity\\posts\\1.json": JSON, "./activity//a.json": JSON})
    plain = zipped(tmp_path / "b.zip", {"activity/gru\u00df.json": JSON})
    raw = plain.read_bytes()
    for flagged in (b"\x14\0\0\x08", b"\x14\0\x14\0\0\x08"):
        raw = raw.replace(flagged, flagged[:-1] + b"\0")  # UTF-8, and nothing says so
    plain.write_bytes(raw)

    assert list(contents(only(path))) == ["activity/a.json", "activity/posts/1.json"]
    assert list(contents(only(plain))) == ["activity/gru\u00df.json"]


def test_the_same_archive_is_known_again_and_another_is_not(tmp_path: Path) -> None:
    def prints(tree: Mapping[str, bytes], name: str) -> tuple[str, str]:
        of_zip = only(zipped(tmp_path / f"{name}.zip", tree)).files.fingerprint()
        return of_zip, only(laid(tmp_path / name, tree)).files.fingerprint()

    same = dict(reversed(TREE.items()))
    other = TREE | {"lina-2025/activity/posts.json": JSON.replace(b"1", b"2")}

    assert prints(TREE, "a") == prints(same, "b")
    assert not set(prints(TREE, "c")) & set(prints(other, "d"))
