"""Which sentences does the interface say, and are all translated? Brings catalogues up to date.

`--check` writes nothing and fails if a catalogue is stale or a sentence has no translation.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from withhold.model.observation import Reason
from withhold.report.doubts import DEEDS, WHY
from withhold.report.notices import NAMED, NEUTRAL, SIGN_IN
from withhold.report.policies import KINDS as CHANGES
from withhold.report.policies import WHY as UNREAD
from withhold.report.reasons import MESSAGES
from withhold.report.review import DUE, HEADS
from withhold.report.speech import KINDS

SOURCE = Path(__file__).resolve().parents[1] / "src" / "withhold"
LOCALES = SOURCE / "web" / "locale"
METHODS = [
    ("report/pages/**.py", "python"),
    ("app/doctoring.py", "python"),
    ("app/browsers.py", "python"),
    ("app/erasing.py", "python"),
    ("app/timeline.py", "python"),
    ("web/**.html", "jinja2"),
    ("web/**.py", "python"),
]
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "say": None,
    "ngettext": (1, 2),
    "say_many": (1, 2),
}
_PASSING = (b'"POT-', b'"PO-', b'"Generated-By', b'"Last-', b'"Language-Team', b'"Report-')
"""Lines of the head that change with the day or the tool, or say nothing."""
OPTIONS = {"web/**.html": {"trimmed": "true"}}


def sentences() -> Iterator[str | tuple[str, str]]:
    """Give every sentence, those with a plural as two."""
    for _, _, found, _, _ in extract_from_dir(
        str(SOURCE), METHODS, OPTIONS, KEYWORDS, directory_filter=lambda _: True
    ):
        yield found if isinstance(found, str) else (found[0], found[1])
    for reason in Reason:
        yield MESSAGES[reason].what
        yield MESSAGES[reason].do
    yield from (
        *KINDS.values(),
        *CHANGES.values(),
        *DEEDS.values(),
        *WHY.values(),
        *UNREAD.values(),
    )
    yield from (*NEUTRAL.values(), *NAMED.values(), SIGN_IN)
    yield from (*HEADS.values(), *DUE.values())


def renewed(language: str) -> tuple[Catalog, bytes]:
    """Give a catalogue with today's sentences and its former translations, and its text."""
    before = _read(language)
    after = Catalog(locale=language, project="withhold", fuzzy=False, header_comment="")
    for sentence in sorted(set(sentences()), key=str):
        old = before.get(sentence if isinstance(sentence, str) else sentence[0])
        after.add(sentence, old.string if old else None)
    text = BytesIO()
    write_po(text, after, width=100, omit_header=False, sort_output=True, no_location=True)
    lines = text.getvalue().strip().splitlines()
    kept = [line for line in lines if not line.startswith(_PASSING)]
    return after, b"\n".join(kept) + b"\n"


def missing(catalogue: Catalog) -> list[str]:
    """Name the sentences without a translation."""
    return [str(one.id) for one in catalogue if one.id and not _is_said(one.string)]


def _is_said(text: object) -> bool:
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


def place(language: str) -> Path:
    """Say where a catalogue lies."""
    return LOCALES / language / "LC_MESSAGES" / "withhold.po"


def _read(language: str) -> Catalog:
    if not place(language).exists():
        return Catalog(locale=language)
    with place(language).open("rb") as file:
        return read_po(file, locale=language)


def main(arguments: list[str]) -> int:
    """Bring the catalogues up to date, or with `--check` say what is stale or missing."""
    wrong = []
    for language in sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()):
        catalogue, text = renewed(language)
        file = place(language)
        if "--check" not in arguments:
            file.write_bytes(text)
        elif not file.exists() or file.read_bytes() != text:
            wrong.append(f"{language} is stale: run `just words`")
        wrong += [f"{language}: no translation of “{one}”" for one in missing(catalogue)]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
