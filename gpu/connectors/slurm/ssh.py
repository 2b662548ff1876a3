"""Slurm by OpenSSH: a key that may run one forced command alone, which maps fixed words to Slurm's own programs.

For sites that do not open slurmrestd. The address must be inside the networks of the deployment; the server must show
the key on record. `deploy/gpu-site/slurm-forced-command.sh` is the other end.
"""

import re
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from gpu.connectors import networks
from gpu.connectors.errors import ConnectorError
from gpu.connectors.programs import Ended, run
from gpu.connectors.scheduler import Check, Probe
from gpu.connectors.slurm import shapes, text
from gpu.readings import AttemptReading, EventReading, JobReading, NodeReading, Snapshot

SECONDS = 15.0
LIMIT = 128 * 2**20
PORT = 22
ALIAS = "axportal-site"
STRICT = {
    "BatchMode": "yes", "StrictHostKeyChecking": "yes", "GlobalKnownHostsFile": "/dev/null", "UpdateHostKeys": "no",
    "VerifyHostKeyDNS": "no", "HostKeyAlias": ALIAS, "CheckHostIP": "no", "CanonicalizeHostname": "no",
    "PreferredAuthentications": "publickey", "PasswordAuthentication": "no", "KbdInteractiveAuthentication": "no",
    "IdentitiesOnly": "yes", "IdentityAgent": "none", "ForwardAgent": "no", "ForwardX11": "no",
    "ClearAllForwardings": "yes", "PermitLocalCommand": "no", "ProxyCommand": "none", "ControlMaster": "no",
    "ControlPath": "none", "RequestTTY": "no", "EscapeChar": "none", "LogLevel": "ERROR", "ConnectionAttempts": "1",
    "ConnectTimeout": "8", "ServerAliveInterval": "5", "ServerAliveCountMax": "2",
}  # fmt: skip
_ACCOUNT = re.compile(r"[a-z_][a-z0-9_.-]{0,31}", re.IGNORECASE)
_HOST_KEY = re.compile(r"(?:ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}")
_PLACE = re.compile(r"(?:\[(?P<v6>[0-9a-fA-F:]+)\]|(?P<host>[^\[\]:/@\s]+))(?::(?P<port>\d{1,5}))?")
_FAULTS = (
    ("host key verification failed", "host_key"), ("identification has changed", "host_key"),
    ("no matching host key", "host_key"), ("permission denied", "authentication"),
    ("too many authentication failures", "authentication"), ("timed out", "timed_out"),
    ("load key", "no_secret"), ("error in libcrypto", "no_secret"),
)  # fmt: skip


