"""POST to servers on the internet: never to this machine or its network, never for long.

Who may set an address in the admin must not reach what only this server can. The host is resolved
once, every address it has must be public, and the connection goes to the one that was checked.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

MAX_SECONDS = 10.0
MAX_ANSWER_BYTES = 64 * 1024
MAX_REDIRECTS = 2
# Those that keep the method (RFC 9110, 15.4); after any other the POST would become a GET.
REDIRECTS = (307, 308)


class NotSent(Exception):
    """Why nothing was sent or no answer came, in Thai. `is_final`: another attempt is of no use."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


@dataclass(frozen=True)
class Answer:
    """What a server answered: the status, and up to `MAX_ANSWER_BYTES` of text."""

    status: int
    text: str
    headers: Message = field(default_factory=Message)


def post(url: str, body: bytes, content_type: str) -> Answer:
    """POST `body`; raises `NotSent`. Redirects that keep the method are followed, each checked."""
    for _ in range(MAX_REDIRECTS + 1):
        answer = _post_once(_parts(url), body, content_type)
        if answer.status not in REDIRECTS:
            return answer
        url = urljoin(url, answer.headers.get("Location", ""))
    raise NotSent("ปลายทางพาไปที่อื่นหลายครั้งเกินไป")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable or parts.username or not url.isascii() or any(c <= " " for c in url):
        raise NotSent("ที่อยู่ปลายทางใช้ไม่ได้", is_final=True)
    return parts


def is_public_address(ip: str, port: int) -> bool:
    """Whether an IP address is one of the internet, not of this machine or a private network."""
    address = ip_address(ip.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    # RFC 6052: an IPv4 address behind a NAT64 gateway.
    is_translated = address.version == 6 and str(address).startswith("64:ff9b:")
    checked = mapped or address
    return checked.is_global and not checked.is_multicast and not is_translated


def _resolve(host: str, port: int) -> str:
    """An IP address of the host; `NotSent` unless all it has are public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotSent(f"ไม่พบเซิร์ฟเวอร์ {host}") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(is_public_address(ip, port) for ip in addresses):
        raise NotSent(f"{host} อยู่ในเครือข่ายภายใน จึงไม่ส่ง", is_final=True)
    return addresses[0]


def _post_once(parts: SplitResult, body: bytes, content_type: str) -> Answer:
    host, is_https = str(parts.hostname), parts.scheme == "https"
    port = parts.port or (443 if is_https else 80)
    ip = _resolve(host, port)
    connection = (HTTPSConnection if is_https else HTTPConnection)(host, port, timeout=MAX_SECONDS)
    sockets: list[socket.socket] = []

    def connect(*args: object, **named: object) -> socket.socket:
        connected = socket.create_connection((ip, port), MAX_SECONDS)
        # `http.client` hands its own on, to TLS and to the response.
        sockets.append(connected.dup())
        return connected

    # TLS goes on checking the certificate of `host`.
    connection._create_connection = connect  # type: ignore[attr-defined]
    # The timeout is for each read: a server that sends a byte now and then would hold us for ever.
    watchdog = threading.Timer(MAX_SECONDS, _cut, [sockets])
    watchdog.daemon = True
    watchdog.start()
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Content-Type": content_type, "User-Agent": "newsroom", "Connection": "close"}
    try:
        connection.request("POST", target, body, headers)
        response = connection.getresponse()
        text = response.read(MAX_ANSWER_BYTES).decode("utf-8", "replace")
        return Answer(response.status, text, response.headers)
    except TimeoutError:
        raise NotSent(f"{host} ไม่ตอบภายใน {MAX_SECONDS:.0f} วินาที") from None
    except (OSError, HTTPException, ValueError) as error:
        raise NotSent(f"ติดต่อ {host} ไม่ได้ ({error or type(error).__name__})") from None
    finally:
        watchdog.cancel()
        connection.close()
        for opened in sockets:
            opened.close()


def _cut(sockets: list[socket.socket]) -> None:
    for opened in sockets:
        with suppress(OSError):
            opened.shutdown(socket.SHUT_RDWR)
