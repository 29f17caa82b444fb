"""Does a file give its records, whatever pieces it comes in and whatever is wrong with it?"""

from __future__ import annotations

import codecs
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from withhold.observe.archives.records import Bad, Unreadable, array, document, members, table

MARKER = "Zimtschnecke"


class Word(msgspec.Struct, frozen=True):
    """What is wanted of a record; there is more in it."""

    n: int
    text: str = ""


def told(
    content: bytes, key: str = "", *, chunk: int = 1 << 15, largest: int = 1 << 16
) -> list[Any]:
    """Give all that is told of an array, and how it ended."""
    records = array(BytesIO(content), Word, key, chunk=chunk, largest=largest)
    return [each.n if isinstance(each, Word) else each for each in ended(records)]


def ended(records: Iterator[Any]) -> Iterator[Any]:
    """Give what is told, and at last the code of what could not be read."""
    try:
        yield from records
    except Unreadable as failure:
        yield failure.code


NESTED = (
    b'[{"n": 1, "x": "}, {\\"n\\": 9"},\n {"n": 2, "x": [{"n": 5},\n {"n": 6}]},\n '
    b'{"n": 3, "x": "\\\\"},\n {"n": 4}]'
)
BAD, WHOLE = Bad(1), [1, 2, 3, 4]
ARRAYS: dict[str, tuple[bytes, str, list[Any]]] = {
    "list": (NESTED, "", WHOLE),
    "script": (b"window.YTD.tweets.part0 = " + NESTED + b";\n", "", WHOLE),
    "classic script": (b"Grailbird.data.tweets_2014_11 = \n" + NESTED, "", WHOLE),
    "mark": (codecs.BOM_UTF8 + NESTED, "", WHOLE),
    "utf-16": (NESTED.decode().encode("utf-16"), "", WHOLE),
    "utf-16 without a mark": (NESTED.decode().encode("utf-16-be"), "", WHOLE),
    "under a name": (b'{"a": "] }", "b": [{"n": 7}], "k": ' + NESTED + b"}", "k", WHOLE),
    "name, then more": (b'{"k": ' + NESTED + b', "z": [{"n": 7}], "y": 1}', "k", WHOLE),
    "name twice": (b'{"k": ' + NESTED + b', "k": [{"n": 7}]}', "k", WHOLE),
    "name not there": (b'{"a": [{"n": 7}]}', "k", []),
    "name is null": (b'{"k": null, "z": 1}', "k", []),
    "list in spite of a name": (NESTED, "k", WHOLE),
    "one instead of a list": (b'{"n": 8}\n', "", [8]),
    "one under a name": (b'{"k": {"n": 8}}', "k", [8]),
    "one under a name, then more": (b'{"k": {"n": 8}, "z": {"n": 9}}', "k", [8]),
    "none": (b" [ ] ", "", []),
    "wrong kind": (b'[{"n": 1}, {"n": "x"}, 7, {"n": 2}]', "", [1, BAD, BAD, 2]),
    "wrong syntax": (b'[{"n": 1}, {"n": nope}, {"n": 2}]', "", [1, BAD, 2]),
    "half a character": (b'[{"n": 1, "text": "\\ud83d"}, {"n": 2}]', "", [1, 2]),
    "no utf-8": (b'[{"n": 1, "text": "\xff\xfe"}, {"n": 2}]', "", [1, 2]),
    "control characters": (b'[{"n": 1, "text": "a\0\nb"}, {"n": 2}]', "", [1, 2]),
    "absurd numbers": (b'[{"n": 1, "x": 1e999}, {"n": ' + b"9" * 5000 + b"}]", "", [1, BAD]),
    "same name twice": (b'[{"n": 1, "n": 2}]', "", [2]),
    "deep": (b'[{"n": 1}, {"x": ' + b"[" * 9000 + b"]" * 9000 + b'}, {"n": 2}]', "", [1, BAD, 2]),
    "nothing between commas": (b'[{"n": 1},, {"n": 2}, ]', "", [1, BAD, 2]),
    "deep without end": (b"[" * 5000, "", ["truncated"]),
    "too long": (b'[{"n": 1, "text": "' + b"a" * 200_000 + b'"}, {"n": 2}]', "", [BAD, 2]),
    "too long, alone": (b'{"n": 1, "text": "' + b"a" * 200_000 + b'"}', "", [BAD]),
    "too long, without end": (b'[{"n": 1, "text": "' + b"a" * 200_000, "", [BAD, "truncated"]),
    "breaks off in a record": (b'[{"n": 1}, {"n": 2}, {"n": 3', "", [1, 2, "truncated"]),
    "breaks off behind a record": (b'[{"n": 1}, {"n": 2}', "", [1, 2, "truncated"]),
    "breaks off behind a comma": (b'[{"n": 1}, {"n": 2},', "", [1, 2, "truncated"]),
    "breaks off behind the list": (b'{"k": [{"n": 1}], "z": [', "k", [1, "truncated"]),
    "breaks off before the list": (b'{"z": [{"n": 1}], "y"', "k", ["truncated"]),
    "breaks off in the only one": (b'{"n": 1', "", ["truncated"]),
    "more behind it": (b'[{"n": 1}] and more', "", [1, "not-json"]),
    "empty": (b"", "", ["not-json"]),
    "words": (b"no records here", "", ["not-json"]),
    "script without a list": (b"window.YTD.x = hello", "", ["not-json"]),
    "no list under the name": (b'{"k": 7}', "k", ["not-json"]),
}


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 64, 1000, 1 << 15])
@pytest.mark.parametrize("case", ARRAYS)
def test_an_array_is_told_the_same_in_pieces_of_any_size(case: str, chunk: int) -> None:
    content, key, expected = ARRAYS[case]

    assert told(content, key, chunk=chunk) == expected


