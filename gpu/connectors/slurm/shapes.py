"""The JSON of Slurm in both of its families as readings.

Up to 22.05 numbers are bare or null and states one word with a list of flags; from 23.11 on numbers are
`{"set", "infinite", "number"}` and states lists. An answer counts only without errors and with the list asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson

from gpu.connectors.errors import ConnectorError
from gpu.connectors.slurm.hosts import Hosts
from gpu.readings import AttemptReading, JobReading, NodeReading
from gpu.rules import arrays, tres

Row = Mapping[str, Any]

OUT_OF_SERVICE = ("DOWN", "DRAIN", "ERROR", "FAIL", "FUTURE", "INVAL", "MAINT", "NOT_RESPONDING", "POWER", "REBOOT")
"""Beginnings of states; `DRAIN` is also `DRAINING` and `DRAINED`."""
WAITING = frozenset({"PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT", "RESV_DEL_HOLD"})
HOLDING = frozenset(
    {"RUNNING", "SUSPENDED", "CONFIGURING", "RESIZING", "SIGNALING", "STOPPED", "STAGE_OUT", "COMPLETING"}
)
OPEN = WAITING | HOLDING
_REFUSALS = ("authenticat", "invalid user", "unauthorized", "credential", "token")
NOTHING_FOUND = 9003
_EXCERPT = 2
"""Rows of an answer that the console shows."""
_SHOWN = frozenset(
    {"set", "infinite", "number", "type", "id", "count", "cluster", "account", "partition", "partitions", "nodes"}
    | {"gres", "gres_used", "gres_detail", "tres", "tres_used", "tres_alloc_str", "tres_req_str", "allocated"}
    | {"state", "state_flags", "state_reason", "current", "reason", "reason_changed_at", "cpus", "alloc_cpus"}
    | {"job_id", "job_state", "submit_time", "start_time", "end_time", "time", "submission", "start", "end"}
    | {"association"}
)
"""Fields that are read, but for people's: no other is shown, whatever a later release adds."""
_META = frozenset({"Slurm", "slurm", "plugin", "plugins"})


def opened(body: bytes, key: str) -> dict[str, Any]:
    """The answer that holds a list under `key`. Raises ConnectorError for errors in it and for anything else."""
    document = parsed(body)
    refuse_errors(document)
    if not isinstance(document.get(key), list):
        raise ConnectorError("bad_answer", f"no list {key}", raw=excerpt(document, key))
    return document


def parsed(body: bytes) -> dict[str, Any]:
    """The JSON object of an answer. Raises ConnectorError."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise ConnectorError("bad_answer", "no JSON", raw=body[:500].decode(errors="replace")) from error
    if not isinstance(document, dict):
        raise ConnectorError("bad_answer", "no JSON object")
    return document


def refuse_errors(document: Row) -> None:
    """Raises ConnectorError where the scheduler says that it could not answer, whatever the status."""
    told = document.get("errors") or []
    errors = [error for error in (told if isinstance(told, list) else [told]) if not _is_none_found(error)]
    if not errors:
        return
    texts = [_error_text(error) for error in errors[:3]]
    text = "; ".join(texts)[:900]
    refused = any(word in text.lower() for word in _REFUSALS)
    raw = orjson.dumps({"errors": texts}).decode()
    raise ConnectorError("authentication" if refused else "reported_errors", text, raw=raw)


def _is_none_found(error: Any) -> bool:
    """The accounting of 22.05 calls it an error when no run touches the time asked for: that is an answer."""
    return isinstance(error, Mapping) and error.get("error_number") == NOTHING_FOUND


def _error_text(error: Any) -> str:
    if not isinstance(error, Mapping):
        return str(error)[:300]
    words = [str(error[name]) for name in ("description", "error", "source") if error.get(name)]
    number = next((error[name] for name in ("error_number", "errno") if error.get(name)), None)
    return ": ".join(words)[:300] + (f" ({number})" if number is not None else "")


def excerpt(document: Row, key: str) -> str:
    """The head of an answer for the operator's console: few rows, without people and what they run."""
    rows = document.get(key)
    head = {name: document[name] for name in ("meta", "errors", "warnings") if name in document}
    if isinstance(rows, list):
        head[key] = [_impersonal(row) for row in rows[:_EXCERPT]]
        head["rows"] = len(rows)
    return orjson.dumps(_without_client(head), option=orjson.OPT_INDENT_2).decode()[:16_000]


