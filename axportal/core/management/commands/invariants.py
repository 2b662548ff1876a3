"""`manage.py invariants`: check what must always be true; exit 1 when anything is not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from axportal.core import invariants


class Command(BaseCommand):
    help = "Checks every invariant against the database."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = invariants.violations()
        for name, rows in broken.items():
            self.stderr.write(f"{name}: {len(rows)}")
            for row in rows[:20]:
                self.stderr.write(f"  {row}")
        if broken:
            sys.exit(1)
        self.stdout.write("All invariants hold.")
