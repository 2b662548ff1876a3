"""`manage.py sealer`: give committed acts their place in the hash chain, until told to stop."""

import signal
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from axportal.audit import services
from axportal.core.logs import get_logger

logger = get_logger(__name__)
PAUSE = 0.5


class Command(BaseCommand):
    help = "Seals acts into the audit chain."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        while True:
            sealed = 0
            try:
                close_old_connections()
                sealed = services.seal()
            except OperationalError as error:
                logger.warning("sealer.failed", error=type(error).__name__)
            if not sealed:
                time.sleep(PAUSE)