def _impersonal(value: Any) -> Any:
    if isinstance(value, Mapping):
        keeps_name = "gres" in value or "type" in value  # a server's or a resource's own name
        return {
            name: _impersonal(part) for name, part in value.items() if name in _SHOWN or (name == "name" and keeps_name)
        }
    return [_impersonal(part) for part in value] if isinstance(value, list) else value


def _without_client(head: dict[str, Any]) -> dict[str, Any]:
    """From 23.11 on `meta` names who asked."""
    meta = head.get("meta")
    if isinstance(meta, Mapping):
        head["meta"] = {name: part for name, part in meta.items() if name in _META}
    return head


def number(value: Any, *, beyond: int | None = None) -> int | None:
    """A number of either family; None where it is not set, unlimited or no number, `beyond` for one of 19 digits."""
    if isinstance(value, Mapping):
        return number(value.get("number"), beyond=beyond) if value.get("set") and not value.get("infinite") else None
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if abs(value) < tres.BEYOND else beyond
    if not (isinstance(value, str) and value.isascii() and value.isdigit()):
        return None
    return int(value) if len(value) <= 18 else beyond


def instant(value: Any) -> datetime | None:
    """A time in epoch seconds; 0 stands for none."""
    seconds = number(value)
    if not seconds or not 0 < seconds < 32_503_680_000:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC)


def states(value: Any, flags: Any = None) -> tuple[str, ...]:
    """Words of a state in capitals: the state first, then its flags."""
    words = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    more = flags if isinstance(flags, list) else []
    return tuple(dict.fromkeys(word.upper() for text in (*words, *more) for word in str(text).split("+") if word))


def in_service(words: Iterable[str]) -> bool | None:
    """Whether a server of this state takes jobs; None where the scheduler does not know."""
    found = tuple(words)
    if any(word.startswith(OUT_OF_SERVICE) for word in found):
        return False
    return None if not found or "UNKNOWN" in found else True


def version(document: Row) -> str:
    """The release that answered, or nothing."""
    meta = document.get("meta")
    own = (meta.get("slurm") or meta.get("Slurm")) if isinstance(meta, Mapping) else None
    if not isinstance(own, Mapping):
        return ""
    return str(own.get("release") or "")


def nodes(rows: Iterable[Row]) -> tuple[NodeReading, ...]:
    """Servers with GPUs, each once whatever partitions it stands in."""
    found: dict[str, NodeReading] = {}
    for row in rows:
        gpus = tres.better_typed(tres.of_tres(_text(row, "tres")), tres.of_gres(_text(row, "gres")))
        gpus = gpus or tres.of_gres(_text(row, "gres"))
        name = _text(row, "name")
        if name and gpus:
            found[name] = _node(name, gpus, row)
    return tuple(found.values())


def _node(name: str, gpus: dict[str, int], row: Row) -> NodeReading:
    words = states(row.get("state"), row.get("state_flags"))
    partitions = row.get("partitions")
    return NodeReading(
        name=name,
        gpus=gpus,
        allocated=_held(row, gpus, words),
        in_service=in_service(words),
        state="+".join(words),
        reason=_text(row, "reason"),
        reason_at=instant(row.get("reason_changed_at")),
        partitions=tuple(map(str, partitions)) if isinstance(partitions, list) else (),
        cpus=number(row.get("cpus")),
        cpus_allocated=number(row.get("alloc_cpus")),
    )


def _held(row: Row, gpus: dict[str, int], words: Iterable[str]) -> dict[str, int] | None:
    """An empty text says that nothing is held; where neither field is there, nobody knows.

    A controller that has just started calls servers unknown and says that nothing is held on those where jobs run.
    """
    if "tres_used" not in row and "gres_used" not in row:
        return None
    all_of, used, by_gres = _text(row, "tres"), _text(row, "tres_used"), tres.of_gres(_text(row, "gres_used"))
    if "tres_used" not in row or tres.of_tres(all_of) == {}:  # GPUs are not among what it tracks
        found = tres.held_of(by_gres, gpus)
    elif tres.total(all_of) is None:  # it tracks types alone
        found = tres.held_of(tres.better_typed(tres.of_tres(used), by_gres), gpus)
    else:
        found = tres.held_of(tres.of_used(used, by_gres), gpus)
    return None if "UNKNOWN" in words and not any((found or {}).values()) else found


