"""`manage.py up`: run everything this installation needs, until Ctrl-C."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from axportal.core.embedded import paths
from axportal.core.embedded.errors import EmbeddedError
from axportal.core.embedded.lock import StateLock
from axportal.core.supervisor import announce, plan, ports
from axportal.core.supervisor.supervisor import Supervisor


class Command(BaseCommand):
    """Start all processes, restart what dies, end all of them together."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []  # no database yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only",
            metavar="NAMES",
            help=f"some parts only, for a second machine; separated by commas: {','.join(plan.PARTS)}",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = _parts(options["only"])
        try:
            with StateLock(paths.ensure_state_dir()):
                self._run(plan.Options.from_environment(chosen))
        except EmbeddedError as error:
            raise CommandError(str(error)) from error

    def _run(self, options: plan.Options) -> None:
        if "web" in options.only:
            ports.ensure_free(options.host, paths.site_port())
        catches_mail = paths.uses_mail_catcher() and "mail" in options.only
        if catches_mail:
            ports.settle_mail_port()
        self._say("AX 포털을 시작합니다… / starting AX Portal …")
        supervisor = Supervisor(plan.stages(options), state=paths.state_dir(), address=plan.address())
        supervisor.run(when_ready=lambda: self._announce(mail=catches_mail))
        self._say("모두 끝났습니다 / everything has been stopped.")

    def _announce(self, *, mail: bool) -> None:
        signins = announce.read_signins(paths.demo_signins_file()) if paths.demonstration() else []
        for line in announce.ready_lines(plan.address(), paths.state_dir(), signins, mail=mail):
            self._say(line)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _parts(wish: str | None) -> tuple[str, ...]:
    if not wish:
        return plan.PARTS
    names = tuple(name.strip() for name in wish.split(","))
    unknown = sorted(set(names) - set(plan.PARTS))
    if unknown:
        raise CommandError(f"--only: unknown {', '.join(unknown)}; there are {', '.join(plan.PARTS)}")
    return names
