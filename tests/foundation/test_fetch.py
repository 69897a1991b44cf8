"""Outgoing requests: what is refused before anything is sent, and what the other side cannot do to us."""

import socket
import threading
import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.foundation import fetch

PUBLIC = "93.184.215.14"


def to(*addresses: str) -> fetch.Resolver:
    return lambda host, port: list(addresses)


def never(*_: object) -> socket.socket:
    raise AssertionError("nothing may be sent")


def saying(*parts: bytes, pause: float = 0.0, heard: list[bytes] | None = None) -> fetch.Connector:
    """A server that reads one request and says these parts."""

    def connector(address: str, port: int, host: str, seconds: float) -> socket.socket:
        ours, theirs = socket.socketpair()

        def serve() -> None:
            with theirs:
                request = theirs.recv(65536)
                if heard is not None:
                    heard.extend([f"{address} {port} {host}".encode(), request])
                for part in parts:
                    try:
                        theirs.sendall(part)
                    except OSError:
                        return
                    time.sleep(pause)

        threading.Thread(target=serve, daemon=True).start()
        return ours

    return connector


def ok(body: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def test_a_public_address_is_asked_where_its_name_led() -> None:
    heard: list[bytes] = []
    answer = fetch.fetch(
        "https://example.org/list?x=1",
        resolver=to(PUBLIC),
        connector=saying(ok(b"hello", "X-Kind: list"), heard=heard),
    )
    assert (answer.status, answer.body, answer.headers["x-kind"]) == (200, b"hello", "list")
    assert heard[0] == f"{PUBLIC} 443 example.org".encode()
    assert heard[1].startswith(b"GET /list?x=1 HTTP/1.1\r\n")
    assert heard[1].count(b"Host: example.org\r\n") == 1
    assert b"Accept-Encoding: identity\r\n" in heard[1]


def test_the_name_is_resolved_once_and_the_first_address_is_the_one_connected_to() -> None:
    asked: list[str] = []
    heard: list[bytes] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    fetch.fetch("https://example.org/", resolver=rebinding, connector=saying(ok(b""), heard=heard))
    assert asked == ["example.org"]
    assert heard[0].startswith(PUBLIC.encode())


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "//example.org",
        "https://user:secret@example.org/",
        "https://example.org:22/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org/a b",
        "https://example.org/\r\nX: y",
        "https://exa\u00e4mple.org/",
        "https://[::1/",
        "https://example.org/" + "x" * 2000,
    ],
)
def test_other_addresses_are_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(fetch.Refused):
        fetch.fetch(url, resolver=never, connector=never)  # type: ignore[arg-type]


PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001:0:53aa:64c::",
    "2001:db8::1",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    for answers in ([address], [PUBLIC, address], [address, PUBLIC]):
        with pytest.raises(fetch.Refused, match="public network"):
            fetch.fetch("https://example.org/", resolver=to(*answers), connector=never)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_public(address: str) -> None:
    assert fetch.is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_as_itself_mapped_into_ipv6(address: object) -> None:
    assert fetch.is_public(f"::ffff:{address}") == fetch.is_public(str(address))


def test_a_name_nobody_knows_fails() -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror

    for resolver in (unknown, to()):
        with pytest.raises(fetch.Failed, match="not known"):
            fetch.fetch("https://example.org/", resolver=resolver, connector=never)


def test_a_redirect_is_not_followed() -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: https://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(fetch.Failed, match="redirect"):
        fetch.fetch("https://example.org/", resolver=to(PUBLIC), connector=saying(moved))


@pytest.mark.parametrize(
    "said",
    [
        ok(b"x" * 101),
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 101,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + b"x" * 101 + b"\r\n0\r\n\r\n",
    ],
)
def test_more_bytes_than_wanted_are_not_read(said: bytes) -> None:
    with pytest.raises(fetch.Failed, match="more than 100 bytes"):
        fetch.fetch("https://example.org/", resolver=to(PUBLIC), connector=saying(said), most_bytes=100)


@pytest.mark.parametrize(
    "said", [b"", b"garbage\r\n\r\n", ok(b"hello")[:-2], b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"]
)
def test_a_broken_answer_fails(said: bytes) -> None:
    with pytest.raises(fetch.Failed):
        fetch.fetch("https://example.org/", resolver=to(PUBLIC), connector=saying(said))


@pytest.mark.parametrize("drip", [ok(b"x" * 1000), b"HTTP/1.1 200 OK\r\n" + b"X-Slow: x\r\n" * 90])
def test_a_server_that_drips_is_cut_off_in_time(drip: bytes) -> None:
    began = time.monotonic()
    slow = saying(*(bytes([byte]) for byte in drip), pause=0.05)
    with pytest.raises(fetch.Failed):
        fetch.fetch("https://example.org/", resolver=to(PUBLIC), connector=slow, seconds=0.5)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("method", ["PUT", "DELETE", "CONNECT", "get"])
def test_other_methods_are_refused(method: str) -> None:
    with pytest.raises(fetch.Refused):
        fetch.fetch("https://example.org/", method=method, resolver=never, connector=never)  # type: ignore[arg-type]


def refusing(error: type[OSError]) -> Callable[..., socket.socket]:
    def connector(*_: object) -> socket.socket:
        raise error

    return connector


@pytest.mark.parametrize("error", [ConnectionRefusedError, TimeoutError, OSError])
def test_a_server_that_does_not_answer_fails(error: type[OSError]) -> None:
    with pytest.raises(fetch.Failed, match="no usable answer"):
        fetch.fetch("https://example.org/", resolver=to(PUBLIC), connector=refusing(error))
