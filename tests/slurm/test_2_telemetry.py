"""Acceptance test 14: what the monitor says of GPUs, and what it does not."""

import pytest

from tests.slurm.compare import comparing
from tests.slurm.conftest import World
from tests.slurm.dcgm_exporter import uid_of
from tests.slurm.portal import SOON
from tests.slurm.reading import Reading


@pytest.mark.feature("E16")
def test_14_telemetry(world: World, dying: str) -> None:
    """95, 40 and zeros; one GPU without series, one without the fields: unknown is not idle."""
    kaist = Reading(world.portal, "kaist")
    with comparing("14 telemetry") as seen:
        expected = {uid_of("g01", index): value for index, value in enumerate([95, 40, 0, 0, 0, 0, None, None])}
        del expected[uid_of("g01", 6)]
        seen.eventually("active parts of g01's GPUs (%)", expected, lambda: kaist.cards("g01"), within=2 * SOON)
        asked = {
            row["metric"]["UUID"]: float(row["value"][1])
            for row in world.prometheus.ask('DCGM_FI_DEV_GPU_UTIL{Hostname="g01"}')
        }
        seen.same("by Prometheus itself", {uid: told for uid, told in expected.items() if told is not None}, asked)
        shared = {uid_of("g02", index): 50 for index in range(8)}
        seen.same("g02's: told by `hostname`, one GPU in two series", shared, kaist.cards("g02"))
        seen.same("active GPUs: 0.95 + 0.40 + 8 × 0.5", 5.35, kaist.count("active"), within=0.05)
        seen.same("measured of H100, of installed", (14, 16), (kaist.by_model("measured_gpus")["H100"], 16))
        seen.same("active A100: nobody measures them", None, kaist.by_model("active")["A100"])
        world.exporters["g01"].show({"fail": 503})
        world.exporters["g02"].show({"host_label": "hostname", "default": {"util": 70}})
        seen.eventually("g02 goes on", {70}, lambda: set(kaist.cards("g02").values()), within=SOON)
        seen.same("a failed scrape leaves no zero", expected, kaist.cards("g01"))
        world.exporters["g01"].show({"default": {"util": 10}})
        world.exporters["g02"].show({"host_label": "hostname", "default": {"util": 50}})
        everywhere = {uid_of("g01", index): 10 for index in range(8)}
        seen.eventually("the GPU that was absent is there", everywhere, lambda: kaist.cards("g01"), within=SOON)
        seen.eventually("g02", {50}, lambda: set(kaist.cards("g02").values()), within=SOON)
