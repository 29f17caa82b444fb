"""Are the facts sound? One rule a module; each says why it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.lints import (
    addresses,
    archives,
    categories,
    confidence,
    dates,
    english,
    irreversible,
    labels,
    length,
    links,
    messages,
    origins,
    polarity,
    reading,
    sources,
)
from withhold.catalogue.lints.problem import Look, Problem
from withhold.catalogue.load import FOLDER, documents

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.model.fact import Facts

__all__ = ["RULES", "Problem", "lint"]

RULES = {
    "addresses": addresses.check,
    "archives": archives.check,
    "categories": categories.check,
    "confidence": confidence.check,
    "dates": dates.check,
    "english": english.check,
    "irreversible": irreversible.check,
    "labels": labels.check,
    "length": length.check,
    "links": links.check,
    "messages": messages.check,
    "origins": origins.check,
    "polarity": polarity.check,
    "reading": reading.check,
    "sources": sources.check,
}


def lint(facts: Facts, folder: Path | None = None) -> list[Problem]:
    """Return everything that is wrong with these facts, read from this folder."""
    look = Look(facts, documents(FOLDER if folder is None else folder))
    return [problem for check in RULES.values() for problem in check(look)]
