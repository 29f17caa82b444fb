"""What does one get of a host's answer, when it is good and when it is not?"""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.fakes.hosts import ADDRESS, HOST, Hosts, Said, onward, reply

from withhold.net import body, errors, headers
from withhold.net.answer import Answer, Tag, Unchanged
from withhold.net.web import Limits

URL = f"https://{HOST}/"
MEGABYTE = 1_000_000


def _raw(said: bytes) -> Said:
    return lambda: iter((said,))


def _got(hosts: Hosts, said: Said, **limits: float) -> Answer | Unchanged:
    hosts.pages["/"] = said
    with hosts.web(limits=Limits(**limits)) as web:  # type: ignore[arg-type]
        return web.get(URL)


def _fails(hosts: Hosts, error: type[errors.NetError], said: Said, **limits: float) -> None:
    with pytest.raises(error) as caught:
        _got(hosts, said, **limits)
    assert caught.value.where
    assert caught.value.do


def test_a_page_is_told_with_all_that_is_known_of_it(hosts: Hosts) -> None:
    said = {"ETag": '"a1"', "Last_Modified": "Mon, 02 Nov 2026 10:00:00 GMT"}
    content = "<p>Wörter</p>".encode()
    assert _got(hosts, reply(content, **said)) == Answer(
        url=URL,
        kind="text/html",
        content=content,
        text="<p>Wörter</p>",
        tag=Tag('"a1"', "Mon, 02 Nov 2026 10:00:00 GMT"),
    )


def test_what_is_known_is_asked_for_again_on_condition(hosts: Hosts) -> None:
    tag = Tag('W/"a1"', "Mon, 02 Nov 2026 10:00:00 GMT")
    hosts.pages |= {"/": onward("/b"), "/b": _raw(b"HTTP/1.1 304 Not Modified\r\n\r\n")}
    with hosts.web() as web:
        assert web.get(URL, tag) == Unchanged(f"{URL}b")
    for heard in hosts.heard:
        assert heard.headers["if-none-match"] == tag.etag
        assert heard.headers["if-modified-since"] == tag.modified


def test_unchanged_is_no_answer_to_who_knows_nothing(hosts: Hosts) -> None:
    _fails(hosts, errors.HostError, _raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"))


HOSTILE_TAGS = [
    'a1"',
    '"a\r\nCookie: x"',
    '"a\nb"',
    '"a"b"',
    f'"{"a" * 201}"',
    '"ü"',
    '"a", "b"',
    "*",
]


@pytest.mark.parametrize("etag", HOSTILE_TAGS)
def test_a_hostile_tag_is_neither_sent_nor_kept(hosts: Hosts, etag: str) -> None:
    hosts.pages["/"] = reply(ETag=etag.replace("\r", "").replace("\n", ""), Last_Modified="today")
    with hosts.web() as web:
        answer = web.get(URL, Tag(etag, f"{etag} GMT"))
    assert not {"if-none-match", "if-modified-since"} & set(hosts.heard[0].headers)
    assert isinstance(answer, Answer)
    assert answer.tag.modified == ""
    assert "\n" in etag or answer.tag == Tag()


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("404 Not Found", errors.Gone),
        ("410 Gone", errors.Gone),
        ("400 Bad", errors.HostError),
        ("401 Who", errors.HostError),
        ("403 No", errors.HostError),
        ("451 Law", errors.HostError),
        ("500 Oh", errors.HostError),
        ("502 Oh", errors.HostError),
        ("204 Nothing", errors.HostError),
        ("206 Part", errors.HostError),
        ("300 Many", errors.HostError),
        ("302 Nowhere", errors.HostError),
    ],
)
def test_no_other_answer_is_a_page(hosts: Hosts, status: str, error: type[errors.NetError]) -> None:
    _fails(hosts, error, reply(b"", status))


def test_a_page_of_ten_megabytes_passes(hosts: Hosts) -> None:
    content = b"<p>A line of words.</p>\n" * 440_000
    assert len(content) > 10 * MEGABYTE
    answer = _got(hosts, reply(content))
    assert isinstance(answer, Answer)
    assert answer.content == content


