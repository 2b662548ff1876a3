"""`manage.py outbox`: how the outbox stands; `manage.py outbox retry` gives dead rows new tries."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from axportal.core import clock, outbox, selectors


class Command(BaseCommand):
    help = "Shows the outbox, or retries its dead rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", nargs="?", choices=["show", "retry"], default="show")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "retry":
            self.stdout.write(f"{outbox.retry_dead(at=clock.now())} rows will be tried again.")
            return
        for name, value in selectors.outbox_state().items():
            self.stdout.write(f"{name}: {value:g}")
