"""The portal's own view of the sites for other systems: what is unknown has no series, never 0."""

from datetime import timedelta

import pytest
from django.test import Client

from axportal.core import clock
from tests.gpu.figures_world import MINUTE, cards, open_site, server

pytestmark = pytest.mark.django_db


@pytest.mark.feature("E14", "E16")
def test_gauges_by_site_model_and_state_leave_out_what_is_unknown(cast):
    at = clock.now()
    site = open_site("gist", "GIST", at - MINUTE)
    cards(server(site, "g01", at, 8, 6), at - MINUTE, 500, 1000)
    hand = open_site("dgist", "손", at, "inventory", connector="hand")
    server(hand, "h01", at, 2, None, in_service=None, model=None)
    lost = open_site("unist", "UNIST", at - timedelta(hours=80), "inventory")
    server(lost, "u01", at - timedelta(hours=80), 32, 32)
    draft = open_site("gist", "준비 중", at)
    draft.publication = "draft"
    draft.save()
    lines = Client().get("/metrics").content.decode().splitlines()
    gpus = {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith("ax_gpu_gpus{")}
    ours = {name.split('state="')[1].rstrip('"}'): value for name, value in gpus.items() if str(site.uuid) in name}
    assert ours == {"installed": 8, "in_service": 8, "allocated": 6, "active": 1.5, "idle_held": 0}
    assert [value for name, value in gpus.items() if str(hand.uuid) in name] == [2]
    assert not [name for name in gpus if str(lost.uuid) in name or str(draft.uuid) in name]
    assert any(line.startswith("ax_gpu_site_counted{") and str(lost.uuid) in line and line.endswith(" 0.0")
               for line in lines)  # fmt: skip
    assert any(line.startswith("ax_gpu_age_seconds{") and str(lost.uuid) in line for line in lines)
