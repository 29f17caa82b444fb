"""Is a page's text taken from it by the terms, whatever the page is like?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from withhold.catalogue.load import load
from withhold.observe.policies.links import cleaned
from withhold.observe.policies.page import NoText, Terms, text_of, words_of

CASES = sorted(path for path in (Path(__file__).parent / "pages").iterdir())
URL = "https://larkspur.test/legal/terms"


def _terms(folder: Path) -> Terms:
    file = folder / "terms.json"
    said = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return Terms(tuple(said.get("select", ())), tuple(said.get("remove", ())))


def _text(page: str, terms: Terms | None = None, kind: str = "text/html") -> str | NoText:
    return text_of(kind, page, url=URL, terms=terms or Terms())


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_page_gives_its_text(folder: Path) -> None:
    page = (folder / "input.html").read_text(encoding="utf-8")
    expected = (folder / "expected.md").read_text(encoding="utf-8")
    assert _text(page, _terms(folder)) == expected.removesuffix("\n")


@pytest.mark.parametrize(
    ("page", "terms", "why"),
    [
        ("<p>text</p>", Terms(select=("#policy",)), "not-found"),
        ("<div id=policy> </div>", Terms(select=("#policy",)), "empty"),
        ("<div id=policy>a</div>", Terms(select=("#policy",), remove=("div",)), "not-found"),
        ("<main>Sign in <input type=password></main>", Terms(), "sign-in"),
        ("<form><input type=password>Sign in</form>", Terms(), "sign-in"),
        ("", Terms(), "not-text"),
        ("%PDF-1.7 no page", Terms(), "not-text"),
        ("<p>" * 60_000, Terms(), "too-large"),
        ("x" * (16 * 1024 * 1024 + 1), Terms(), "too-large"),
    ],
)
def test_a_page_without_text_says_why(page: str, terms: Terms, why: str) -> None:
    assert _text(page, terms) == NoText(why)


@pytest.mark.parametrize("kind", ["text/plain", "text/markdown; charset=utf-8"])
def test_plain_text_stands_as_it_is(kind: str) -> None:
    assert _text("# Terms\r\n\r\n\r\n<b>  \r\nend\n", kind=kind) == "# Terms\n\n<b>\nend"
    assert _text(" \n", kind=kind) == NoText("empty")


def test_what_is_no_text_gives_none() -> None:
    assert _text("<p>a</p>", kind="application/pdf") == NoText("not-text")


HOSTILE = {
    "deep": "<div>" * 40_000 + "end",
    "deep tables": "<table><tr><td>" * 2_000 + "end",
    "deep lists": "<ul><li>x" * 2_000 + "end",
    "ten megabytes": "<p>We keep what you post. " + "Nothing else is kept of it. " * 380_000,
    "one line": "<table><tr>" + "<td>cell</td>" * 20_000,
    "a long list": "<ol>" + "<li>item" * 20_000,
    "gaps": "<p>a" + " " * 500_000 + "\n" * 500_000 + "b",
    "gaps in disguise": "<p>a" + "&#32;" * 200_000 + "&nbsp;" * 200_000 + "b",
    "halves and nothings": "<p>a\ud800\0&#xd800;&#0;\x1b[2J\u202e b",
    "xml": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>a</p></body></html>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_comes_to_an_end(name: str) -> None:
    found = _text(HOSTILE[name])
    assert isinstance(found, str)
    assert found.encode()
    assert not set(found) & set("\0\x1b")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/=\"'&;|*_ \n\tabpdivtrolhef#x1\ud800\u200b")))
def test_no_page_breaks_it(page: str) -> None:
    found = _text(f"<main>{page}", Terms(remove=("td:nth-child(2)",)))
    assert isinstance(found, NoText) or found.encode()


def test_only_the_words_count_for_two_captures() -> None:
    assert words_of("a [b](https://x.test/?1)\n c") == words_of("a [b](https://x.test/?2) c")
    assert words_of("a [b](https://x.test)") != words_of("a [c](https://x.test)")


@pytest.mark.parametrize(
    ("link", "clean"),
    [
        ("/a?utm_campaign=x&id=1#part", "https://larkspur.test/a?id=1#part"),
        ("mailto:us@larkspur.test", "mailto:us@larkspur.test"),
        ("data:text/html,x", ""),
        ("JAVASCRIPT:x", ""),
        ("//other.test/a b", "https://other.test/ab"),
        ("http://[x", ""),
    ],
)
def test_links_lead_to_a_place_and_tell_nothing(link: str, clean: str) -> None:
    assert cleaned(link, URL) == clean


def test_the_rule_is_another_when_the_terms_are() -> None:
    assert Terms(("main",)).rule == Terms(("main",)).rule
    assert len({Terms().rule, Terms(("main",)).rule, Terms((), ("main",)).rule}) == 3


def test_every_fact_names_parts_that_can_be_looked_for() -> None:
    page = BeautifulSoup("<main></main>", "lxml")
    policies = [each for known in load().platforms.values() for each in known.policies]
    assert policies
    for selector in {s for policy in policies for s in (*policy.select, *policy.remove)}:
        page.select(selector)
