"""The made-up decision: told, with places won, in reserve and lost, an objection under way, and gone with a command."""

import pytest
from django.db import transaction

from axportal.calls.models import Application, Call
from axportal.calls.services import demonstration as calls
from axportal.core import clock, invariants
from axportal.core.models import OutboxRow
from axportal.decisions.models import Decision, Letter, Objection, Selection
from axportal.decisions.selectors.standing import reckoned_again
from axportal.decisions.services import demonstration
from axportal.reviews.services import demonstration as reviews
from regions.services import demonstration as regions

NUMBER = "AXL-2026-DN0"


def load(tmp_path, monkeypatch):
    monkeypatch.setenv("AXPORTAL_VAR", str(tmp_path))
    at = clock.now()
    regions.load_demonstration(at=at)
    demonstration.load_demonstration(at=at)
    return at


@pytest.fixture
def at(db, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "files"
    return load(tmp_path, monkeypatch)


def test_every_outcome_is_there_and_loading_again_adds_nothing(at):
    demonstration.load_demonstration(at=at)
    selection = Selection.objects.get(call__number=NUMBER)
    assert (selection.status, selection.call.is_demo, str(selection.call.phase(at=at))) == (
        "published", True, "objection_period",
    )  # fmt: skip
    assert reckoned_again(selection)
    assert list(Decision.objects.order_by("rank").values_list("outcome", "ground")) == [
        ("selected", "rank"), ("selected", "rank"), ("reserve", "budget"), ("not_selected", "failed"),
    ]  # fmt: skip
    assert sorted(Application.objects.values_list("status", flat=True)) == [
        "not_selected", "reserve", "selected", "selected",
    ]  # fmt: skip
    objection = Objection.objects.get()
    assert (objection.status, objection.handler.email) == ("handling", "auditor@demo.axportal.example")
    assert Letter.objects.count() == 4
    assert not any(invariants.violations().values())


def test_made_up_history_owes_no_mail(at):
    owed = OutboxRow.objects.filter(task__contains=".notify_").values_list("task", flat=True)
    assert list(owed) == []


def test_everything_made_up_can_be_removed(committed_db, monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    at = load(tmp_path, monkeypatch)
    with transaction.atomic(using="owner"):
        assert demonstration.remove_demonstration(at=at) > 0
        assert reviews.remove_demonstration(at=at) > 0
        assert calls.remove_demonstration(at=at) > 0
    assert not Call.objects.filter(number=NUMBER).exists()
    assert not Selection.objects.exists()
    assert not any(invariants.violations().values())
