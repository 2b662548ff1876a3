"""GPUs by NVIDIA's dcgm-exporter as a Prometheus keeps them: three calls a poll.

A field without a value has no series; a scrape that failed ends them all. Neither is a zero: what has no value makes no
reading. A GPU that two jobs share has two series of the same value, so the greatest for each GPU is taken first.
"""

import base64
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import orjson

from gpu.connectors.client import STATUS_CODES, Answer, Client, under
from gpu.connectors.errors import ConnectorError
from gpu.connectors.slurm.shapes import parsed
from gpu.readings import SampleReading, Snapshot

ACTIVE, BUSY = "DCGM_FI_PROF_GR_ENGINE_ACTIVE", "DCGM_FI_DEV_GPU_UTIL"
USED, FREE, RESERVED = "DCGM_FI_DEV_FB_USED", "DCGM_FI_DEV_FB_FREE", "DCGM_FI_DEV_FB_RESERVED"
POWER = "DCGM_FI_DEV_POWER_USAGE"
METRICS = (ACTIVE, BUSY, USED, FREE, RESERVED, POWER)
#: `Hostname` became `hostname` in May 2026, `UUID` is `uuid` in the old namespace.
IDENTITY = ("Hostname", "hostname", "node", "instance", "UUID", "uuid", "gpu", "modelName", "GPU_I_PROFILE", "GPU_I_ID")
_MATCHER = r'\s*[a-zA-Z_][a-zA-Z0-9_]*\s*(?:=~|!~|!=|=)\s*"(?:[^"\\\n]|\\.)*"\s*'
_MATCH = re.compile(rf"{_MATCHER}(?:,{_MATCHER})*,?\s*")
_EXCERPT = 3
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC).timestamp(), datetime(2100, 1, 1, tzinfo=UTC).timestamp()
_MOST = 2**31 - 1

Key = tuple[str, str, str]
"""Server, GPU, slice."""


@dataclass(slots=True)
class Prometheus:
    """One site's Prometheus. `match` is a condition on labels, as in `job="dcgm",cluster="a"`."""

    address: str
    client: Client
    match: str = ""
    secret: str = field(default="", repr=False)

    def samples(self) -> Snapshot[SampleReading]:
        """The newest sample of every GPU, each with the time of its scrape."""
        match = self._matchers()
        by = ",".join(IDENTITY)
        values, answer = self._asked(f"max by (__name__,{by}) ({{__name__=~{_quoted('|'.join(METRICS))}{match}}})")
        stamps = " or ".join(f"timestamp({name}{{{match.lstrip(',')}}})" for name in METRICS)
        times, _answer = self._asked(f"max by ({by}) ({stamps})")
        lost, _answer = self._asked(self._lost_targets(match))
        rows = readings(values, times)
        newest = max((row.observed_at for row in rows), default=datetime.fromtimestamp(answer.asked_at, tz=UTC))
        raw = self._raw(values, lost)
        return Snapshot(rows, newest, is_whole=not lost, offset_ms=_offset(values, answer), raw=raw)

    def version(self) -> str:
        """The release, where the server tells it; one call."""
        document = self._document(self._get("/api/v1/status/buildinfo"))
        data = document.get("data")
        return str(data.get("version") or "") if isinstance(data, Mapping) else ""

    def _lost_targets(self, match: str) -> str:
        """Targets that are down now and gave GPUs within the last quarter of an hour."""
        names = _quoted("|".join(METRICS))
        recent = f"count by (job,instance) (last_over_time({{__name__=~{names}{match}}}[15m]))"
        return f"up == 0 and on (job,instance) {recent}"

    def _matchers(self) -> str:
        """The site's condition behind others; Raises ConnectorError for what is none."""
        text = self.match.strip().strip("{}").strip().rstrip(",")
        if text and not _MATCH.fullmatch(text):
            raise ConnectorError("unsupported", "not a condition on labels")
        return f",{text}" if text else ""

    def _asked(self, query: str) -> tuple[list[Mapping[str, Any]], Answer]:
        """The rows of an instant query."""
        answer = self._get("/api/v1/query?" + urlencode({"query": query}))
        data = self._document(answer).get("data")
        rows = data.get("result") if isinstance(data, Mapping) and data.get("resultType") == "vector" else None
        if not isinstance(rows, list):
            raise ConnectorError("bad_answer", "no vector")
        return [row for row in rows if isinstance(row, Mapping)], answer

    def _get(self, path: str) -> Answer:
        return self.client.get(under(self.address, path), self._headers())

    def _headers(self) -> dict[str, str]:
        """A secret of the form `name:password` is sent as such, any other as a token."""
        if not self.secret:
            return {}
        if ":" in self.secret:
            return {"Authorization": "Basic " + base64.b64encode(self.secret.encode()).decode()}
        return {"Authorization": f"Bearer {self.secret}"}

    def _document(self, answer: Answer) -> dict[str, Any]:
        """Prometheus says what is wrong in words, with any status."""
        code = STATUS_CODES.get(answer.status)
        try:
            document = parsed(answer.body)
        except ConnectorError as error:
            raw = self._without_secret(error.raw)
            raise ConnectorError(code or error.code, f"HTTP {answer.status}", raw=raw) from None
        if document.get("status") != "success":
            said = f"{document.get('errorType', '')}: {document.get('error', '')}"[:500]
            kind = "unsupported" if document.get("errorType") == "bad_data" else code or "bad_answer"
            raise ConnectorError(kind, self._without_secret(said))
        return document

    def _raw(self, values: list[Mapping[str, Any]], lost: list[Mapping[str, Any]]) -> str:
        shown = {"series": len(values), "result": values[:_EXCERPT], "lost": [row.get("metric") for row in lost[:20]]}
        return self._without_secret(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode()[:16_000])

    def _without_secret(self, text: str) -> str:
        """Neither the secret, nor the password in it, nor both as they are sent."""
        sent = base64.b64encode(self.secret.encode()).decode()
        for part in (sent, self.secret, self.secret.partition(":")[2]):
            text = text.replace(part, "•••") if part else text
        return text