LISTS: dict[str, tuple[bytes, list[Any]]] = {
    "two": (
        b'{"a": ' + NESTED + b', "b": [{"n": 7}]}',
        [("a", 1), ("a", 2), ("a", 3), ("a", 4), ("b", 7)],
    ),
    "same name twice": (b'{"a": [{"n": 1}], "a": [{"n": 2}]}', [("a", 1), ("a", 2)]),
    "no name": (b'{"": [{"n": 1}]}', [("", 1)]),
    "what is no list": (b'{"x": 9, "y": "[", "a": [{"n": 1}], "z": 1}', [("a", 1)]),
    "one alone": (
        b'{"x": {"n": 9, "z": [",}"]}, "a": [{"n": 1}], "y": {"n": 2} }',
        [("x", 9), ("a", 1), ("y", 2)],
    ),
    "none in it": (b'{"a": [ ], "b": []}', []),
    "nothing": (b"{}", []),
    "mark": (codecs.BOM_UTF8 + b'{"a": [{"n": 1}]}', [("a", 1)]),
    "utf-16": ('{"a": [{"n": 1}]}'.encode("utf-16"), [("a", 1)]),
    "wrong kind": (b'{"a": [{"n": "x"}, 7, {"n": 2}]}', [("a", BAD), ("a", BAD), ("a", 2)]),
    "too long": (
        b'{"a": [{"n": 1, "text": "' + b"a" * 200_000 + b'"}, {"n": 2}], "b": [{"n": 3}]}',
        [("a", BAD), ("a", 2), ("b", 3)],
    ),
    "breaks off in a record": (b'{"a": [{"n": 1}, {"n', [("a", 1), "truncated"]),
    "breaks off behind a list": (b'{"a": [{"n": 1}]', [("a", 1), "truncated"]),
    "breaks off in a name": (b'{"a": [{"n": 1}], "b', [("a", 1), "truncated"]),
    "no object": (b'[{"n": 1}]', ["not-json"]),
    "empty": (b"", ["not-json"]),
}


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 64, 1000, 1 << 15])
@pytest.mark.parametrize("case", LISTS)
def test_lists_are_told_with_their_names_in_pieces_of_any_size(case: str, chunk: int) -> None:
    content, expected = LISTS[case]

    found = ended(members(BytesIO(content), Word, chunk=chunk, largest=1 << 16))

    assert [
        (each[0], each[1].n if isinstance(each[1], Word) else each[1])
        if isinstance(each, tuple)
        else each
        for each in found
    ] == expected


TEXT = st.text('a"\\[]{},:é😀\n', max_size=8)  # what a seam, a string or an escape is made of
RECORD = st.fixed_dictionaries(
    {
        "n": st.integers(0, 9),
        "x": st.recursive(TEXT, lambda x: st.lists(x, max_size=3), max_leaves=5),
    }
)


@given(st.lists(RECORD, max_size=30), st.integers(1, 200), st.sampled_from([None, 1]))
def test_where_the_pieces_end_makes_no_difference(
    records: list[dict[str, Any]], chunk: int, indent: int | None
) -> None:
    content = json.dumps(records, indent=indent, ensure_ascii=False).encode("utf-8", "replace")

    assert told(content, chunk=chunk) == [each["n"] for each in records]


