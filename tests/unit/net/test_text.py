"""Does every page of text become its text, and nothing else?"""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.net import errors
from withhold.net.text import kind, text

HTML = "text/html"
GERMAN = "<p>Über die Größe Ihrer Daten und für wen wir sie verwenden.</p>"
RUSSIAN = (
    "<p>Мы используем публикации, чтобы обучать модели. Вы можете отказаться в настройках.</p>"
)
HEBREW = "<p dir=rtl>\u202bשלך\u202c כתבת <b>את"


@pytest.mark.parametrize(
    ("content", "said", "expected"),
    [
        (GERMAN.encode(), HTML, GERMAN),
        (GERMAN.encode("cp1252"), f"{HTML}; charset=ISO-8859-1", GERMAN),
        (GERMAN.encode("cp1252"), f'{HTML}; Charset="windows-1252"', GERMAN),
        (RUSSIAN.encode("koi8-r"), f"{HTML};charset=koi8-r", RUSSIAN),
        (RUSSIAN.encode("cp1251"), HTML, RUSSIAN),
        ("条款。".encode("gb18030"), f"{HTML}; charset=gb2312", "条款。"),
        ("規約。".encode("shift_jis"), f"{HTML}; charset=Shift_JIS", "規約。"),
        (codecs.BOM_UTF8 + GERMAN.encode(), f"{HTML}; charset=latin-1", GERMAN),
        (codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le"), HTML, GERMAN),
        (codecs.BOM_UTF16_BE + GERMAN.encode("utf-16-be"), HTML, GERMAN),
        (b"<meta charset=iso-8859-1>\xdc", HTML, "<meta charset=iso-8859-1>Ü"),
        (b"\x93So\x94", f"{HTML}; charset=iso-8859-1", "\u201cSo\u201d"),
        (
            "<meta name=a charset='koi8-r'>Мы".encode("koi8-r"),
            HTML,
            "<meta name=a charset='koi8-r'>Мы",
        ),
        ("<?xml encoding='koi8-r'?>Мы".encode("koi8-r"), HTML, "<?xml encoding='koi8-r'?>Мы"),
        (
            "<script>charset='koi8-r'</script>Мы".encode(),
            HTML,
            "<script>charset='koi8-r'</script>Мы",
        ),
        ("条镕".encode("gb18030"), f"{HTML}; charset=gb2312", "条镕"),
        (b"<meta charset=koi8-r>\xc3\xa3", HTML, "<meta charset=koi8-r>цё"),
        (b"<meta charset=utf-16>ok", HTML, "<meta charset=utf-16>ok"),
        (b"<meta charset=iso-8859-1>\xc3\x9c", f"{HTML}; charset=utf-8", None),
        (GERMAN.encode(), f"{HTML}; charset=no-such-thing", GERMAN),
        (b"", HTML, ""),
        (HEBREW.encode(), HTML, HEBREW),
        (b"<p><b>never </i>closed <td", HTML, "<p><b>never </i>closed <td"),
    ],
)
def test_the_encoding_is_found(content: bytes, said: str, expected: str | None) -> None:
    read = text(content, said, where="")
    assert read == (expected if expected is not None else "<meta charset=iso-8859-1>Ü")


@pytest.mark.parametrize(
    "name",
    ["zip", "hex", "base64", "rot13", "unicode_escape", "utf-7", "idna", "undefined", "mbcs"],
)
def test_a_codec_that_makes_no_text_is_not_used(name: str) -> None:
    assert text(b"plain \\u0041 +AEE- words", f"{HTML}; charset={name}", where="") == (
        "plain \\u0041 +AEE- words"
    )


def test_a_wrong_byte_costs_that_byte_alone() -> None:
    assert text(b"good \xff good", f"{HTML}; charset=utf-8", where="") == "good \ufffd good"


@pytest.mark.parametrize(
    "content",
    [
        b"\0",
        b"words and \0 words",
        b"%PDF-1.7\nwords",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"\x1f\x8b" + bytes(range(1, 256)),
        bytes(range(1, 9)) * 40,
        b"\xff\xd8\xff\xe0" + bytes(range(128, 256)) * 9,
    ],
)
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(errors.NotAPage):
        text(content, f"{HTML}; charset=utf-8", where="")


@pytest.mark.parametrize(
    "said",
    ["application/pdf", "image/png", "application/octet-stream", "application/json", "x", "/"],
)
def test_a_kind_that_is_no_page_is_refused(said: str) -> None:
    with pytest.raises(errors.NotAPage):
        kind(said, b"<p>", where="")


@pytest.mark.parametrize(
    ("said", "content", "expected"),
    [
        ("TEXT/HTML; charset=x", b"", "text/html"),
        ("application/xhtml+xml", b"", "application/xhtml+xml"),
        ("text/plain", b"<p>", "text/plain"),
        ("", b" \n<p>", "text/html"),
        ("", b"words", "text/plain"),
        ("; charset=utf-8", b"words", "text/plain"),
    ],
)
def test_the_kind_is_read(said: str, content: bytes, expected: str) -> None:
    assert kind(said, content, where="") == expected


@given(
    st.binary(max_size=300),
    st.one_of(
        st.text(max_size=60),
        st.text(max_size=30).map("text/html; charset={}".format),
        st.sampled_from(["utf-16", "utf-32", "utf-8", "big5", "iso2022_jp", "cp037"]).map(
            "text/html; charset={}".format
        ),
    ),
)
def test_no_bytes_and_no_header_raise_anything_but_a_net_error(content: bytes, said: str) -> None:
    with suppress(errors.NetError):
        kind(said, content, where="")
    with suppress(errors.NetError):
        text(content, said, where="")
