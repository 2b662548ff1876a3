"""`manage.py relay`: publish due outbox rows until told to stop. Several may run."""

import signal
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from axportal.celery import app
from axportal.core.logs import get_logger
from axportal.core.outbox import Publisher

logger = get_logger(__name__)
PAUSE = 0.5
FAILURES_BEFORE_EXIT = 10


class Command(BaseCommand):
    help = "Publishes due outbox rows to the workers."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        app.loader.import_default_modules()
        failures = 0
        publisher: Publisher | None = None
        while True:
            try:
                close_old_connections()
                publisher = publisher or Publisher()
                published = publisher.publish_due()
                failures = 0
            except Exception as error:  # whatever broke, the rows stay due
                failures += 1
                logger.warning("relay.failed", error=type(error).__name__, failures=failures)
                if publisher is not None:
                    publisher.close()
                publisher, published = None, 0
                if failures >= FAILURES_BEFORE_EXIT:
                    sys.exit(1)
            if not published:
                time.sleep(min(PAUSE * 2**failures, 5.0))
