"""`manage.py mail_release`: let mails leave that are held since a restore. `--discard` gives them up instead."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from axportal.audit.services import record
from axportal.core import clock, mail, selectors


class Command(BaseCommand):
    help = "Ends the hold on mails that a restore began."

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--show", action="store_true", help="only tell how many mails wait")
        choice.add_argument("--discard", action="store_true", help="never send those that wait: they left before")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["show"]:
            self.stdout.write(f"{selectors.held_mails()} mails are held.")
            return
        with transaction.atomic():
            count = mail.release(discard=options["discard"], at=clock.now())
            detail = {"mails": count, "discarded": options["discard"]}
            record(actor=None, action="backups.mails.released", detail=detail)
        self.stdout.write(f"{count} mails {'given up' if options['discard'] else 'will be sent'}.")
