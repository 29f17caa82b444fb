"""Can every lint fail? One deliberate mistake for each, made in a copy of the facts."""

import shutil
from pathlib import Path

import pytest

from withhold.catalogue import load
from withhold.catalogue.lints import RULES, lint
from withhold.catalogue.load import FOLDER

X, LINKEDIN, SNAPCHAT = "platforms/x", "platforms/linkedin", "platforms/snapchat"
SITE = "https://www.linkedin.com"
LINKEDIN_PAGE = f"{SITE}/mypreferences/d/settings/data-for-ai-improvement"
NEXT = "\n\n  - id: x.grok_personalization"
BRITISH = "since: 2024-09-20\n        until: "
GROK = "Allow Grok to remember your"
CLICK = "      - do: set\n        to: off\n"

MISTAKES = [
    ("addresses", f"{LINKEDIN}/recipes.yaml", LINKEDIN_PAGE, f"{SITE}/psettings/privacy"),
    ("addresses", f"{LINKEDIN}/recipes.yaml", LINKEDIN_PAGE, f"{SITE}/elsewhere"),
    ("archives", f"{X}/policies.yaml", "pga-versions/X/Privacy", "pga-versions/Y/Privacy"),
    ("archives", f"{X}/policies.yaml", "pga-versions/X/Privacy", "pga-version/X/Privacy"),
    ("archives", f"{X}/policies.yaml", "pga-versions/X/Privacy", "X/Privacy"),
    ("archives", f"{X}/platform.yaml", "[X, Twitter, Grok]", "[X, Twitter, Grok, x]"),
    ("categories", f"{LINKEDIN}/uses.yaml", "      public_posts:\n", "      pubic_posts:\n"),
    ("confidence", f"{X}/controls.yaml", f"high{NEXT}", f"low{NEXT}"),
    ("dates", f"{LINKEDIN}/uses.yaml", f"{BRITISH}2025-11-02", f"{BRITISH}2024-01-02"),
    ("dates", f"{LINKEDIN}/platform.yaml", "date: 2026-08-21", "date: 2027-08-21"),
    ("english", f"{LINKEDIN}/uses.yaml", "{en: Nothing known.}", "{de: Nichts bekannt.}"),
    ("english", f"{LINKEDIN}/uses.yaml", "{en: Nothing known.}", "{}"),
    ("irreversible", f"{X}/controls.yaml", "irreversible: true", "irreversible: false"),
    ("irreversible", f"{LINKEDIN}/controls.yaml", " restorable: false", " restorable: true"),
    ("labels", f"{X}/controls.yaml", '"Protect your posts"', f'"{GROK} conversation history"'),
    ("length", f"{X}/controls.yaml", "no training switch.", "no training switch. " * 20),
    ("links", f"{X}/controls.yaml", "use: x.grok_image_edits", "use: x.grok_image_edit"),
    ("links", f"{X}/recipes.yaml", "control: x.grok_memory", "control: x.grok_memories"),
    ("links", f"{SNAPCHAT}/controls.yaml", "use: snapchat.my_ai", "use: snapchat.selfie_ads"),
    ("messages", f"{X}/uses.yaml", "      private_messages: {", "      location: {"),
    ("origins", f"{LINKEDIN}/recipes.yaml", f"[{SITE}]", "[https://linkedin.example]"),
    ("origins", f"{LINKEDIN}/recipes.yaml", f"[{SITE}]", f"[{SITE}, {SITE}/login]"),
    ("polarity", f"{X}/recipes.yaml", "on_means: protects", "on_means: allows"),
    ("polarity", f"{LINKEDIN}/recipes.yaml", "to: off", "to: on"),
    ("polarity", f"{LINKEDIN}/controls.yaml", "protective: off", "protective: on"),
    ("reading", f"{LINKEDIN}/recipes.yaml", "      - do: read\n", ""),
    ("reading", f"{LINKEDIN}/recipes.yaml", CLICK, CLICK * 2),
    ("sources", f"{LINKEDIN}/platform.yaml", "[ota-li-tos]", "[ota-li-tosh]"),
    ("sources", f"{LINKEDIN}/platform.yaml", "[ota-li-tos]", "[]"),
]


@pytest.mark.parametrize(
    ("rule", "file", "right", "wrong"),
    MISTAKES,
    ids=[f"{place}-{mistake[0]}" for place, mistake in enumerate(MISTAKES)],
)
def test_a_mistake_is_found(tmp_path: Path, rule: str, file: str, right: str, wrong: str) -> None:
    folder = _copy(tmp_path, slug=file.split("/")[1])
    text = (folder / file).read_text(encoding="utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")

    found = [problem for problem in lint(load(folder), folder) if problem.rule == rule]

    assert found
    name, _, line = found[0].where.rpartition(":")
    assert name.startswith(f"platforms/{file.split('/')[1]}/")
    assert int(line) > 1
    assert found[0].do


def test_no_lint_is_without_a_mistake() -> None:
    assert {mistake[0] for mistake in MISTAKES} == set(RULES)


def _copy(tmp_path: Path, *, slug: str) -> Path:
    folder = tmp_path / "facts"
    shutil.copytree(FOLDER / "platforms" / slug, folder / "platforms" / slug)
    for name in ("words.yaml", "killed.yaml", "archives.yaml"):
        shutil.copy(FOLDER / name, folder / name)
    return folder
