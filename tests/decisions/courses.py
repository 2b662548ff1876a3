"""People and the clock doing anything in any order, inside a transaction that is taken back after each example."""

import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from axportal.calls.models import Application, Call, Submission
from axportal.calls.workflow import APPLICATION, CALL
from axportal.core import invariants
from axportal.core.errors import DomainError
from axportal.core.models import OutboxRow, Transition
from axportal.core.workflow import Workflow
from axportal.decisions.models import Approval, Decision, Letter, Objection, Selection
from axportal.decisions.workflow import OBJECTION, SELECTION
from tests.people import Cast

WORKFLOWS: tuple[tuple[Workflow, type], ...] = (
    (CALL, Call), (APPLICATION, Application), (SELECTION, Selection), (OBJECTION, Objection),
)  # fmt: skip
COUNTED = (Submission, Transition, OutboxRow, Approval, Decision, Letter)
SETTINGS = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture],
)


def picture() -> list[Any]:
    """Where everything stands."""
    stands = [list(model.objects.order_by("pk").values_list("pk", "status", "version")) for _, model in WORKFLOWS]
    return [*stands, *(model.objects.count() for model in COUNTED)]


class Course(RuleBasedStateMachine):
    """Acts of services at a clock of its own; `prepared` is what stood before the first."""

    prepared: Any
    begins: datetime
    acts: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.cast = Cast()
        self.at = self.begins
        self._block = transaction.atomic()
        self._block.__enter__()

    def teardown(self) -> None:
        """The invariants of the whole portal hold in the end; then everything is taken back."""
        try:
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                assert invariants.violations() == {}
        finally:
            transaction.set_rollback(True)
            self._block.__exit__(None, None, None)

    def attempt(self, act: Callable[..., Any], *, actor: str, **values: Any) -> Any:
        """Do it, or be refused in words with nothing changed; None when refused."""
        before = picture()
        try:
            done = act(actor=self.cast[actor], at=self.at, **values)
        except DomainError as error:
            refusal = error
        else:
            self.acts[act.__name__] += 1
            return done
        self.acts[f"{act.__name__}: {refusal.code}"] += 1
        assert str(refusal.message).strip()
        assert picture() == before
        return None

    def pass_time(self, span: timedelta, *clocks: Callable[..., Any]) -> None:
        """Let it become later, and the portal do what is due."""
        self.at += span
        for clock in clocks:
            clock(at=self.at)


def ensure_steps_are_the_tables(*, at: datetime) -> None:
    """Each object stands where its steps lead, and each step is one of its table, taken in the order of time."""
    for workflow, model in WORKFLOWS:
        for one in model.objects.all():
            stands, since = "", None
            for step in workflow.steps(one):
                assert step.source == stands
                assert step.at <= at
                assert since is None or step.at >= since
                if step.source:
                    row = workflow.rows[step.name]
                    assert step.source in row.sources
                    assert step.target == row.target
                    assert step.actor is not None or row.by_itself
                stands, since = step.target, step.at
            assert stands == one.status


def run(machine: type[Course], prepared: Any) -> Counter[str]:
    """Many courses from the same beginning; how often each act was done, and refused for which reason."""
    machine.prepared, machine.acts = prepared, Counter()
    run_state_machine_as_test(machine, settings=SETTINGS)
    sys.stdout.write(f"{machine.acts}\n")
    return machine.acts
