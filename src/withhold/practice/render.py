"""What does a practice page look like, as HTML?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
)

from withhold.model.fact import Words
from withhold.model.observation import Position
from withhold.model.recipe import Confirm
from withhold.practice.behaviour import Body, Overlay
from withhold.practice.case import Case, Placed
from withhold.practice.scenes import COMPONENT
from withhold.practice.texts import PAGES, state_words, texts

SAVE = "/practice/save"
ELSEWHERE = "elsewhere.example"
"""The host that no recipe names, to which some pages lead."""

_PREFIX = COMPONENT.removesuffix(":")
_OUTER_ONLY = ("hydrate", "go", "after", "alert", "poll", "tick", "low")
_ASSETS = {"practice.js": "text/javascript", "style.css": "text/css"}


class Renderer:
    """Renders pages from templates.

    `words` are those of pages in general; `components` is a folder of further layouts.
    """

    def __init__(self, words: Words, components: Path | None = None) -> None:
        loaders: list[BaseLoader] = [FileSystemLoader(PAGES)]
        if components is not None:
            loaders.append(PrefixLoader({_PREFIX: FileSystemLoader(components)}, ":"))
        self._words = words
        self._env = Environment(
            loader=ChoiceLoader(loaders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, case: Case) -> str:
        """Render the whole page as it first arrives."""
        late = "hydrate" in case.lead.behaviour.script
        hollow = case.lead.behaviour.body in (Body.BLANK, Body.SKELETON)
        rows = "" if late or hollow else self.rows(case)
        return self._render(
            "page.html",
            case,
            rows=rows,
            body=case.lead.behaviour.body,
            overlay=case.lead.behaviour.overlay,
            within=_within(case),
            sorry=self._sorry(case),
            sign_in_word=_first(self._words.sign_in, case, texts(case.lead.lang).sign_in),
            challenge_word=_first(self._words.challenge, case, texts(case.lead.lang).challenge),
            config=self._config(case, dict(case.lead.behaviour.script)),
        )

    def rows(self, case: Case) -> str:
        """Render the switches alone, as a late page fetches them."""
        neighbours = self._rows(case, case.neighbour_rows())
        inner = "" if case.framed else self._rows(case, case.control_rows())
        return self._render("rows.html", case, neighbours=neighbours, inner=inner)

    def frame(self, case: Case) -> str:
        """Render the document of the same-origin frame."""
        script = case.lead.behaviour.script
        kept = {key: value for key, value in script.items() if key not in _OUTER_ONLY}
        inner = self._rows(case, case.control_rows())
        return self._render("frame.html", case, inner=inner, config=self._config(case, kept))

    def notice(self, case: Case, kind: str) -> str:
        """Render a page that is no settings page: `sign-in`, `challenge`, `broken`, `elsewhere`."""
        words = texts(case.lead.lang)
        headings = {
            "sign-in": _first(self._words.sign_in, case, words.sign_in),
            "challenge": _first(self._words.challenge, case, words.challenge),
            "broken": words.broken,
            "elsewhere": words.elsewhere,
        }
        return self._render("notice.html", case, kind=kind, heading=headings[kind])

    def asset(self, name: str) -> tuple[bytes, str] | None:
        """Return a script or style sheet and its media type."""
        if name not in _ASSETS:
            return None
        return (PAGES / name).read_bytes(), _ASSETS[name]

    def _rows(self, case: Case, rows: list[Placed]) -> list[str]:
        return [self._row(case, row, uid=f"s{place}-{len(rows)}") for place, row in enumerate(rows)]

    def _row(self, case: Case, row: Placed, *, uid: str) -> str:
        on_word, off_word = state_words(self._words, case.lead.lang)
        layout = row.layout if row.layout.startswith(COMPONENT) else f"layouts/{row.layout}"
        return self._render(
            "row.html",
            case,
            row=row,
            layout=f"{layout}.html",
            on=case.positions[row.id] is Position.ON,
            uid=uid,
            label=row.label,
            description=texts(case.lead.lang).description,
            disabled=row.disabled,
            on_word=on_word,
            off_word=off_word,
        )

    def _config(self, case: Case, script: dict[str, str | int]) -> dict[str, object]:
        on_word, off_word = state_words(self._words, case.lead.lang)
        places = {
            "sign-in": f"{case.lead.subject.sign_in.url}?practice={case.number}",
            "elsewhere": f"https://{ELSEWHERE}/?practice={case.number}",
        }
        return {
            "case": case.number,
            "save": SAVE,
            "words": {"on": on_word, "off": off_word},
            **script,
            "go": places.get(str(script.get("go"))),
        }

    def _sorry(self, case: Case) -> str:
        known = case.lead.subject.recipe.not_offered or self._words.not_offered
        return _first(known, case, texts(case.lead.lang).not_offered)

    def _render(self, template: str, case: Case, **values: object) -> str:
        scene = case.lead
        return self._env.get_template(template).render(
            case=case.number,
            lang=scene.lang,
            handle=scene.handle,
            text=texts(scene.lang),
            dialog=_dialog(case),
            Body=Body,
            Overlay=Overlay,
            **values,
        )


def _first(known: Mapping[str, list[str]], case: Case, otherwise: str) -> str:
    found = known.get(case.lead.lang)
    return found[0] if found else otherwise


def _within(case: Case) -> str:
    handle = case.lead.subject.recipe.handle
    if handle is None:
        return texts(case.lead.lang).account
    return _first(handle.within, case, next(iter(handle.within.values()))[0])


def _dialog(case: Case) -> tuple[str, str]:
    """Return heading and button of the page's own dialog: the recipe's if it is described."""
    words = texts(case.lead.lang)
    confirm = case.lead.subject.confirmation
    described = case.lead.behaviour.script.get("ask") == "described"
    if not described or not isinstance(confirm, Confirm):
        return words.dialog_heading, words.dialog_yes
    lang = case.lead.lang if case.lead.lang in confirm.dialog else next(iter(confirm.dialog))
    return confirm.dialog[lang][0], confirm.button[lang][0]
