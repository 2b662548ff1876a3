"""`manage.py mailcatcher`: keep mails as files in AXPORTAL_VAR instead of sending them."""

from __future__ import annotations

import asyncio
from typing import Any

from django.core.management.base import BaseCommand

from axportal.core.embedded import paths
from axportal.core.supervisor import ports
from axportal.core.supervisor.mailcatcher import serve


class Command(BaseCommand):
    """Run the local mail receiver on its loopback port."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        asyncio.run(serve(paths.mail_dir(), ports.LOOPBACK, paths.mail_port()))