def readings(values: list[Mapping[str, Any]], times: list[Mapping[str, Any]]) -> tuple[SampleReading, ...]:
    """One reading for each GPU or slice that has a value and a time."""
    seen = {
        key: when
        for row in times
        if (key := _key(row)) and (when := _number(row)) is not None and _FIRST <= when < _LAST
    }
    measured: dict[Key, dict[str, float | None]] = {}
    labels: dict[Key, Mapping[str, Any]] = {}
    for row in values:
        key, name = _key(row), str(row["metric"].get("__name__", "")) if isinstance(row.get("metric"), Mapping) else ""
        if key is None or name not in METRICS:
            continue
        own = measured.setdefault(key, {})
        own[name] = _greater(own.get(name), _number(row))
        labels.setdefault(key, row["metric"])
    profiled = {key[0] for key, own in measured.items() if ACTIVE in own}
    sliced = {key[:2] for key in measured if key[2]}
    found = [
        _reading(key, own, labels[key], seen[key], has_profiling=key[0] in profiled)
        for key, own in measured.items()
        if key in seen and (key[2] or key[:2] not in sliced)
    ]
    return tuple(row for row in found if (row.active, row.memory_used_mib, row.power_mw) != (None, None, None))


def _reading(
    key: Key, own: Mapping[str, float | None], labels: Mapping[str, Any], when: float, *, has_profiling: bool
) -> SampleReading:
    node, uid, part = key
    used = own.get(USED)
    parts = [used, own.get(FREE), own.get(RESERVED, 0.0)]
    total = (
        sum(value for value in parts if value is not None) if used is not None and own.get(FREE) is not None else None
    )
    index = str(labels.get("gpu", ""))
    reading = SampleReading(
        node=node,
        uid=f"{uid}/{part}" if part else uid,
        observed_at=datetime.fromtimestamp(when, tz=UTC),
        active=_active(own, may_use_busy=not has_profiling and not part),
        memory_used_mib=_whole(used),
        memory_total_mib=_whole(total),
        power_mw=_whole(own.get(POWER), 1000),
        index=int(index) if index.isascii() and index.isdigit() and len(index) <= 5 else None,
        model_name=str(labels.get("modelName", "")),
        mig_profile=str(labels.get("GPU_I_PROFILE", "")) if part else "",
    )
    # A slice reports the power of the whole GPU: it would count once for each.
    return replace(reading, power_mw=None) if part else reading


def _active(own: Mapping[str, float | None], *, may_use_busy: bool) -> int | None:
    """Thousandths. `GPU_UTIL` says that something ran at all: only where the site has nothing better."""
    value = own.get(ACTIVE)
    if value is None and may_use_busy:
        busy = own.get(BUSY)
        value = busy / 100 if busy is not None else None
    return round(min(max(value, 0.0), 1.0) * 1000) if value is not None else None


def _key(row: Mapping[str, Any]) -> Key | None:
    labels = row.get("metric")
    if not isinstance(labels, Mapping):
        return None
    node = next((str(labels[name]) for name in ("Hostname", "hostname", "node", "instance") if labels.get(name)), "")
    uid = str(labels.get("UUID") or labels.get("uuid") or "")
    return (_short(node), uid, str(labels.get("GPU_I_ID") or "")) if node and uid else None


def _short(node: str) -> str:
    """The scheduler's name of a server has no domain and no port; an address stays whole."""
    host = node.rpartition(":")[0] if node.count(":") == 1 else node
    return host if host.replace(".", "").isdigit() or ":" in host else host.partition(".")[0]


def _number(row: Mapping[str, Any]) -> float | None:
    """The value of a sample; None for NaN, infinity and what is no number."""
    try:
        value = float(row["value"][1])
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def _greater(one: float | None, other: float | None) -> float | None:
    return max((value for value in (one, other) if value is not None), default=None)


def _whole(value: float | None, factor: int = 1) -> int | None:
    """What no GPU can have is one more than what is taken: ingest refuses that line, not the others."""
    return max(round(min(value * factor, _MOST + 1)), 0) if value is not None else None


def _offset(values: list[Mapping[str, Any]], answer: Answer) -> int | None:
    """The time of an instant query is the server's own."""
    try:
        told = float(values[0]["value"][0])
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    if not math.isfinite(told):
        return None
    return round((told - (answer.asked_at + answer.answered_at) / 2) * 1000)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
