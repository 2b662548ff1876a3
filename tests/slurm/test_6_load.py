"""Acceptance test 19: how often a site is asked, and how long a large one takes to read."""

import time

import pytest

from tests.slurm.compare import comparing
from tests.slurm.conftest import World
from tests.slurm.portal import POLL_SECONDS

POLLS = 4


@pytest.mark.feature("E14")
def test_19_calls(world: World) -> None:
    """One poller, at most three calls a poll, whoever looks at the pages meanwhile."""
    with comparing("19 load") as seen:
        before, paths = len(world.door.when), world.door.calls.copy()
        until = time.monotonic() + POLLS * POLL_SECONDS
        looks = 0
        while time.monotonic() < until:
            world.portal.ask("/gpu/")
            world.portal.ask("/api/v1/gpu/figures/")
            looks += 2
        calls = len(world.door.when) - before
        told = f"{calls} calls in {POLLS} polls, {looks} pages looked at; {dict(world.door.calls - paths)}"
        seen.holds("at most three calls a poll", 0 < calls <= 3 * (POLLS + 1), told)
