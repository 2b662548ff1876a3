"""`manage.py scheduler`: put scheduled jobs into the outbox. An advisory lock keeps one scheduler at work."""

import signal
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections, connection, transaction
from django.utils.module_loading import import_string

from axportal.celery import app
from axportal.core import clock, outbox
from axportal.core.logs import get_logger
from axportal.core.scheduling import latest_period

logger = get_logger(__name__)
PAUSE = 1.0
LOCK = "core.scheduler"


def owe_due_jobs() -> None:
    """Owe each job its newest period; a period already owed stays one row. Does nothing beside another scheduler."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [LOCK])
            if not cursor.fetchone()[0]:
                return
        for name, (task_path, spec) in settings.SCHEDULE.items():
            period = latest_period(spec, at=clock.now())
            outbox.enqueue(import_string(task_path), key=f"{name}:{period}", period=period)


class Command(BaseCommand):
    help = "Puts scheduled jobs into the outbox."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        app.loader.import_default_modules()
        while True:
            try:
                close_old_connections()
                owe_due_jobs()
            except OperationalError as error:
                logger.warning("scheduler.failed", error=type(error).__name__)
            time.sleep(PAUSE)
