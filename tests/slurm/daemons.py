"""Other real daemons beside the clusters: Prometheus with its exporters, sshd, and a door that counts who passes."""

import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from axportal.core.embedded import children
from tests.servers import ROOT, free_port, wait_until
from tests.slurm.cluster import _answers

FORCED_COMMAND = ROOT / "deploy" / "gpu-site" / "slurm-forced-command.sh"
SCRAPE_SECONDS = 2
#: Where Slurm and sshd live: a tree with another Debian, or this machine.
TREE = Path(os.environ.get("SLURM_ROOT") or "/")


class Daemon:
    """A process of ours on a loopback port, which dies with us."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.port = free_port()
        self.process: children.Process | None = None

    def argv(self) -> list[str]:
        """What starts it."""
        raise NotImplementedError

    def start(self) -> None:
        """Start it and wait until it listens."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = children.spawn(self.argv(), output=log, cwd=ROOT)
        wait_until(lambda: _answers(self.port), within=30)

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            children.stop(self.process, ((signal.SIGTERM, 10.0),))
            self.process = None


class Exporter(Daemon):
    """The GPUs of one node as a monitor sees them; `show` decides what."""

    def __init__(self, folder: Path, node: str, *, gpus: int, model: str = "NVIDIA H100 80GB HBM3") -> None:
        super().__init__(folder, f"exporter-{node}")
        self.node, self.gpus, self.model = node, gpus, model
        self.state = folder / f"{node}.json"
        folder.mkdir(parents=True, exist_ok=True)
        self.show({"default": {"util": 10}})

    def show(self, state: dict[str, Any]) -> None:
        """What it answers from now on: see dcgm_exporter.py."""
        draft = self.state.with_suffix(".draft")
        draft.write_text(json.dumps(state))
        draft.replace(self.state)

    def argv(self) -> list[str]:
        """The stand-in's command."""
        return [
            sys.executable, "-m", "tests.slurm.dcgm_exporter", "--port", str(self.port), "--node", self.node,
            "--gpus", str(self.gpus), "--model", self.model, "--state", str(self.state),
        ]  # fmt: skip


class Prometheus(Daemon):
    """A real one that reads the exporters every two seconds."""

    def __init__(self, folder: Path, cluster: str, exporters: list[Exporter]) -> None:
        super().__init__(folder, "prometheus")
        self.cluster = cluster
        self.exporters = exporters

    @property
    def address(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.port}"

    def argv(self) -> list[str]:
        """Debian's program, on loopback, with what it keeps in our folder."""
        targets = [
            {"targets": [f"127.0.0.1:{exporter.port}"], "labels": {"cluster": self.cluster, "node": exporter.node}}
            for exporter in self.exporters
        ]
        settings = {
            "global": {"scrape_interval": f"{SCRAPE_SECONDS}s", "scrape_timeout": "1s"},
            "scrape_configs": [{"job_name": "dcgm", "static_configs": targets}],
        }
        file = self.folder / "prometheus.yml"
        file.write_text(json.dumps(settings))  # JSON is YAML
        return [
            "prometheus", f"--config.file={file}", f"--storage.tsdb.path={self.folder / 'prometheus'}",
            f"--web.listen-address=127.0.0.1:{self.port}", "--log.level=warn",
        ]  # fmt: skip

    def ask(self, query: str) -> list[dict[str, Any]]:
        """The vector that it answers."""
        address = f"{self.address}/api/v1/query?{urllib.parse.urlencode({'query': query})}"
        with urllib.request.urlopen(address, timeout=10) as answer:
            return json.loads(answer.read())["data"]["result"]


class Sshd(Daemon):
    """An own sshd that lets one key of one account in, to the site's forced command alone."""

    def __init__(self, folder: Path, *, account: str, slurm_conf: Path) -> None:
        super().__init__(TREE / folder.relative_to("/"), "sshd")
        self.account = account
        self.inside = folder  # as the daemon sees it, in a tree or not
        folder = self.folder
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        for name in ("host_key", "portal_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder / name], check=True)
        # A copy: the account may not be let into the folder of this checkout.
        command = folder / FORCED_COMMAND.name
        shutil.copy(FORCED_COMMAND, command)
        command.chmod(0o755)
        allowed = f'restrict,command="SLURM_CONF={slurm_conf} {self.inside / command.name}"'
        (folder / "keys").write_text(f"{allowed} {(folder / 'portal_key.pub').read_text()}")
        (folder / "keys").chmod(0o644)

    @property
    def private_key(self) -> str:
        """What the portal is given."""
        return (self.folder / "portal_key").read_text()

    @property
    def host_key(self) -> str:
        """The public key by which it is known: type and key."""
        return " ".join((self.folder / "host_key.pub").read_text().split()[:2])

    def argv(self) -> list[str]:
        """Debian's program with none of the machine's settings."""
        (TREE / "run" / "sshd").mkdir(mode=0o755, exist_ok=True)  # where it locks up its unprivileged half
        settings = {
            "Port": self.port, "ListenAddress": "127.0.0.1", "HostKey": self.inside / "host_key",
            "AuthorizedKeysFile": self.inside / "keys", "PidFile": "none", "UsePAM": "no", "StrictModes": "no",
            "PasswordAuthentication": "no", "KbdInteractiveAuthentication": "no", "AllowUsers": self.account,
        }  # fmt: skip
        options = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
        return ["chroot", str(TREE), "/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null", *options]


class CountingDoor:
    """An address that hands every request on to another port of this machine, and counts them by path."""

    def __init__(self, port: int) -> None:
        self.calls: Counter[str] = Counter()
        self.when: list[float] = []
        door = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                door.calls[self.path.partition("?")[0]] += 1
                door.when.append(time.time())
                asked = urllib.request.Request(f"http://127.0.0.1:{port}{self.path}", headers=dict(self.headers))
                try:
                    with urllib.request.urlopen(asked, timeout=60) as answer:
                        self._hand_back(answer.status, answer.headers, answer.read())
                except urllib.error.HTTPError as refusal:
                    with refusal:
                        self._hand_back(refusal.code, refusal.headers, refusal.read())
                except OSError:  # nobody there: refuse, as far as one can who has been let in
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                    self.close_connection = True

            def _hand_back(self, status: int, headers: Any, body: bytes) -> None:
                self.send_response_only(status)
                for name, value in headers.items():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = int(self.server.server_address[1])
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """What to ask instead."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Open it."""
        self.thread.start()

    def stop(self) -> None:
        """Close it."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
