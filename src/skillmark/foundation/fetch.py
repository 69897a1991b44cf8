"""Outgoing requests that cannot be turned against the network we stand in.

HTTPS only; the name is resolved once and the connection goes to that address; every address of the name must be public;
redirects are not followed; bytes and seconds are limited, slowness included.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

MOST_BYTES = 2 * 2**20  # status lists and metadata are kilobytes
SECONDS = 10.0
PORTS = (443, 8443)  # where HTTPS is served; anything else is knocking at somebody's door
LONGEST_URL = 2000
METHODS = ("GET", "HEAD", "POST")

# IPv6 ranges that carry an IPv4 address inside (NAT64, 6to4, Teredo, IPv4-compatible) lead to wherever that one leads
_CARRIES_IPV4 = [IPv6Network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")]
# kept for protocols (192.0.0.192 is a cloud's metadata service), shared between carriers, measuring, old relays; the
# standard library has changed its mind on some of these between releases
_NOT_PUBLIC_V4 = [IPv4Network(text) for text in ("192.0.0.0/24", "100.64.0.0/10", "198.18.0.0/15", "192.88.99.0/24")]

Resolver = Callable[[str, int], Sequence[str]]
Connector = Callable[[str, int, str, float], socket.socket]


class Refused(ValueError):
    """The request is not made; says why."""


class Failed(OSError):
    """The request was made and gave no usable answer; says why."""


class Redirected(Failed):
    """It leads on to another address, which is not followed."""


class TooLarge(Failed):
    """It has more bytes than were asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def connect(address: str, port: int, host: str, seconds: float) -> socket.socket:
    """TLS to this very address, checked against the name."""
    plain = socket.create_connection((address, port), timeout=seconds)
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    most_bytes: int = MOST_BYTES,
    seconds: float = SECONDS,
    resolver: Resolver = resolve,
    connector: Connector = connect,
) -> Answer:
    """Ask a public HTTPS address. Raises Refused before anything is sent, Failed for whatever goes wrong afterwards."""
    if method not in METHODS:
        raise Refused(f"{method} is not asked of others")
    parts = checked(url)
    host, port = parts.hostname or "", parts.port or 443
    address = _public_address(host, port, resolver)
    try:
        with _line(connector(address, port, host, seconds), seconds) as line:
            return _exchange(line, parts, method, dict(headers or {}), body, most_bytes)
    except Failed:
        raise
    except TooMuch:
        raise TooLarge(f"{host} answers with more than {most_bytes} bytes") from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Failed(f"{host} gives no usable answer ({type(error).__name__})") from None


def is_public(text: str) -> bool:
    """Whether an address belongs to the public network and to one machine of it."""
    try:
        address = ip_address(text)
    except ValueError:  # also one with a zone ("fe80::1%eth0")
        return False
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public_v4(address.ipv4_mapped)
        if address.is_site_local or any(address in network for network in _CARRIES_IPV4):
            return False
        return address.is_global and not address.is_multicast
    return _is_public_v4(address)


class TooMuch(Exception):
    """More bytes than asked for."""


def _is_public_v4(address: IPv4Address) -> bool:
    if any(address in network for network in _NOT_PUBLIC_V4):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def checked(url: str) -> SplitResult:
    """The parts of an address that may be asked. Raises Refused, in a sentence, for any other."""
    if len(url) > LONGEST_URL or any(sign <= " " or sign == "\x7f" for sign in url):
        raise Refused("the address is too long or holds blanks")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("the address is not a web address") from None
    if parts.scheme != "https" or not parts.hostname:
        raise Refused("only https:// addresses are asked")
    if parts.username is not None or parts.password is not None:
        raise Refused("an address with a log-in in it is not asked")
    if port is not None and port not in PORTS:
        raise Refused(f"only ports {PORTS[0]} and {PORTS[1]} are asked")
    if not parts.hostname.isascii():
        raise Refused("a name outside ASCII must be written in its xn-- form")
    return parts


def _public_address(host: str, port: int, resolver: Resolver) -> str:
    try:
        found = list(resolver(host, port))
    except (OSError, UnicodeError):
        raise Failed(f"{host} is not known") from None
    if not found:
        raise Failed(f"{host} is not known")
    if not all(is_public(address) for address in found):  # one private address among them: the next answer may be that
        raise Refused(f"{host} does not lead to the public network")
    return found[0]


@contextmanager
def _line(opened: socket.socket, seconds: float) -> Iterator[socket.socket]:
    """The connection, cut when the time is over: a timeout of its own would begin anew with every byte that drips
    in.
    """
    opened.settimeout(seconds)

    def cut() -> None:
        with suppress(OSError):
            opened.shutdown(socket.SHUT_RDWR)

    over = threading.Timer(seconds, cut)
    over.daemon = True
    over.start()
    try:
        yield opened
    finally:
        over.cancel()
        opened.close()


def _exchange(
    line: socket.socket, parts: SplitResult, method: str, headers: dict[str, str], body: bytes | None, most_bytes: int
) -> Answer:
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, parts.port or 443)
    connection.sock = line
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    name = f"[{host}]" if ":" in host else host
    plain = {
        "Host": name if parts.port in (None, 443) else f"{name}:{parts.port}",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "User-Agent": "Skillmark",
    }
    connection.request(method, target, body=body, headers=headers | plain)
    response = connection.getresponse()
    if 300 <= response.status < 400:
        raise Redirected(f"{host} answers with a redirect, which is not followed")
    if int(response.getheader("Content-Length") or 0) > most_bytes:
        raise TooMuch
    content = response.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise TooMuch
    announced = response.getheader("Content-Length")
    if announced is not None and method != "HEAD" and len(content) < int(announced):
        raise http.client.IncompleteRead(content)
    return Answer(response.status, {key.lower(): value for key, value in response.getheaders()}, content)
