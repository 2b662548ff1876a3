"""AX Portal: the portal of the AX strategy of KAIST, GIST, DGIST and UNIST."""

from axportal.celery import app as celery_app

__all__ = ["celery_app"]
