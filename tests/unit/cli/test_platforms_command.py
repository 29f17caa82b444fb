"""Does `withhold platforms` say what a person wants to know?"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from withhold.catalogue.errors import UnknownPlatformError
from withhold.catalogue.regions import UnknownCountryError
from withhold.cli.platforms import platforms


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return an empty home of Withhold."""
    return tmp_path / "home"


def run(home: Path, *arguments: str, columns: int = 80) -> Result:
    """Run the command as a person does."""
    env = {"WITHHOLD_HOME": str(home), "COLUMNS": str(columns)}
    return CliRunner(env=env).invoke(platforms, list(arguments))


def test_one_screen_shows_all(home: Path) -> None:
    text = run(home, "--country", "DE").stdout
    for name in ("Facebook", "Instagram", "LinkedIn", "Snapchat", "X"):
        assert f"\n{name}" in text
    assert "on since 3 November 2025" in text
    assert "used since 27 May 2025 unless you object" in text
    assert "Not private messages" in text
    assert "8 minutes" in text
    assert len(text.splitlines()) <= 50


def test_the_country_changes_the_answer(home: Path) -> None:
    german, american = (run(home, "--country", c).stdout for c in ("DE", "US"))
    assert "no way out is offered" not in german
    assert "no way out is offered" in american
    assert "18 September 2024" in american


def test_without_a_country_it_says_so(home: Path) -> None:
    text = run(home).stdout
    assert "--country" in text
    assert "other in the EU and EEA" in text


def test_the_country_of_the_settings_is_used(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('[person]\ncountry = "fr"\n')
    assert "in FR" in run(home).stdout
    assert "in US" in run(home, "--country", "us").stdout


@pytest.mark.parametrize("name", ["linkedin", "x", "facebook", "instagram", "snapchat"])
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_one_platform_in_full(home: Path, name: str, columns: int) -> None:
    text = run(home, name, "--country", "DE", columns=columns).stdout
    for heading in ("What it takes", "What you can do", "If you have no account", "Who says so"):
        assert heading in text
    lines = [line for line in text.splitlines() if "https://" not in line]
    assert max(map(len, lines)) <= max(40, min(columns, 100))
    assert "{" not in text
    assert "None" not in text


def test_every_number_has_its_source(home: Path) -> None:
    text = run(home, "snapchat").stdout
    assert "[1]" in text
    assert "weakly supported" in text
    assert "never opens or clicks" in text


def test_unverified_addresses_are_not_shown(home: Path) -> None:
    assert "accounts.snapchat.com" not in run(home, "snapchat").stdout


def test_machines_get_everything(home: Path) -> None:
    found = json.loads(run(home, "--json", "--country", "GB").stdout)
    assert found["schema"] == 1
    assert found["country"] == "GB"
    linkedin = next(p for p in found["platforms"] if p["slug"] == "linkedin")
    switch = next(c for c in linkedin["controls"] if c["id"] == "linkedin.genai_toggle")
    assert switch["here"]["state"] == "on"
    assert switch["here"]["since"] == "2025-11-03"
    assert switch["recipe"]["confirmed_live"] == "never"
    assert switch["recipe"]["read"][0]["do"] == "open"
    assert switch["killed"] is None
    use = next(u for u in linkedin["uses"] if u["id"] == "linkedin.microsoft_models")
    assert use["here"]["state"] == "on"
    assert use["data"]["private_messages"]["status"] == "excluded"
    assert {"sources", "routes", "events", "measures", "policies", "exports"} <= set(linkedin)


def test_machines_get_no_country_as_null(home: Path) -> None:
    found = json.loads(run(home, "x", "--json").stdout)
    assert found["country"] is None
    assert [p["slug"] for p in found["platforms"]] == ["x"]


def test_mistakes_are_explained(home: Path) -> None:
    assert isinstance(run(home, "linkdin").exception, UnknownPlatformError)
    assert isinstance(run(home, "--country", "Germany").exception, UnknownCountryError)