def test_a_page_beyond_the_limit_is_not_read_to_its_end(hosts: Hosts) -> None:
    endless = hosts.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"a" * 60_000)
    _fails(hosts, errors.TooLarge, endless, size=200_000)
    _fails(hosts, errors.TooLarge, reply(b"a" * 200_001), size=200_000)
    assert isinstance(_got(hosts, reply(b"a" * 200_000), size=200_000), Answer)


def _packed(content: bytes) -> Said:
    return reply(gzip.compress(content), Content_Encoding="gzip")


def test_a_packed_page_is_unpacked(hosts: Hosts) -> None:
    content = b"".join(b"<p>%d</p>\n" % (n * n) for n in range(120_000))
    answer = _got(hosts, _packed(content))
    assert isinstance(answer, Answer)
    assert answer.content == content


def test_a_packed_page_beyond_the_limit_is_refused(hosts: Hosts) -> None:
    content = b"".join(b"<p>%d</p>\n" % (n * n) for n in range(120_000))
    assert len(gzip.compress(content)) < MEGABYTE
    _fails(hosts, errors.TooLarge, _packed(content), size=MEGABYTE)


def test_a_bomb_is_not_unpacked(hosts: Hosts) -> None:
    _fails(hosts, errors.Bomb, _packed(b"\0" * 15 * MEGABYTE))
    many = reply(gzip.compress(b"a" * MEGABYTE) * 15, Content_Encoding="gzip")
    _fails(hosts, errors.Bomb, many)


def test_a_stream_that_makes_nothing_ends_at_the_limit(hosts: Hosts) -> None:
    packer = zlib.compressobj(wbits=31)
    nothing = packer.compress(b"") + packer.flush(zlib.Z_SYNC_FLUSH)
    idle = nothing + packer.flush(zlib.Z_FULL_FLUSH) + b"\0\0\0\xff\xff" * 60_000
    _fails(hosts, errors.TooLarge, reply(idle, Content_Encoding="gzip"), size=200_000)


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "compress", "gzip, gzip", "x"])
def test_a_page_packed_as_nobody_asked_is_refused(hosts: Hosts, encoding: str) -> None:
    _fails(hosts, errors.NotAPage, reply(gzip.compress(b"a"), Content_Encoding=encoding))


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"no gzip at all",
        gzip.compress(b"words" * 1_000)[:-9],
        gzip.compress(b"words")[:-1],
        gzip.compress(b"words") + b"rest",
        gzip.compress(b"words") + gzip.compress(b"more")[:12],
    ],
    ids=["nothing", "none", "cut short", "nearly whole", "more behind", "a second cut short"],
)
def test_a_damaged_stream_is_broken(hosts: Hosts, packed: bytes) -> None:
    _fails(hosts, errors.Broken, reply(packed, Content_Encoding="gzip"))


@example([b"a" * 900_000], 70_000, 0)
@example([b"a" * 65_536, b"", b"a" * 65_537], 1, 1)
@given(
    st.lists(st.binary(max_size=200_000), min_size=1, max_size=3),
    st.integers(min_value=1, max_value=70_000),
    st.integers(min_value=0, max_value=40),
)
def test_however_it_is_cut_the_same_comes_out(parts: list[bytes], cut: int, padding: int) -> None:
    packed = b"".join(gzip.compress(part) for part in parts) + b"\0" * padding
    chunks = (packed[at : at + cut] for at in range(0, len(packed), cut))
    pieces = list(body.unpacked(chunks, "gzip", where=""))
    assert b"".join(pieces) == b"".join(parts)
    assert max(map(len, pieces)) <= 65_536


@given(st.binary(max_size=400), st.sampled_from(["gzip", "identity", "br", ""]))
def test_no_bytes_break_the_unpacking(raw: bytes, encoding: str) -> None:
    try:
        b"".join(body.unpacked([raw], encoding, where=""))
    except errors.NetError:
        return


