"""What can go wrong between us and a page on the network?"""

from __future__ import annotations

from datetime import datetime

from withhold.kernel.errors import Exit, WithholdError

_SHOWN = 200


class NetError(WithholdError):
    """Something the network did not give; the base of the errors below.

    What a host says of itself, its address apart, never stands in an error.
    """

    code = "net"
    exit = Exit.COULD_NOT_LOOK

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        """Keep the three parts; of an address what can be shown, cut where it grows absurd."""
        shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in where[:_SHOWN])
        super().__init__(what, where=shown, do=do)


class NotAnAddress(NetError):
    """The text is no address of a public page."""

    code = "not-an-address"
    exit = Exit.MISUSE


class AddressRefused(NetError):
    """The address leads into somebody's own network, or into this machine."""

    code = "address-refused"


class NoName(NetError):
    """Nobody knows the host's name."""

    code = "no-name"


class Unreachable(NetError):
    """No connection came about."""

    code = "unreachable"


class NotSecure(NetError):
    """The host could not prove that it is the one we asked for."""

    code = "not-secure"


class TooManyRedirects(NetError):
    """The host sends us on and on, or in a circle."""

    code = "too-many-redirects"


class RedirectRefused(NetError):
    """The host sends us where we do not go: to an open line, or to no page at all."""

    code = "redirect-refused"


class TooLarge(NetError):
    """The page is larger than any policy is."""

    code = "too-large"


class Bomb(NetError):
    """The page grows beyond measure when it is unpacked."""

    code = "bomb"


class NotAPage(NetError):
    """What came is no text to read."""

    code = "not-a-page"


class RefusedByRobots(NetError):
    """The host asks programs to keep away from this page."""

    code = "refused-by-robots"


class Busy(NetError):
    """The host asks us to come back later; `until` is when, by its word or else by ours."""

    code = "busy"

    def __init__(self, what: str, *, until: datetime, where: str = "", do: str = "") -> None:
        """Keep the moment beside the three parts."""
        super().__init__(what, where=where, do=do)
        self.until = until


class Gone(NetError):
    """The host has no such page, or no longer."""

    code = "gone"


class HostError(NetError):
    """The host answered, but not with a page."""

    code = "host-error"


class Broken(NetError):
    """The answer broke off, or breaks the rules by which hosts answer."""

    code = "broken"


class Timeout(NetError):
    """The host did not answer in time, or too slowly ever to end."""

    code = "timeout"


_LATER = "Nothing was kept of it. Try again later."


def private(where: str) -> AddressRefused:
    """Return the error for an address outside the public internet."""
    return AddressRefused(
        "This address leads into a private network; Withhold fetches public pages only.",
        where=where,
        do="Nothing was sent there. If the address is right, look at the page by hand.",
    )


def no_address(where: str) -> NotAnAddress:
    """Return the error for a text that is no address."""
    return NotAnAddress(
        "This is not the address of a public page.",
        where=where,
        do="Write it in full, without a user name: https://example.com/privacy",
    )


def unnamed(where: str) -> NoName:
    """Return the error for a host nobody knows."""
    return NoName(
        "This host was not found.",
        where=where,
        do="See that you are connected to the internet and that the address is right.",
    )


def unreachable(where: str) -> Unreachable:
    """Return the error for a connection that did not come about."""
    return Unreachable(
        "This host could not be reached.",
        where=where,
        do="See that you are connected to the internet, then try again.",
    )


def unproved(where: str) -> NotSecure:
    """Return the error for a line that is not secure."""
    return NotSecure(
        "This host could not prove who it is, so nothing was fetched from it.",
        where=where,
        do="See that this machine's date is right; else somebody may be listening in: wait.",
    )


def endless(where: str) -> TooManyRedirects:
    """Return the error for redirects without an end."""
    return TooManyRedirects(
        "This page sends its visitors on without end.",
        where=where,
        do="Open it in a browser and see where it leads; its address may have changed.",
    )


def led_astray(where: str) -> RedirectRefused:
    """Return the error for a redirect that is not followed."""
    return RedirectRefused(
        "This page sends its visitors where Withhold does not go.",
        where=where,
        do="Open it in a browser and see where it leads; its address may have changed.",
    )


def too_large(where: str) -> TooLarge:
    """Return the error for a page beyond the limit."""
    return TooLarge(
        "This page is larger than any policy; it was not read to its end.",
        where=where,
        do="See in a browser whether the address still leads to the policy.",
    )


def bomb(where: str) -> Bomb:
    """Return the error for a page that unpacks beyond measure."""
    return Bomb(
        "This page grows beyond measure when it is unpacked; it was not read to its end.",
        where=where,
        do="See in a browser whether the address still leads to the policy.",
    )


def no_page(where: str) -> NotAPage:
    """Return the error for what is no text."""
    return NotAPage(
        "What lies at this address is not a page of text.",
        where=where,
        do="See in a browser whether the address still leads to the policy.",
    )


def unwelcome(where: str) -> RefusedByRobots:
    """Return the error for a page programs are asked to keep away from."""
    return RefusedByRobots(
        "This host asks programs not to fetch this page by themselves.",
        where=where,
        do="Fetch it yourself when you want to know: that counts as your visit.",
    )


def unsaid(where: str) -> RefusedByRobots:
    """Return the error for a host that does not say whether programs may come."""
    return RefusedByRobots(
        "This host did not say whether programs may fetch its pages, so none was fetched.",
        where=where,
        do="Fetch it yourself when you want to know: that counts as your visit.",
    )


def busy(where: str, until: datetime) -> Busy:
    """Return the error for a host that has no time now."""
    return Busy("This host asks to be left alone for now.", where=where, do=_LATER, until=until)


def gone(where: str) -> Gone:
    """Return the error for a page that is not there."""
    return Gone(
        "This host has no such page, or no longer.",
        where=where,
        do="The policy may have moved: see in a browser where it is now.",
    )


def no_answer(where: str, status: int) -> HostError:
    """Return the error for an answer that is no page."""
    return HostError(f"This host answered {status} instead of a page.", where=where, do=_LATER)


def broken(where: str) -> Broken:
    """Return the error for an answer that cannot be read to its end."""
    return Broken("The host's answer was damaged or broke off.", where=where, do=_LATER)


def late(where: str) -> Timeout:
    """Return the error for an answer that takes too long."""
    return Timeout("This host did not answer in time.", where=where, do=_LATER)
