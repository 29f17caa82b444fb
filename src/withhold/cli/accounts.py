"""How are `accounts`, `sign-in` and `sign-out` typed and told?"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from withhold.app import accounts as book
from withhold.app import signing, switching
from withhold.app.errands import DEFAULT_ACCOUNT
from withhold.app.planning import NotApproved
from withhold.app.start import house
from withhold.cli.runs import tell_once
from withhold.cli.say import has_terminal, print_json, stoppable, tell
from withhold.kernel.errors import Exit
from withhold.report import accounts as view
from withhold.report.runs import progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from withhold.app.signing import Door, SignedIn
    from withhold.app.start import House

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout.")
_platform = click.argument("platform")
_account = click.option("--account", metavar="NAME", help="Which one of several accounts.")


@click.group()
def accounts() -> None:
    """Add, list and remove your accounts.

    Without a target, `check` and `off` look at all of them. Each has a browser profile of its own.
    """


@accounts.command()
@_platform
@click.option(
    "--name", metavar="NAME", default=DEFAULT_ACCOUNT, help="Tells several apart, such as work."
)
@click.option("--handle", metavar="HANDLE", help="What the platform calls you, such as @jane_doe.")
@click.option("--country", metavar="CC", help="Two letters, such as DE, FR, GB or US.")
@_json
def add(platform: str, name: str, handle: str | None, country: str | None, as_json: bool) -> None:
    """Put an account on the list, or change its handle or country.

    With a handle, a page that shows another account is never read or switched.
    """
    own = house()
    done = book.add(own, platform, name=name, handle=handle, country=country)
    _say(view.added(done.account, new=done.new).splitlines(), as_json=as_json)
    _say(
        view.next_step(done.account, done.platform, automatic=done.automatic),
        as_json=as_json,
    )
    _list(own, as_json=as_json)


@accounts.command("list")
@_json
def list_(as_json: bool) -> None:
    """Show the accounts on the list."""
    own = house()
    _list(own, as_json=as_json)
    if not as_json:
        _say(view.lines(book.listed(own)), as_json=False)


@accounts.command()
@_platform
@click.option("--name", metavar="NAME", help="Which one of several accounts.")
@click.option(
    "--delete-profile/--keep-profile",
    default=None,
    help="Delete its browser profile, and with it the session; or keep it. Else you are asked.",
)
@_json
def remove(platform: str, name: str | None, delete_profile: bool | None, as_json: bool) -> None:
    """Take an account off the list. Its readings stay."""
    own = house()
    account = book.meant(own, platform, name)
    size = book.size(book.profile(own.home, account))
    if delete_profile is None and size and account.added:
        delete_profile = has_terminal() and click.confirm(
            view.profile_question(size), default=True, err=True
        )
    if delete_profile and account.added:
        book.forget_profile(own.home, account)  # first: it may be in use, and then nothing happens
    book.remove(own, platform, name)
    fate = "none" if not size else "deleted" if delete_profile else "kept"
    _say(view.removed(account, profile=fate), as_json=as_json)
    _list(own, as_json=as_json)


@click.command("sign-in")
@_platform
@_account
@click.option("--no-check", is_flag=True, help="Do not look afterwards whether it worked.")
@_json
def sign_in(platform: str, account: str | None, no_check: bool, as_json: bool) -> int:
    """Sign in yourself, in an ordinary browser window.

    Withhold opens the window and waits; it does not watch. When you close it, one look at a
    settings page says whether you are signed in.
    """
    own = house()
    way = signing.door(own, platform, account)
    tell_once(own, ask=True)
    automatic = way.control is not None
    _tell(view.before_window(way.account, way.platform, automatic=automatic, headless=way.headless))
    with stoppable() as stop:
        presence = signing.Presence(_opened(way), _pressed(), stop)
        signing.let_in(own, way, presence)
        tell("The window is closed.")
        seen = signing.SignedIn(None, None)
        if not no_check and way.control and not stop.is_set():
            one = way.account.name if way.account.added else None
            seen = signing.look(own, way, switching.Wishes(one, tell=progress(tell), stop=stop))
        if stop.is_set():
            raise click.Abort
    return _show(way, seen, as_json=as_json, looked=bool(seen.result))


@click.command("sign-out")
@_platform
@_account
@click.option("--yes", is_flag=True, help="Do not ask.")
@_json
def sign_out(platform: str, account: str | None, yes: bool, as_json: bool) -> None:
    """Delete an account's browser profile, and with it the session on this machine."""
    own = house()
    leaver = signing.leaving(own, platform, account)
    size = book.size(book.profile(own.home, leaver))
    if size:
        _tell(view.before_sign_out(leaver, size))
        _want_yes(yes=yes)
    deleted = book.forget_profile(own.home, leaver)
    _say(view.signed_out(leaver, deleted=deleted), as_json=as_json)
    if as_json:
        print_json(view.sign_out_document(leaver, deleted=deleted))


def _want_yes(*, yes: bool) -> None:
    if yes or (has_terminal() and click.confirm("Delete it?", err=True)):
        return
    if has_terminal():
        raise NotApproved("You did not say yes.", do="Nothing was deleted.")
    raise NotApproved(
        "Signing out needs your yes, and there is no terminal to ask on.",
        do="Run it in a terminal, or add --yes. Nothing was deleted.",
    )


def _show(way: Door, seen: SignedIn, *, as_json: bool, looked: bool) -> int:
    if as_json:
        print_json(view.sign_in_document(way.account, seen.answer, seen.result))
    if looked:
        _say(view.signed_in(way.account, seen.answer, seen.result), as_json=as_json)
    else:
        _say(view.not_looked(way.account, way.platform, way.control), as_json=as_json)
        return Exit.WELL
    return Exit.WELL if seen.answer else Exit.COULD_NOT_LOOK


def _opened(way: Door) -> Callable[[], None]:
    def opened() -> None:
        _tell(view.at_window(way.platform, can_press=sys.stdin is not None))

    return opened


def _pressed() -> Callable[[], bool]:
    """Give a question that is asked again and again: was Enter pressed here?

    The end of the input is no key press: where nobody sits, only the window's end counts.
    """
    if sys.platform == "win32":
        return _pressed_on_windows()
    import select  # noqa: PLC0415 - on Windows it cannot listen to a keyboard

    listening = sys.stdin is not None and not sys.stdin.closed

    def pressed() -> bool:
        nonlocal listening
        if not listening or not select.select([0], [], [], 0)[0]:
            return False
        typed = os.read(0, 1024)
        listening = bool(typed)
        return b"\n" in typed

    return pressed


def _pressed_on_windows() -> Callable[[], bool]:
    import msvcrt  # noqa: PLC0415 - only there

    def pressed() -> bool:
        return msvcrt.kbhit() and msvcrt.getwch() in "\r\n"  # type: ignore[attr-defined,no-any-return,unused-ignore]

    return pressed


def _list(own: House, *, as_json: bool) -> None:
    if as_json:
        print_json(view.document(book.listed(own)))


def _say(lines: Iterable[str], *, as_json: bool) -> None:
    """Say a result: to stdout, unless that is for the JSON."""
    for line in lines:
        click.echo(line, err=as_json)


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        tell(line)
