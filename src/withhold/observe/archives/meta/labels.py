"""What do the labelled values of Meta's newer files say, in whatever language they are?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from withhold.observe.archives.meta.media import Media
from withhold.observe.archives.meta.words import Scalar, mend

_DEEPEST = 16  # levels seen in exports: three


class Label(msgspec.Struct, kw_only=True, gc=False):
    """One labelled value; its label is in the person's language, its field's name is not."""

    label: Scalar = None
    title: Scalar = None
    value: Scalar = None
    href: Scalar = None
    timestamp_value: Scalar = None
    ent_field_name: Scalar = None
    several: list[Label | Scalar] | Label | Scalar = msgspec.field(default=None, name="dict")
    vec: list[Label | Scalar] | Label | Scalar = None

    @property
    def name(self) -> str:
        """What it is called: by its field where that is told, else by its label."""
        return next(
            (mend(each) for each in (self.ent_field_name, self.label, self.title) if each), ""
        )


Labels = list[Label | Scalar] | Label | Scalar


class Labelled(msgspec.Struct, kw_only=True, gc=False):
    """A record of labelled values."""

    fbid: Scalar = None
    timestamp: Scalar = None
    title: Scalar = None
    media: Media = None
    label_values: Labels = None


def each(labels: Labels) -> list[Label]:
    """Give the labels of one level."""
    listed = labels if isinstance(labels, list) else [labels]
    return [label for label in listed if isinstance(label, Label)]


def below(label: Label) -> list[Label]:
    """Give the labels one level down."""
    return each(label.several) + each(label.vec)


def walk(labels: Labels) -> Iterator[Label]:
    """Give the labels of all levels, as they stand."""
    level = [(label, 0) for label in reversed(each(labels))]
    while level:
        label, depth = level.pop()
        yield label
        if depth < _DEEPEST:
            level.extend((lower, depth + 1) for lower in reversed(below(label)))
