"""How are `todo` and `done` typed and told?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from withhold.app.declaring import WrongWord, declare, matter, picture
from withhold.app.start import house
from withhold.app.todo import open_page
from withhold.app.todo import todo as what_is_left
from withhold.cli.say import has_terminal, print_json, tell
from withhold.cli.screen import show_lines, width
from withhold.model.observation import Word
from withhold.report.said import document as said_document
from withhold.report.said import screen as said_screen
from withhold.report.todo import DEVICES, document
from withhold.report.todo_screen import screen

if TYPE_CHECKING:
    from withhold.app.start import House

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
_ANSWERS = {
    "sent": Word.SENT,
    "acknowledged": Word.ACKNOWLEDGED,
    "accepted": Word.ACCEPTED,
    "refused": Word.REFUSED,
}


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--country", metavar="CC", help="Two letters, such as DE, FR, GB or US.")
@click.option("--device", type=click.Choice(DEVICES), help="Give the steps for this device.")
@click.option(
    "--not-a-member",
    is_flag=True,
    help="For people without an account: how to object all the same.",
)
@click.option("--open", "opens", is_flag=True, help="Open the one control named in your browser.")
@_json
def todo(
    targets: tuple[str, ...],
    country: str | None,
    device: str | None,
    *,
    not_a_member: bool,
    opens: bool,
    as_json: bool,
) -> int:
    """List what only you can do: phone steps, forms, letters.

    The most effect per minute comes first. TARGET is a platform, a control such as
    linkedin.genai_toggle (then its exact steps by hand, on every device), or a way to object such
    as snapchat.dpo_mail. Without one: all your accounts. Ends with 1 if something is left to do.
    """
    found = what_is_left(house(), targets, country=country, accountless=not_a_member)
    if opens:
        found = open_page(found)
    if as_json:
        print_json(document(found))
    else:
        show_lines(screen(found, device=device, width=width()))
    for url in found.opened:
        tell(f"Opened in your browser: {url}")
    return found.code


@click.command()
@click.argument("control")
@click.option("--account", metavar="NAME", help="Which one of several accounts.")
@click.option("--since", "--on", metavar="DATE", help="2024, 2024-09 or 2024-09-18; else today.")
@click.option("--screenshot", metavar="FILE", help="A PNG or JPEG picture to keep beside it.")
@click.option("--sent", "answer", flag_value="sent", help="A form or letter went off.")
@click.option("--acknowledged", "answer", flag_value="acknowledged", help="They have it.")
@click.option("--accepted", "answer", flag_value="accepted", help="They agreed.")
@click.option("--refused", "answer", flag_value="refused", help="They said no.")
@click.option("--still-on", is_flag=True, help="A switch is on, or was turned on again.")
@click.option("--also", is_flag=True, help="It settles the accounts under the same operator too.")
@_json
def done(
    control: str,
    account: str | None,
    since: str | None,
    screenshot: str | None,
    answer: str | None,
    *,
    still_on: bool,
    also: bool,
    as_json: bool,
) -> int:
    """Take down your word: a switch you turned, a form you sent, the answer you got.

    Your word is kept beside what Withhold reads, never instead: it is no proof. A form or letter
    takes one of --sent, --acknowledged, --accepted, --refused, with --on DATE.
    """
    own = house()
    word = _word(own, control, answer, still_on=still_on)
    shot = picture(Path(screenshot)) if screenshot else None
    first = declare(own, control, word, since=since, screenshot=shot, account=account)
    others = first.also if also else ()
    said = [first, *(declare(own, o, word, since=since, screenshot=shot) for o in others)]
    if as_json:
        print_json(said_document(said))
    else:
        show_lines(said_screen(said, width=width()))
    return 0


def _word(own: House, control: str, answer: str | None, *, still_on: bool) -> Word:
    if answer and still_on:
        raise click.UsageError(f"--still-on and --{answer} do not go together.")
    if answer:
        return _ANSWERS[answer]
    if matter(own.facts, control).is_asked and not still_on:
        return _ask_answer(control)
    return Word.ALLOWED if still_on else Word.WITHHELD


def _ask_answer(control: str) -> Word:
    if not has_terminal():
        raise WrongWord(
            "A form or letter is sent and answered; it is not simply done.",
            where=control,
            do="Say --sent, --acknowledged, --accepted or --refused. Nothing was taken down.",
        )
    told = click.prompt(
        "How far has it come?", type=click.Choice(list(_ANSWERS)), default="sent", err=True
    )
    return _ANSWERS[told]
