"""Which text do the bytes of a page make, and are they text at all?

A byte order mark is believed first, then the host's header, then the page's own word, and then the
bytes themselves. Wrong bytes become the replacement character: a page is never lost for one of
them. What is no text by its kind, or by its bytes whatever it calls itself, is refused.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from withhold.net import errors

_PAGES = {
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "text/x-markdown",
    "text/xml",
    "application/xml",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAME = r"""\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})"""
_IN_HEADER = re.compile(rf"charset{_NAME}", re.IGNORECASE)
_IN_PAGE = re.compile(rf"<(?:meta|\?xml)\b[^>]{{0,300}}?(?:charset|encoding){_NAME}", re.IGNORECASE)
_CODECS = re.compile(
    r"utf-8|utf-16(-[lb]e)?|iso8859-\d+|cp\d{3,4}|koi8-[rut]|mac-[a-z]+|tis-620"
    r"|gbk|gb2312|gb18030|big5|big5hkscs|euc_jp|shift_jis|cp932|iso2022_jp|euc_kr|johab"
)
"""The codecs that make text; Python has others too: zip, hex, unicode_escape, utf-7."""
_MEANT = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What pages mean that name the smaller set, as browsers read them."""
_HEAD = 4_096  # where a page says its own encoding
_SAMPLE = 65_536  # enough to tell an encoding and to know binary
_NOISE = re.compile(r"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_NOISY = 0.1  # the share of characters that no text has
_DOCUMENTS = (b"%PDF-", b"{\\rtf")
_BEGINS_MARKED = re.compile(rb"\s*<")


def kind(content_type: str, content: bytes, *, where: str) -> str:
    """Return the media type in lower case; raise NotAPage for one that is not read."""
    named = content_type.partition(";")[0].strip().lower()
    if not named:
        named = "text/html" if _BEGINS_MARKED.match(content[:_HEAD]) else "text/plain"
    if named not in _PAGES:
        raise errors.no_page(where)
    return named


def text(content: bytes, content_type: str, *, where: str) -> str:
    """Decode a page; raise NotAPage when the bytes are none."""
    if content.startswith(_DOCUMENTS):
        raise errors.no_page(where)
    decoded = _decoded(content, content_type)
    sample = decoded[:_SAMPLE]
    if "\0" in decoded or len(_NOISE.findall(sample)) > _NOISY * len(sample):
        raise errors.no_page(where)
    return decoded


def _decoded(content: bytes, content_type: str) -> str:
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace")
    codec = _codec(_IN_HEADER.search(content_type)) or _own_word(content)
    if codec:
        return content.decode(codec, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_guessed(content), "replace")


def _codec(found: re.Match[str] | None) -> str:
    """Return the codec that a header or a page names, or nothing."""
    try:
        name = codecs.lookup(found[1]).name if found else ""
    except LookupError:
        return ""
    name = _MEANT.get(name, name)
    return name if _CODECS.fullmatch(name) else ""


def _own_word(content: bytes) -> str:
    """Read the page's own word; it was read as ASCII, so UTF-16 it cannot be."""
    codec = _codec(_IN_PAGE.search(content[:_HEAD].decode("ascii", "replace")))
    return "utf-8" if codec.startswith("utf-16") else codec


def _guessed(content: bytes) -> str:
    """Let the bytes speak; a part of them, because guessing takes time."""
    best = from_bytes(content[:_SAMPLE]).best()
    codec = best.encoding if best else "utf-8"
    return codec if _CODECS.fullmatch(codecs.lookup(codec).name) else "utf-8"
