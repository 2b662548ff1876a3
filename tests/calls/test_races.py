"""Two connections at once: the outcome is one of those that one connection could have had (S22, R5)."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from axportal.calls.models import Application, Submission
from axportal.calls.services import calls
from axportal.core import invariants
from axportal.core.errors import DomainError
from axportal.core.models import OutboxRow
from tests.calls.factories import NOON, make_call, ready, start, submit, write

EARLY = NOON - timedelta(days=3)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same time, each on a connection of its own; errors are results."""
    barrier = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=10)
            results[place] = act()
        except DomainError as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.mark.goal("R1")
@pytest.mark.api10("API6")
def test_two_clicks_of_one_form_make_one_submission(committed_db, cast):
    application = ready(cast, make_call(cast))
    representative, key = cast.company_representative, uuid.uuid4()
    first, second = together(
        *[lambda: submit(application, actor=representative, at=EARLY, key=key) for _click in range(2)]
    )
    assert first == second
    assert Submission.objects.count() == 1
    assert OutboxRow.objects.filter(task__endswith="notify_submitted").count() == 1


def test_two_forms_make_two_submissions_under_one_number(committed_db, cast):
    application = ready(cast, make_call(cast))
    representative = cast.company_representative
    together(*[lambda: submit(application, actor=representative, at=EARLY) for _form in range(2)])
    assert sorted(Submission.objects.values_list("number", flat=True)) == [1, 2]
    assert Application.objects.get().number == "AXL-2026-HN1-0001"
    assert invariants.violations() == {}


def test_two_companies_never_get_the_same_number(committed_db, cast):
    call = make_call(cast)
    one, other = ready(cast, call), ready(cast, call, who="rival_representative")
    representative, rival = cast.company_representative, cast.rival_representative
    together(lambda: submit(one, actor=representative, at=EARLY), lambda: submit(other, actor=rival, at=EARLY))
    assert sorted(Application.objects.values_list("number", flat=True)) == ["AXL-2026-HN1-0001", "AXL-2026-HN1-0002"]
    assert invariants.violations() == {}


@pytest.mark.api10("API6")
def test_two_people_start_one_application(committed_db, cast):
    call = make_call(cast)
    first, second = together(lambda: start(cast, call), lambda: start(cast, call, who="company_member"))
    assert first == second
    assert Application.objects.count() == 1


@pytest.mark.goal("R5")
def test_an_extension_while_submitting_is_before_or_after_it_never_in_between(committed_db, cast):
    call = make_call(cast)
    application = ready(cast, call)
    representative, manager = cast.company_representative, cast.call_manager
    decided = NOON - timedelta(microseconds=2)
    submitted, moved = together(
        lambda: submit(application, actor=representative, at=NOON),
        lambda: calls.move_deadline(
            call=call, closes_at=NOON + timedelta(days=1), reason="장애", actor=manager, at=decided
        ),
    )
    assert not isinstance(moved, DomainError)
    was_taken = isinstance(submitted, Submission)
    assert was_taken or submitted.code == "call_closed"
    assert Submission.objects.count() == int(was_taken)
    assert invariants.violations() == {}


def test_a_save_during_a_submission_is_in_it_or_after_it(committed_db, cast):
    application = ready(cast, make_call(cast))
    representative, member = cast.company_representative, cast.company_member
    submission, outcome = together(
        lambda: submit(application, actor=representative, at=EARLY),
        lambda: write(application, "project", {"goal": "새 목표"}, base="적은 내용", actor=member, at=EARLY),
    )
    project = next(part for part in submission.snapshot["parts"] if part["step"] == "project")
    assert outcome.saved == ["goal"]
    assert project["fields"]["goal"] in {"적은 내용", "새 목표"}
    assert application.parts.get(step="project").fields["goal"] == "새 목표"


def test_two_people_save_other_fields_and_both_stay(committed_db, cast):
    application = start(cast, make_call(cast))
    one, other = cast.company_representative, cast.company_member
    together(
        lambda: write(application, "project", {"goal": "목표"}, actor=one, at=EARLY),
        lambda: write(application, "project", {"method": "방법"}, actor=other, at=EARLY),
    )
    assert application.parts.get(step="project").fields == {"goal": "목표", "method": "방법"}
