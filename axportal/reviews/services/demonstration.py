"""A made-up call under review: a pool with ties, seats, sheets handed in, and a share-holding learnt on the way."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pgtrigger
from django.db import connections
from django.db.models import Q

from axportal.accounts import services as accounts
from axportal.accounts.models import User
from axportal.calls.models import Call
from axportal.calls.selectors import rules_in_force
from axportal.calls.selectors.screening import screening_of
from axportal.calls.services import demonstration as made_up_calls
from axportal.calls.services import screening
from axportal.core import clock
from axportal.core.demonstration import OWNER, erase, stable_uuid
from axportal.core.models import OutboxRow
from axportal.reviews.models import Assignment, Person, Plan, Reviewer, ReviewRound
from axportal.reviews.services import assignments, planning, reviewers, rounds, sheets, solving, ties
from axportal.reviews.services.sheets import Typed
from regions.models import Organisation
from regions.services.demonstration_people import DOMAIN

DATA = Path(__file__).resolve().parents[1] / "data" / "demonstration_reviews.json"
FIRST = 101
SOURCE = "시연 자료"
COMMENT = "시연용으로 지어낸 의견입니다. 현장의 수치와 방법이 서로 맞는지 보았습니다."
#: Days before now.
SCREENED, OPENED, SEATED, JUDGED, LEARNT = 18, 10, 9, 3, 1
DUE_AFTER = 14
_GUARDED = tuple(
    f"reviews.{name}"
    for name in (
        "Challenge:append_only",
        "Pledge:append_only",
        "SetAside:append_only",
        "Correction:append_only",
        "Remark:append_only",
        "ScoreSheet:no_delete",
    )
)


def load_demonstration(*, at: datetime) -> None:
    """Add the made-up review unless it is there."""
    public_id = stable_uuid(made_up_calls.SERIES, FIRST)
    if ReviewRound.objects.filter(call__uuid=public_id).exists():
        return
    data = json.loads(DATA.read_text(encoding="utf-8"))
    made_up_calls.add_calls(data, review=data["review"], first=FIRST, at=at)
    call, manager = Call.objects.get(uuid=public_id), User.objects.get(email=f"platform-admin@{DOMAIN}")
    pool = _pool(data, actor=manager, at=_ago(at, SCREENED))
    _bring_in(data["ties"], pool, actor=manager, at=_ago(at, SCREENED))
    _screen(call, actor=manager, at=_ago(at, SCREENED))
    opened, due_at = _ago(at, OPENED), _ago(at, OPENED) + timedelta(days=DUE_AFTER)
    review_round = rounds.open_round(call=call, key="paper", due_at=due_at, actor=manager, at=opened)
    _seat(review_round, actor=manager, at=_ago(at, SEATED))
    judge = _judge(review_round, at=_ago(at, JUDGED))
    _bring_in([{**data["learnt"], "person": judge}], pool, actor=manager, at=_ago(at, LEARNT))
    _forget_mails(call)


def _ago(at: datetime, days: int) -> datetime:
    return at - timedelta(days=days)


def _pool(data: Mapping[str, Any], *, actor: User, at: datetime) -> list[Reviewer]:
    """Those of the list, then the one whose password is known."""
    rows = [{**row, "mailbox": f"reviewer-{n:02}"} for n, row in enumerate(data["reviewers"], start=1)]
    return [_reviewer(row, actor=actor, at=at) for row in [*rows, data["signed_in"]]]


def _reviewer(row: Mapping[str, Any], *, actor: User, at: datetime) -> Reviewer:
    email = f"{row['mailbox']}@{DOMAIN}"
    known = Reviewer.objects.filter(user__email=email).first()
    if known is not None:
        return known
    if not User.objects.filter(email=email).exists():
        accounts.create_person(email=email, name=row["name"], password=None, is_demo=True)
    values = {
        "organisation": Organisation.objects.get(key=row["employer"]),
        "unit_name": row["unit"],
        "keywords": row["keywords"],
        "most_at_once": 4,
    }
    return reviewers.add_reviewer(email=email, values=values, actor=actor, at=at)


def _bring_in(rows: Iterable[Mapping[str, Any]], pool: list[Reviewer], *, actor: User, at: datetime) -> None:
    """By the file that keepers use: people are numbers of the pool."""
    output = io.StringIO()
    writer = csv.DictWriter(output, ties.COLUMNS)
    writer.writeheader()
    for row in rows:
        named = {**row, **_named("person", row["person"], pool)}
        writer.writerow({**named, **(_named("other", row["other"], pool) if "other" in row else {})})
    content, today = output.getvalue().encode(), clock.seoul_date(at)
    ties.import_ties(content=content, source=SOURCE, as_of=today, actor=actor, at=at)


def _named(column: str, who: Any, pool: list[Reviewer]) -> dict[str, str]:
    person = (who if isinstance(who, Reviewer) else pool[who]).person
    return {column: person.name, f"{column}_organisation": str(person.organisation.key) if person.organisation else ""}


def _screen(call: Call, *, actor: User, at: datetime) -> None:
    screening.start_screening(call=call, actor=actor, at=at)
    for application in call.applications.filter(status="submitted").order_by("number"):
        for row in screening_of(application).left:
            judge = partial(screening.judge_rule, application=application, rule=row.condition.key)
            judge(verdict="pass", evidence="", actor=actor, at=at)
        screening.pass_application(application=application, actor=actor, at=at)


def _seat(review_round: ReviewRound, *, actor: User, at: datetime) -> None:
    plan = planning.want_plan(review_round=review_round, actor=actor, at=at)
    solving.solve_plan(plan_id=plan.pk, at=at)
    planning.confirm_plan(plan=plan, actor=actor, at=at)


def _judge(review_round: ReviewRound, *, at: datetime) -> Reviewer:
    """Of each application the first two sheets are handed in, the third is begun; returns who is to be found out."""
    seats: dict[int, list[Assignment]] = {}
    rows = review_round.assignments.select_related("reviewer__user", "reviewer__person", "application__call", "round")
    for seat in rows.exclude(reviewer__user__email=f"reviewer@{DOMAIN}").order_by("application__number", "id"):
        seats.setdefault(seat.application_id, []).append(seat)
    for number, group in enumerate(seats.values()):
        for place, seat in enumerate(group[:3]):
            _fill(seat, share=90 - 7 * number - 4 * place, whole=place < 2, at=at + timedelta(hours=place))
    return next(iter(seats.values()))[0].reviewer


def _fill(seat: Assignment, *, share: int, whole: bool, at: datetime) -> None:
    actor = seat.reviewer.user
    sheet = assignments.give_pledge(assignment=seat, actor=actor, at=at).sheet
    if sheet is None:
        return
    typed: dict[str, Typed] = {}
    criteria = rules_in_force(seat.application.call).content.criteria
    for one in criteria if whole else criteria[:2]:
        typed[f"points-{one.key}"] = Typed(str(one.points * share // 100), "")
        typed[f"comment-{one.key}"] = Typed(COMMENT, "")
    sheets.save_sheet(sheet=sheet, typed=typed, actor=actor, at=at)
    if whole:
        sheet.refresh_from_db()
        sheets.hand_in(sheet=sheet, actor=actor, at=at + timedelta(minutes=40))


def _forget_mails(call: Call) -> None:
    """Made-up history owes no mail and no plan."""
    applications = list(call.applications.values_list("pk", flat=True))
    plans = list(Plan.objects.filter(round__call=call).values_list("pk", flat=True))
    OutboxRow.objects.filter(
        Q(task__startswith="axportal.reviews.", kwargs__plan_id__in=plans)
        | Q(task__startswith="axportal.calls.tasks.notify_", kwargs__application_id__in=applications)
    ).delete()


def remove_demonstration(*, at: datetime) -> int:
    """Remove all reviews of made-up calls, and the made-up people of the pool with their ties."""
    applied = "SELECT a.id FROM calls_application a JOIN calls_call c ON c.id = a.call_id"
    applied += " WHERE c.origin = 'demonstration'"
    rounds_ = "SELECT r.id FROM reviews_reviewround r JOIN calls_call c ON c.id = r.call_id"
    rounds_ += " WHERE c.origin = 'demonstration'"
    removed = 0
    with pgtrigger.ignore(*_GUARDED, databases=[OWNER]), connections[OWNER].cursor() as cursor:
        for statement in _statements(applied, rounds_):
            cursor.execute(statement)
            removed += cursor.rowcount
        removed += erase(Assignment, where=f"application_id IN ({applied})")
        removed += erase(Plan, where=f"round_id IN ({rounds_})")
        removed += erase(ReviewRound, where=f"id IN ({rounds_})")
        cursor.execute("DELETE FROM reviews_tie WHERE source = %s", [SOURCE])
        removed += cursor.rowcount
    removed += erase(Reviewer, where="user_id IN (SELECT id FROM accounts_user WHERE is_demo)")
    return removed + erase(Person, where=_NAMED_NOWHERE)


#: Whom neither the pool nor an application nor a tie names any more.
_NAMED_NOWHERE = """
    NOT EXISTS (SELECT 1 FROM reviews_reviewer v WHERE v.person_id = reviews_person.id)
    AND NOT EXISTS (SELECT 1 FROM reviews_participant p WHERE p.person_id = reviews_person.id)
    AND NOT EXISTS (SELECT 1 FROM reviews_tie t WHERE reviews_person.id IN (t.person_id, t.other_id))
"""


def _statements(applied: str, rounds_: str) -> list[str]:
    """What hangs on the reviews of made-up calls, in an order that no foreign key minds."""
    seats = f"SELECT id FROM reviews_assignment WHERE application_id IN ({applied})"  # noqa: S608 - our own conditions
    sheets_ = f"SELECT id FROM reviews_scoresheet WHERE assignment_id IN ({seats})"  # noqa: S608 - as above
    plans = f"SELECT id FROM reviews_plan WHERE round_id IN ({rounds_})"  # noqa: S608 - as above
    conditions = {
        "reviews_setaside": f"sheet_id IN ({sheets_})",
        "reviews_correction": f"sheet_id IN ({sheets_})",
        "reviews_remark": f"application_id IN ({applied})",
        "reviews_scoresheet": f"assignment_id IN ({seats})",
        "reviews_pledge": f"assignment_id IN ({seats})",
        "reviews_recusal": f"application_id IN ({applied})",
        "reviews_challenge": f"application_id IN ({applied})",
        "reviews_plannedseat": f"plan_id IN ({plans})",
        "reviews_participant": f"application_id IN ({applied})",
    }
    return [f"DELETE FROM {table} WHERE {condition}" for table, condition in conditions.items()]  # noqa: S608
