"""A made-up call whose result is told: two selected, one in reserve, one not, and an objection under way."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from axportal.accounts import services as accounts
from axportal.accounts.models import User
from axportal.calls.models import Call
from axportal.calls.selectors import rules_in_force
from axportal.calls.selectors.screening import screening_of
from axportal.calls.services import demonstration as made_up_calls
from axportal.calls.services import screening
from axportal.core.demonstration import OWNER, erase, stable_uuid
from axportal.core.models import OutboxRow
from axportal.decisions.models import (
    Approval,
    Decider,
    Decision,
    Finding,
    GrantedAdjustment,
    Letter,
    LetterFile,
    Objection,
    ObjectionMember,
    Selection,
    TieOrder,
    WhatIf,
)
from axportal.decisions.services import findings, objections, publication, selections
from axportal.reviews.models import Assignment, Reviewer
from axportal.reviews.services import assignments, reviewers, rounds, sheets
from axportal.reviews.services.sheets import Typed
from regions.models import Membership, Organisation
from regions.services.demonstration_people import DOMAIN

DATA = Path(__file__).resolve().parents[1] / "data" / "demonstration_decisions.json"
FIRST = 201
COMMENT = "시연용으로 지어낸 의견입니다. 현장의 수치와 방법이 서로 맞는지 보았습니다."
#: Days before now.
SCREENED, OPENED, JUDGED, CLOSED, PROPOSED, TOLD, OBJECTED, ASSIGNED = 60, 55, 40, 30, 12, 6, 4, 3
SELECTED = 2


def load_demonstration(*, at: datetime) -> None:
    """Add the made-up decision unless it is there."""
    public_id = stable_uuid(made_up_calls.SERIES, FIRST)
    if Selection.objects.filter(call__uuid=public_id).exists():
        return
    data = json.loads(DATA.read_text(encoding="utf-8"))
    common = json.loads(made_up_calls.DATA.read_text(encoding="utf-8"))["rules"]
    made_up_calls.add_calls({**data, "rules": {**common, **data["after"]}}, first=FIRST, at=at)
    call, manager = Call.objects.get(uuid=public_id), _person("platform-admin")
    _screen(call, actor=manager, at=_ago(at, SCREENED))
    pool = [_reviewer(row, actor=manager, at=_ago(at, SCREENED)) for row in data["reviewers"]]
    _review(call, pool, data["shares"], actor=manager, at=at)
    call.refresh_from_db()
    _decide(call, actor=manager, at=at)
    _object(call, data["objection"], at=at)
    _forget_mails(call)


def _ago(at: datetime, days: int) -> datetime:
    return at - timedelta(days=days)


def _person(mailbox: str) -> User:
    return User.objects.get(email=f"{mailbox}@{DOMAIN}")


def _screen(call: Call, *, actor: User, at: datetime) -> None:
    screening.start_screening(call=call, actor=actor, at=at)
    for application in call.applications.filter(status="submitted").order_by("number"):
        for row in screening_of(application).left:
            judge = partial(screening.judge_rule, application=application, rule=row.condition.key)
            judge(verdict="pass", evidence="", actor=actor, at=at)
        screening.pass_application(application=application, actor=actor, at=at)


def _reviewer(row: Mapping[str, str], *, actor: User, at: datetime) -> Reviewer:
    email = f"{row['mailbox']}@{DOMAIN}"
    accounts.create_person(email=email, name=row["name"], password=secrets.token_urlsafe(24), is_demo=True)
    values = {"organisation": Organisation.objects.get(key=row["employer"]), "unit_name": row["unit"]}
    return reviewers.add_reviewer(email=email, values=values, actor=actor, at=at)


def _review(call: Call, pool: list[Reviewer], shares: list[int], *, actor: User, at: datetime) -> None:
    """Everybody judges every application; `shares`: percent of the points, the best first."""
    opened = _ago(at, OPENED)
    review_round = rounds.open_round(call=call, key="paper", due_at=opened + timedelta(days=20), actor=actor, at=opened)
    applications = list(call.applications.filter(status="under_review").order_by("number"))
    for number, reviewer in enumerate(pool):
        for application, share in zip(applications, shares, strict=True):
            seat = Assignment.objects.create(
                application=application, reviewer=reviewer, round=review_round, assigned_at=opened
            )
            _judge(seat, share=share - 3 * number, at=_ago(at, JUDGED))
    rounds.close_round(review_round=review_round, reason="", actor=actor, at=_ago(at, CLOSED))


def _judge(seat: Assignment, *, share: int, at: datetime) -> None:
    actor = seat.reviewer.user
    sheet = assignments.give_pledge(assignment=seat, actor=actor, at=at).sheet
    if sheet is None:
        return
    typed: dict[str, Typed] = {"overall": Typed(COMMENT, "")}
    for criterion in rules_in_force(seat.application.call).content.criteria:
        typed[f"points-{criterion.key}"] = Typed(str(criterion.points * share // 100), "")
        typed[f"comment-{criterion.key}"] = Typed(COMMENT, "")
    sheets.save_sheet(sheet=sheet, typed=typed, actor=actor, at=at)
    sheet.refresh_from_db()
    sheets.hand_in(sheet=sheet, actor=actor, at=at + timedelta(minutes=40))


def _decide(call: Call, *, actor: User, at: datetime) -> None:
    """Money for the first two; proposed, approved by two others, told at its moment."""
    applications = call.applications.filter(status="evaluated").order_by("number")
    asked = [one.submissions.latest("number").asked_won or 0 for one in applications]
    Call.objects.filter(pk=call.pk).update(budget_won=sum(asked[:SELECTED]))
    call.refresh_from_db()
    findings.grant_adjustment(
        application=applications[0], key="region", is_granted=True, evidence="공장등록증 (시연)", actor=actor,
        at=_ago(at, PROPOSED),
    )  # fmt: skip
    selection = selections.propose_selection(
        call=call, publish_at=_ago(at, TOLD), note="시연용 선정안", actor=actor, at=_ago(at, PROPOSED)
    )
    later = _ago(at, PROPOSED) + timedelta(days=1)
    agency, ministry = _person("agency-officer"), _person("ministry-approver")
    confirmed = selections.confirm_selection(selection=selection, reason="", actor=agency, at=later, no_conflict=True)
    selections.approve_selection(selection=confirmed, reason="", actor=ministry, at=later, no_conflict=True)
    publication.publish_due(at=_ago(at, TOLD))


def _object(call: Call, text: str, *, at: datetime) -> None:
    """The applicant who is in reserve objects; the auditor hears it."""
    letter = Letter.objects.get(decision__application__call=call, decision__outcome="reserve")
    company = letter.decision.application.organisation
    membership = Membership.objects.filter(organisation=company, role="company_representative").earliest("pk")
    objection = objections.file_objection(
        decision=letter.decision, ground="misreading", text=text, actor=membership.user, at=_ago(at, OBJECTED)
    )
    objections.assign_objection(
        objection=objection, handler=_person("auditor"), panel=[], actor=_person("agency-officer"),
        at=_ago(at, ASSIGNED),
    )  # fmt: skip


def _forget_mails(call: Call) -> None:
    """Made-up history owes no mail; the letters' files are made like all others."""
    applied = list(call.applications.values_list("pk", flat=True))
    letters = list(Letter.objects.filter(decision__application__in=applied).values_list("pk", flat=True))
    heard = list(Objection.objects.filter(application__in=applied).values_list("pk", flat=True))
    OutboxRow.objects.filter(
        Q(task__startswith="axportal.calls.tasks.notify_", kwargs__application_id__in=applied)
        | Q(task="axportal.decisions.tasks.notify_decided", kwargs__letter_id__in=letters)
        | Q(task="axportal.decisions.tasks.notify_objection", kwargs__objection_id__in=heard)
    ).delete()