BROKEN = [
    b"",
    b"HTTP/1.1 200",
    b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
    b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\nshort",
    b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nwords\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n",
    b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n",
    b"SSH-2.0-OpenSSH_9.2p1\r\n",
    b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"a" * 200_000 + b"\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n" + b"X-Many: a\r\n" * 20_000 + b"\r\n",
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
]


@pytest.mark.parametrize("said", BROKEN)
def test_an_answer_against_the_rules_is_broken(hosts: Hosts, said: bytes) -> None:
    _fails(hosts, errors.Broken, _raw(said))


@given(st.lists(st.tuples(st.binary(max_size=30), st.binary(max_size=60)), max_size=6))
def test_no_header_breaks_the_reading(raw: list[tuple[bytes, bytes]]) -> None:
    read = headers.received(raw)
    assert all(isinstance(value, str) for value in read.values())


DRIPS: list[Callable[[Hosts], Said]] = [
    lambda hosts: hosts.drip(b"", b"H"),
    lambda hosts: hosts.drip(b"HTTP/1.1 200 OK\r\nX: ", b"a"),
    lambda hosts: hosts.drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    lambda hosts: hosts.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"a"),
    lambda hosts: hosts.drip(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", b"a"),
]


@pytest.mark.parametrize("drips", DRIPS)
def test_who_speaks_too_slowly_is_not_waited_for(
    hosts: Hosts, drips: Callable[[Hosts], Said]
) -> None:
    hosts.pages["/"] = drips(hosts)
    began = time.monotonic()
    with (
        hosts.web(limits=Limits(seconds=0.3), tick=time.monotonic) as web,
        pytest.raises(errors.Timeout),
    ):
        web.get(URL)
    assert time.monotonic() - began < 5


def test_who_hangs_up_breaks_off(hosts: Hosts) -> None:
    def hanging_up() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
        raise ConnectionResetError

    hosts.pages["/"] = hanging_up
    with hosts.web() as web, pytest.raises(errors.Broken):
        web.get(f"http://{HOST}/")


def test_who_says_nothing_is_not_waited_for(hosts: Hosts) -> None:
    def silent() -> Iterator[bytes]:
        hosts.over.wait(20)
        yield b""

    hosts.pages["/"] = silent
    began = time.monotonic()
    with (
        hosts.web(limits=Limits(seconds=0.3), tick=time.monotonic) as web,
        pytest.raises(errors.Timeout),
    ):
        web.get(URL)
    assert time.monotonic() - began < 5


def test_the_time_is_one_for_all_hops(hosts: Hosts) -> None:
    ticks = iter(range(0, 10_000, 20))
    for hop in range(5):
        hosts.pages[f"/{hop}"] = onward(f"/{hop + 1}")
    with (
        hosts.web(limits=Limits(seconds=400), tick=lambda: next(ticks)) as web,
        pytest.raises(errors.Timeout),
    ):
        web.get(f"{URL}0")
    assert len(hosts.heard) < 5


def test_a_host_nobody_knows_is_said_to_be_so(hosts: Hosts) -> None:
    with hosts.web() as web, pytest.raises(errors.NoName):
        web.get("https://unknown.example/")


def test_a_host_that_does_not_answer_is_unreachable(hosts: Hosts) -> None:
    hosts.down = {ADDRESS}
    with hosts.web() as web, pytest.raises(errors.Unreachable):
        web.get(URL)
    assert hosts.dialled == [(ADDRESS, 443)] * 3
    assert hosts.time.waited == [5.0, 15.0]


def test_the_next_address_is_tried_when_one_does_not_answer(hosts: Hosts) -> None:
    hosts.names[HOST] = ["93.184.216.35", ADDRESS]
    hosts.pages["/"] = reply()
    hosts.down = {"93.184.216.35"}
    with hosts.web() as web:
        assert isinstance(web.get(URL), Answer)
    assert hosts.dialled == [("93.184.216.35", 443), (ADDRESS, 443)]
