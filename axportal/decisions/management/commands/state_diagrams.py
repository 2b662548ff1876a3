"""`manage.py state_diagrams`: draw the tables of transitions anew in docs/calls.md; `--check` only compares."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from axportal.calls.workflow import APPLICATION, CALL
from axportal.challenges.workflow import CHALLENGE, INTEREST
from axportal.core.workflow import Workflow
from axportal.decisions.workflow import OBJECTION, SELECTION
from axportal.reviews.workflow import ASSIGNMENT, PLAN

WORKFLOWS: dict[str, Workflow] = {
    "Challenge": CHALLENGE,
    "Answer to a challenge": INTEREST,
    "Call": CALL,
    "Application": APPLICATION,
    "Plan of assignments": PLAN,
    "Assignment": ASSIGNMENT,
    "Selection": SELECTION,
    "Objection": OBJECTION,
}
BEGIN, END = "<!-- state diagrams: manage.py state_diagrams -->", "<!-- end of state diagrams -->"


def drawn(text: str) -> str:
    """The page with its diagrams as the tables are now. Raises `ValueError` for a page without the two marks."""
    before, _begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise ValueError("the marks of the diagrams are missing")
    diagrams = [f"### {name}\n\n```mermaid\n{one.diagram()}\n```\n" for name, one in WORKFLOWS.items()]
    return "\n".join([f"{before}{BEGIN}\n", *diagrams, f"{END}{after}"])


class Command(BaseCommand):
    help = "Draws the state diagrams of docs/calls.md from the tables of transitions."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """`--check` writes nothing."""
        parser.add_argument("--check", action="store_true", help="only say whether the page is as the tables are")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page, or compare."""
        page = Path(settings.BASE_DIR) / "docs" / "calls.md"
        text = page.read_text(encoding="utf-8")
        if options["check"]:
            if text != drawn(text):
                raise CommandError("docs/calls.md: run manage.py state_diagrams")
            return
        page.write_text(drawn(text), encoding="utf-8")
