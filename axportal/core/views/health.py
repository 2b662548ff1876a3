"""Health of this process for load balancers and monitoring: /livez, /readyz, /metrics."""

import hmac
import math
import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from axportal.core import clock, heartbeat, metrics, process_cache, selectors
from axportal.core.requests import client_address


def livez(request: HttpRequest) -> HttpResponse:
    """The process answers; touches nothing."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


def _pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


pending_migrations = process_cache.ProcessCache(_pending_migrations)


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when this process can serve: PostgreSQL answers and no migration is pending; else 503.

    Broker, workers, backups and disk are reported but not fatal: pages and writes work without them.
    """
    try:
        pending = pending_migrations()
        state = selectors.outbox_state() | selectors.upkeep_state()
        ahead = clock.ahead_of_database()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "away"}, status=503)
    disk = shutil.disk_usage(settings.STATE_DIR)
    body = {
        "ready": pending == 0,
        "database": "ok",
        "pending_migrations": pending,
        "outbox_pending": state["ax_outbox_pending"],
        "outbox_oldest_seconds": round(state["ax_outbox_oldest_seconds"], 1),
        "worker_heartbeat_age_seconds": heartbeat.age(),
        "backup_age_seconds": _finite(state["ax_backup_age_seconds"]),
        "restore_test_age_seconds": _finite(state["ax_restore_test_age_seconds"]),
        "clock_ahead_seconds": round(ahead, 1),
        "disk_free_percent": round(100 * disk.free / disk.total, 1),
    }
    return JsonResponse(body, status=200 if body["ready"] else 503)


def _finite(seconds: float) -> float | None:
    """JSON knows no infinity: None stands for what has never been done."""
    return round(seconds, 1) if math.isfinite(seconds) else None


def metrics_page(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics, for this machine or for who carries `METRICS_TOKEN`; 404 for anybody else."""
    if not _may_read_metrics(request):
        raise Http404
    gauges = selectors.outbox_state() | selectors.files_state() | selectors.upkeep_state()
    gauges["ax_clock_ahead_seconds"] = clock.ahead_of_database()
    gauges["ax_mails_held"] = float(selectors.held_mails())
    age = heartbeat.age()
    if age is not None:
        gauges["ax_worker_heartbeat_age_seconds"] = age
    return HttpResponse(metrics.exposition(gauges), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read_metrics(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN:
        return hmac.compare_digest(given, settings.METRICS_TOKEN)
    return client_address(request) in {"127.0.0.1", "::1"}
