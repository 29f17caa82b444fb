"""`withhold platforms`: what is taken, by default, since when, and what can be done?"""

from __future__ import annotations

import contextlib
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from withhold.catalogue import ask, load_all, regions
from withhold.cli.say import print_json
from withhold.kernel.paths import home
from withhold.report import platform_screen
from withhold.report import platforms as view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.kernel.paths import Home
    from withhold.model.fact import PlatformFacts


@click.command()
@click.argument("platform", required=False)
@click.option("--country", metavar="CC", help="Two letters, such as DE, FR, GB or US.")
@click.option("--json", "as_json", is_flag=True, help="Everything, for machines.")
def platforms(platform: str | None, country: str | None, *, as_json: bool) -> None:
    """Show what platforms take to train AI, by default, and what you can do.

    Without PLATFORM: all of them on one screen. With it: everything known about that one, and who
    says so.
    """
    place = home()
    with contextlib.suppress(OSError):  # where nothing can be written, it is only slower
        place.make()
    loaded = load_all(cache=None if place.is_closed else place.cache)
    for sentence in loaded.skipped:
        click.echo(sentence, err=True)
    facts = loaded.facts
    chosen = [ask.platform(facts, platform)] if platform else list(facts.platforms.values())
    here = view.Here(_country(country, place), datetime.now(UTC).date())
    if as_json:
        print_json(view.data(facts, chosen, here))
    else:
        _show(chosen, here, whole=platform is not None)


def _show(chosen: Sequence[PlatformFacts], here: view.Here, *, whole: bool) -> None:
    width = _width()
    draw = platform_screen
    lines = (
        draw.page(chosen[0], here, width=width)
        if whole
        else draw.overview(chosen, here, width=width)
    )
    for line in lines:
        click.echo(click.style(line.text, bold=True) if line.bold else line.text)


def _width() -> int:
    """Return the columns of the terminal; `shutil` would, at the price of a slower start."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns
    except (OSError, ValueError):
        return 80


def _country(named: str | None, place: Home) -> str | None:
    """Return the country that was named, or that of config.toml, or None."""
    if named is not None:
        return regions.country(named)
    try:
        text = place.config.read_text(encoding="utf-8")
    except OSError:
        return None
    # Imported here: few people have a config.toml, and everybody waits for the start.
    import tomllib  # noqa: PLC0415 (see above)

    chosen = tomllib.loads(text).get("person", {}).get("country")
    return regions.country(chosen) if isinstance(chosen, str) else None
