"""Do the pages for people hold together: links that lead somewhere, commands that exist?"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from withhold.app.config import Config
from withhold.kernel.errors import Exit

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
COMMAND = re.compile(
    r"^\| `withhold ([a-z-]+)|^withhold ([a-z-]+)|`withhold ([a-z-]+)[^`]*`", re.MULTILINE
)


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as hosts of repositories make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _links(page: Path) -> list[tuple[Path, str]]:
    found = LINK.findall(page.read_text(encoding="utf-8"))
    inside = [link.partition("#") for link in found if "://" not in link]
    return [((page.parent / path).resolve() if path else page, tag) for path, _, tag in inside]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in _links(page):
        assert target.exists(), target
        assert not anchor or anchor in _anchors(target), f"{target.name}#{anchor}"


def test_every_page_is_reached_from_the_index() -> None:
    todo, reached = [ROOT / "docs" / "index.md"], set[Path]()
    while todo:
        page = todo.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            todo += [target for target, _ in _links(page) if target.is_file()]
    assert [_name(page) for page in PAGES if page not in reached] == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs/decisions").glob("0*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_readme_names_every_command_and_no_other() -> None:
    found = COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    told = {"".join(names) for names in found}
    reference = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    assert told == set(re.findall(r"^## `withhold ([a-z-]+)`$", reference, re.MULTILINE))


def test_the_readme_names_every_exit_code() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)} == set(Exit)


def test_the_settings_page_is_a_valid_file_that_names_every_setting() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    told = tomllib.loads(re.findall(r"^```toml\n(.+?)^```", page, re.MULTILINE | re.DOTALL)[0])
    msgspec.convert(told, Config)
    every = msgspec.to_builtins(Config())
    assert {key: set(value) for key, value in told.items() if isinstance(value, dict)} == {
        key: set(value) for key, value in every.items() if isinstance(value, dict)
    }
    assert set(told) == set(every)
