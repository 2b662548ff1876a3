"""Filling empty fields with what the organisation has answered before; nothing typed is ever overwritten."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import permissions, rules
from axportal.calls.models import Application, ApplicationPart
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.steps import Step
from axportal.calls.selectors.earlier_answers import Answer, answers_of
from axportal.core import locks
from axportal.core.errors import NotAllowed
from regions.models import Organisation

_CONTACT = {"contact_name": "name", "contact_email": "email", "contact_phone": "phone"}


def prefill(application: Application, *, actor: User, at: datetime) -> None:
    """Fill a new application of the actor's organisation, its contact with the actor where nothing else is known."""
    organisation = application.organisation
    steps = rules.steps_of(application.call, read_application(application).rules)
    answers = answers_of(organisation, steps, besides=application)
    for key, name in _CONTACT.items():
        if getattr(actor, name):
            answers.setdefault(("call", key), Answer(getattr(actor, name), "account"))
    for step in {place[0] for place in answers}:
        _fill(application, step, organisation, _of_step(answers, step), actor=actor, at=at)


@transaction.atomic
def fill_step(
    *, application: Application, step: Step, organisation: Organisation, actor: User, at: datetime
) -> list[str]:
    """Fill the empty fields of one's own organisation's part of a step; the keys of those that were filled.

    Raises `NotAllowed` for whoever does not belong to the organisation: its answers elsewhere are its own.
    """
    application = locks.share(application)
    runs_the_call = organisation.pk == application.call.organisation_id != application.organisation_id
    if runs_the_call or not permissions.can_write_as(actor, organisation.pk):
        raise NotAllowed(_("우리 기관의 답으로만 채울 수 있습니다."), code="not_of_organisation")
    rules.ensure_may_change(application, at=at)
    answers = answers_of(organisation, [step], besides=application)
    return _fill(application, step.key, organisation, _of_step(answers, step.key), actor=actor, at=at)


def _of_step(answers: dict[tuple[str, str], Answer], step: str) -> dict[str, Answer]:
    return {key: answer for (of_step, key), answer in answers.items() if of_step == step}


def _fill(
    application: Application,
    step: str,
    organisation: Organisation,
    answers: dict[str, Answer],
    *,
    actor: User,
    at: datetime,
) -> list[str]:
    if not answers:
        return []
    part, created = ApplicationPart.objects.get_or_create(application=application, step=step, organisation=organisation)
    part = part if created else locks.update(part)
    empty = [key for key in answers if part.fields.get(key, "") == ""]
    for key in empty:
        part.fields[key] = answers[key].value
        part.marks[key] = _mark(answers[key], actor=actor, at=at)
    if empty:
        part.save(update_fields=["fields", "marks"])
        detail = {"step": step, "fields": sorted(empty)}
        audit.record(actor=actor, action="calls.part.filled", target=part, at=at, detail=detail)
    return empty


def _mark(answer: Answer, *, actor: User, at: datetime) -> dict[str, Any]:
    return {"by": actor.pk, "at": at.isoformat(), "client": "", "source": answer.source, "call": answer.call}
