"""`manage.py createadmin EMAIL`: the first administrator of an installation without a demonstration."""

from __future__ import annotations

import getpass
import secrets
import sys
from collections.abc import Callable
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from axportal.accounts.models import User
from axportal.core import clock
from regions.services.administrators import create_administrator


class Command(BaseCommand):
    """Ask for a password, or make one, and create a person with the role platform_admin."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="관리자")
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--generate", action="store_true", help="make a password and print it once")
        source.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        email, name = options["email"].strip().lower(), options["name"].strip()
        _check(lambda: validate_email(email))
        if User.objects.filter(email=email).exists():
            raise CommandError(f"이미 있는 계정입니다 / there is an account already: {email}")
        password = secrets.token_urlsafe(18) if options["generate"] else _given_password(options["password_stdin"])
        _check(lambda: validate_password(password, User(email=email, name=name)))
        create_administrator(email=email, name=name, password=password, at=clock.now())
        self.stdout.write(f"만들었습니다 / created: {email}")
        if options["generate"]:
            self.stdout.write(f"비밀번호 / password: {password}")


def _given_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("비밀번호 / password: ")
    if password != getpass.getpass("다시 한 번 / again: "):
        raise CommandError("두 비밀번호가 다릅니다 / the passwords differ.")
    return password


def _check(validate: Callable[[], None]) -> None:
    try:
        validate()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
