"""What a line may say, by its kind, and the reading that it makes. docs/gpu-push.md tells it to site operators.

Fields are named as in `gpu/readings.py`; `key` is the server's name of a node or an event, the number of a job, the
run of an attempt and the UUID of a GPU. A field that is not known is refused: a misspelt one must not be lost in
silence. Times are ISO 8601 with an offset, or whole epoch seconds.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from gpu.models.streams import Stream
from gpu.readings import AttemptReading, EventReading, JobReading, NodeReading, SampleReading
from gpu.rules.strict_json import Wrong

STREAM_OF = {
    "node": Stream.INVENTORY.value,
    "job": Stream.QUEUE.value,
    "attempt": Stream.USAGE.value,
    "event": Stream.EVENTS.value,
    "gpu_sample": Stream.TELEMETRY.value,
}
#: Streams of which a heartbeat may say that there is nothing new; the others prove it by what they send.
QUIET_STREAMS = frozenset({Stream.USAGE.value, Stream.EVENTS.value})
#: Streams that come as whole lists.
SNAPSHOTS = frozenset({Stream.INVENTORY.value, Stream.QUEUE.value})
MOST_AHEAD, CLAMPED_AHEAD = timedelta(minutes=10), timedelta(minutes=2)
MOST_NAMES, MOST_TYPES, MOST_GPUS = 2000, 64, 100_000
MOST_INTEGER, MOST_SMALL = 2_147_483_647, 32_767
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
Reader = Callable[[Any], Any]
Fields = Mapping[str, Any]


class Line(NamedTuple):
    """A line that was read. `reading` is None for what only tells of others: a bracket of a snapshot, a heartbeat."""

    kind: str
    observed_at: datetime | None
    reading: Any
    is_clamped: bool
    fields: Fields


# --- values -----------------------------------------------------------------------------------------------------


def text(most: int, *, required: bool = False) -> Reader:
    """Words of at most so many characters."""

    def read(value: Any) -> str:
        if value is None and not required:
            return ""
        if not isinstance(value, str) or len(value) > most or (required and not value.strip()):
            raise ValueError
        return value.strip()

    return read


def whole(most: int) -> Reader:
    """A whole number from 0 on, or None for unknown."""

    def read(value: Any) -> int | None:
        if value is not None and (type(value) is not int or not 0 <= value <= most):
            raise ValueError
        return value

    return read


def flag(value: Any) -> bool | None:
    """True, false, or None for unknown."""
    if value is not None and type(value) is not bool:
        raise ValueError
    return value


@lru_cache(maxsize=4096)
def _moment(value: str | int) -> datetime:
    if isinstance(value, int):
        found = datetime.fromtimestamp(value, UTC)
    else:
        found = datetime.fromisoformat(value)
        if found.tzinfo is None:
            raise ValueError
        found = found.astimezone(UTC)
    if not _FIRST <= found < _LAST:
        raise ValueError
    return found


def moment(value: Any) -> datetime | None:
    """An aware time in UTC, or None for unknown. Raises `ValueError` for one without an offset."""
    if value is None:
        return None
    if type(value) not in (str, int):
        raise ValueError
    try:
        return _moment(value)
    except (OverflowError, OSError) as error:
        raise ValueError from error


def counts(value: Any) -> dict[str, int]:
    """GPUs by type, in lower case."""
    if not isinstance(value, dict) or len(value) > MOST_TYPES:
        raise ValueError
    found = {}
    for name, number in value.items():
        if len(name) > 100 or type(number) is not int or not 0 <= number <= MOST_GPUS:
            raise ValueError
        found[name.strip().lower()] = number
    if len(found) != len(value):
        raise ValueError
    return found


def counts_or_unknown(value: Any) -> dict[str, int] | None:
    """GPUs by type, or None: not known how many."""
    return None if value is None else counts(value)


def names(value: Any) -> tuple[str, ...]:
    """A list of names."""
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MOST_NAMES:
        raise ValueError
    return tuple(_NAME(name) for name in value)


def devices(value: Any) -> dict[str, tuple[int, ...]]:
    """Indexes of GPUs by server."""
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > MOST_NAMES:
        raise ValueError
    return {_NAME(name): _indexes(numbers) for name, numbers in value.items()}


def _indexes(numbers: Any) -> tuple[int, ...]:
    if not isinstance(numbers, list) or any(type(n) is not int or not 0 <= n <= MOST_SMALL for n in numbers):
        raise ValueError
    return tuple(numbers)


_NAME = text(100, required=True)

# --- kinds ------------------------------------------------------------------------------------------------------

COMMON = {"kind", "key", "observed_at", "seq"}
NODE: dict[str, Reader] = {
    "gpus": counts, "allocated": counts_or_unknown, "in_service": flag, "state": text(200), "reason": text(500),
    "reason_at": moment, "partitions": names, "cpus": whole(MOST_INTEGER), "cpus_allocated": whole(MOST_INTEGER),
    "island": text(64),
}  # fmt: skip
JOB: dict[str, Reader] = {
    "account": text(100), "user": text(100), "state": text(40, required=True), "is_running": flag,
    "gpus": counts, "partition": text(100), "nodes": names, "devices": devices, "reason": text(200),
    "submitted_at": moment, "started_at": moment, "ends_at": moment, "tasks": whole(MOST_GPUS),
}  # fmt: skip
ATTEMPT: dict[str, Reader] = {
    "job_id": text(100, required=True), "account": text(100), "user": text(100),
    "state": text(40, required=True), "gpus": counts, "partition": text(100), "nodes": names,
    "submitted_at": moment, "started_at": moment, "ended_at": moment,
}  # fmt: skip
EVENT: dict[str, Reader] = {"started_at": moment, "ended_at": moment, "state": text(200), "reason": text(500)}
SAMPLE = frozenset(
    {*COMMON, "node", "active", "memory_used_mib", "memory_total_mib", "power_mw", "index", "model_name", "mig_profile"}
)
#: What must be there besides `key`, even as null.
NEEDED = {
    "node": ("gpus", "allocated", "in_service"),
    "job": ("account", "state", "is_running", "gpus"),
    "attempt": ("job_id", "account", "state", "gpus", "submitted_at", "started_at", "ended_at"),
    "event": ("started_at",),
}
CONTROL = {
    "heartbeat": {"kind", "observed_at", "seq", "streams"},
    "snapshot_begin": {"kind", "observed_at", "seq", "stream"},
    "snapshot_end": {"kind", "observed_at", "seq", "stream", "count"},
}


def _values(fields: Fields, kind: str, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """The fields of a line, each read. Raises `Wrong` with the field."""
    unknown = fields.keys() - readers.keys() - COMMON
    if unknown:
        raise Wrong("unknown_field", min(unknown)[:100])
    for name in NEEDED[kind]:
        if name not in fields:
            raise Wrong("missing_field", name)
    found = {}
    for name, reader in readers.items():
        if name in fields:
            try:
                found[name] = reader(fields[name])
            except ValueError as error:
                raise Wrong("wrong_value", name) from error
    return found


def _key(fields: Fields, most: int) -> str:
    key = fields.get("key")
    if not isinstance(key, str) or not 0 < len(key) <= most or key.isspace():
        raise Wrong("wrong_value" if "key" in fields else "missing_field", "key")
    return key


def _node(fields: Fields) -> NodeReading:
    values = _values(fields, "node", NODE)
    installed, allocated = values["gpus"], values["allocated"]
    if allocated is not None and any(number > installed.get(name, 0) for name, number in allocated.items()):
        raise Wrong("more_than_there_are", "allocated")
    return NodeReading(name=_key(fields, 100), **values)


def _job(fields: Fields) -> JobReading:
    values = _values(fields, "job", JOB)
    if values["is_running"] is None:
        raise Wrong("wrong_value", "is_running")
    if values.setdefault("tasks", 1) in {None, 0}:
        raise Wrong("wrong_value", "tasks")
    return JobReading(key=_key(fields, 100), **{"user": "", **values})


def _attempt(fields: Fields) -> AttemptReading:
    """`key` may be left out: then it is the job and its submission."""
    values = _values(fields, "attempt", ATTEMPT)
    if "key" in fields:
        key = _key(fields, 150)
    elif values["submitted_at"] is not None:
        key = f"{values['job_id']}@{int(values['submitted_at'].timestamp())}"
    else:
        raise Wrong("missing_field", "key")
    started, ended = values["started_at"], values["ended_at"]
    if started is not None and ended is not None and ended < started:
        raise Wrong("ends_before_it_starts", "ended_at")
    return AttemptReading(key=key, **{"user": "", **values})


def _event(fields: Fields) -> EventReading:
    values = _values(fields, "event", EVENT)
    if values["started_at"] is None:
        raise Wrong("wrong_value", "started_at")
    if values.get("ended_at") is not None and values["ended_at"] < values["started_at"]:
        raise Wrong("ends_before_it_starts", "ended_at")
    return EventReading(node=_key(fields, 100), **{"ended_at": None, **values})


def _is_whole(value: Any, most: int) -> bool:
    return value is None or (type(value) is int and 0 <= value <= most)


def _is_short(value: Any, most: int) -> bool:
    return isinstance(value, str) and len(value) <= most


def sample(fields: Fields, observed_at: datetime) -> SampleReading:
    """A sample of a GPU: most lines are of this kind, so nothing is called that need not be. Raises `Wrong`."""
    get = fields.get
    key, node, active, power = get("key"), get("node"), get("active"), get("power_mw")
    used, total, index = get("memory_used_mib"), get("memory_total_mib"), get("index")
    model, profile = get("model_name", ""), get("mig_profile", "")
    if not (
        fields.keys() <= SAMPLE
        and key and node and type(key) is str and type(node) is str and len(key) <= 100 and len(node) <= 100
        and (active is None or (type(active) is int and 0 <= active <= 1000))
        and (used is None or (type(used) is int and 0 <= used <= MOST_INTEGER))
        and (total is None or (type(total) is int and 0 <= total <= MOST_INTEGER))
        and (power is None or (type(power) is int and 0 <= power <= MOST_INTEGER))
        and (index is None or (type(index) is int and 0 <= index <= MOST_SMALL))
        and type(model) is str and len(model) <= 100 and type(profile) is str and len(profile) <= 30
    ):  # fmt: skip
        raise _why_no_sample(fields)
    return SampleReading(node, key, observed_at, active, used, total, power, index, model, profile)


def _why_no_sample(fields: Fields) -> Wrong:
    unknown = fields.keys() - SAMPLE
    if unknown:
        return Wrong("unknown_field", min(unknown)[:100])
    for name in ("key", "node"):
        if name not in fields:
            return Wrong("missing_field", name)
        if not fields[name] or not _is_short(fields[name], 100):
            return Wrong("wrong_value", name)
    limits = {"active": 1000, "index": MOST_SMALL, "model_name": 100, "mig_profile": 30}
    for name in sorted(fields.keys() - COMMON - {"node"}):
        most = limits.get(name, MOST_INTEGER)
        fits = _is_short if name in {"model_name", "mig_profile"} else _is_whole
        if not fits(fields[name], most):
            return Wrong("wrong_value", name)
    return Wrong("wrong_value")


_READINGS: dict[str, Callable[[Fields], Any]] = {"node": _node, "job": _job, "attempt": _attempt, "event": _event}

# --- lines ------------------------------------------------------------------------------------------------------


def read_line(fields: Fields, *, at: datetime, default: datetime | None = None) -> Line:
    """The reading that a line makes. `default` is the time of the snapshot around it. Raises `Wrong`."""
    kind = fields.get("kind")
    if type(kind) is not str or (kind not in CONTROL and kind not in STREAM_OF):
        raise Wrong("unknown_kind", "kind")
    if kind in CONTROL:
        return _control(kind, fields, at=at)
    observed_at, is_clamped = observed(fields, at=at, default=default)
    if kind == "gpu_sample":
        return Line(kind, observed_at, sample(fields, observed_at), is_clamped, fields)
    return Line(kind, observed_at, _READINGS[kind](fields), is_clamped, fields)


def observed(fields: Fields, *, at: datetime, default: datetime | None = None) -> tuple[datetime, bool]:
    """The line's time by a clock that may be two minutes ahead; up to ten it counts as now, and is told."""
    try:
        observed_at = moment(fields.get("observed_at")) or default
    except ValueError as error:
        raise Wrong("wrong_value", "observed_at") from error
    if observed_at is None:
        raise Wrong("missing_field", "observed_at")
    ahead = observed_at - at
    if ahead > MOST_AHEAD:
        raise Wrong("future", "observed_at")
    return (at, True) if ahead > CLAMPED_AHEAD else (observed_at, False)


