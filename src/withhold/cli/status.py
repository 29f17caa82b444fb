"""How is `withhold status` typed and told?"""

from __future__ import annotations

import click

from withhold.app.start import house
from withhold.app.status import status as accounts_status
from withhold.cli.say import print_json
from withhold.cli.screen import show_lines, width
from withhold.report.status import document, verdict
from withhold.report.status_screen import screen


@click.command()
@click.argument("platform", required=False)
@click.option("--country", metavar="CC", help="Two letters, such as DE, FR, GB or US.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
def status(platform: str | None, country: str | None, *, as_json: bool) -> int:
    """Say how your accounts stand, from what was read and what you said.

    No page is opened. For each account: what is off, by which control, since when; what stays on
    though every switch is off; and the first reading of each control, which shows the default.
    """
    rows = accounts_status(house(), platform, country=country)
    if as_json:
        print_json(document(rows))
    else:
        show_lines(screen(rows, width=width()))
    return verdict(rows)
