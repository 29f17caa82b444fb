"""How do tests make the ZIPs that platforms give, and those that nobody should be given?"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

_CENTRAL = struct.Struct("<4s6H3L5H2L")


def zipped(path: Path, members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Make a ZIP of these members, whose names stand in it as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", method) as file:
        for name, content in members.items():
            info = zipfile.ZipInfo("x")
            info.filename = name  # past the cleaning that zipfile does
            info.compress_type = method
            file.writestr(info, content)
    return path


def laid(folder: Path, members: Mapping[str, bytes]) -> Path:
    """Make a folder of these files."""
    for name, content in members.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def changed(path: Path, **fields: int) -> Path:
    """Change what a ZIP's list says of its first member: flags, method, crc, size, packed …"""
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\1\2")
    places = {
        "flags": (8, "<H"), "method": (10, "<H"), "crc": (16, "<L"), "packed": (20, "<L"),
        "size": (24, "<L"), "mode": (38, "<L"), "offset": (42, "<L"),
    }  # fmt: skip
    for name, value in fields.items():
        begin, form = places[name]
        struct.pack_into(form, content, at + begin, value)
        if name == "mode":
            content[at + 5] = 3  # made on Unix
    path.write_bytes(content)
    return path


def overlapping(path: Path, kernel: bytes, count: int) -> Path:
    """Make a ZIP whose members are all the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a", kernel)
    content = buffer.getvalue()
    begin, end = content.index(b"PK\1\2"), content.index(b"PK\5\6")
    entry = content[begin:end]
    end_mark = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(entry) * count, begin, 0)
    entries = b"".join(entry[:-1] + bytes([97 + number]) for number in range(count))
    path.write_bytes(content[:begin] + entries + end_mark)
    return path
