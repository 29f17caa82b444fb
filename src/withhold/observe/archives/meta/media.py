"""Which pictures and videos does a record of Meta's show?"""

from __future__ import annotations

import msgspec

from withhold.model.exposure import Kind
from withhold.observe.archives.meta.words import Scalar

_VIDEOS = frozenset({"mp4", "mov", "m4v", "webm", "mkv", "avi", "3gp", "mpg", "mpeg", "wmv", "flv"})
_OTHERS = frozenset(
    {"jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "bmp", "tif", "tiff", "avif"}
    | {"mp3", "m4a", "aac", "ogg", "opus", "wav", "srt", "vtt", "pdf"}
)
_PHOTO = Kind.PHOTO
_MOST = (".jpg", ".png")  # how nearly all addresses end, which is seen in no time
_SUFFIX = 5  # characters of the longest ending


class Medium(msgspec.Struct, gc=False):
    """One picture or video; what its camera wrote into it is not read."""

    uri: Scalar = None
    creation_timestamp: Scalar = None
    title: Scalar = None
    description: Scalar = None


Media = list[Medium | Scalar] | Medium | Scalar
"""Several, or one in the place of the list, or nothing to be read."""


def shown(media: Media) -> list[Medium]:
    """Give those that have an address."""
    if media is None:
        return []
    each = media if isinstance(media, list) else [media]
    return [one for one in each if isinstance(one, Medium) and isinstance(one.uri, str) and one.uri]


def kind(uri: str) -> Kind:
    """Say whether an address is a video's; its ending tells that, if not which kind of picture."""
    if uri.endswith(_MOST):
        return _PHOTO
    return Kind.VIDEO if _ending(uri) in _VIDEOS else _PHOTO


def is_medium(path: str) -> bool:
    """Tell whether a file is a picture, a video or a sound, by its ending."""
    ending = _ending(path)
    return ending in _OTHERS or ending in _VIDEOS


def _ending(uri: str) -> str:
    plain = uri.partition("?")[0] if "?" in uri else uri
    ending = plain[plain.rfind(".") + 1 :]
    return ending.lower() if len(ending) <= _SUFFIX else ""
