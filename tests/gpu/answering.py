"""A real HTTP server of a test: what it answers is decided per path, what it was asked is kept."""

import socketserver
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Act = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server on loopback. `acts` are by path without the query; `asked` are (path with query, headers)."""

    port: int = 0
    acts: dict[str, Act] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Its address by number."""
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """The paths asked for, without queries."""
        return [path.partition("?")[0] for path, _headers in self.asked]


def answer(body: bytes, status: int = 200, **headers: Any) -> Act:
    """An act that sends this."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": len(body), **headers}.items():
            handler.send_header(name.replace("_", "-"), str(value))
        handler.end_headers()
        handler.wfile.write(body)

    return act


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients of these tests hang up on purpose."""


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Site]:
    """A site on a free port of loopback, with TLS when a certificate is given."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            self.close_connection = True
            site.acts.get(self.path.partition("?")[0], answer(b"", 404))(self)

        def log_message(self, *args: Any) -> None:
            """Nothing is written."""

    server: socketserver.BaseServer = _Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True  # type: ignore[attr-defined]
    server.block_on_close = False  # type: ignore[attr-defined]
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.port = server.server_address[1]  # type: ignore[index]
    runner = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    runner.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        runner.join()


def make_certificate(folder: Path, name: str) -> Path:
    """A certificate for this name that is its own authority; its key stands beside it."""
    file = folder / "site.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    files = ["-keyout", str(file.with_suffix(".key")), "-out", str(file)]
    about = ["-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    subprocess.run([*command, *files, *about], check=True, capture_output=True)
    return file
