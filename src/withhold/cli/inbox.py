"""How is `withhold inbox` typed and told?"""

from __future__ import annotations

import click

from withhold.app import noticing
from withhold.app.start import house
from withhold.cli.say import print_json, tell
from withhold.kernel.errors import Exit
from withhold.report.notices import document, lines


@click.command()
@click.option("--all", "every", is_flag=True, help="Also what you have read.")
@click.option("--done", is_flag=True, help="Mark what is shown as read.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
def inbox(every: bool, done: bool, as_json: bool) -> int:
    """Show what Withhold noticed, newest first, one line each.

    The lines name no platform and no setting, in case somebody looks over your shoulder. To have
    them named, set `neutral = false` under [notices] in your settings.
    """
    own = house()
    entries = noticing.inbox(own, every=every)
    neutral = own.config.notices.neutral
    if as_json:
        print_json(document(entries, neutral=neutral))
    else:
        for line in lines(entries, neutral=neutral):
            click.echo(line)
    if done:
        ids = [entry.id for entry in entries if not entry.read]
        count = noticing.mark_read(own, ids) if ids else 0
        tell(f"Marked as read: {count}.")
        return Exit.WELL
    return Exit.FINDINGS if any(not entry.read for entry in entries) else Exit.WELL
