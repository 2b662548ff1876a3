"""`manage.py prepare`: migrate, grant, load reference data and, in a demonstration, made-up data. Safe to repeat.

Several machines may start at once: a second one waits for the first."""

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections, transaction
from django.utils.module_loading import import_string
from psycopg2.errors import DeadlockDetected, LockNotAvailable

from axportal.core import clock, locks, process_cache, roles

LONGEST_LOCK_WAIT = "500ms"
PAUSE = 1.0  # seconds, in which those that waited behind us get through
TRIES = 300


class Command(BaseCommand):
    help = "Brings database and data to the state this version needs."

    def handle(self, *args: Any, **options: Any) -> None:
        with locks.alone("prepare", say=self._say):
            self._migrate(options["verbosity"])
            with connections["owner"].cursor() as cursor:
                roles.grant(cursor)
            self._load(settings.REFERENCE_LOADERS)
            if settings.DEMONSTRATION:
                self._load(settings.DEMONSTRATION_LOADERS)
        process_cache.forget_all()

    def _migrate(self, verbosity: int) -> None:
        """Migrate beside a portal that serves: whoever has to wait for us waits half a second, then we try again.

        A change of a table waits for who uses it, and everybody else waits behind the change. What was migrated
        before the wait stays; a migration that did not get its table is undone whole.
        """
        owner = connections["owner"]
        for _try in range(TRIES):
            with owner.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LONGEST_LOCK_WAIT])
            try:
                call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                    raise
                self._say(f"쓰이고 있는 표를 기다립니다 / waiting for a table that is in use: {error}".strip())
                time.sleep(PAUSE)
            else:
                with owner.cursor() as cursor:
                    cursor.execute("RESET lock_timeout")
                return
        raise CommandError(f"표를 얻지 못했습니다 / no table to be had in {TRIES} tries; see pg_stat_activity")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _load(self, loaders: list[str]) -> None:
        for path in loaders:
            with transaction.atomic():
                import_string(path)(at=clock.now())
