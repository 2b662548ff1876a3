"""`manage.py move_deadline NUMBER --to TIME --reason TEXT --by MAIL`: extend a call, as its manager asked for.

For the night in which something failed near a deadline. The rules are those of every extension: later only, before it
has passed, with a reason, by a manager of the call; it is published and written into the log of acts.
"""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from axportal.accounts.models import User
from axportal.calls.models import Call
from axportal.calls.services import calls
from axportal.core import clock
from axportal.core.errors import DomainError


class Command(BaseCommand):
    help = "Moves the deadline of an announced call to a later time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="the call's number")
        parser.add_argument("--to", required=True, help="the new deadline, Korean time: 2026-11-23T20:00")
        parser.add_argument("--reason", required=True, help="applicants read it on the call's page")
        parser.add_argument("--by", required=True, metavar="MAIL", help="the call's manager, who decided it")

    def handle(self, *args: Any, **options: Any) -> None:
        call = Call.objects.filter(number=options["number"]).first()
        manager = User.objects.filter(email__iexact=options["by"]).first()
        if call is None or manager is None:
            raise CommandError(f"no such {'call' if call is None else 'person'}")
        try:
            closes_at = datetime.fromisoformat(options["to"])
        except ValueError as error:
            raise CommandError(f"--to: {error}") from error
        if closes_at.tzinfo is None:
            closes_at = closes_at.replace(tzinfo=clock.SEOUL)
        try:
            calls.move_deadline(call=call, closes_at=closes_at, reason=options["reason"], actor=manager, at=clock.now())
        except DomainError as refusal:
            raise CommandError(f"{refusal.message} ({refusal.code})") from refusal
        self.stdout.write(f"{call.number}: {closes_at:%Y-%m-%d %H:%M %Z}")
