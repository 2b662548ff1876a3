"""`manage.py reload`: let the code of this checkout into a running portal without refusing a request.

Migrations and data first, beside the processes that serve; then web processes one after another, then all others. When
the new version does not pass its checks or its preparation fails, the old one goes on.
"""

import os
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from axportal.core.embedded import paths
from axportal.core.supervisor import status

PAUSE = 0.2  # seconds


class Command(BaseCommand):
    """Ask the supervisor of this state folder, wait until it is done. The checks before it are the new code's."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        before = self._running()
        if before.phase != "ready":
            raise CommandError(f"포털이 아직 준비 중입니다 / the portal is {before.phase}; try again later")
        os.kill(before.supervisor, signal.SIGUSR1)
        now = self._running()
        while now.renewed_at == before.renewed_at:
            time.sleep(PAUSE)
            now = self._running()
        if now.renewal_error:
            raise CommandError(f"새 판을 들이지 못했습니다 / the old version goes on: {now.renewal_error}")
        self.stdout.write("새 판이 돌고 있습니다 / the new version is running.")

    def _running(self) -> status.Status:
        found = status.read(paths.state_dir())
        if found is None or not status.is_running(found.supervisor):
            raise CommandError("여기서 도는 포털이 없습니다 / no portal runs from this state folder")
        return found
