"""Are the person's settings read as written, and is a mistake in them named?"""

from __future__ import annotations

from pathlib import Path

import pytest

from withhold.app.config import BadConfig, Config, config
from withhold.kernel.paths import Home


def read(folder: Path, text: str) -> Config:
    home = Home(folder)
    home.config.write_text(text, encoding="utf-8")
    return config(home)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert config(Home(tmp_path)) == Config()
    assert not Config().browser.headless


def test_the_documented_file(tmp_path: Path) -> None:
    own = read(
        tmp_path,
        '[person]\ncountry = "DE"\n[browser]\nexecutable = "/usr/bin/chromium"\n'
        'arguments = ["--no-sandbox"]\nheadless = true\n[reading]\ndeadline = 12\n',
    )
    assert own.person.country == "DE"
    assert own.browser.arguments == ("--no-sandbox",)
    assert own.browser.headless
    assert own.reading.deadline == 12


@pytest.mark.parametrize(
    "text",
    ["[browser\n", "[browser]\nheadles = true\n", '[browser]\nheadless = "yes"\n', "colour = 1\n"],
)
def test_a_mistake_is_named_with_what_to_do(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadConfig, match=r"config\.toml") as caught:
        read(tmp_path, text)
    assert caught.value.do
