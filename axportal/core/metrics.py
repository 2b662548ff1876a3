"""Prometheus metrics of the process, and the gauges read from the database when /metrics is asked."""

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

REGISTRY = CollectorRegistry()

_REQUESTS = Histogram(
    "ax_request_seconds",
    "Seconds a request took, by route name",
    ["route", "method", "status"],
    registry=REGISTRY,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_GAUGES = {
    name: Gauge(name, help_text, registry=REGISTRY)
    for name, help_text in {
        "ax_outbox_pending": "Outbox rows that are neither done nor dead",
        "ax_outbox_oldest_seconds": "Age of the oldest outbox row that is due",
        "ax_outbox_dead": "Outbox rows given up after ten failures",
        "ax_worker_heartbeat_age_seconds": "Seconds since a worker last reported",
        "ax_files_verified_age_seconds": "Age of the newest finished walk over the stored files",
        "ax_files_missing": "Rows whose stored file is not there",
        "ax_files_stray": "Stored files without a row",
        "ax_files_damaged": "Stored files with another SHA-256 than their row, or not to be read",
        "ax_backup_age_seconds": "Age of the newest complete backup; infinite when there is none",
        "ax_backup_stream_age_seconds": "Seconds since the stream of changes last reached the backup",
        "ax_restore_test_age_seconds": "Age of the last backup that was put back and held",
        "ax_clock_ahead_seconds": "Seconds by which the web server's clock is ahead of the database's",
        "ax_mails_held": "Mails that wait for a person's release after a restore",
        "ax_invariants_checked_age_seconds": "Age of the newest check of the invariants",
        "ax_invariant_violations": "Rows that broke an invariant when they were last checked",
    }.items()
}
AUDIT_ACTS = Counter("ax_audit_acts_total", "Acts recorded, by action", ["action"], registry=REGISTRY)


_READ_WHEN_ASKED: dict[str, Callable[[], float]] = {}


def gauge(name: str, help_text: str, read: Callable[[], float]) -> None:
    """Let an app add a gauge of its own, read from the database whenever /metrics is asked."""
    _GAUGES[name] = Gauge(name, help_text, registry=REGISTRY)
    _READ_WHEN_ASKED[name] = read


def collector(collect: Callable[[], Iterable[Metric]]) -> None:
    """Let an app add families of its own, with labels, made whenever /metrics is asked."""
    REGISTRY.register(_Collector(collect))


class _Collector(Collector):
    def __init__(self, collect: Callable[[], Iterable[Metric]]) -> None:
        self._collect = collect

    def describe(self) -> Iterable[Metric]:
        """Nothing: registering must not ask the database."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """The families as they are now."""
        return self._collect()


def observe_request(*, route: str, method: str, status: int, seconds: float) -> None:
    """Count one finished request."""
    _REQUESTS.labels(route=route, method=method, status=str(status)).observe(seconds)


def exposition(gauges: dict[str, float]) -> bytes:
    """All metrics in Prometheus' text format, with these gauge values and those that apps added."""
    added = {name: read() for name, read in _READ_WHEN_ASKED.items()}
    for name, value in (gauges | added).items():
        _GAUGES[name].set(value)
    return generate_latest(REGISTRY)
