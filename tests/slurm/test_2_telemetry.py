"""Acceptance test 14: what the monitor says of GPUs, and what it does not."""

import pytest

from tests.slurm.compare import comparing
from tests.slurm.conftest import World
from tests.slurm.dcgm_exporter import uid_of
from tests.slurm.portal import SOON
from tests.slurm.reading import Reading


@pytest.mark.feature("E16")
def test_14_telemetry(world: World) -> None:
    """95, 40 and zeros; one GPU without series, one without the fields: unknown is not idle."""
    kaist = Reading(world.portal, "kaist")
    with comparing("14 telemetry") as seen:
        seen.eventually("GPUs of g01 with a sample", 7, lambda: len(kaist.cards("g01")), within=2 * SOON)
        active = {card["uid"]: card["active_permille"] for card in kaist.cards("g01")}
        expected = {uid_of("g01", index): value for index, value in enumerate([950, 400, 0, 0, 0, 0, None, None])}
        del expected[uid_of("g01", 6)]
        seen.same("active, in thousandths", expected, active)
        seen.same("measured GPUs of g01", 6, kaist.servers()["g01"]["measured"])
        seen.same(
            "g02 by `hostname`, one GPU in two series", [500] * 8, [c["active_permille"] for c in kaist.cards("g02")]
        )
        seen.same("active GPUs: (0.95 + 0.40) + 8 × 0.5", 5.3, float(kaist.count("active")), within=0.1)
        figure = kaist.figure("active")
        seen.same("known of, of installed", (14, 24), (figure["known_gpus"], figure["of_gpus"]))
        world.exporters["g01"].show({"fail": 503})
        world.exporters["g02"].show({"host_label": "hostname", "default": {"util": 70}})
        seen.eventually(
            "g02 goes on", [700] * 8, lambda: [card["active_permille"] for card in kaist.cards("g02")], within=SOON
        )
        after = {card["uid"]: card["active_permille"] for card in kaist.cards("g01")}
        seen.same("a failed scrape leaves no zero", expected, after)
        world.exporters["g01"].show({"default": {"util": 10}})
        world.exporters["g02"].show({"host_label": "hostname", "default": {"util": 50}})
        seen.eventually("the GPU that was absent is there", 8, lambda: len(kaist.cards("g01")), within=SOON)
        seen.eventually("g02", [500] * 8, lambda: [card["active_permille"] for card in kaist.cards("g02")], within=SOON)
