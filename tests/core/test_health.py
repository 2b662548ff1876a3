"""Health of a process: /livez touches nothing, /readyz says what is up, /metrics is for this machine or a token."""

from datetime import timedelta

import pytest
from django.db import transaction

from axportal.audit.services import record
from axportal.core import clock, heartbeat, outbox, services
from axportal.core.models import OutboxRow, Upkeep
from axportal.core.tasks import check_invariants, fold_counters


def test_livez_asks_no_database(client):
    response = client.get("/livez")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_readyz_reports(client):
    body = client.get("/readyz").json()
    assert (body["ready"], body["database"], body["pending_migrations"]) == (True, "ok", 0)


@pytest.mark.django_db
def test_metrics_are_for_this_machine_or_a_token(client, settings):
    assert b"ax_outbox_pending" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="10.1.1.1").status_code == 404
    settings.METRICS_TOKEN = "scrape-me"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer scrape-me"}).status_code == 200


def test_a_worker_that_takes_up_work_is_seen(committed_db):
    assert heartbeat.age() is None
    with transaction.atomic():
        outbox.enqueue(fold_counters, key="x", period="p")
    fold_counters.celery_task(outbox_id=OutboxRow.objects.get().pk)
    age = heartbeat.age()
    assert age is not None
    assert age < 60


@pytest.mark.django_db
def test_the_age_of_upkeep_is_told_and_never_fatal(client):
    assert b"ax_restore_test_age_seconds +Inf" in client.get("/metrics").content
    assert client.get("/readyz").json()["backup_age_seconds"] is None
    at = clock.now()
    services.note_upkeep(Upkeep.Kind.BACKUP, at=at - timedelta(hours=30))
    services.note_upkeep(Upkeep.Kind.BACKUP, at=at - timedelta(hours=40))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert 30 * 3600 <= answer.json()["backup_age_seconds"] < 30 * 3600 + 60
    assert b"ax_backup_stream_age_seconds +Inf" in client.get("/metrics").content


@pytest.mark.django_db
def test_what_the_nightly_check_of_the_invariants_finds_is_told(client):
    assert b"ax_invariants_checked_age_seconds +Inf" in client.get("/metrics").content
    check_invariants.function(period="p")
    assert b"ax_invariant_violations 0.0" in client.get("/metrics").content
    OutboxRow.objects.create(task="x", dedup_key="x", available_at=clock.now() - timedelta(hours=1))
    check_invariants.function(period="p")
    assert b"ax_invariant_violations 1.0" in client.get("/metrics").content


@pytest.mark.django_db
def test_an_act_that_waits_for_the_sealer_is_seen(client):
    assert b"ax_unsealed_oldest_seconds 0.0" in client.get("/metrics").content
    record(actor=None, action="backups.database.restored", detail={}, at=clock.now())
    told = client.get("/metrics").content.decode()
    age = next(line.split()[1] for line in told.splitlines() if line.startswith("ax_unsealed_oldest_seconds "))
    assert float(age) > 0
