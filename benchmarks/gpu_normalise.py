"""How long a large site's answers take to become readings: `python -m benchmarks.gpu_normalise`, as the others.

200 servers and 5,000 jobs in both shapes, with the ballast that Slurm sends along: 4 KB a job in 22.05, up to 16 KB in
24.11. Beside it orjson reads the same answers into plain values. WRITE=1 puts the table into docs/performance.md.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

import orjson

from benchmarks import report
from gpu.connectors.slurm import shapes

GOAL = 5.0
ROUNDS = 5

SERVERS, JOBS, GPUS = 200, 5000, 8
BEGAN = 1_790_000_000


def big_answers(family: str) -> dict[str, bytes]:
    """Answers of `old` (22.05) or `new` (24.11) shape: lists of servers and of jobs."""
    is_new = family == "new"
    nodes = [_node(number, is_new=is_new) for number in range(SERVERS)]
    jobs = [_job(number, is_new=is_new) for number in range(JOBS)]
    return {
        "nodes": orjson.dumps({"meta": {}, "errors": [], "nodes": nodes}),
        "jobs": orjson.dumps({"meta": {}, "errors": [], "jobs": jobs}),
    }


def _number(value: int, *, is_new: bool) -> object:
    return {"set": True, "infinite": False, "number": value} if is_new else value


def _node(number: int, *, is_new: bool) -> dict[str, object]:
    state: dict[str, object] = {"state": ["MIXED"]} if is_new else {"state": "mixed", "state_flags": []}
    return {
        "name": f"g{number:03d}", **state, "gres": f"gpu:h100:{GPUS}(S:0-1)", "gres_used": "gpu:h100:4(IDX:0-3)",
        "tres": f"cpu=64,mem=500G,billing=8,gres/gpu={GPUS},gres/gpu:h100={GPUS}",
        "tres_used": "cpu=8,gres/gpu=4,gres/gpu:h100=4", "partitions": ["h100", "all"], "reason": "",
        "reason_changed_at": _number(0, is_new=is_new), "cpus": 64, "alloc_cpus": 8, "extra": "x" * 800,
    }  # fmt: skip


def _job(number: int, *, is_new: bool) -> dict[str, object]:
    state: object = ["RUNNING"] if is_new else "RUNNING"
    cores = [{"index": core, "status": "ALLOCATED"} for core in range(280 if is_new else 60)]
    return {
        "job_id": number + 1, "account": f"account{number % 9}", "user_name": f"user{number % 99}", "job_state": state,
        "partition": "h100", "nodes": f"g[{number % SERVERS:03d}]", "gres_detail": ["gpu:h100:2(IDX:0-1)"],
        "tres_req_str": "cpu=2,gres/gpu=2", "tres_alloc_str": "cpu=2,gres/gpu=2,gres/gpu:h100=2",
        "state_reason": "None",
        "submit_time": _number(BEGAN, is_new=is_new), "start_time": _number(BEGAN + 1, is_new=is_new),
        "end_time": _number(BEGAN + 3601, is_new=is_new), "job_resources": {"cores": cores}, "flags": ["x" * 60] * 20,
    }  # fmt: skip


def main() -> None:
    """Print seconds for each shape; less than five are wanted."""
    rows = []
    for family, version in (("old", "22.05"), ("new", "24.11")):
        answers = big_answers(family)
        size = sum(map(len, answers.values())) / 2**20
        mine, floor = [], []
        for _round in range(ROUNDS):
            mine.append(_seconds(partial(_read, answers)))
            floor.append(_seconds(partial(_parse, answers)))
        median = statistics.median(mine)
        ratio = statistics.median(one / least for one, least in zip(mine, floor, strict=True))
        verdict = "met" if median < GOAL else "missed"
        rows.append(
            [f"Slurm {version}, {size:.0f} MiB", f"{median:.2f} s", f"{ratio:.1f} ×", f"< {GOAL:.0f} s", verdict]
        )
    head = (f"{SERVERS} servers, {JOBS:,} jobs", "seconds", "of parsing alone", "goal", "")
    report.publish("gpu-normalise", report.dated(f"{report.machine()}. Rounds: {ROUNDS}.", report.table(head, rows)))


def _read(answers: dict[str, bytes]) -> None:
    nodes = shapes.nodes(shapes.opened(answers["nodes"], "nodes")["nodes"])
    jobs = shapes.jobs(shapes.opened(answers["jobs"], "jobs")["jobs"])
    assert (len(nodes), len(jobs)) == (SERVERS, JOBS)


def _parse(answers: dict[str, bytes]) -> None:
    for answer in answers.values():
        orjson.loads(answer)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
