"""The Celery application. PostgreSQL is the queue of record; the broker only wakes workers."""

import os

from celery import Celery

import axportal.core.supervisor.celery_conf  # noqa: F401 - connects its signal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "axportal.settings")

app = Celery("axportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