@dataclass(slots=True)
class SlurmSsh:
    """One site's forced command. `address` is a host with or without a port."""

    address: str
    account: str
    key: str = field(repr=False)
    host_key: str
    rules: Sequence[networks.Rule]
    cluster: str = ""
    resolve: networks.Resolver = networks.resolved
    program: str = "ssh"
    seconds: float = SECONDS
    limit: int = LIMIT

    def probe(self) -> Probe:
        """One call."""
        told, _asked_at, offset = self._told("ping")
        known = text.settings(told.body)
        tracked = known.get("accountingstoragetres", "").lower().split(",")
        types = sorted(name.partition(":")[2] for name in tracked if name.startswith("gres/gpu:"))
        has_accounting = "slurmdbd" in known.get("accountingstoragetype", "")
        checks = (
            Check("tracked", "gres/gpu" in tracked and bool(types), {"types": ", ".join(types)[:300]}),
            Check("accounting", has_accounting),
        )
        versions = {"slurm": known.get("slurm_version", ""), "script": told.version}
        return Probe(versions, {"events": has_accounting, "accounting": has_accounting}, offset, checks)

    def discover(self) -> Mapping[str, str | bool]:
        """The forced command is the same everywhere."""
        return {}

    def inventory(self) -> Snapshot[NodeReading]:
        """One call."""
        told, asked_at, offset = self._told("nodes")
        document = shapes.opened(told.body, "nodes")
        raw = shapes.excerpt(document, "nodes")
        return Snapshot(shapes.nodes(document["nodes"]), asked_at, offset_ms=offset, raw=raw)

    def queue(self) -> Snapshot[JobReading]:
        """One call."""
        told, asked_at, offset = self._told("jobs")
        document = shapes.opened(told.body, "jobs")
        raw = shapes.excerpt(document, "jobs")
        return Snapshot(shapes.jobs(document["jobs"]), asked_at, offset_ms=offset, raw=raw)

    def attempts(self, since: datetime, until: datetime) -> Snapshot[AttemptReading]:
        """One call."""
        told, asked_at, offset = self._told("usage", since, until)
        raw = text.excerpt(told.body, text.USAGE)
        return Snapshot(text.usage(told.body, self.cluster), asked_at, offset_ms=offset, raw=raw)

    def events(self, since: datetime, until: datetime) -> Snapshot[EventReading]:
        """One call; the site gives those of the last 35 days."""
        told, asked_at, offset = self._told("events")
        rows = tuple(
            row
            for row in text.events(told.body, self.cluster)
            if row.started_at < until and (row.ended_at is None or row.ended_at > since)
        )
        return Snapshot(rows, asked_at, offset_ms=offset, raw=text.excerpt(told.body, text.EVENTS))

    def accounting(self, since: datetime, until: datetime) -> Snapshot[tuple[str, int]]:
        """One call."""
        told, asked_at, offset = self._told("accounting", since, until)
        raw = text.excerpt(told.body, text.ACCOUNTING)
        return Snapshot(text.accounting(told.body, self.cluster), asked_at, offset_ms=offset, raw=raw)

    def _told(self, word: str, *times: datetime) -> tuple[text.Told, datetime, int]:
        """The forced command's answer to one word, when it was asked, and the site's clock minus ours."""
        words = [word, *(str(int(time_.timestamp())) for time_ in times)]
        asked_at = time.time()
        told = text.opened(self._run(words))
        middle = (asked_at + time.time()) / 2
        return told, text.moment(asked_at), round(told.clock_ms - middle * 1000)

    def _run(self, words: list[str]) -> bytes:
        if not self.key.strip():
            raise ConnectorError("no_secret")
        if not _ACCOUNT.fullmatch(self.account):
            raise ConnectorError("authentication", "not a name of an account")
        host, port = place_of(self.address)
        address = networks.reachable(host, port, self.rules, self.resolve, seconds=self.seconds)
        with tempfile.TemporaryDirectory(prefix="ax-ssh-") as folder:
            files = _files(Path(folder), self.key, known_hosts(self.host_key))
            command = [self._program(), *_options(*files), "-p", str(port), "-l", self.account, "--", address, *words]
            ended = run(command, seconds=self.seconds, limit=self.limit)
        if ended.status:
            raise _fault(ended)
        return ended.output

    def _program(self) -> str:
        found = shutil.which(self.program)
        if found is None:
            raise ConnectorError("unsupported", "this machine has no ssh")
        return found


def place_of(address: str) -> tuple[str, int]:
    """Host and port of `host`, `host:port` or `[address]:port`. Raises ConnectorError."""
    match = _PLACE.fullmatch(address.strip())
    if match is None or (match["host"] or "").startswith("-"):
        raise ConnectorError("address_refused", "not an address")
    return match["v6"] or match["host"], int(match["port"] or PORT)


def known_hosts(host_key: str) -> str:
    """Lines for OpenSSH of keys as `ssh-keyscan` or a `.pub` file show them. Raises ConnectorError for none."""
    keys = [match[0] for line in host_key.splitlines() if (match := _HOST_KEY.search(line))]
    if not keys:
        raise ConnectorError("host_key", "no key on record")
    return "".join(f"{ALIAS} {key}\n" for key in keys)


def _files(folder: Path, key: str, hosts: str) -> tuple[Path, Path]:
    """The key and the server's key in files that nobody else can read; the folder is ours alone from the start."""
    identity, known = folder / "key", folder / "known_hosts"
    for file, content in ((identity, key.replace("\r\n", "\n").strip() + "\n"), (known, hosts)):
        file.touch(mode=0o600)
        file.write_text(content, encoding="utf-8")
    return identity, known


def _options(identity: Path, known: Path) -> list[str]:
    settings = {**STRICT, "UserKnownHostsFile": str(known)}
    return ["-F", "/dev/null", "-T", "-i", str(identity), *(f"-o{name}={value}" for name, value in settings.items())]


def _fault(ended: Ended) -> ConnectorError:
    """255 is OpenSSH's own; 64 the forced command's for words it does not know; the rest Slurm's."""
    lines = [line.strip() for line in ended.errors.splitlines() if line.strip()]
    said = "; ".join(lines)[:900]
    if ended.status == 64:
        return ConnectorError("unsupported", said or "the forced command does not know this")
    if ended.status != 255:
        return ConnectorError("reported_errors", said or f"exit {ended.status}")
    lowered = said.lower()
    code = next((code for words, code in _FAULTS if words in lowered), "unreachable")
    return ConnectorError(code, re.sub(r"/\S*ax-ssh-\S+", "…", said))
