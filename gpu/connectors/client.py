"""The one HTTP client of the portal: asks only where the deployment allows it to, and believes nothing.

The name is looked up once and the connection goes to that very address, with the name for TLS and `Host`: a second
answer of the name service leads nowhere. It follows no redirect and no proxy of the environment; an answer has 15
seconds and 128 MiB in all, counted after unpacking. What it sends as headers never reaches an error or a log.
"""

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from gpu.connectors import networks
from gpu.connectors.errors import ConnectorError

SECONDS = 15.0
LIMIT = 128 * 2**20
CHUNK = 64 * 1024
STATUS_CODES = {
    401: "authentication", 407: "authentication", 511: "authentication", 403: "forbidden", 404: "not_found",
    410: "not_found", 502: "unreachable", 503: "unreachable", 504: "timed_out",
}  # fmt: skip
"""What a status means where the answer itself does not say it better."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, unpacked. `status` may be any but a redirect; times are seconds of this machine's clock."""

    status: int
    body: bytes
    asked_at: float
    answered_at: float


def split(url: str) -> SplitResult:
    """The parts of an address, http or https, without a person or a fragment in it. Raises ConnectorError."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    odd = any(sign <= " " or sign >= "\x7f" or sign == "#" for sign in url) or url.count("?") > 1
    if not usable or parts.username is not None or odd:
        raise ConnectorError("address_refused", "not an address of http or https")
    return parts


def under(address: str, path: str) -> str:
    """A path under a site's address. Raises ConnectorError for an address with a query: it would swallow the path."""
    if "?" in address or "#" in address:
        raise ConnectorError("address_refused", "an address with a query")
    return address.rstrip("/") + path


def port_of(parts: SplitResult) -> int:
    """The port that an address means."""
    return parts.port or (443 if parts.scheme == "https" else 80)


@dataclass(frozen=True, slots=True)
class Client:
    """Asks for one address after another. `tls` is a test's own trust; else the system's."""

    rules: Sequence[networks.Rule]
    resolve: networks.Resolver = networks.resolved
    seconds: float = SECONDS
    limit: int = LIMIT
    tls: ssl.SSLContext | None = field(default=None, repr=False)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a GET. Raises ConnectorError with the code of what went wrong before an answer was whole."""
        parts = split(url)
        sent = _checked({"Accept-Encoding": "gzip", "Accept": "application/json", **(headers or {})})
        end = time.monotonic() + self.seconds
        host, port = str(parts.hostname), port_of(parts)
        address = networks.reachable(host, port, self.rules, self.resolve, seconds=self.seconds)
        connection = _Pinned(parts, address, max(end - time.monotonic(), 0.001), self.tls)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        with _named_faults(), _ended_by(connection, end):
            asked_at = time.time()
            connection.request("GET", target, headers=sent)
            with closing(connection.getresponse()) as response:
                if 300 <= response.status < 400:
                    raise ConnectorError("bad_answer", f"HTTP {response.status}: redirects are not followed")
                body = b"".join(self._pieces(response))
            return Answer(response.status, body, asked_at, time.time())

    def _pieces(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        """The body in pieces, unpacked, no more than the limit of it."""
        if (response.length or 0) > self.limit:
            raise ConnectorError("too_large", f"{response.length} bytes")
        packing = (response.getheader("Content-Encoding") or "identity").strip().lower()
        if packing not in {"identity", "gzip"}:
            raise ConnectorError("bad_answer", "an unknown packing")
        room = self.limit
        for piece in _unpacked(_read(response), self.limit) if packing == "gzip" else _read(response):
            room -= len(piece)
            if room < 0:
                raise ConnectorError("too_large", f"more than {self.limit} bytes")
            yield piece


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked up before, under the name that was asked for."""

    def __init__(self, parts: SplitResult, address: str, seconds: float, tls: ssl.SSLContext | None) -> None:
        super().__init__(str(parts.hostname), port_of(parts), timeout=seconds)
        self.default_port = 443 if parts.scheme == "https" else 80
        self._address = address
        self._wire: socket.socket | None = None
        self._tls = (tls or ssl.create_default_context()) if parts.scheme == "https" else None

    def connect(self) -> None:
        """Connect to the address, never to what the name means by now."""
        self.sock = self._wire = socket.create_connection((self._address, self.port), self.timeout)
        if self._tls is not None:
            secured = self._tls.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self._wire = secured
            secured.do_handshake()

    def hang_up(self) -> None:
        """End the exchange from another thread, wherever it stands; the base class may have let go of its socket."""
        if self._wire is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._wire, socket.SHUT_RDWR)


def _checked(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers that can be sent; the library's own refusal would quote a secret."""
    for value in headers.values():
        if not value.isascii() or any(sign < " " or sign == "\x7f" for sign in value):
            raise ConnectorError("no_secret", "a header cannot hold these characters")
    return dict(headers)


@contextmanager
def _ended_by(connection: _Pinned, end: float) -> Iterator[None]:
    """Time limits of a socket begin anew with every byte: a watch ends the whole exchange in time."""
    over = threading.Event()

    def hang_up() -> None:
        over.set()
        connection.hang_up()

    watch = threading.Timer(max(end - time.monotonic(), 0), hang_up)
    watch.daemon = True
    watch.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        if over.is_set():
            raise TimeoutError from error
        raise
    finally:
        watch.cancel()
        connection.close()
    if over.is_set():
        raise ConnectorError("timed_out")


@contextmanager
def _named_faults() -> Iterator[None]:
    """Faults of the network as ConnectorError; texts of other libraries are not repeated where they may quote."""
    try:
        yield
    except TimeoutError as error:
        raise ConnectorError("timed_out") from error
    except ssl.SSLError as error:
        raise ConnectorError("tls", str(getattr(error, "verify_message", "") or error.reason or "handshake")) from error
    except (http.client.HTTPException, zlib.error) as error:
        raise ConnectorError("bad_answer", type(error).__name__) from error
    except OSError as error:
        raise ConnectorError("unreachable", error.strerror or type(error).__name__) from error


def _read(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while piece := response.read(CHUNK):
        yield piece
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)


def _unpacked(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Unpacked as it comes and never far beyond what is taken: a bomb ends at the limit."""
    unpacker, packed = zlib.decompressobj(wbits=31), 0
    for piece in pieces:
        packed += len(piece)
        if packed > limit:
            raise ConnectorError("too_large", "packed")
        rest, made = piece, b""
        while rest or len(made) == CHUNK:
            if unpacker.eof:
                unpacker = zlib.decompressobj(wbits=31)
            made = unpacker.decompress(rest, CHUNK)
            yield made
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            if unpacker.eof and not rest:
                break
    if not unpacker.eof:
        raise zlib.error("cut off")
