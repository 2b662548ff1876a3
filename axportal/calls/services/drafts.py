"""Writing a call: its fields, what comes after the deadline, questions and answers, and starting from a former one."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import Call, CallQuestion, CallStage
from axportal.calls.rules.acts import ensure_can_follow
from axportal.calls.selectors import rules_in_force
from axportal.calls.services.calls import create_call, ensure_fresh, ensure_manages, ensure_number_is_free
from axportal.core import locks
from axportal.core.errors import WrongState
from axportal.core.personal_numbers import refuse_personal_numbers

#: What a call says of itself that may still be put better once it is announced.
WORDS = ("title_en", "summary_ko", "summary_en", "contact_ko", "contact_en", "briefing_at",
         "briefing_ko", "briefing_en", "challenges_chosen_at")  # fmt: skip
_COPIED = ("title_ko", "title_en", "summary_ko", "summary_en", "contact_ko", "contact_en", "programme", "budget_won",
           "years_max")  # fmt: skip
_STAGE = ("name_ko", "name_en", "period_ko", "period_en", "note_ko", "note_en", "basis_ko", "basis_en")
_QUESTION = ("question_ko", "question_en", "answer_ko", "answer_en")


@transaction.atomic
def edit_call(
    *, call: Call, changes: Mapping[str, Any], actor: User, at: datetime, base_version: int | None = None
) -> Call:
    """Change a call's own fields on top of the version they were read in.

    Of an announced call only what decides nothing may change (words, the briefing, the challenges that led to it);
    dates move and rules are corrected by acts of their own. Raises `WrongState`, `StaleVersion`, `InvalidInput` or
    `NotAllowed`.
    """
    call = locks.update(call)
    ensure_manages(actor, call)
    ensure_fresh(call, base_version)
    changed = {name: value for name, value in changes.items() if name != "challenges" and getattr(call, name) != value}
    if "challenges" in changes and set(changes["challenges"]) != set(call.challenges.all()):
        changed["challenges_chosen_at"] = at
    _ensure_may_change(call, changed)
    if "challenges_chosen_at" in changed:
        call.challenges.set(changes["challenges"])
    refuse_personal_numbers(changed)
    if "number" in changed:
        ensure_number_is_free(changed["number"], but=call)
    if "organisation" in changed:
        ensure_manages(actor, Call(organisation=changed["organisation"]))
    if changed:
        Call.objects.filter(pk=call.pk).update(**changed)
        audit.record(actor=actor, action="calls.call.edited", target=call, at=at, detail={"fields": sorted(changed)})
        call.refresh_from_db()
    return call


def _ensure_may_change(call: Call, changed: Mapping[str, Any]) -> None:
    fixed = set() if call.status == Call.Status.DRAFT else set(changed) - set(WORDS)
    if call.status in {Call.Status.CANCELLED, Call.Status.ARCHIVED}:
        fixed = set(changed)
    if fixed:
        fields = {field.name: field.verbose_name for field in Call._meta.fields}
        names = ", ".join(str(fields[name]) for name in sorted(fixed))
        raise WrongState(
            _("공고한 뒤에는 바꿀 수 없습니다: %(names)s") % {"names": names},
            code="announced",
            detail={"fields": sorted(fixed)},
        )


@transaction.atomic
def replace_stages(*, call: Call, rows: Sequence[Mapping[str, Any]], actor: User, at: datetime) -> list[CallStage]:
    """Say anew what comes after the deadline, in this order."""
    call = _locked(call, actor)
    refuse_personal_numbers(_texts(rows))
    call.stages.all().delete()
    stages = CallStage.objects.bulk_create(
        CallStage(call=call, position=position, **row) for position, row in enumerate(rows, start=1)
    )
    audit.record(actor=actor, action="calls.stages.replaced", target=call, at=at, detail={"rows": len(stages)})
    return stages


@transaction.atomic
def replace_questions(
    *, call: Call, rows: Sequence[Mapping[str, Any]], actor: User, at: datetime
) -> list[CallQuestion]:
    """Publish these questions with their answers to all alike, in this order."""
    call = _locked(call, actor)
    refuse_personal_numbers(_texts(rows))
    call.questions.all().delete()
    questions = CallQuestion.objects.bulk_create(
        CallQuestion(call=call, position=position, **row) for position, row in enumerate(rows)
    )
    audit.record(actor=actor, action="calls.questions.replaced", target=call, at=at, detail={"rows": len(questions)})
    return questions


def _locked(call: Call, actor: User) -> Call:
    call = locks.update(call)
    ensure_manages(actor, call)
    if call.status in {Call.Status.CANCELLED, Call.Status.ARCHIVED}:
        raise WrongState(_("끝난 공고는 고칠 수 없습니다."), code="call_is_over")
    return call


def _texts(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {f"{number}.{name}": value for number, row in enumerate(rows) for name, value in row.items()}


@transaction.atomic
def copy_call(*, source: Call, values: Mapping[str, Any], actor: User, at: datetime, following: str = "") -> Call:
    """A new draft with the words, the rules in force, the dates after the deadline and the answers of `source`.

    `values` are its own number, institute and opening, and whatever else differs; `following` says whether it goes on
    from `source` as its next round or its second announcement. Raises `WrongState` when it cannot.
    """
    source = locks.share(source)
    chain = _chain(source, actor, at, following)
    copied = {name: getattr(source, name) for name in _COPIED}
    call = create_call(
        values={"zone": source.zone, **copied, **values, **chain},
        body=rules_in_force(source).version.body,
        actor=actor,
        at=at,
    )
    _copy_stages(source, call)
    CallQuestion.objects.bulk_create(
        CallQuestion(call=call, position=one.position, **{name: getattr(one, name) for name in _QUESTION})
        for one in source.questions.all()
    )
    return call


def _chain(source: Call, actor: User, at: datetime, following: str) -> dict[str, Any]:
    if not following:
        return {}
    ensure_manages(actor, source)
    ensure_can_follow(source, following, at=at)
    is_round = following == Call.Following.ROUND
    return {
        "origin": source.origin,
        "follows": source,
        "following": following,
        "round_number": source.round_number + 1 if is_round else source.round_number,
    }


def _copy_stages(source: Call, call: Call) -> None:
    """Dates keep their distance from the opening."""
    later = timedelta(days=(call.opens_at - source.opens_at).days)
    CallStage.objects.bulk_create(
        CallStage(
            call=call,
            position=one.position,
            starts_on=one.starts_on + later if one.starts_on else None,
            ends_on=one.ends_on + later if one.ends_on else None,
            **{name: getattr(one, name) for name in _STAGE},
        )
        for one in source.stages.all()
    )
