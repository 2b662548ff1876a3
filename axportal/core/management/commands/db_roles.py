"""`manage.py db_roles`: the three database roles. `--print` shows the SQL, `--grant` applies the grants."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from axportal.core import roles


class Command(BaseCommand):
    help = "Shows how to make the database roles, or grants them what they need."

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("--print", action="store_true", help="print the SQL for a database administrator")
        choice.add_argument("--grant", action="store_true", help="grant as the owner, after each migration")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print"]:
            self.stdout.write(roles.creation_sql())
            return
        with connections["owner"].cursor() as cursor:
            roles.grant(cursor)
        self.stdout.write("Granted.")
