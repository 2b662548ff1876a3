"""`manage.py prepare`: migrate, grant, load reference data and, in a demonstration, made-up data. Safe to repeat.

Several machines may start at once: a second one waits for the first."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections, transaction
from django.utils.module_loading import import_string

from axportal.core import clock, locks, process_cache, roles


class Command(BaseCommand):
    help = "Brings database and data to the state this version needs."

    def handle(self, *args: Any, **options: Any) -> None:
        with locks.alone("prepare", say=self._say):
            call_command("migrate", database="owner", interactive=False, verbosity=options["verbosity"])
            with connections["owner"].cursor() as cursor:
                roles.grant(cursor)
            self._load(settings.REFERENCE_LOADERS)
            if settings.DEMONSTRATION:
                self._load(settings.DEMONSTRATION_LOADERS)
        process_cache.forget_all()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _load(self, loaders: list[str]) -> None:
        for path in loaders:
            with transaction.atomic():
                import_string(path)(at=clock.now())
