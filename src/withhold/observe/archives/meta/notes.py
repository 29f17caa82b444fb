"""What do the files that both exports have tell of notices and consents?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from withhold.model.exposure import Note
from withhold.observe.archives.meta import labels
from withhold.observe.archives.meta.labels import Label, Labelled
from withhold.observe.archives.meta.reading import Reading
from withhold.observe.archives.meta.words import Scalar, mend

_AI = re.compile(
    r"\b(?:AI|KI|IA|SI)\b|generative|generativ|artificial|künstlich|artifici|kunstmatig|sztuczn"
    r"|training_data|\bgen_?ai|_ai_|^ai_|_ai$",
)
AI_CHOICE = "ai-choice"
"""Silent: whether the person said no to training."""


class Notice(msgspec.Struct):
    """A notice of a policy that was shown."""

    consent_state: Scalar = None
    impression_time: Scalar = None
    string_map_data: Mapping[str, object] | Scalar = None
    label_values: labels.Labels = None


def consents(reading: Reading, path: str) -> Iterator[Note]:
    """Tell how many consents are recorded, and whether one of them speaks of AI.

    What such an entry looks like nobody has shown yet: it is pointed to, never interpreted.
    """
    number = about = 0
    for record in reading.records(path, Labelled, "consents"):
        number += 1
        about += any(map(_speaks_of_ai, labels.walk(record.label_values)))
    values = (("count", str(number)), ("about_ai", str(about)))
    yield Note(path, "consents-about-ai" if about else "consents", AI_CHOICE, values)


def notices(reading: Reading, path: str, *keys: str) -> Iterator[Note]:
    """Tell how many notices of a new policy the platform recorded as shown."""
    number = sum(1 for _ in reading.records(path, Notice, *keys))
    yield Note(path, "policy-notices", AI_CHOICE, (("count", str(number)),))


def _speaks_of_ai(label: Label) -> bool:
    fields = (label.label, label.title, label.value, label.ent_field_name)
    return any(_AI.search(mend(each)) for each in fields if isinstance(each, str))
