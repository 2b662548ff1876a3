"""A made-up hold is there once; holds on made-up data, also those of real people, let the demonstration go."""

from datetime import timedelta

import pytest

from axportal.calls.models import Application
from axportal.core import clock, demonstration, invariants
from axportal.retention.models import Hold
from axportal.retention.services import holds
from axportal.retention.services.demonstration import load_demonstration


@pytest.mark.feature("B39")
def test_a_made_up_hold_is_there_once_and_no_hold_keeps_made_up_data(demonstrated, cast):
    made_up = Hold.objects.get()
    assert (made_up.call.is_demo, made_up.placed_by.is_demo) == (True, True)
    holds.lift_hold(hold=made_up, reason="시연을 마침", actor=cast.platform_admin, at=clock.now())
    load_demonstration(at=clock.now())
    assert Hold.objects.get().lifted_at is not None
    application = Application.objects.exclude(number="").order_by("id").first()
    until = clock.seoul_date(clock.now() + timedelta(days=9))
    holds.place_hold(number=application.number, reason="감사", until=until, actor=cast.platform_admin, at=clock.now())
    demonstration.remove(at=clock.now())
    assert not Hold.objects.exists()
    assert not Hold.pgh_event_model.objects.exists()
    assert not Application.objects.exists()
    assert invariants.violations() == {}