def jobs(rows: Iterable[Row]) -> tuple[JobReading, ...]:
    """Jobs that hold GPUs or wait for them; those that are over are passed over."""
    found: dict[str, JobReading] = {}
    hosts = Hosts()
    for row in rows:
        words, key = states(row.get("job_state")), number(row.get("job_id"))
        is_running = not WAITING.intersection(words) and bool(HOLDING.intersection(words))
        if key is None or not (is_running or WAITING.intersection(words)):
            continue
        asked = tres.of_tres(_text(row, "tres_alloc_str" if is_running else "tres_req_str"))
        details = row.get("gres_detail")
        texts = [str(text) for text in details] if isinstance(details, list) else []
        tasks = 1 if is_running else arrays.size(_text(row, "array_task_string"))
        each = tres.better_typed(asked, tres.of_gres(",".join(texts))) if is_running else asked
        if each:
            gpus = {name: count * tasks for name, count in each.items()}
            names = hosts.named(_text(row, "nodes")) if is_running else ()
            job = _job(str(key), words, is_running, gpus, row)
            found[str(key)] = replace(job, tasks=tasks, nodes=names, devices=_devices(names, texts))
    return tuple(found.values())


def _job(key: str, words: tuple[str, ...], is_running: bool, gpus: dict[str, int], row: Row) -> JobReading:
    reason = _text(row, "state_reason")
    return JobReading(
        key=key,
        account=_text(row, "account"),
        user=_text(row, "user_name") or str(number(row.get("user_id")) or ""),
        state="+".join(words),
        is_running=is_running,
        gpus=gpus,
        partition=_text(row, "partition"),
        reason="" if reason.lower() == "none" else reason,
        submitted_at=instant(row.get("submit_time")),
        started_at=instant(row.get("start_time")) if is_running else None,
        ends_at=instant(row.get("end_time")) if is_running else None,
    )


def _devices(names: tuple[str, ...], texts: list[str]) -> dict[str, tuple[int, ...]]:
    """One text a server, in the same order; nothing where they do not fit together."""
    if len(names) != len(texts):
        return {}
    found = {name: tres.indexes(text) for name, text in zip(names, texts, strict=True)}
    return {name: indexes for name, indexes in found.items() if indexes}


def attempts(rows: Iterable[Row], cluster: str = "") -> tuple[AttemptReading, ...]:
    """Runs with GPUs that have begun, of this cluster alone."""
    kept = [row for row in rows if not cluster or cluster.lower() == _text(row, "cluster").lower()]
    refuse_several({_text(row, "cluster") for row in kept})
    hosts = Hosts()
    return tuple(reading for row in kept if (reading := _attempt(row, hosts)) is not None)


def refuse_several(clusters: set[str]) -> None:
    """Raises ConnectorError where one accounting serves several clusters and the site does not say which it is."""
    if len({name.lower() for name in clusters if name}) > 1:
        raise ConnectorError("unsupported", "several clusters answer: " + ", ".join(sorted(clusters))[:300])


def _attempt(row: Row, hosts: Hosts) -> AttemptReading | None:
    times, allocated = row.get("time"), row.get("tres")
    if not isinstance(times, Mapping) or not isinstance(allocated, Mapping):
        raise ConnectorError("bad_answer", "a run without times or resources")
    gpus = tres.of_entries(_entries(allocated.get("allocated")))
    key, submitted = number(row.get("job_id")), instant(times.get("submission"))
    state = row.get("state")
    words = states(state.get("current") if isinstance(state, Mapping) else state)
    started, ended = instant(times.get("start")), instant(times.get("end"))
    if key is None or submitted is None or not counts(gpus, words, started, ended):
        return None
    association = row.get("association")
    belongs = association if isinstance(association, Mapping) else {}
    return AttemptReading(
        key=attempt_key(key, submitted),
        job_id=str(key),
        account=_text(row, "account") or _text(belongs, "account"),
        user=_text(row, "user") or _text(belongs, "user"),
        state="+".join(words),
        gpus=gpus,
        partition=_text(row, "partition") or _text(belongs, "partition"),
        nodes=hosts.named(_text(row, "nodes")),
        submitted_at=submitted,
        started_at=started,
        ended_at=ended,
    )


def counts(gpus: Mapping[str, int], words: Iterable[str], started: datetime | None, ended: datetime | None) -> bool:
    """Whether a run has held GPUs; one that is over without an end is not observed yet: it is read again later."""
    return bool(gpus) and started is not None and (ended is not None or bool(OPEN.intersection(words)))


def attempt_key(job_id: int | str, submitted: datetime) -> str:
    """A job that is queued again keeps its number and is submitted anew."""
    return f"{job_id}@{int(submitted.timestamp())}"


def _entries(value: Any) -> Iterable[tuple[str, int]]:
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, Mapping):
            name = "/".join(part for part in (_text(entry, "type"), _text(entry, "name")) if part)
            yield name, number(entry.get("count"), beyond=tres.BEYOND) or 0


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value.strip() if isinstance(value, str) else ""
