"""Figures, servers and histories as plain rows, for the API and for files. `None` is unknown, never zero."""

from collections.abc import Iterator, Sequence
from typing import Any

from gpu.selectors.figures import STATES, NationalFigures, Tally, value_of
from gpu.selectors.history import History
from gpu.selectors.lines import MILLI, GpuLine
from gpu.selectors.outages import OutagePart
from gpu.selectors.sites import Site

Row = dict[str, Any]

FIGURE_COLUMNS = (
    "site", "site_name", "model", "origin", "is_counted", "freshness", "observed_at", "as_of",
    "telemetry_freshness", "telemetry_observed_at", *STATES, "measured_gpus",
)  # fmt: skip
NODE_COLUMNS = (
    "site", "site_name", "node", "node_name", "model", "type_name", "state", "in_service_flag", "reason", "cause",
    "is_listed", "observed_at", *STATES, "measured_gpus", "is_counted", "origin",
)  # fmt: skip
OUTAGE_COLUMNS = (
    "site", "site_name", "node", "node_name", "started_at", "ended_at", "gpus", "gpu_hours", "cause", "reason",
    "is_confirmed", "origin",
)  # fmt: skip
POINT_COLUMNS = (
    "starts_at", "seconds", "sites", "coverage_percent", "operating_percent", "allocation_percent", "activity_percent",
    "allocated_gpu_hours", "idle_held_gpu_hours", "is_gap",
)  # fmt: skip


def gpus(milli: int | None) -> float | int | None:
    """Thousandths as GPUs: whole where they are whole."""
    if milli is None:
        return None
    return milli // MILLI if milli % MILLI == 0 else milli / MILLI


def site_row(site: Site) -> Row:
    """How fresh a site is."""
    return {
        "site": str(site.cluster.uuid),
        "site_name": site.name,
        "origin": site.cluster.origin,
        "is_counted": site.is_counted,
        "is_by_hand": site.is_by_hand,
        "freshness": site.inventory.freshness.value,
        "observed_at": site.inventory.observed_at,
        "as_of": site.as_of if site.is_by_hand else None,
        "telemetry_freshness": site.telemetry.freshness.value,
        "telemetry_observed_at": site.telemetry.observed_at,
    }


def tally_row(tally: Tally) -> Row:
    """The figures of a tally with their coverage."""
    measured = tally["active"]
    return {
        **{state: gpus(tally[state].milli) for state in STATES},
        "measured_gpus": float(measured.known_gpus) if measured.milli is not None else None,
        "unknown_at": {state: list(tally[state].without) for state in STATES if tally[state].without},
        "out_of_service": [{"cause": cause or "unknown", "gpus": float(count)} for cause, count in tally.causes],
    }


def figure_rows(figures: NationalFigures) -> Iterator[Sequence[Any]]:
    """One row a site and model; sites that no total has come with empty numbers."""
    for tally in figures.by_site_model:
        cells = {**site_row(tally.site), **tally_row(tally), "model": tally.key[1]}
        yield [cells[name] for name in FIGURE_COLUMNS]
    for site in figures.left_out:
        cells = site_row(site)
        yield [cells.get(name) for name in FIGURE_COLUMNS]


def line_row(line: GpuLine) -> Row:
    """One type of GPU in one server."""
    return {
        "site": str(line.site.cluster.uuid),
        "site_name": line.site.name,
        "node": str(line.node),
        "node_name": line.node_name,
        "model": line.model,
        "type_name": line.type_name,
        "state": line.state,
        "in_service_flag": line.in_service,
        "reason": line.reason,
        "cause": line.cause,
        "is_listed": line.is_listed,
        "observed_at": line.observed_at,
        **{state: gpus(value_of(line, state)) for state in STATES},
        "measured_gpus": gpus(line.measured_milli or None),
        "is_counted": line.site.is_counted,
        "origin": line.site.cluster.origin,
    }


def node_rows(lines: Sequence[GpuLine]) -> Iterator[Sequence[Any]]:
    """One row a line."""
    for line in lines:
        cells = line_row(line)
        yield [cells[name] for name in NODE_COLUMNS]


def outage_rows(parts: Sequence[OutagePart]) -> Iterator[Sequence[Any]]:
    """One row an outage, with what of it falls on the day."""
    for part in parts:
        one = part.outage
        yield (
            str(one.cluster.uuid), one.cluster.name, str(one.node.uuid), one.node.name, one.started_at, one.ended_at,
            one.gpus, float(part.gpu_hours), one.cause, one.shown_reason, one.is_confirmed, one.cluster.origin,
        )  # fmt: skip


def point_rows(found: History) -> Iterator[Row]:
    """One row a point; rates in hundredths. Where less than half was seen there is no rate."""
    for point in found.points:
        yield {
            "starts_at": point.starts_at,
            "seconds": point.seconds,
            "sites": point.sites,
            "coverage_percent": _plain(point.coverage),
            "operating_percent": _plain(point.operating),
            "allocation_percent": _plain(point.allocation),
            "activity_percent": _plain(point.activity),
            "allocated_gpu_hours": _plain(point.allocated_hours),
            "idle_held_gpu_hours": _plain(point.idle_hours),
            "is_gap": point.is_gap,
        }


def _plain(value: Any) -> float | None:
    return None if value is None else float(value)
