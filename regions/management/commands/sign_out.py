"""`manage.py sign_out EMAIL [--close]`, `manage.py sign_out --everybody`: end sessions, close an account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from axportal.accounts.models import User
from axportal.core import clock
from regions.services import administrators


class Command(BaseCommand):
    help = "Ends the sessions of one person, or of all; with --close the account is shut, too."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", default="")
        parser.add_argument("--close", action="store_true", help="nobody signs in with this account any more")
        parser.add_argument("--everybody", action="store_true", help="all sessions of all people")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        if options["everybody"] == bool(email):
            raise CommandError("이메일이나 --everybody 가운데 하나만 / give either an address or --everybody")
        if options["everybody"]:
            administrators.sign_out_everybody(at=clock.now())
            return
        user = User.objects.filter(email=email).first()
        if user is None:
            raise CommandError(f"없는 계정입니다 / no such account: {email}")
        administrators.sign_out(user=user, close=options["close"], at=clock.now())