def _control(kind: str, fields: Fields, *, at: datetime) -> Line:
    unknown = fields.keys() - CONTROL[kind]
    if unknown:
        raise Wrong("unknown_field", min(unknown)[:100])
    if kind == "heartbeat":
        return Line(kind, _heartbeat_time(fields), None, False, fields)
    stream = fields.get("stream")
    if type(stream) is not str or stream not in SNAPSHOTS:
        raise Wrong("wrong_value", "stream")
    if kind == "snapshot_end":
        if type(fields.get("count")) is not int:
            raise Wrong("wrong_value", "count")
        return Line(kind, None, None, False, fields)
    observed_at, is_clamped = observed(fields, at=at)
    return Line(kind, observed_at, None, is_clamped, fields)


def _heartbeat_time(fields: Fields) -> datetime:
    """The site's own clock, however wrong: that is what a heartbeat is for."""
    quiet = fields.get("streams", [])
    if not isinstance(quiet, list) or any(type(stream) is not str or stream not in QUIET_STREAMS for stream in quiet):
        raise Wrong("wrong_value", "streams")
    try:
        told = moment(fields.get("observed_at"))
    except ValueError as error:
        raise Wrong("wrong_value", "observed_at") from error
    if told is None:
        raise Wrong("missing_field", "observed_at")
    return told
