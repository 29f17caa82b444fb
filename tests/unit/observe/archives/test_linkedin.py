"""Is LinkedIn read whatever is in its archives, and does no problem tell anything of it?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.files import FakeFiles

from withhold.model.exposure import Audience, Holder, Item, Kind, Known, Note, Problem, Record
from withhold.observe.archives.linkedin import FORMAT, articles, names
from withhold.observe.archives.linkedin.links import link, urn
from withhold.observe.archives.linkedin.read import LinkedIn
from withhold.observe.archives.records import Unreadable

CASE = Path(__file__).parents[3] / "golden" / "linkedin" / "complete" / "archive"
SECRET = "Zaubermond"  # noqa: S105 - a word that is nowhere but in the files of these tests
SHARES = b"Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
COMMENTS = b"Date,Link,Message\n"
PROFILE = b"First Name,Last Name,Maiden Name,Headline\nTove,Almgren,,Boats\n"
TALK = b"CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT\n"


def read(files: FakeFiles) -> list[Record]:
    return [record for found in FORMAT.find(files) for record in FORMAT.read(files, found)]


def items(contents: dict[str, bytes]) -> list[Item]:
    return [each for each in read(FakeFiles(contents)) if isinstance(each, Item)]


def problems(contents: dict[str, bytes]) -> list[str]:
    found = (each for each in read(FakeFiles(contents)) if isinstance(each, Problem))
    return [f"{each.code} {each.path} {each.detail}".strip() for each in found]


def check(records: list[Record]) -> None:
    for each in records:
        if isinstance(each, Problem):
            assert SECRET not in each.detail + each.code
        if isinstance(each, Note):
            assert SECRET not in repr(each.values)
        if isinstance(each, Item):
            assert each.link == "" or each.link.startswith("https://www.linkedin.com/")
            assert SECRET not in each.key + each.link
            assert each.at is None or each.at > 0


FILES = {path.relative_to(CASE).as_posix(): path.read_bytes() for path in CASE.rglob("*.*")}
CELL = st.sampled_from(["", SECRET, "2025-01-01 10:00:00", "urn:li:share:1", '\\"', '"', "\0", "é"])
LINE = st.lists(CELL | st.text(max_size=6), max_size=12).map(",".join)


@given(st.dictionaries(st.sampled_from(sorted(names.KNOWN)), st.binary(max_size=80), max_size=6))
def test_any_bytes_are_survived(contents: dict[str, bytes]) -> None:
    told = {f"{name}.csv": SECRET.encode() + content for name, content in contents.items()}
    check(read(FakeFiles({"Profile.csv": PROFILE} | told)))


@settings(deadline=None)
@given(st.sampled_from(sorted(FILES)), st.lists(LINE, max_size=5), st.integers(0, 3))
def test_any_rows_in_any_file_are_survived(path: str, lines: list[str], kept: int) -> None:
    head = b"".join(FILES[path].splitlines(keepends=True)[:kept])
    body = "\n".join(lines).encode("utf-8", "replace")
    check(read(FakeFiles(FILES | {path: head + body})))


@settings(deadline=None)
@given(st.sampled_from(sorted(FILES)), st.integers(0, 900), st.binary(max_size=9))
def test_what_is_damaged_is_survived(path: str, at: int, instead: bytes) -> None:
    sound = FILES[path]
    check(read(FakeFiles(FILES | {path: sound[:at] + instead + sound[at + len(instead) :]})))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["<h1>", "</h1>", "<p class=published>", "<", "&#0;", "x"])))
def test_any_page_is_survived(marks: list[str]) -> None:
    articles.read("".join(marks).encode())


@pytest.mark.parametrize("tag", ["div", "p", "table", "svg"])
def test_a_deep_page_is_survived(tag: str) -> None:
    deep = f"<h1>t</h1>{f'<{tag}>' * 9000}x{f'</{tag}>' * 9000}".encode()
    page = articles.read(deep)
    assert page is not None
    assert page.rest == "x"


def test_a_page_that_would_take_too_long_is_named() -> None:
    for content in (b"<h1>t</h1>" + b"<b>" * 30_000, b"<h1>t</h1>" + b"x" * 2_000_000):
        found = {"Profile.csv": PROFILE, "Articles/Articles/a.html": content}
        assert problems(found) == ["too-large Articles/Articles/a.html"]


class Breaking(FakeFiles):
    """Files of which one cannot be opened."""

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        if path in {"Shares.csv", "Articles/a.html"}:
            raise Unreadable("truncated", "12 bytes")
        yield BytesIO(self.contents[path])


def test_what_cannot_be_opened_is_named_and_the_rest_is_read() -> None:
    files = Breaking(
        {
            "Shares.csv": SHARES,
            "Articles/a.html": b"<h1>t</h1>",
            "Comments.csv": COMMENTS + b"2025-01-01 10:00:00,,kept\n",
        }
    )
    told = read(files)
    assert [each.text for each in told if isinstance(each, Item)] == ["kept"]
    stopped = [(each.code, each.path) for each in told if isinstance(each, Problem)]
    assert stopped == [("truncated", "Shares.csv"), ("truncated", "Articles/a.html")]
    assert not [each for each in told if isinstance(each, Note)]  # nothing is said of the whole


@pytest.mark.parametrize(
    ("word", "audience"),
    [
        ("PUBLIC", Audience.PUBLIC),
        ("public ", Audience.PUBLIC),
        ("CONNECTIONS", Audience.LIMITED),
        ("MEMBER_NETWORK", Audience.UNKNOWN),
        ("", Audience.UNKNOWN),
        ("EVERYBODY_NEW", Audience.UNKNOWN),
    ],
)
def test_who_sees_a_post_is_what_linkedin_plainly_says(word: str, audience: Audience) -> None:
    row = f"2025-01-01 10:00:00,,words,,,{word}\n".encode()
    assert [each.audience for each in items({"Shares.csv": SHARES + row})] == [audience]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A73", ("share", "73")),
        ("https://www.linkedin.com/feed/update/urn:li:ugcPost:73/", ("ugcPost", "73")),
        ("https://www.linkedin.com/feed/update/urn%3Ali%3AgroupPost%3A5-6", ("groupPost", "5-6")),
        ("https://www.linkedin.com/posts/tove-almgren_activity-73-AaBb", ("activity", "73")),
        ("https://linkedin.com.evil.example/urn:li:share:73", ("", "")),
        ("http://www.linkedin.com/feed/update/urn:li:share:73", ("", "")),
        ("javascript:alert('urn:li:share:73')", ("", "")),
        ("", ("", "")),
    ],
)
def test_only_linkedins_own_addresses_lead_to_a_post(
    address: str, expected: tuple[str, str]
) -> None:
    assert urn(address) == expected
    assert link(*expected).startswith("https://www.linkedin.com/" if expected[1] else "")


def test_columns_in_another_order_and_a_renamed_file_are_read() -> None:
    rows = b"Visibility,ShareCommentary,ShareLink,Date\r\nPUBLIC,words,,2025-01-01 10:00:00\r\n"
    [item] = items({"my posts.csv": rows})
    assert (item.text, item.audience, item.zoned) == ("words", Audience.PUBLIC, False)


def test_a_member_number_names_the_person_and_what_looks_alike_does_not() -> None:
    told = read(FakeFiles({"Shares_77.csv": SHARES, "Shares_old.csv": SHARES.lower()}))
    assert Holder("", "77") in told
    assert [each.path for each in told if isinstance(each, Known)] == ["Shares_77.csv"]


def test_the_same_file_twice_gives_the_same_keys() -> None:
    row = b"2025-01-01 10:00:00,,twins\n"
    found = items({"Comments.csv": COMMENTS + row * 2, "Comments_7.csv": COMMENTS + row * 2})
    assert len(found) == 4
    assert len({each.key for each in found}) == 2


def test_two_persons_archives_are_two_exports() -> None:
    other = PROFILE.replace(b"Tove", b"Idris")
    files = FakeFiles({"a/Profile.csv": PROFILE, "b/Profile.csv": other, "b/Shares.csv": SHARES})
    assert [(each.variant, each.root) for each in FORMAT.find(files)] == [
        ("basic", "a/"),
        ("complete", "b/"),
    ]


@pytest.mark.parametrize(
    ("row", "own"),
    [
        (b"g,Tove Almgren,,LinkedIn AI,,,,words\n", True),
        (b"g,LinkedIn AI,,Tove Almgren,,,,words\n", False),
        (b"g,T. Almgren,https://www.linkedin.com/in/tove,Guide,,,,words\n", True),
        (b"g,Guide,,T. Almgren,https://www.linkedin.com/in/tove,,,words\n", False),
        (b"g,T. Almgren,,LinkedIn,,,,words\n", True),
        (b"g,Guide,,T. Almgren,,,,words\n", False),
    ],
)
def test_only_the_persons_turns_are_theirs(row: bytes, own: bool) -> None:  # noqa: FBT001 - a case
    found = items({"Profile.csv": PROFILE, "guide_messages.csv": TALK + row})
    assert [each.text for each in found if each.kind is Kind.AI_CHAT] == (["words"] if own else [])


def test_without_a_profile_the_assistant_is_known_by_its_name() -> None:
    rows = b"g,Somebody,,LinkedIn AI,,,,mine\ng,LinkedIn AI,,Somebody,,,,its\n"
    found = {"Comments.csv": COMMENTS, "LearningCoachMessages.csv": TALK + rows}
    assert [each.text for each in items(found)] == ["mine"]


class Still:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2020, 1, 1, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


def test_a_date_that_cannot_be_yet_is_counted() -> None:
    files = FakeFiles({"Comments.csv": COMMENTS + b"2020-01-03 00:00:00,,later\n"})
    form = LinkedIn(Still())
    told = [each for found in form.find(files) for each in form.read(files, found)]
    assert Problem("absurd-date", "Comments.csv", "1") in told
    assert [each.at for each in told if isinstance(each, Item)] == [None]


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("<p class=created>Created on 2021-04-04 10:00</p>", "draft"),
        ("<p class=created>Created on 2021-04-04 10:00</p><p class=published></p>", "draft"),
        ("<p class=published>Published on 2021-04-05 11:30</p>", 1617622200),
        ("<small>Published on 2021-04-05 11:30</small>", 1617622200),
        ("<small>Created on 2021-04-04</small>", "draft"),
        ("<p class=created>2021-04-04</p><p class=published>on April 5, 2021</p>", None),
        ("<p>Created on a whim, published by nobody</p>", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_draft_says_when_it_was_begun_and_not_when_it_was_published(
    lines: str, date: int | str | None
) -> None:
    page = f"<html><h1>Title</h1>{lines}<div>Words<img src=x></div></html>".encode()
    found = items({"Comments.csv": COMMENTS, "Articles/Articles/a.html": page})
    assert [(each.at, each.media) for each in found] == ([] if date == "draft" else [(date, 1)])