def remove_demonstration(*, at: datetime) -> int:
    """Remove all decisions on made-up calls, letters' files included, and who made-up deciders are."""
    made_up = "SELECT id FROM calls_call WHERE origin = 'demonstration'"
    applied = f"SELECT id FROM calls_application WHERE call_id IN ({made_up})"  # noqa: S608 - our own conditions
    selected = f"SELECT id FROM decisions_selection WHERE call_id IN ({made_up})"  # noqa: S608 - as above
    decided = f"SELECT id FROM decisions_decision WHERE selection_id IN ({selected})"  # noqa: S608 - as above
    letters = f"SELECT id FROM decisions_letter WHERE decision_id IN ({decided})"  # noqa: S608 - as above
    heard = f"SELECT id FROM decisions_objection WHERE application_id IN ({applied})"  # noqa: S608 - as above
    stored = LetterFile.objects.using(OWNER).filter(letter__decision__selection__call__origin="demonstration")
    for name in stored.values_list("name", flat=True):
        transaction.on_commit(partial(default_storage.delete, name), using=OWNER)
    return sum(
        erase(model, where=where)
        for model, where in (
            (ObjectionMember, f"objection_id IN ({heard})"),
            (Objection, f"application_id IN ({applied})"),
            (LetterFile, f"letter_id IN ({letters})"),
            (Letter, f"decision_id IN ({decided})"),
            (Decision, f"selection_id IN ({selected})"),
            (Approval, f"selection_id IN ({selected})"),
            (TieOrder, f"call_id IN ({made_up})"),
            (WhatIf, f"call_id IN ({made_up})"),
            (Selection, f"call_id IN ({made_up})"),
            (Finding, f"application_id IN ({applied})"),
            (GrantedAdjustment, f"application_id IN ({applied})"),
            (Decider, "user_id IN (SELECT id FROM accounts_user WHERE is_demo)"),
        )
    )
