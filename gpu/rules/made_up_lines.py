"""What made-up sites send: the lines of a push, as any site's own program would write them (docs/gpu-push.md)."""

import json
from collections.abc import Iterator
from typing import Any

from gpu.rules.made_up import (
    CPUS_A_SERVER,
    GPUS_A_SERVER,
    MODELS,
    SLICE_PROFILE,
    SLICES,
    MadeUpSite,
    Run,
    Server,
    Stop,
    activity,
    holders,
    runs,
    servers,
    stops,
)

Row = dict[str, Any]


def body(site: MadeUpSite, *, since: int, moment: int, samples: bool) -> bytes:
    """The lines of one push: servers and queue whole, the runs and stops of [since, moment], samples if asked for."""
    found = runs(site, since=since, until=moment + 1)
    stopped = stops(site, since=since, until=moment + 1)
    rows = [
        {"kind": "heartbeat", "observed_at": moment, "streams": ["usage", "events"]},
        *_snapshot("inventory", list(_nodes(site, found, stopped, moment)), moment),
        *_snapshot("queue", list(_jobs(found, moment)), moment),
        *(_attempt(run, moment) for run in found if run.started <= moment),
        *(_event(stop, moment) for stop in stopped),
        *(_samples(site, found, stopped, moment) if samples else ()),
    ]
    return b"\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in rows)


def _snapshot(stream: str, rows: list[Row], moment: int) -> Iterator[Row]:
    yield {"kind": "snapshot_begin", "stream": stream, "observed_at": moment}
    yield from rows
    yield {"kind": "snapshot_end", "stream": stream, "count": len(rows)}


def _nodes(site: MadeUpSite, found: list[Run], stopped: list[Stop], moment: int) -> Iterator[Row]:
    held = holders(found, moment)
    closed = {stop.server: stop for stop in stopped if stop.started <= moment < stop.ended}
    for place, server in enumerate(servers(site)):
        used, stop = len(held.get(server.name, ())), closed.get(server.name)
        row: Row = {
            "kind": "node",
            "key": server.name,
            "gpus": {server.type_name: GPUS_A_SERVER},
            "allocated": {server.type_name: used},
            "in_service": stop is None,
            "state": _state(stop, used),
            "partitions": [server.type_name, "all"],
            "cpus": CPUS_A_SERVER,
            # A few servers run work that needs processors alone: their free GPUs are out of reach.
            "cpus_allocated": CPUS_A_SERVER if place % 19 == 7 and used else used * CPUS_A_SERVER // GPUS_A_SERVER,
            "island": f"{server.name}-nvl",
        }
        if stop is not None:
            row |= {"reason": stop.reason, "reason_at": stop.started}
        yield row


def _state(stop: Stop | None, used: int) -> str:
    if stop is not None:
        return "IDLE+DRAIN"
    return "ALLOCATED" if used == GPUS_A_SERVER else "MIXED" if used else "IDLE"


def _jobs(found: list[Run], moment: int) -> Iterator[Row]:
    """Who waits and who runs. A number stands for one job: of two that drew the same the later one is left out."""
    told: set[int] = set()
    for run in found:
        if not run.submitted <= moment < run.ended or run.number in told:
            continue
        told.add(run.number)
        is_running = run.started <= moment
        row: Row = {
            "kind": "job",
            "key": str(run.number),
            "account": run.account,
            "user": run.person,
            "state": "RUNNING" if is_running else "PENDING",
            "is_running": is_running,
            "gpus": {run.type_name: len(run.indexes)},
            "partition": run.type_name,
            "submitted_at": run.submitted,
        }
        if is_running:
            row |= {
                "nodes": [run.server],
                "devices": {run.server: list(run.indexes)},
                "started_at": run.started,
                "ends_at": run.limit,
            }
        else:
            row["reason"] = "Resources" if run.number % 3 else "Priority"
        yield row


def _attempt(run: Run, moment: int) -> Row:
    is_over = run.ended <= moment
    return {
        "kind": "attempt",
        "observed_at": moment,
        "job_id": str(run.number),
        "account": run.account,
        "user": run.person,
        "state": run.outcome if is_over else "RUNNING",
        "gpus": {run.type_name: len(run.indexes)},
        "partition": run.type_name,
        "nodes": [run.server],
        "submitted_at": run.submitted,
        "started_at": run.started,
        "ended_at": run.ended if is_over else None,
    }


def _event(stop: Stop, moment: int) -> Row:
    return {
        "kind": "event",
        "key": stop.server,
        "observed_at": moment,
        "started_at": stop.started,
        "ended_at": stop.ended if stop.ended <= moment else None,
        "state": "DRAIN",
        "reason": stop.reason,
    }


def _samples(site: MadeUpSite, found: list[Run], stopped: list[Stop], moment: int) -> Iterator[Row]:
    held = holders(found, moment)
    for place, server in enumerate(servers(site)):
        if server.name == site.unmonitored:
            continue
        for device in devices(site, server):
            run = held.get(server.name, {}).get(device["index"])
            active = activity(run, place * GPUS_A_SERVER + device["index"], moment)
            yield {
                "kind": "gpu_sample",
                "observed_at": moment,
                "node": server.name,
                "key": device["key"],
                "index": device["index"],
                "model_name": device["model_name"],
                "mig_profile": device["mig_profile"],
                **load(server.model, active, parts=SLICES if device["mig_profile"] else 1, is_held=run is not None),
            }


def devices(site: MadeUpSite, server: Server) -> Iterator[Row]:
    """The GPUs of a server as its monitor names them; of a partitioned server the slices."""
    name = MODELS[server.model][0]
    for index in range(GPUS_A_SERVER):
        uid = f"{site.key}-{server.name}-{index}"
        if server.name != site.sliced:
            yield {"key": f"GPU-{uid}", "index": index, "model_name": name, "mig_profile": ""}
            continue
        for piece in range(SLICES):
            yield {"key": f"MIG-{uid}/{piece}", "index": index, "model_name": name, "mig_profile": SLICE_PROFILE}


def load(model: str, active: int, *, parts: int, is_held: bool) -> Row:
    """What a GPU, or one of so many parts of it, computes, keeps in memory and draws."""
    _name, memory, rest, work = MODELS[model]
    used = memory * (30 + active // 20) // 100 if is_held else 512
    return {
        "active": active,
        "memory_used_mib": used // parts,
        "memory_total_mib": memory // parts,
        "power_mw": (rest * 1000 + (work - rest) * active) // parts,
    }
