"""The texts of Slurm's own programs as the forced command hands them on: a line about itself, then the answer.

Times are epoch seconds; fields stand between bars.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from gpu.connectors.errors import ConnectorError
from gpu.connectors.slurm import shapes
from gpu.connectors.slurm.hosts import Hosts
from gpu.readings import AttemptReading, EventReading
from gpu.rules import tres

HEAD = re.compile(r"axportal-gpu-site (?P<version>\d+) (?P<clock>\d{12,14})")
USAGE = (
    "Cluster",
    "JobIDRaw",
    "Account",
    "User",
    "Partition",
    "Submit",
    "Start",
    "End",
    "State",
    "AllocTRES",
    "NodeList",
)
EVENTS = ("Cluster", "NodeName", "Start", "End", "State", "Reason")
ACCOUNTING = ("Cluster", "Account", "Login", "Proper", "TRES", "Used")
_EXCERPT = 4
_PERSONAL = frozenset({"User", "Login", "Proper"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the forced command said: its version, the site's clock in milliseconds, and the answer."""

    version: str
    clock_ms: int
    body: bytes


def opened(output: bytes) -> Told:
    """The answer behind the head. Raises ConnectorError where something else answered."""
    head, _line, body = output.partition(b"\n")
    match = HEAD.fullmatch(head.decode(errors="replace").strip())
    if match is None:
        raise ConnectorError("bad_answer", "not the portal's forced command", raw=output[:300].decode(errors="replace"))
    return Told(match["version"], int(match["clock"]), body)


def usage(body: bytes, cluster: str = "") -> tuple[AttemptReading, ...]:
    """Runs of `sacct -D -X -P`."""
    kept = [row for row in _rows(body, USAGE) if not cluster or row["Cluster"].lower() == cluster.lower()]
    shapes.refuse_several({row["Cluster"] for row in kept})
    hosts = Hosts()
    return tuple(reading for row in kept if (reading := _attempt(row, hosts)) is not None)


def _attempt(row: dict[str, str], hosts: Hosts) -> AttemptReading | None:
    gpus, words = tres.of_tres(row["AllocTRES"]), _states(row["State"])
    submitted, started, ended = (instant(row[name]) for name in ("Submit", "Start", "End"))
    if submitted is None or not row["JobIDRaw"] or not shapes.counts(gpus, words, started, ended):
        return None
    return AttemptReading(
        key=shapes.attempt_key(row["JobIDRaw"], submitted),
        job_id=row["JobIDRaw"],
        account=row["Account"],
        user=row["User"],
        state="+".join(words),
        gpus=gpus,
        partition=row["Partition"],
        nodes=hosts.named(row["NodeList"]),
        submitted_at=submitted,
        started_at=started,
        ended_at=ended,
    )


def _states(text: str) -> tuple[str, ...]:
    """`CANCELLED by 1001` is told without whom."""
    return shapes.states(text.partition(" ")[0])


def events(body: bytes, cluster: str = "") -> tuple[EventReading, ...]:
    """Times out of service of `sacctmgr show event`; those of a whole cluster name no server and are passed over."""
    kept = [row for row in _rows(body, EVENTS) if not cluster or row["Cluster"].lower() == cluster.lower()]
    shapes.refuse_several({row["Cluster"] for row in kept})
    found: list[EventReading] = []
    hosts = Hosts()
    for row in kept:
        started, words = instant(row["Start"]), shapes.states(row["State"].rstrip("*"))
        if started is None or shapes.in_service(words) is True:
            continue
        ended = instant(row["End"])
        names = hosts.named(row["NodeName"])
        found += [EventReading(name, started, ended, "+".join(words), row["Reason"]) for name in names]
    return tuple(found)


def accounting(body: bytes, cluster: str = "") -> tuple[tuple[str, int], ...]:
    """GPU-seconds by account of `sreport`: of the lines of people; an account's own line holds those below it too."""
    sums: dict[str, int] = {}
    kept = [row for row in _rows(body, ACCOUNTING) if not cluster or row["Cluster"].lower() == cluster.lower()]
    shapes.refuse_several({row["Cluster"] for row in kept})
    for row in kept:
        if row["Login"] and row["TRES"].lower() == "gres/gpu" and row["Used"].isascii() and row["Used"].isdigit():
            if len(row["Used"]) > 18:
                raise ConnectorError("bad_answer", "a sum of more than 18 digits")
            sums[row["Account"]] = sums.get(row["Account"], 0) + int(row["Used"])
    return tuple(sorted(sums.items()))


def settings(body: bytes) -> dict[str, str]:
    """`Name = value` lines of `scontrol show config`, names in lower case."""
    pairs = (line.partition("=") for line in body.decode(errors="replace").splitlines())
    return {name.strip().lower(): value.strip() for name, equals, value in pairs if equals}


def instant(text: str) -> datetime | None:
    """Epoch seconds; `Unknown`, `None` and 0 stand for none."""
    return shapes.instant(text.strip())


def excerpt(body: bytes, columns: tuple[str, ...]) -> str:
    """The head of an answer for the operator's console, without people."""
    lines = body.decode(errors="replace").splitlines()
    hidden = [place for place, name in enumerate(columns) if name in _PERSONAL]
    shown = []
    for line in lines[:_EXCERPT]:
        fields = line.split("|")
        shown.append("|".join("•" if place in hidden and text else text for place, text in enumerate(fields)))
    return "\n".join(["|".join(columns), *shown, f"({len(lines)})"])[:16_000]


def _rows(body: bytes, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Raises ConnectorError for a line of another number of fields: half an answer is none."""
    for line in body.decode(errors="replace").splitlines():
        fields = line.split("|")
        if not line.strip():
            continue
        if len(fields) == len(columns) + 1 and not fields[-1]:  # -p ends each line with a bar, -P does not
            fields.pop()
        if len(fields) > len(columns) and columns[-1] == "Reason":
            fields = [*fields[: len(columns) - 1], "|".join(fields[len(columns) - 1 :])]
        if len(fields) != len(columns):
            raise ConnectorError("bad_answer", f"{len(fields)} fields where {len(columns)} belong")
        yield dict(zip(columns, map(str.strip, fields), strict=True))


def moment(seconds: float) -> datetime:
    """A time of this machine's clock."""
    return datetime.fromtimestamp(seconds, tz=UTC)