@given(st.lists(RECORD, min_size=1, max_size=9), st.integers(0, 400), st.binary(max_size=9))
def test_what_is_damaged_is_told_and_never_raised(
    records: list[dict[str, Any]], at: int, instead: bytes
) -> None:
    sound = json.dumps(records).encode()
    content = sound[:at] + instead + sound[at + len(instead) :]

    assert told(content, chunk=7) == told(content, chunk=64) == told(content)


@pytest.mark.long
@settings(max_examples=5_000, deadline=None)
@given(st.lists(RECORD, min_size=1, max_size=9), st.integers(0, 400), st.binary(max_size=9))
def test_what_is_damaged_is_told_and_never_raised_in_the_long_run(
    records: list[dict[str, Any]], at: int, instead: bytes
) -> None:
    sound = json.dumps(records, indent=1).encode()
    content = sound[:at] + instead + sound[at + len(instead) :]

    assert told(content, chunk=5) == told(content, chunk=33) == told(content)


LARGE = """
import json, re, sys
from pathlib import Path
from withhold.observe.archives.records import Bad, array

class Pieces:
    def __init__(self, head, unit, times, tail):
        unit = (unit * (1 << 19))[: (1 << 19) // len(unit) * len(unit)]
        self.left = iter([head, *[unit] * times, tail])
    def read(self, size):
        return next(self.left, "").encode()

count = sum(not isinstance(each, Bad) for each in array(Pieces(*json.loads(sys.argv[1])), dict))
peak = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]
print(count, int(peak) // 1024)
"""


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak")
@pytest.mark.parametrize(
    ("pieces", "least"),
    [
        (("[", '{"n": 1, "text": "abcdefgh"},', 300, "{}]"), 5_000_000),
        (('[{"n": "', "a", 1000, '"}, {"n": 2}]'), 1),
        (('[{"n": "', "a", 120, '"}, {"n": 2}]'), 2),
        (('[{"n": [', "[],", 110, '[]]}, {"n": 2}]'), 1),
    ],
)
def test_memory_stays_flat(pieces: tuple[str, str, int, str], least: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LARGE, json.dumps(pieces)],
        check=True,
        capture_output=True,
        text=True,
    )
    count, peak = map(int, done.stdout.split())

    assert count >= least
    assert peak < 250


READERS: dict[str, Callable[[BytesIO], Iterator[Any]]] = {
    "array": lambda stream: array(stream, Word, chunk=16),
    "named": lambda stream: array(stream, Word, "k", chunk=16),
    "document": lambda stream: iter(document(stream, list[Any])),
    "members": lambda stream: members(stream, Word, chunk=16),
    "table": lambda stream: table(stream, "Date", chunk=16),
}


@pytest.mark.parametrize("read", READERS)
@given(content=st.binary(max_size=400), before=st.sampled_from([b"", b"[", b'{"k":[', b"x = [{"]))
def test_no_bytes_at_all_make_a_reader_raise_anything_but_unreadable(
    read: str, content: bytes, before: bytes
) -> None:
    with suppress(Unreadable):
        for _ in READERS[read](BytesIO(before + content)):
            pass


def test_nothing_that_is_read_reaches_a_log_or_a_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    broken = f'{{"n": "{MARKER}", "{MARKER}": '.encode()

    for read in (
        lambda: list(array(BytesIO(broken), Word)),
        lambda: document(BytesIO(broken), Word),
    ):
        with pytest.raises(Unreadable) as failure:
            read()
        assert MARKER not in f"{failure.value}{failure.value.args}{failure.value.detail}"
        assert failure.value.__cause__ is None
    assert MARKER not in caplog.text


@pytest.mark.parametrize(
    ("content", "key", "code"),
    [
        (b"[" * 200_000, "", "too-deep"),
        (b"[" + b"," * 1_600_000, "", "strange"),
        (b"{" + b'"a":1,' * 110_000 + b'"k":[]}', "k", "strange"),
    ],
)
def test_what_is_made_to_take_long_is_left(content: bytes, key: str, code: str) -> None:
    *_, last = ended(array(BytesIO(content), Word, key))

    assert last == code


def test_a_long_element_of_millions_of_values_is_bad() -> None:
    content = b'[{"n": 1, "x": [' + b"[]," * 2_000_000 + b'[]]}, {"n": 2}]'

    assert list(array(BytesIO(content), Word)) == [BAD, Word(2)]


