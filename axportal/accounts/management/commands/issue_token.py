"""`manage.py issue_token EMAIL --scopes read,write`: a token from the command line; prints the key once."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from axportal.accounts import services
from axportal.accounts.models import User
from axportal.core import clock


class Command(BaseCommand):
    help = "Issues an API token for a person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--scopes", nargs="+", default=["read"], help="read, write; by spaces or commas")
        parser.add_argument("--label", default="issue_token")
        parser.add_argument("--days", type=int, default=90)

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"no active account: {options['email']}")
        at = clock.now()
        _token, key = services.issue_token(
            user=user,
            label=options["label"],
            scopes=" ".join(options["scopes"]).replace(",", " ").split(),
            expires_at=at + timedelta(days=options["days"]),
            at=at,
        )
        self.stdout.write(key)
