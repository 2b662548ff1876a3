"""Celery entry points, all of them: the worker looks for tasks in this module alone."""

from gpu.tasks import polling, rollups, sites, watch

__all__ = ["polling", "rollups", "sites", "watch"]
