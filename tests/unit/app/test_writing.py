"""Is one setting written, and everything else in the person's file left as it was?"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.app import choosing
from withhold.app.choosing import Choices
from withhold.app.config import BadConfig, config
from withhold.app.start import house
from withhold.app.writing import Value, rewritten, write
from withhold.catalogue.errors import UnknownControlError
from withhold.catalogue.regions import UnknownCountryError
from withhold.kernel.paths import Home
from withhold.model.terms import Every

NASTY = 'DE"\n[browser]\nexecutable = "/tmp/x" # \\ \u2028 é'
REMARKED = """\
# mine
killed = ["x.protect_posts"] # not this one

[person] # me
country = "FR" # there

# what drives
[browser]
headless = true
"""

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
remarks = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f"))
scalars: dict[str, st.SearchStrategy[Value]] = {
    "killed": st.lists(texts, max_size=4).map(tuple),
    "person.country": texts,
    "person.accountless": st.booleans(),
    "browser.executable": texts,
    "browser.headless": st.booleans(),
    "browser.sign_out_after": st.booleans(),
    "review.every": st.sampled_from([every.value for every in Every]),
    "notices.neutral": st.booleans(),
}
wishes = st.sampled_from(sorted(scalars)).flatmap(
    lambda name: st.tuples(st.just(name), st.none() | scalars[name])
)


def _quoted(value: Value, way: str) -> str:
    """Write a value as a person might."""
    if isinstance(value, tuple):
        gap = "\n  # one of them\n  " if way == "wide" else " "
        return f"[{gap}{''.join(f'{_quoted(each, way)},{gap}' for each in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    told = str(value)
    if way == "literal" and told.isprintable() and "'" not in told:
        return f"'{told}'"
    return '"' + "".join(rf"\U{ord(letter):08x}" for letter in told) + '"'


@st.composite
def files(draw: st.DrawFn) -> str:
    """Write a settings file as people do: any order, remarks, blank lines, odd spaces."""
    way = st.sampled_from(["plain", "wide", "literal"])
    pad = st.sampled_from(["", " ", "\t"])
    end = st.sampled_from(["\n", "\n\n", " # "])

    def line(key: str, value: Value) -> str:
        stop = draw(end)
        stop = f"{stop}{draw(remarks)}\n" if "#" in stop else stop
        return f"{draw(pad)}{key}{draw(pad)}={draw(pad)}{_quoted(value, draw(way))}{stop}"

    chosen = draw(st.lists(st.sampled_from(sorted(scalars)), unique=True))
    parts: dict[str, list[str]] = {}
    for name in chosen:
        table, _, key = name.rpartition(".")
        parts.setdefault(table, []).append(line(key, draw(scalars[name])))
    text = f"# {draw(remarks)}\n" if draw(st.booleans()) else ""
    text += "".join(parts.pop("", []))
    for table in draw(st.permutations(sorted(parts))):
        text += f"{draw(pad)}[{table}]{draw(st.sampled_from(['', ' # head']))}\n"
        text += "".join(parts[table])
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def _flat(text: str) -> dict[str, object]:
    told = tomllib.loads(text)
    tables = {name: value for name, value in told.items() if isinstance(value, dict)}
    flat = {name: value for name, value in told.items() if name not in tables}
    return flat | {f"{name}.{key}": v for name, own in tables.items() for key, v in own.items()}


@given(files(), st.lists(wishes, min_size=1, max_size=3, unique_by=lambda wish: wish[0]))
def test_only_what_was_asked_for_changes(before: str, asked: list[tuple[str, Value]]) -> None:
    after = rewritten(before, dict(asked))
    assert after is not None
    told, now = _flat(before), _flat(after)
    for name, value in asked:
        assert now.pop(name, None) == (list(value) if isinstance(value, tuple) else value)
        told.pop(name, None)
    assert now == told


@given(st.text() | files(), wishes)
def test_whatever_the_file_it_is_changed_as_asked_or_left(
    before: str, asked: tuple[str, Value]
) -> None:
    try:
        told = _flat(before)
    except tomllib.TOMLDecodeError:
        return
    after = rewritten(before, dict([asked]))
    if after is not None:
        name, value = asked
        wanted = told | {name: list(value) if isinstance(value, tuple) else value}
        assert _flat(after) == {key: v for key, v in wanted.items() if v is not None}


def test_every_other_line_stays_as_it_was() -> None:
    after = rewritten(
        REMARKED,
        {"person.country": "DE", "person.accountless": True, "browser.sign_out_after": True},
    )
    assert after is not None
    assert after.splitlines() == [
        "# mine",
        'killed = ["x.protect_posts"] # not this one',
        "",
        "[person] # me",
        "accountless = true",
        'country = "DE" # there',
        "",
        "# what drives",
        "[browser]",
        "sign_out_after = true",
        "headless = true",
    ]
    assert rewritten(after, {"person.country": "DE", "browser.headless": True}) == after
    assert rewritten("", {"killed": ("x.a",)}) == 'killed = ["x.a"]\n'
    assert rewritten("", {"killed": None, "person.country": None}) == ""


@pytest.mark.parametrize("name", ["person.country", "browser.executable"])
def test_a_value_is_never_more_than_a_value(name: str) -> None:
    after = rewritten(REMARKED, {name: NASTY})
    assert after is not None
    assert _flat(after) == _flat(REMARKED) | {name: NASTY}


@pytest.mark.parametrize(
    "before", ['person = {country = "FR"}\n', 'person.country = "FR"\n', "[person.more]\nx = 1\n"]
)
def test_an_unusual_way_of_writing_is_left_alone(before: str) -> None:
    assert rewritten(before, {"person.country": "DE"}) is None


def test_a_setting_that_is_none_is_refused() -> None:
    assert rewritten("", {"person.colour": "red"}) is None
    assert rewritten("", {"review.every": "hourly"}) is None
    assert rewritten("", {"browser.headless": "yes"}) is None


def test_a_broken_file_stays_as_it_is(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.config.write_text("[person\n", encoding="utf-8")
    with pytest.raises(BadConfig):
        write(home, {"person.country": "DE"})
    assert home.config.read_text(encoding="utf-8") == "[person\n"


def test_the_file_is_replaced_whole_and_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home")
    write(home, {"person.country": "FR"})
    assert home.config.stat().st_mode & 0o777 == 0o600

    def full(_: int) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="no space"):
            write(home, {"person.country": "DE"})
    assert config(home).person.country == "FR"
    assert write(home, {"person.country": "DE"}).person.country == "DE"


def test_choices_that_hold_already_are_not_written(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    choosing.choose(
        home, Choices(None, Every.MONTHLY, sign_out_after=False, neutral=True, headless=False)
    )
    assert not home.config.exists()
    choosing.choose(home, Choices("uk", Every.WEEKLY, sign_out_after=True, neutral=False))
    now = config(home)
    assert (now.person.country, now.review.every) == ("GB", Every.WEEKLY)
    assert (now.browser.sign_out_after, now.notices.neutral) == (True, False)
    with pytest.raises(UnknownCountryError):
        choosing.choose(home, Choices(NASTY, Every.MONTHLY, sign_out_after=False, neutral=True))
    assert config(home) == now


def test_a_control_is_forbidden_and_permitted_again(tmp_path: Path) -> None:
    own = house(Home(tmp_path / "home"))
    choosing.forbid(own, "x.protect_posts")
    choosing.forbid(own, "x.protect_posts")
    choosing.forbid(own, "x.grok_training")
    assert config(own.home).killed == ("x.protect_posts", "x.grok_training")
    choosing.permit(own, "x.protect_posts")
    choosing.permit(own, "x.grok_training")
    assert config(own.home).killed == ()
    with pytest.raises(UnknownControlError):
        choosing.forbid(own, NASTY)
    own.home.config.write_text('killed = ["gone.away"]\n', encoding="utf-8")
    choosing.permit(own, "gone.away")
    assert config(own.home).killed == ()
