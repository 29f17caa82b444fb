"""How are accounts, signing in and signing out told to a person, and written as JSON?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.kernel.clock import stamp
from withhold.model.observation import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.model.finding import Result
    from withhold.model.observation import Account

SCHEMA = 1
_DEFAULT = "default"


def document(accounts: Sequence[Account]) -> dict[str, Any]:
    """Give the list as JSON."""
    return {"schema": SCHEMA, "accounts": [_plain(account) for account in accounts]}


def lines(accounts: Sequence[Account]) -> Iterator[str]:
    """Say which accounts are on the list."""
    if not accounts:
        yield "No account is on the list yet."
        yield "Add one with `withhold accounts add linkedin`; `withhold platforms` names them all."
        return
    width = max(len(account.id) for account in accounts)
    for account in accounts:
        known = [f"@{account.handle}" if account.handle else "", account.country or ""]
        yield f"{account.id:<{width}}  {'  '.join(part for part in known if part)}".rstrip()


def added(account: Account, *, new: bool) -> str:
    """Say what is on the list now."""
    known = [f"@{account.handle}"] if account.handle else []
    known += [account.country] if account.country else []
    beside = f" ({', '.join(known)})" if known else ""
    return f"{'Added' if new else 'Noted'}: {account.id}{beside}."


def next_step(account: Account, platform: str, *, automatic: bool) -> Iterator[str]:
    """Say what to do after an account was added."""
    if automatic:
        yield f"Next: `{sign_in_command(account)}` opens a window; you sign in there yourself."
        yield f"Or by hand, in your everyday browser: `withhold todo {account.platform}`."
        return
    yield f"Withhold reads no page of {platform} by itself, so there is no need to sign in here."
    yield f"Next: `withhold todo {account.platform}` lists what you can do, step by step."


def sign_in_command(account: Account) -> str:
    """Write the command that signs this account in."""
    return f"withhold sign-in {_named(account)}"


def sign_out_command(account: Account) -> str:
    """Write the command that signs this account out."""
    return f"withhold sign-out {_named(account)}"


def before_window(
    account: Account, platform: str, *, automatic: bool, headless: bool
) -> Iterator[str]:
    """Say what is about to happen, and the other way."""
    if not automatic:
        yield f"Withhold reads no page of {platform} by itself, so it has no use for this session."
    yield f"Opening an ordinary browser window at {platform}, with a profile for {account.id}."
    yield f"By hand in your everyday browser instead: `withhold todo {account.platform}`."
    if headless:
        yield "Your settings say `headless = true`: the window has no screen, so nobody can sign in"
        yield "in it. Remove that line from config.toml to sign in."


def at_window(platform: str, *, can_press: bool) -> Iterator[str]:
    """Say what the person does now."""
    enter = ", or press Enter here" if can_press else ""
    yield f"Sign in to {platform} there, then close the window{enter}."
    yield "Nothing watches that window: no password is seen or kept by Withhold."


def signed_in(account: Account, answer: bool | None, result: Result | None) -> Iterator[str]:  # noqa: FBT001 - three answers, no flag
    """Say whether it worked, by what the look showed."""
    if answer:
        yield f"You are signed in ({account.id})."
        if result and result.reason is Reason.WRONG_ACCOUNT:
            yield result.detail
            return
        yield f"Next: `withhold check {account.platform}` reads the switch and changes nothing."
        if not account.added:
            yield f"To have it looked at every time: `withhold accounts add {account.platform}`."
        return
    if answer is False:
        yield f"You are not signed in ({account.id})."
    else:
        yield f"Whether you are signed in could not be seen ({account.id})."
    if result:
        yield result.detail


def not_looked(account: Account, platform: str, control: str | None) -> Iterator[str]:
    """Say why nothing is known, where no look was taken."""
    if control is None:
        yield f"Withhold reads no page of {platform} by itself, so it did not look."
        yield f"`withhold todo {account.platform}` lists what you can do there."
        return
    yield "As you wished, it was not looked whether you are signed in."
    yield f"`withhold check {account.platform}` would tell."


def sign_in_document(
    account: Account,
    answer: bool | None,  # noqa: FBT001 - three answers, no flag
    result: Result | None,
) -> dict[str, Any]:
    """Give the outcome of signing in as JSON."""
    read_at = result.read_at if result else None
    return {
        "schema": SCHEMA,
        "platform": account.platform,
        "account": account.name,
        "signed_in": answer,
        "reason": result.reason.value if result and result.reason else None,
        "detail": result.detail if result else "",
        "control": result.control if result else None,
        "read_at": stamp(read_at) if read_at else None,
    }


def profile_question(size: int) -> str:
    """Ask whether the profile goes as well."""
    return f"Delete its browser profile too? It holds your session ({amount(size)})"


def removed(account: Account, *, profile: str) -> Iterator[str]:
    """Say what went and what stays; `profile` is `deleted`, `kept` or `none`."""
    yield f"Removed from the list: {account.id}. Its readings and their evidence stay."
    if profile == "deleted":
        yield from _signed_out(account)
    elif profile == "kept":
        yield "Its browser profile stays, and you stay signed in there."
        yield f"`{sign_out_command(account)}` deletes it."


def before_sign_out(account: Account, size: int) -> Iterator[str]:
    """Say what signing out does."""
    yield f"This deletes the browser profile of {account.id} ({amount(size)}): its session, cookies"
    yield "and history. Readings and evidence stay, and so does the account on the list."


def signed_out(account: Account, *, deleted: bool) -> Iterator[str]:
    """Say that the session is gone from this machine, and what is beyond us."""
    if deleted:
        yield from _signed_out(account)
    else:
        yield f"There is no browser profile of {account.id} here, so nothing to sign out."


def sign_out_document(account: Account, *, deleted: bool) -> dict[str, Any]:
    """Give the outcome of signing out as JSON."""
    return {
        "schema": SCHEMA,
        "platform": account.platform,
        "account": account.name,
        "deleted": deleted,
    }


def amount(size: int) -> str:
    """Write a number of bytes for people."""
    number = float(size)
    for unit in ("bytes", "KB", "MB"):
        if number < 1000:  # noqa: PLR2004 - how units of a thousand work
            return f"{number:.0f} {unit}"
        number /= 1000
    return f"{number:.1f} GB"


def _signed_out(account: Account) -> Iterator[str]:
    yield f"The browser profile of {account.id} is deleted: no session is left on this machine."
    yield "The platform may still list it; under its security settings you can end it there too."


def _named(account: Account) -> str:
    if account.name == _DEFAULT:
        return account.platform
    return f"{account.platform} --account {account.name}"


def _plain(account: Account) -> dict[str, Any]:
    return {
        "platform": account.platform,
        "name": account.name,
        "handle": account.handle,
        "country": account.country,
    }
