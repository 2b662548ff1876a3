"""`manage.py sealer`: give committed acts their place in the hash chain and anchor its head, until told to stop."""

import signal
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from axportal.audit import services
from axportal.core import clock
from axportal.core.logs import get_logger

logger = get_logger(__name__)
PAUSE = 0.5
LOOK_AT_ANCHOR_EVERY = 60.0  # seconds


class Command(BaseCommand):
    help = "Seals acts into the audit chain and notes its head outside the database each hour."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        anchor_due = time.monotonic()
        while True:
            sealed = 0
            try:
                close_old_connections()
                sealed = services.seal()
                if not sealed and time.monotonic() >= anchor_due:
                    anchor_due = time.monotonic() + LOOK_AT_ANCHOR_EVERY
                    self._anchor()
            except OperationalError as error:
                logger.warning("sealer.failed", error=type(error).__name__)
            if not sealed:
                time.sleep(PAUSE)

    def _anchor(self) -> None:
        """An anchor that cannot be written or does not hold must not keep acts from being sealed."""
        try:
            services.anchor_head(at=clock.now())
        except services.AnchorLost as error:
            logger.error("sealer.anchor_lost", error=str(error))
        except OSError as error:
            logger.warning("sealer.anchor_not_written", error=str(error))
