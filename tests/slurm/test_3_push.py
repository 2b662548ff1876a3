"""Acceptance test 15: what a site pushes, against everything that can happen on the way."""

import gzip
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.slurm.compare import comparing
from tests.slurm.conftest import World
from tests.slurm.reading import Reading


def moment(ago: float = 0) -> str:
    """So many seconds ago."""
    return (datetime.now(tz=UTC) - timedelta(seconds=ago)).isoformat()


def node(name: str, allocated: int, **more: object) -> dict[str, object]:
    """A server with eight GPUs."""
    return {
        "kind": "node",
        "key": name,
        "gpus": {"h100": 8},
        "allocated": {"h100": allocated},
        "in_service": True,
    } | more


def snapshot(*nodes: dict[str, object], ago: float = 0, count: int | None = None) -> list[dict[str, object]]:
    """A list of servers; whole, when `count` is right."""
    of = {"stream": "inventory"}
    end = {"kind": "snapshot_end", "count": len(nodes) if count is None else count} | of
    return [{"kind": "snapshot_begin", "observed_at": moment(ago)} | of, *nodes, end]


@pytest.mark.feature("E14", "E31")
def test_15_push(world: World) -> None:
    """Replays, lines out of order, half-bad batches, foreign tokens, clocks ahead, bombs, broken snapshots."""
    portal, gist = world.portal, Reading(world.portal, "gist")
    with comparing("15 push") as seen:
        first = portal.push("gist", snapshot(node("p1", 2), node("p2", 0), ago=60), once="first")
        seen.same("a whole snapshot: status, lines refused", (200, 0), (first.status, first.body["rejected"]))
        seen.same("installed, allocated", (16, 2), (gist.count("installed"), gist.count("allocated")))
        again = portal.push("gist", snapshot(), once="first")
        seen.same("another body under the same key", 422, again.status)

        _replayed(world, seen, gist)
        older = portal.push("gist", [node("p1", 7, observed_at=moment(45))], once="older")
        seen.same("an older line: superseded", 1, older.body["superseded"])
        seen.same("allocated stays", 5, gist.count("allocated"))

        half = portal.push(
            "gist",
            [node("p1", 6, observed_at=moment(20)), node("p2", 99, observed_at=moment(20)), {"kind": "nonsense"}],
            once="half",
        )
        answered = [(run["result"], run.get("code", "")) for run in half.body["lines"]]
        expected = [("accepted", ""), ("rejected", "more_than_there_are"), ("rejected", "unknown_kind")]
        seen.same("a half-bad batch, line by line", expected, answered)
        seen.same("the good line is kept", 6, gist.count("allocated"))

        foreign = portal.push("gist", snapshot(node("x", 0)), key=portal.keys["unist"])
        seen.same("another site's token", 403, foreign.status)
        seen.same("no token", 401, portal.push("gist", snapshot(node("x", 0)), key="axs_nothing").status)
        ahead = portal.push("gist", [node("p1", 1, observed_at=moment(-11 * 60))], once="ahead")
        seen.same("eleven minutes ahead", ("rejected", "future"), _only(ahead))
        seen.same("nothing of all that came in", (16, 6), (gist.count("installed"), gist.count("allocated")))
        _bombed(world, seen)
        _broken(world, seen, gist)


def _only(answer) -> tuple[str, str]:
    (run,) = answer.body["lines"]
    return run["result"], run.get("code", "")


def _replayed(world: World, seen, gist: Reading) -> None:
    lines = [node("p1", 5, observed_at=moment(30))]
    sent = [world.portal.push("gist", lines, once="replayed") for _try in range(3)]
    seen.same("a replay answers the same", [sent[0].body] * 2, [answer.body for answer in sent[1:]])
    told = [answer.headers.get("Idempotent-Replay", "") for answer in sent]
    seen.same("and says that it is one", ["", "true", "true"], told)
    same = world.portal.push("gist", lines, once="another")
    seen.same("the same line under another key", ("duplicate", ""), _only(same))
    seen.same("allocated", 5, gist.count("allocated"))


def _bombed(world: World, seen) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000, compresslevel=9)
    began = time.monotonic()
    answer = world.portal.push("gist", [], body=bomb, **{"Content-Encoding": "gzip"})
    told = f"{len(bomb)} bytes for 200 MB, answered after {time.monotonic() - began:.1f} s"
    seen.same(f"a gzip bomb ({told})", 413, answer.status)


def _broken(world: World, seen, gist: Reading) -> None:
    """A snapshot that is cut short takes nobody away; whole ones do, slowly, and a person retires."""
    cut = world.portal.push("gist", snapshot(node("p1", 6), ago=10, count=2), once="cut")
    codes = {run.get("code") for run in cut.body["lines"] if run["result"] == "rejected"}
    seen.same("a snapshot cut short is refused as a whole list", {"count_differs"}, codes)
    for number in range(3):
        seen.same(f"servers after {number} whole snapshots without p2", ["p1", "p2"], sorted(gist.listed()))
        world.portal.push("gist", snapshot(node("p1", 6), ago=3 - number), once=f"without-p2-{number}")
    seen.same("after three p2 is no longer listed", ["p1"], sorted(gist.listed()))
    seen.same("but stays installed until a person retires it", 16, gist.count("installed"))
