"""`manage.py status`: what runs, where, since when. Exit code 1 when something is down."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from axportal.core.embedded import paths
from axportal.core.supervisor import announce, status


class Command(BaseCommand):
    """Show the processes of this state folder."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = status.read(paths.state_dir())
        if found is None or not status.is_running(found.supervisor):
            self.stdout.write(f"실행 중이 아닙니다 / not running: {paths.state_dir()}")
            sys.exit(1)
        for line in announce.status_lines(found):
            self.stdout.write(line)
        if not found.is_whole():
            sys.exit(1)
