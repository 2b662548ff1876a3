"""The newest report of a test of a site's connection."""

from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language

from gpu.models import Cluster

KEPT = 3600
"""Seconds."""


def place_of(cluster: Cluster) -> str:
    """Where the cache keeps it."""
    return f"gpu:site-test:{cluster.uuid}"


def report_of(cluster: Cluster) -> dict[str, Any] | None:
    """{"asked_at", "steps": None while it runs}, or None where nobody has asked within the hour."""
    found: dict[str, Any] | None = cache.get(place_of(cluster))
    return found


def steps_in_words(report: dict[str, Any]) -> list[dict[str, str]]:
    """The steps of a report in the reader's language."""
    language = "en" if get_language() == "en" else "ko"
    return [step[language] for step in report["steps"] or []]
