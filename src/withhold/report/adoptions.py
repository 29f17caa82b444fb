"""How is an adopted switch put to a person, and how to those who keep the facts?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from withhold.kernel.clock import stamp
from withhold.model.terms import Polarity
from withhold.report.failures import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from withhold.model.observation import Adoption, Position

QUESTION = (
    "When this switch is ON, does the platform use your data (allows), or is your data protected "
    "(protects)?"
)
_MEANINGS = {
    Polarity.ALLOWS: "When “{label}” is ON, {platform} uses your data. `withhold off {control}` "
    "will switch it OFF, and only OFF will count as withheld.",
    Polarity.PROTECTS: "When “{label}” is ON, your data is protected. `withhold off {control}` "
    "will switch it ON, and only ON will count as withheld.",
}


def seen(
    label: str, url: str, *, state: Position, seen_at: datetime, picture: Path | None
) -> Iterator[str]:
    """Say which switch it is: its words, where and when it was seen, how it stood."""
    yield "The switch on the page:"
    yield f"  words    “{label}”"
    yield f"  seen     {stamp(seen_at)}, at {url}"
    yield f"  stood    {state.value} at that time"
    yield f"  picture  {picture or 'none was kept'}"
    if picture is None:
        yield "           `withhold check CONTROL --whole-page` keeps one of the whole page."


def meaning(label: str, on_means: Polarity, *, control: str, platform: str) -> str:
    """Say in a full sentence what adopting it with this polarity will do."""
    return _MEANINGS[on_means].format(label=label, control=control, platform=platform)


def warning(on_means: Polarity, known_as: Polarity) -> str:
    """Warn where ON means the opposite of what the facts say of this control; else nothing."""
    if on_means is known_as:
        return ""
    return (
        f"Mind: under the labels known so far, ON {known_as} the use. You say that under these "
        f"words ON {on_means}. Read the words once more before you say yes."
    )


def document(adopted: Adoption) -> dict[str, Any]:
    """Give the one object `adopt` prints with `--json`."""
    return {
        "schema": SCHEMA,
        "adoption": {
            "control": adopted.control,
            "label": adopted.label,
            "on_means": adopted.on_means.value,
            "adopted_at": stamp(adopted.adopted_at),
            "withdrawn": adopted.withdrawn,
        },
    }


def correction_document(text: str) -> dict[str, Any]:
    """Give the one object `adopt --export` prints with `--json`."""
    return {"schema": SCHEMA, "correction": text}


def told(adopted: Adoption) -> Iterator[str]:
    """Say what holds from now on."""
    control = adopted.control
    if adopted.withdrawn:
        yield f"Dropped: “{adopted.label}” is no longer taken for {control}."
        return
    yield f"Adopted: “{adopted.label}” is {control} from now on; ON {adopted.on_means}."
    yield "Every proof read by it will say “adopted by you”."
    yield f"Go on with `withhold off {control}`. To drop it: `withhold adopt {control} --forget`."
    yield f"To help others: `withhold adopt {control} --export` prints it as a correction."


def correction(adopted: Adoption, *, known_as: Polarity, url: str, lang: str, day: str) -> str:
    """Write the correction of the facts as YAML: one more label of a control."""
    slug = adopted.control.partition(".")[0]
    lines = [
        f"# A correction of platforms/{slug}/controls.yaml: one more label of {adopted.control}.",
        f"# Seen by a person on {url}. Nothing here tells who.",
        f"# ON {adopted.on_means} the use.",
    ]
    if adopted.on_means is not known_as:
        lines += [
            f"# The recipe says `on_means: {known_as}`. One control has one polarity, so this",
            "# label needs a recipe of its own version, and a second pair of eyes.",
        ]
    lines += [
        f"- lang: {lang}",
        f"  text: {json.dumps(adopted.label, ensure_ascii=False)}",
        "  role: toggle",
        "  confidence: medium",
        f"  since: {day}",
        "  sources: []  # name the page, or a picture of it, under `sources` in platform.yaml",
    ]
    return "\n".join(lines)
