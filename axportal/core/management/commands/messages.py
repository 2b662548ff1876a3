"""`manage.py messages`: keep locale/en complete. --check tells what is missing, --compile writes the .mo files."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from axportal.core import catalogue


class Command(BaseCommand):
    """Take new messages into the English catalogue, sorted, and drop those that are gone."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument(
            "--check", action="store_true", help="fail unless every message is rightly translated and asked for"
        )
        mode.add_argument("--compile", action="store_true", help="write the .mo files that are older than their .po")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["compile"]:
            catalogue.compile_all()
            return
        source, translated = catalogue.source_catalogue(), catalogue.load(catalogue.COMPLETE)
        if options["check"]:
            self._check([*catalogue.problems(source, translated), *catalogue.clashes()])
            return
        file = catalogue.po_file(catalogue.COMPLETE)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(catalogue.dump(catalogue.merged(source, translated)))
        catalogue.compile_all()
        missing = sum(problem.startswith("missing") for problem in catalogue.problems(source, translated))
        self.stdout.write(f"{file}: {len(source)} messages, {missing} without English")

    def _check(self, found: list[str]) -> None:
        if found:
            raise CommandError("\n".join(["The English catalogue is not right:", *found]))
