"""Which commands are there, and what happens when one fails? The command boundary."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

import click

from withhold import __version__
from withhold.cli.say import print_json
from withhold.kernel.errors import Exit, WithholdError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "platforms": "withhold.cli.platforms:platforms",
    "accounts": "withhold.cli.accounts:accounts",
    "sign-in": "withhold.cli.accounts:sign_in",
    "sign-out": "withhold.cli.accounts:sign_out",
    "check": "withhold.cli.runs:check",
    "off": "withhold.cli.runs:off",
    "restore": "withhold.cli.runs:restore",
    "adopt": "withhold.cli.adopt:adopt",
    "todo": "withhold.cli.todo:todo",
    "done": "withhold.cli.todo:done",
    "draft": "withhold.cli.draft:draft",
    "status": "withhold.cli.status:status",
    "review": "withhold.cli.review:review",
    "inbox": "withhold.cli.inbox:inbox",
    "schedule": "withhold.cli.schedule:schedule",
    "exposure": "withhold.cli.exposure:exposure",
    "policies": "withhold.cli.policies:policies",
    "evidence": "withhold.cli.evidence:evidence",
    "rehearse": "withhold.cli.rehearse:rehearse",
    "lock": "withhold.cli.lock:lock",
    "unlock": "withhold.cli.lock:unlock",
    "erase": "withhold.cli.house:erase",
    "doctor": "withhold.cli.house:doctor",
    "ordered": "withhold.cli.ordered:ordered",
}
"""Where each command lives; a command's module is imported when it is used, not before."""


_PACKAGE = Path(__file__).parent.parent


class _Lazy(click.Group):
    """A group that imports a command only when it is called or described."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names, in the order a newcomer meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None


@click.group(
    cls=_Lazy,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="withhold")
@click.option(
    "--no-open", is_flag=True, help="Print the dashboard's address instead of opening it."
)
@click.pass_context
def withhold(context: click.Context, no_open: bool) -> None:
    """Keep your social-media life out of AI training.

    Withhold shows what each platform takes, switches it off where you are signed in, proves it by
    reading it back, and guides you where only you can act. Without a command it opens the
    dashboard, a page on this machine that only you can see.
    """
    if context.invoked_subcommand is None:
        from withhold.cli.dashboard import dashboard  # noqa: PLC0415 - nobody else waits for it

        dashboard(opens=not no_open)
    elif no_open:
        raise click.UsageError("--no-open is for the dashboard; it goes with no command.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its documented code. Nobody ever sees a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_run(given, json="--json" in given))


def _run(given: list[str], *, json: bool) -> int:
    try:
        answer = withhold.main(given, prog_name="withhold", standalone_mode=False)
    except WithholdError as error:
        return _say(error, json=json)
    except click.ClickException as error:
        return _say(_misuse(error), json=json)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return Exit.INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        sys.stderr.close()
        return Exit.WELL
    except Exception as error:  # noqa: BLE001 - the command boundary
        return _say(_bug(error), json=json)
    return answer if isinstance(answer, int) else Exit.WELL


def _say(error: WithholdError, *, json: bool) -> int:
    if json:
        from withhold.report.failures import failure  # noqa: PLC0415 - only on failure

        print_json(failure(error))
    for part in (error.what, error.where, error.do):
        if part:
            click.echo(part, err=True)
    return error.exit


class _Misuse(WithholdError):
    code = "usage"


class _OwnBug(WithholdError):
    code = "bug"
    exit = Exit.BUG


def _misuse(error: click.ClickException) -> WithholdError:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "withhold"
    return _Misuse(error.format_message(), where="", do=f"`{path} --help` says what it takes.")


def _bug(error: Exception) -> WithholdError:
    """Name the kind and the place of our own fault; its text may quote something personal."""
    frames = extract_tb(error.__traceback__)
    own = [frame for frame in frames if _PACKAGE in Path(frame.filename).parents]
    last = (own or frames)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return _OwnBug(
        "This is a fault in Withhold itself, and none of yours.",
        where=f"{type(error).__name__} at {place}.",
        do="Nothing is lost: what was done is in the ledger. Please report these three lines.",
    )
