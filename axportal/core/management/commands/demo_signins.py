"""`manage.py demo_signins`: print the demonstration sign-ins of this installation again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from axportal.core.embedded import paths
from axportal.core.supervisor import announce


class Command(BaseCommand):
    """Print role, e-mail, password and name of each demonstration account."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        signins = announce.read_signins(paths.demo_signins_file())
        if not signins:
            raise CommandError("시연 계정이 없습니다 / there are no demonstration sign-ins here.")
        for line in announce.signin_lines(signins):
            self.stdout.write(line)
