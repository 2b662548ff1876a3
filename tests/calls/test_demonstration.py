"""The made-up calls: there once, true to the rules, and gone with one command."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from axportal.accounts.models import User
from axportal.calls.models import Application, ApplicationFile, Call, ReturnRequest, ScreeningFinding, Submission
from axportal.calls.services import demonstration
from axportal.core import clock, invariants
from axportal.core.models import OutboxRow
from regions.services import demonstration as regions


@pytest.fixture
def at(db, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("AXPORTAL_VAR", str(tmp_path))
    at = clock.now()
    regions.load_demonstration(at=at)
    demonstration.load_demonstration(at=at)
    return at


def test_calls_stand_in_every_phase_and_loading_again_adds_nothing(at):
    demonstration.load_demonstration(at=at + timedelta(hours=1))
    phases = {call.number: str(call.phase(at=at)) for call in Call.objects.all()}
    assert phases == {
        "AXL-2026-HN2": "open", "AXL-2026-JB1": "open", "AXL-2026-DG1": "closed", "AXL-2026-DN1": "announced",
        "AXL-2026-HN1": "screening",
    }  # fmt: skip
    assert all(call.is_demo for call in Call.objects.all())
    assert sorted(Application.objects.values_list("call__number", "status")) == [
        ("AXL-2026-DG1", "draft"), ("AXL-2026-DG1", "submitted"), ("AXL-2026-HN1", "excluded"),
        ("AXL-2026-HN1", "returned"), ("AXL-2026-HN1", "screened"), ("AXL-2026-HN1", "submitted"),
        ("AXL-2026-HN2", "draft"),
        ("AXL-2026-HN2", "submitted"), ("AXL-2026-HN2", "submitted"), ("AXL-2026-JB1", "withdrawn"),
    ]  # fmt: skip
    assert Submission.objects.count() == 9
    assert invariants.violations() == {}


def test_a_made_up_call_in_screening_shows_findings_and_a_correction_whose_clock_runs(at, client):
    call = Call.objects.get(number="AXL-2026-HN1")
    found = ScreeningFinding.objects.exclude(judged_by=None)
    assert sorted(set(found.values_list("verdict", flat=True))) == ["check", "fail", "pass"]
    assert all("(시연)" in evidence for evidence in found.values_list("evidence", flat=True))
    assert ReturnRequest.objects.get(application__call=call).due_at > at
    client.force_login(
        User.objects.get(email="gist-call-manager@demo.axportal.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    listed = client.get(reverse("calls:screening-list", kwargs={"uuid": call.uuid})).content.decode()
    assert "보완 요청" in listed
    for application in call.applications.all():
        page = client.get(reverse("calls:screening", kwargs={"uuid": application.uuid}))
        assert page.status_code == 200


def test_made_up_history_owes_no_mail(at):
    owed = OutboxRow.objects.filter(task__startswith="axportal.calls.").values_list("task", flat=True).distinct()
    assert sorted(owed) == ["axportal.calls.tasks.find_similar", "axportal.calls.tasks.make_preview"]


def test_everything_made_up_can_be_removed(committed_db, monkeypatch, tmp_path):
    monkeypatch.setenv("AXPORTAL_VAR", str(tmp_path))
    at = clock.now()
    regions.load_demonstration(at=at)
    demonstration.load_demonstration(at=at)
    with transaction.atomic(using="owner"):
        assert demonstration.remove_demonstration(at=at) > 0
    assert not Call.objects.exists()
    assert not Application.objects.exists()
    assert not Submission.objects.exists()
    assert invariants.violations() == {}


def test_a_removal_that_fails_keeps_the_files(committed_db, monkeypatch, tmp_path):
    monkeypatch.setenv("AXPORTAL_VAR", str(tmp_path))
    regions.load_demonstration(at=clock.now())
    demonstration.load_demonstration(at=clock.now())
    names = list(ApplicationFile.objects.values_list("stored", flat=True))
    with transaction.atomic(using="owner"):
        demonstration.remove_demonstration(at=clock.now())
        transaction.set_rollback(True, using="owner")
    assert names
    assert [name for name in names if not default_storage.exists(name)] == []
    with transaction.atomic(using="owner"):
        demonstration.remove_demonstration(at=clock.now())
    assert [name for name in names if default_storage.exists(name)] == []
