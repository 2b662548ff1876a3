"""`make drill-slow_clients`: half-sent requests from fifty callers; through the shipped proxy nobody else notices.

Debian's nginx runs `deploy/nginx.conf` as an ordinary user; only addresses, ports, certificate and names of files are
put in. Then the same without a proxy, to show why gunicorn must never be reached directly (told, not judged).
"""

import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import servers
from tests.drills.installation import Installation
from tests.drills.run import Run
from tests.drills.webs import web
from tests.servers import ROOT, free_port

GOALS = {"slow clients": "50 half-sent requests through the shipped proxy: others are answered as ever"}
HALF_SENT = 50
ASKED, ASKED_QUICK = 40, 20
SLOWEST_MORE = 1.0  # seconds that the slowest of the others may take more than without them
HOST = "127.0.0.1"


def drill(run: Run) -> None:
    """Through the proxy, then without."""
    asked = ASKED_QUICK if run.quick else ASKED
    with run.portal() as portal:
        port = free_port()
        site = {"SITE_URL": f"https://{HOST}:{port}", "TRUSTED_PROXIES": "1"}
        with web(portal, run.folder / "web.log", **site) as behind, nginx(run.folder / "nginx", port, behind.port):
            before = [look(f"https://{HOST}:{port}/labs/") for _number in range(asked)]
            with half_sent(port, encrypted=True):
                run.injected(f"{HALF_SENT} half-sent requests at the proxy")
                during = [look(f"https://{HOST}:{port}/labs/") for _number in range(asked)]
        failed = [status for status, _seconds in during if status != 200]
        slowest = [max(seconds for _status, seconds in answers) for answers in (before, during)]
        told = (
            f"{len(failed)} of {asked} others failed; slowest {slowest[0]:.2f} s without, {slowest[1]:.2f} s with them"
        )
        run.expect("slow clients", not failed and slowest[1] <= slowest[0] + SLOWEST_MORE, told)
        alone(run, portal)


def alone(run: Run, portal: Installation) -> None:
    """Without a proxy: every worker waits for the rest of a request."""
    with web(portal, run.folder / "alone.log") as bare, half_sent(bare.port, encrypted=False):
        run.injected(f"{HALF_SENT} half-sent requests at gunicorn itself")
        status, seconds = look(f"http://{HOST}:{bare.port}/livez", patience=8)
        run.say(
            f"told, not judged: gunicorn alone answers another caller with {status or 'nothing'} after {seconds:.1f} s"
        )


@contextmanager
def nginx(folder: Path, port: int, upstream: int) -> Iterator[None]:
    """The shipped configuration on our ports. Raises AssertionError when it does not start."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if program is None:
        subprocess.run([ROOT / "scripts" / "apt.sh", "nginx-light"], check=True)
        program = "/usr/sbin/nginx"
    folder.mkdir()
    certificate(folder)
    (folder / "nginx.conf").write_text(configuration(folder, port, upstream))
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        servers.wait_until(lambda: look(f"https://{HOST}:{port}/livez")[0] == 200 or process.poll() is not None)
        assert process.poll() is None, (folder / "log").read_text()
        yield
    finally:
        servers.end(process)


def configuration(folder: Path, port: int, upstream: int) -> str:
    """`deploy/nginx.conf` with our places; everything that limits or waits stays as it is shipped."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for shipped, ours in (
        ("server web:8000", f"server {HOST}:{upstream}"),
        ("listen 80;", f"listen {HOST}:{free_port()};"),
        ("listen 443 ssl", f"listen {HOST}:{port} ssl"),
        ("server_name ax.example.kr;", f"server_name {HOST};"),
        ("/etc/nginx/tls/", f"{folder}/"),
        ("/dev/stdout", f"{folder}/access.log"),
        ("/dev/stderr", f"{folder}/error.log"),
    ):
        assert text.count(shipped) >= 1, f"deploy/nginx.conf has no {shipped!r}"
        text = text.replace(shipped, ours)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"    {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    return f"pid {folder}/pid;\n" + re.sub(r"(?m)^http \{\n", lambda found: found[0] + places, text)


def certificate(folder: Path) -> None:
    """One that nobody trusts."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([*command, *files], check=True, capture_output=True)


def trusting() -> ssl.SSLContext:
    """A client that takes any certificate: here it is not what is tried."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@contextmanager
def half_sent(port: int, *, encrypted: bool) -> Iterator[None]:
    """Connections of which half stop within the header and half within the body."""
    begun = []
    for number in range(HALF_SENT):
        end: socket.socket = socket.create_connection((HOST, port), timeout=10)
        if encrypted:
            end = trusting().wrap_socket(end)
        head = f"POST /accounts/login/ HTTP/1.1\r\nHost: {HOST}:{port}\r\n"
        body = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nlogin="
        end.sendall((head + (body if number % 2 else "X-Half: ")).encode())
        begun.append(end)
    try:
        yield
    finally:
        for end in begun:
            end.close()


def look(address: str, *, patience: float = 30.0) -> tuple[int, float]:
    """The status of a page, 0 for none, and the seconds it took."""
    began, status = time.monotonic(), 0
    try:
        with urllib.request.urlopen(address, timeout=patience, context=trusting()) as answer:
            status = answer.status
            answer.read()
    except urllib.error.HTTPError as refusal:
        status = refusal.code
        refusal.close()
    except OSError:
        status = 0
    return status, time.monotonic() - began
