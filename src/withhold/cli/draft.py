"""How is `withhold draft` typed, asked about and told?"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from withhold.app.drafting import Words, open_form, prepare, save, write
from withhold.app.start import house
from withhold.cli.say import has_terminal, print_json, tell
from withhold.report.drafts import document, guidance, text

if TYPE_CHECKING:
    from withhold.app.drafting import Prepared


@click.command()
@click.argument("control")
@click.option("--language", metavar="LANG", default="en", help="en or de.", show_default=True)
@click.option("--country", metavar="CC", help="Where you live; the law hangs on it.")
@click.option("--ground", "grounds", multiple=True, metavar="ID", help="A reason off the list.")
@click.option("--grounds", "own", metavar="TEXT", help="Your own reasons; - reads them from stdin.")
@click.option("--name", default="", help="Your name, below the text.")
@click.option("--email", default="", help="The address they know you by.")
@click.option("--profile", default="", help="The address or name of your profile.")
@click.option("--where", multiple=True, metavar="URL", help="A post of others you appear in.")
@click.option("--not-a-member", is_flag=True, help="You have no account there.")
@click.option("--open", "opens", is_flag=True, help="Open the form in your browser.")
@click.option("--out", metavar="FILE", help="Write the text to a new file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
def draft(
    control: str,
    language: str,
    country: str | None,
    grounds: tuple[str, ...],
    own: str | None,
    name: str,
    email: str,
    profile: str,
    where: tuple[str, ...],
    *,
    not_a_member: bool,
    opens: bool,
    out: str | None,
    as_json: bool,
) -> int:
    """Draft an objection in your words; nothing is sent.

    CONTROL is a form or letter such as facebook.ai_objection, or a way to object such as
    facebook.third_party_form. On a terminal you are asked for your reasons. The text goes to
    stdout, ready to be pasted; it is not kept.
    """
    prepared = prepare(
        house(), control, language=language, country=country, accountless=not_a_member
    )
    said = Words(grounds, _own(own), name, email, profile, where)
    if not (grounds or own) and has_terminal():
        said = _asked(prepared, said)
    drafted = write(prepared, said)
    if out:
        drafted = save(drafted, Path(out))
    if opens:
        drafted = open_form(drafted)
    if as_json:
        print_json(document(drafted))
        return 0
    width = shutil.get_terminal_size().columns
    for line in text(drafted, width=width if sys.stdout.isatty() else None):
        click.echo(line)
    for told in guidance(drafted, width=width):
        tell(told.text)
    return 0


def _own(text: str | None) -> str:
    if text == "-":
        return sys.stdin.read()
    return text or ""


def _asked(prepared: Prepared, said: Words) -> Words:
    """Ask the few questions, on stderr: the text alone goes to stdout."""
    if prepared.why:
        tell(click.wrap_text(prepared.why, shutil.get_terminal_size().columns))
    tell("Which of these are true for you?")
    for number, choice in enumerate(prepared.choices, 1):
        tell(f"  {number}. {choice.question}")
    chosen = _numbers(prepared)
    own = _line("In your own words (Enter for none)")
    name = said.name or _line("Your name (Enter to leave it out)")
    email = said.email or _line("The e-mail address they know you by (Enter to leave it out)")
    where, profile = said.where, said.profile
    if prepared.about == "others":
        where = where or tuple(_line("Address of a post you appear in (Enter for none)").split())
    else:
        profile = profile or _line("Your profile's address or name (Enter to leave it out)")
    return Words(chosen, own, name, email, profile, where)


def _numbers(prepared: Prepared) -> tuple[str, ...]:
    ids = [choice.id for choice in prepared.choices]
    while True:
        told = _line("Their numbers, such as 1 4 (Enter for none)").replace(",", " ").split()
        if all(each.isdecimal() and 1 <= int(each) <= len(ids) for each in told):
            return tuple(dict.fromkeys(ids[int(each) - 1] for each in told))
        tell(f"Give numbers from 1 to {len(ids)}.")


def _line(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, err=True)
    return answer
