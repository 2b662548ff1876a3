"""Slurm's REST daemon: v0.0.38 (Slurm 22.05) and v0.0.40 and later, chosen by what the daemon says it speaks."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from gpu.connectors.client import STATUS_CODES, Answer, Client, under
from gpu.connectors.errors import ConnectorError
from gpu.connectors.scheduler import Check, Probe
from gpu.connectors.slurm import shapes
from gpu.readings import AttemptReading, EventReading, JobReading, NodeReading, Snapshot

OLDEST = 38
"""v0.0.38 is the first whose answers hold what GPUs are counted from."""
NEW_FAMILY = 40
_PATH = re.compile(r"/(slurm|slurmdb)/v0\.0\.(\d{2,3})/(nodes|jobs)/?")


@dataclass(slots=True)
class SlurmRest:
    """One site's slurmrestd. `capabilities` is what `probe` found before; without it the daemon is asked first."""

    address: str
    account: str
    token: str = field(repr=False)
    client: Client
    cluster: str = ""
    capabilities: Mapping[str, str | bool] = field(default_factory=dict)

    def probe(self) -> Probe:
        """Versions, clock and what is accounted: three or four calls."""
        self.discover()
        document, offset = self._clock()
        checks = [self._accounts_gpus()] if self.capabilities.get("slurmdb") else []
        checks.append(Check("accounting", bool(self.capabilities.get("slurmdb"))))
        versions = {"slurm": shapes.version(document), "rest": str(self.capabilities["slurm"])}
        return Probe(versions, self.capabilities, offset, tuple(checks))

    def discover(self) -> Mapping[str, str | bool]:
        """The newest version that the daemon speaks, and by which header it takes its token."""
        answer = self._asked("/openapi/v3", bearer=False)
        bearer = _is_refusal(answer)
        if bearer:
            answer = self._asked("/openapi/v3", bearer=True)
        paths = self._document(answer).get("paths")
        newest: dict[tuple[str, str], int] = {}
        for path in paths if isinstance(paths, dict) else {}:
            match = _PATH.fullmatch(path)
            if match and int(match[2]) >= OLDEST:
                place = (match[1], match[3])
                newest[place] = max(newest.get(place, 0), int(match[2]))
        if ("slurm", "nodes") not in newest:
            raise ConnectorError("unsupported", "no version from v0.0.38 on among its paths")
        self.capabilities = {
            "slurm": f"v0.0.{newest['slurm', 'nodes']}",
            "slurmdb": f"v0.0.{newest['slurmdb', 'jobs']}" if ("slurmdb", "jobs") in newest else "",
            "bearer": bearer,
            "events": False,
            "accounting": False,
        }
        return self.capabilities

    def inventory(self) -> Snapshot[NodeReading]:
        """One call."""
        document, answer = self._list("slurm", "nodes", "nodes")
        return Snapshot(shapes.nodes(document["nodes"]), _moment(answer), raw=self._raw(document, "nodes"))

    def queue(self) -> Snapshot[JobReading]:
        """One call."""
        document, answer = self._list("slurm", "jobs", "jobs")
        return Snapshot(shapes.jobs(document["jobs"]), _moment(answer), raw=self._raw(document, "jobs"))

    def attempts(self, since: datetime, until: datetime) -> Snapshot[AttemptReading]:
        """Two calls: the accounting, which gives every run of a job queued again, and the controller's clock."""
        asked = {"start_time": _spelled(since), "end_time": _spelled(until)}
        if self._speaks("slurmdb") >= NEW_FAMILY:
            asked |= {"show_duplicates": "true", "skip_steps": "true", "disable_truncate_usage_time": "true"}
        document, answer = self._list("slurmdb", "jobs", "jobs", asked)
        rows = shapes.attempts(document["jobs"], self.cluster)
        offset = None
        with suppress(ConnectorError):  # the accounting counts without the controller
            _diag, offset = self._clock()
        return Snapshot(rows, _moment(answer), offset_ms=offset, raw=self._raw(document, "jobs"))

    def events(self, since: datetime, until: datetime) -> Snapshot[EventReading]:
        """The daemon has no history of servers. Raises ConnectorError."""
        raise ConnectorError("unsupported", "slurmrestd has no history of servers")

    def accounting(self, since: datetime, until: datetime) -> Snapshot[tuple[str, int]]:
        """The daemon has no sreport. Raises ConnectorError."""
        raise ConnectorError("unsupported", "slurmrestd has no sreport")

    def _accounts_gpus(self) -> Check:
        """AccountingStorageTRES as the accounting knows it."""
        document, _answer = self._list("slurmdb", "tres", "TRES")
        names = [f"{row.get('type')}/{row.get('name')}".lower() for row in document["TRES"] if isinstance(row, dict)]
        types = sorted(name.partition(":")[2] for name in names if name.startswith("gres/gpu:"))
        return Check("tracked", "gres/gpu" in names and bool(types), {"types": ", ".join(types)[:300]})

    def _clock(self) -> tuple[dict[str, Any], int | None]:
        """There is no Date header: the controller's own time stands in its statistics, in whole seconds."""
        answer = self._answer("slurm", "diag")
        document = self._controllers(answer)
        statistics = document.get("statistics")
        told = shapes.number(statistics.get("req_time")) if isinstance(statistics, dict) else None
        middle = (answer.asked_at + answer.answered_at) / 2
        return document, round((told + 0.5 - middle) * 1000) if told else None

    def _list(
        self, place: str, path: str, key: str, asked: Mapping[str, str] | None = None
    ) -> tuple[dict[str, Any], Answer]:
        """An answer with the list under `key`; older daemons write the names of some lists small."""
        answer = self._answer(place, path, asked)
        document = self._controllers(answer) if place == "slurm" else self._document(answer)
        if key not in document and key.lower() in document:
            document[key] = document.pop(key.lower())
        if not isinstance(document.get(key), list):
            raise ConnectorError("bad_answer", f"no list {key}", raw=self._raw(document, key))
        return document, answer

    def _answer(self, place: str, path: str, asked: Mapping[str, str] | None = None) -> Answer:
        if not self.capabilities.get("slurm"):
            self.discover()
        if not self.capabilities.get(place):
            raise ConnectorError("unsupported", f"no {place} among its paths")
        query = f"?{urlencode(asked)}" if asked else ""
        return self._asked(f"/{place}/{self.capabilities[place]}/{path}{query}", bool(self.capabilities.get("bearer")))

    def _asked(self, path: str, bearer: bool) -> Answer:
        if not self.token:
            raise ConnectorError("no_secret")
        headers = {"X-SLURM-USER-TOKEN": self.token, **({"X-SLURM-USER-NAME": self.account} if self.account else {})}
        if bearer:
            headers = {"Authorization": f"Bearer {self.token}"}
        return self.client.get(under(self.address, path), headers)

    def _controllers(self, answer: Answer) -> dict[str, Any]:
        """An answer of the controller. 22.05 says of a refused token what it says of a dead controller."""
        try:
            return self._document(answer)
        except ConnectorError as error:
            if error.code == "reported_errors" and self._is_token_refused():
                raise ConnectorError("authentication", error.detail, raw=error.raw) from error
            raise

    def _is_token_refused(self) -> bool:
        """The accounting knows the one from the other."""
        if not self.capabilities.get("slurmdb"):
            return False
        try:
            self._document(self._answer("slurmdb", "tres"))
        except ConnectorError as error:
            return error.code == "authentication"
        return False

    def _document(self, answer: Answer) -> dict[str, Any]:
        """The JSON of an answer that counts: its errors say more than its status, so they are looked at first."""
        code = STATUS_CODES.get(answer.status)
        try:
            document = shapes.parsed(answer.body)
            shapes.refuse_errors(document)
        except ConnectorError as error:
            if code and error.code == "bad_answer":
                raise ConnectorError(code, f"HTTP {answer.status}") from error
            kind = code if code in {"authentication", "forbidden"} else error.code
            detail, raw = self._without_token(error.detail), self._without_token(error.raw)
            raise ConnectorError(str(kind), detail, raw=raw) from None  # the first one may quote the token
        if answer.status != 200:
            raise ConnectorError(code or "bad_answer", f"HTTP {answer.status}")
        return document

    def _speaks(self, place: str) -> int:
        return int(str(self.capabilities.get(place) or "0").rpartition(".")[2])

    def _raw(self, document: dict[str, Any], key: str) -> str:
        return self._without_token(shapes.excerpt(document, key))

    def _without_token(self, text: str) -> str:
        return text.replace(self.token, "•••")


def _is_refusal(answer: Answer) -> bool:
    return answer.status in {401, 511}


def _moment(answer: Answer) -> datetime:
    """What was read is of the moment of asking at the earliest: nothing is claimed to be newer than it is."""
    return datetime.fromtimestamp(answer.asked_at, tz=UTC)


def _spelled(at: datetime) -> str:
    """A time that no zone changes."""
    return f"uts{int(at.timestamp())}"
