"""What do all the fact files say together?

A platform is found by its place: a folder under `platforms/` that holds a `platform.yaml`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from withhold.catalogue import cache as caches
from withhold.catalogue.errors import FactError
from withhold.model import fact, published, recipe
from withhold.model.terms import Fact

if TYPE_CHECKING:
    from withhold.catalogue.document import Document

FOLDER = Path(__file__).parent.parent / "facts"
FORMAT = 1
PARTS = ("platform", "uses", "controls", "recipes", "policies", "exports")
_SHARED = ("words.yaml", "killed.yaml", "archives.yaml")
File = TypeVar("File", bound=Fact)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The facts, and one sentence for each platform that was skipped."""

    facts: fact.Facts
    skipped: tuple[str, ...]


def load(folder: Path | None = None, *, cache: Path | None = None) -> fact.Facts:
    """Return all facts, checked; raise FactError with file, line and the mend."""
    return load_all(folder, cache=cache).facts


def load_all(folder: Path | None = None, *, cache: Path | None = None) -> Loaded:
    """Return all facts, and what was skipped because it needs a newer Withhold."""
    place = FOLDER if folder is None else folder
    files = names(place)
    if cache is None:
        return _compiled(place, files)
    key = caches.key(place, files)
    if kept := caches.recall(cache, key):
        return Loaded(kept.facts, tuple(kept.skipped))
    loaded = _compiled(place, files)
    caches.keep(cache, caches.Kept(key, loaded.facts, list(loaded.skipped)))
    return loaded


def names(folder: Path) -> list[str]:
    """Return the fact files below a folder, by path relative to it, in a fixed order."""
    platforms = f"{folder}/platforms"
    slugs = sorted(os.listdir(platforms)) if os.path.isdir(platforms) else []  # noqa: PTH112, PTH208 (speed)
    found = [f"platforms/{slug}/{part}.yaml" for slug in slugs for part in PARTS]
    return [name for name in (*found, *_SHARED) if os.path.isfile(f"{folder}/{name}")]  # noqa: PTH113 (speed)


def documents(folder: Path) -> dict[str, Document]:
    """Read all fact files as they stand, by relative path."""
    # Imported here: with a warm cache no file is read.
    from withhold.catalogue.document import read  # noqa: PLC0415 (see above)

    return {name: read(folder / name, name) for name in names(folder)}


def _compiled(folder: Path, files: list[str]) -> Loaded:
    # Imported here: with a warm cache nothing is digested again.
    import hashlib  # noqa: PLC0415 (see above)

    found = documents(folder)
    newer = [name for name in files if _too_new(found[name])]
    beyond = {_slug(name) for name in newer}
    slugs = dict.fromkeys(_slug(name) for name in files if name.endswith("/platform.yaml"))
    digest = hashlib.sha256()
    for name in files:
        digest.update(f"{name}\n".encode() + (folder / name).read_bytes())
    facts = fact.Facts(
        digest=digest.hexdigest(),
        platforms={slug: _platform(slug, found) for slug in slugs if slug not in beyond},
        words=_file(found, "words.yaml", fact.Words),
        killed=_file(found, "killed.yaml", fact.KillList).killed,
        archives=_file(found, "archives.yaml", fact.Archives).archives,
    )
    return Loaded(facts, tuple(_sentence(found[name]) for name in newer))


def _slug(name: str) -> str:
    return name.split("/")[1] if "/" in name else ""


def _platform(slug: str, found: dict[str, Document]) -> fact.PlatformFacts:
    at = f"platforms/{slug}"
    platform = _file(found, f"{at}/platform.yaml", fact.Platform)
    if platform.slug != slug:
        raise FactError(
            f"The folder is called {slug}, its `slug` {platform.slug}.",
            where=found[f"{at}/platform.yaml"].where(("slug",)),
            do=f"Write `slug: {slug}`, or rename the folder.",
        )
    return fact.PlatformFacts(
        platform=platform,
        uses=_file(found, f"{at}/uses.yaml", fact.Uses).uses,
        controls=_file(found, f"{at}/controls.yaml", fact.Controls).controls,
        recipes=_file(found, f"{at}/recipes.yaml", recipe.Recipes).recipes,
        policies=_file(found, f"{at}/policies.yaml", published.Policies).policies,
        exports=_file(found, f"{at}/exports.yaml", published.Exports).exports,
    )


def _file(found: dict[str, Document], name: str, shape: type[File]) -> File:
    # Imported here: with a warm cache nothing is checked again.
    from withhold.catalogue.shape import shaped  # noqa: PLC0415 (see above)

    if name not in found:
        raise FactError(
            "A fact file is missing.",
            where=name,
            do=f"Add it, with `format: {FORMAT}` and its list, even an empty one.",
        )
    return shaped(found[name], shape)


def _format(document: Document) -> int:
    written = document.data.get("format") if isinstance(document.data, dict) else None
    return int(written) if isinstance(written, str) and written.isdecimal() else FORMAT


def _too_new(document: Document) -> bool:
    return "/" in document.name and _format(document) > FORMAT


def _sentence(document: Document) -> str:
    return (
        f"{_slug(document.name)} is left out: {document.name} has format {_format(document)}, "
        f"and this Withhold knows {FORMAT}. A newer Withhold can read it."
    )
