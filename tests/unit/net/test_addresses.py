"""Is nothing but the public internet ever spoken to, however the way there is put?"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.hosts import ADDRESS, HOST, Hosts, onward, reply

from withhold.net import errors
from withhold.net.answer import Answer
from withhold.net.public import is_public
from withhold.net.target import target

NAT64 = IPv6Network("64:ff9b::/96")
PRIVATE = [
    "0.0.0.0",  # noqa: S104 - refused, not bound to
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2606:2800:220:1::1%eth0",
    "",
    "localhost",
    "1.2.3",
    "010.8.8.8",
]
PUBLIC = [
    "8.8.8.8",
    ADDRESS,
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.1",
    "223.255.255.255",
    "2606:2800:220:1::1",
    "2001:4860:4860::8888",
    "2a00:1450:4001:82b::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_never_dialled(hosts: Hosts, address: str) -> None:
    assert not is_public(address)
    hosts.names[HOST] = [address]
    with hosts.web() as web, pytest.raises(errors.AddressRefused):
        web.get(f"https://{HOST}/")
    assert hosts.dialled == []


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_dialled_as_it_was_judged(hosts: Hosts, address: str) -> None:
    hosts.pages["/"] = reply()
    hosts.names[HOST] = [address]
    with hosts.web() as web:
        assert isinstance(web.get(f"https://{HOST}/"), Answer)
    assert hosts.dialled == [(address, 443)]


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_nothing_is_called_public_that_the_standard_library_does_not(
    address: IPv4Address | IPv6Address,
) -> None:
    carried = isinstance(address, IPv6Address) and (
        address.ipv4_mapped is not None or address in NAT64
    )
    if is_public(str(address)) and not carried:
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_by_what_it_is(address: IPv4Address) -> None:
    for around in (0xFFFF << 32, 0x64FF9B << 96):
        assert is_public(str(IPv6Address(around | int(address)))) == is_public(str(address))
    assert not is_public(str(IPv6Address((0x2002 << 112) | (int(address) << 80))))


@given(st.text(max_size=60))
def test_no_text_is_public_by_accident(text: str) -> None:
    if is_public(text):
        ip_address(text)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://127.0.0.1./",
        "http://1.2.3/",
        "http://[::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://localhost/",
        "http://localhost./",
        "http://LOCALHOST/",
        "http://a.localhost/",
        "http://printer.local/",
        "http://db.internal./",
        "http://router.home.arpa/",
        "http://router/",
        "http://127。0。0。1/",
        "http://localhost:8080/",
        "https://169.254.169.254/latest/meta-data",
    ],
)
def test_no_way_of_writing_it_leads_inside(hosts: Hosts, url: str) -> None:
    with hosts.web() as web, pytest.raises(errors.AddressRefused) as caught:
        web.get(url)
    assert (hosts.dialled, hosts.looked_up) == ([], [])
    assert caught.value.where
    assert caught.value.do


@pytest.mark.parametrize(
    "url",
    [
        "",
        "policies.example",
        "ftp://policies.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https:///x",
        "https://me:secret@policies.example/",
        "https://me@policies.example/",
        "https://policies.example\\@other.example/",
        "https://policies.example:0/",
        "https://policies.example:99999/",
        "https://policies..example/",
        "https://.policies.example/",
        "https://policies.example../",
        "https://pol icies.example/",
        "https://127%2e0.0.1/",
        "https://0177.0.0.1/",
        "https://[::1/",
        "https://" + "a" * 64 + ".example/",
        "https://" + "a." * 127 + "example/",
        "https://policies.example/\n",
        "https://policies.example/" + "a" * 70_000,
        "https://\ud800.example/",
    ],
)
def test_what_is_no_address_is_not_fetched(hosts: Hosts, url: str) -> None:
    with hosts.web() as web, pytest.raises(errors.NotAnAddress):
        web.get(url)
    assert hosts.dialled == []


@given(st.text(max_size=40), st.sampled_from(["", "https://", "http://", "https://a.example/"]))
def test_any_text_is_an_address_or_an_error(text: str, before: str) -> None:
    try:
        found = target(before + text)
    except errors.NetError:
        return
    assert found.scheme in {"http", "https"}
    assert target(found.url) == found


def test_a_name_in_another_script_is_asked_for_in_its_ascii_form(hosts: Hosts) -> None:
    with hosts.web() as web, pytest.raises(errors.NoName):
        web.get("https://bücher.example/")
    assert hosts.looked_up == ["xn--bcher-kva.example"]


def test_one_private_address_among_public_ones_condemns_them_all(hosts: Hosts) -> None:
    hosts.names[HOST] = [ADDRESS, "10.0.0.1"]
    with hosts.web() as web, pytest.raises(errors.AddressRefused):
        web.get(f"https://{HOST}/")
    assert hosts.dialled == []


def test_every_hop_is_looked_up_and_judged_anew(hosts: Hosts) -> None:
    hosts.pages["/"] = onward("https://other.example/inside")
    hosts.names["other.example"] = ["192.168.1.1"]
    with hosts.web() as web, pytest.raises(errors.AddressRefused):
        web.get(f"https://{HOST}/")
    assert hosts.looked_up == [HOST, "other.example"]
    assert hosts.dialled == [(ADDRESS, 443)]


@pytest.mark.parametrize("inside", ["https://127.0.0.1/", "//[::1]/", "https://0x7f.1/"])
def test_no_redirect_leads_inside(hosts: Hosts, inside: str) -> None:
    hosts.pages["/"] = onward(inside)
    with hosts.web() as web, pytest.raises(errors.AddressRefused):
        web.get(f"https://{HOST}/")
    assert len(hosts.dialled) == 1


def test_a_name_that_turns_round_is_caught_at_the_next_look(hosts: Hosts) -> None:
    hosts.first = [[ADDRESS], ["127.0.0.1"]]
    hosts.pages["/"] = onward("/second")
    hosts.pages["/second"] = reply()
    with hosts.web() as web, pytest.raises(errors.AddressRefused):
        web.get(f"https://{HOST}/")
    assert hosts.paths == ["/"]


def test_a_name_is_looked_up_once_for_a_connection(hosts: Hosts) -> None:
    hosts.pages["/"] = reply()
    with hosts.web() as web:
        web.get(f"https://{HOST}/")
    assert (hosts.looked_up, hosts.dialled) == ([HOST], [(ADDRESS, 443)])


def test_a_public_number_is_no_name_to_look_up(hosts: Hosts) -> None:
    hosts.pages["/"] = reply()
    with hosts.web() as web:
        web.get(f"https://{ADDRESS}/")
    assert (hosts.looked_up, hosts.dialled) == ([], [(ADDRESS, 443)])


def test_the_robots_file_takes_no_other_way(hosts: Hosts) -> None:
    hosts.pages["/robots.txt"] = onward("https://10.0.0.1/robots.txt")
    hosts.pages["/"] = reply()
    with hosts.web(attended=False) as web, pytest.raises(errors.AddressRefused):
        web.get(f"https://{HOST}/")
    assert hosts.paths == ["/robots.txt"]


def test_an_error_shows_no_more_of_an_address_than_can_be_shown() -> None:
    with pytest.raises(errors.NotAnAddress) as caught:
        target("https://a\x1b[31m\r\n\ud800.example/" + "a" * 900)
    assert caught.value.where.startswith("https://a\ufffd[31m")
    assert len(caught.value.where) == 200
