"""`manage.py take_bounces`: take in what mail servers report about mails that did not arrive (RFC 3464)."""

import mailbox
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from axportal.core import clock
from axportal.notices.rules.bounces import LONGEST_REPORT
from axportal.notices.services.bounces import take_report


class Command(BaseCommand):
    help = "Takes one report from standard input, or every new one of a Maildir, and notes which addresses fail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--maildir", help="read the new messages of this Maildir and mark them as seen")

    def handle(self, *args: Any, maildir: str | None = None, **options: Any) -> None:
        if maildir is None:
            self.say(1, take_report(raw=sys.stdin.buffer.read(LONGEST_REPORT), at=clock.now()))
            return
        try:
            box = mailbox.Maildir(maildir, create=False)
            found = [name for name in box.keys() if box.get_message(name).get_subdir() == "new"]  # noqa: SIM118
        except (mailbox.NoSuchMailboxError, FileNotFoundError) as error:
            raise CommandError(f"no Maildir at {maildir}") from error
        self.say(len(found), sum(self.take(box, name) for name in found))

    def take(self, box: mailbox.Maildir, name: str) -> int:
        new = take_report(raw=box.get_bytes(name)[:LONGEST_REPORT], at=clock.now())
        message = box.get_message(name)
        message.set_subdir("cur")
        message.add_flag("S")
        box[name] = message
        return new

    def say(self, read: int, new: int) -> None:
        self.stdout.write(f"{read} read, {new} failures noted")
