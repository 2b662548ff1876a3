"""The newest report of a test of a site's connection."""

from typing import Any

from django.core.cache import cache

from gpu.models import Cluster

KEPT = 3600
"""Seconds."""


def place_of(cluster: Cluster) -> str:
    """Where the cache keeps it."""
    return f"gpu:site-test:{cluster.uuid}"


def report_of(cluster: Cluster) -> dict[str, Any] | None:
    """{"asked_at", "done_at", "steps"}; no steps while it runs; None where nobody has asked within the hour.

    A step is {"name", "result": ok, warned or failed, "sentence", "remedy", "detail"}.
    """
    found: dict[str, Any] | None = cache.get(place_of(cluster))
    return found