class Breaking(BytesIO):
    """A stream that says, where its content ends, that there should be more."""

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        if not piece:
            raise Unreadable("damaged")
        return piece


def test_what_came_before_a_damaged_place_is_given() -> None:
    stream = Breaking(b'[{"n": 1}, {"n": 2}, {"n"')

    assert list(ended(array(stream, Word))) == [Word(1), Word(2), "damaged"]


DOCUMENTS = {
    "object": b'{"n": 1}',
    "script": b'var payload_details = {"n": 1};\n',
    "mark": codecs.BOM_UTF8 + b' {"n": 1}',
    "utf-16": '{"n": 1}'.encode("utf-16"),
    "half a character": b'{"n": 1, "x": "\\udc00"}',
}


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_document_is_read_as_a_whole(case: str) -> None:
    assert document(BytesIO(DOCUMENTS[case]), Word) == Word(1)


def test_a_document_that_would_fill_the_memory_is_named() -> None:
    with pytest.raises(Unreadable, match="too-large"):
        document(BytesIO(b'{"n": 1, "x": "' + b"a" * 2000 + b'"}'), Word, largest=1000)
    with pytest.raises(Unreadable, match="too-large"):  # short, and two million values
        document(BytesIO(b"[" + b"[]," * 2_000_000 + b"[]]"), list)


ROWS: dict[str, tuple[bytes, list[Any]]] = {
    "doubled": (b'Date,Text\n1,"a ""b"" \\ \n c"\n', [{"Date": "1", "Text": 'a "b" \\ \n c'}]),
    "backslashes": (b'Date,Text\r\n1,"a \\"b\\", c"\r\n', [{"Date": "1", "Text": 'a "b", c'}]),
    "preamble": (b'Notes:\n"When ""x"", y"\n\nDate,Text\n1,a\n', [{"Date": "1", "Text": "a"}]),
    "mark": (codecs.BOM_UTF8 + b"Date,Text\n1,a", [{"Date": "1", "Text": "a"}]),
    "utf-16": ("Date,Text\n1,é\n".encode("utf-16"), [{"Date": "1", "Text": "é"}]),
    "cp1252": (b"Date,Text\n1,caf\xe9\n2,\xc3\xa9", [
        {"Date": "1", "Text": "café"}, {"Date": "2", "Text": "é"}
    ]),
    "old line ends": (b"Date,Text\r1,a\r2,b\r", [
        {"Date": "1", "Text": "a"}, {"Date": "2", "Text": "b"}
    ]),
    "NUL": (b"Date,Text\n1,a\0b\n", [{"Date": "1", "Text": "ab"}]),
    "same name": (b"Date,Text,Text\n1,a,b\n", [{"Date": "1", "Text": "a", "Text (2)": "b"}]),
    "short and long": (b"Date,Text\n1\n\n2,b,c\n3,c,,\n", [
        {"Date": "1", "Text": ""}, BAD, {"Date": "3", "Text": "c"}
    ]),
    "cell too long": (b"Date,Text\n1," + b"a" * 2_200_000 + b"\n2,b\n", [
        BAD, {"Date": "2", "Text": "b"}
    ]),
    "only a header": (b"Date,Text\n", []),
    "nothing": (b"", []),
}  # fmt: skip


@pytest.mark.parametrize("chunk", [1, 5, 1 << 19])
@pytest.mark.parametrize("case", ROWS)
def test_a_table_gives_its_rows(case: str, chunk: int) -> None:
    content, expected = ROWS[case]
    if len(content) > 1 << 20 and chunk < 1 << 19:
        chunk = 1 << 16

    assert list(table(BytesIO(content), "Date", chunk=chunk)) == expected


def test_a_table_says_late_how_it_is_quoted() -> None:
    row = b'1,"abcdefgh"\n'
    content = b"Date,Text\n" + row * 700_000 + b'2,"a \\"b\\" c"\n' * 50_000 + b'3,"a \\"b\\", c"\n'

    *_, last = table(BytesIO(content), "Date")

    assert last == {"Date": "3", "Text": 'a "b", c'}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Name,Text\n1,a\n", "no-header"),
        (b"Date,Text\n1," + b"a" * 6_000_000, "too-large"),
        (b"Date,Text\n" + b'"a\n",' * 4_000_000, "too-large"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as failure:
        list(table(BytesIO(content), "Date"))

    assert failure.value.code == code
