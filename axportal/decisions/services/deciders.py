"""Saying which person somebody is who approves or hears objections, so that ties are found."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.accounts.scoping import scope_of
from axportal.audit import services as audit
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.decisions import permissions
from axportal.decisions.models import Decider
from axportal.decisions.services.objections import HEARING_ROLES
from axportal.reviews.models import Person, Reviewer
from axportal.reviews.services.people import Named, resolve_people

PERSON_FIELDS = ("organisation", "unit_name", "researcher_no")


@transaction.atomic
def name_decider(*, email: str, values: Mapping[str, Any], actor: User, at: datetime) -> Decider:
    """Note who this is: the person that ties already know by number or name and organisation, or a new one.

    `values`: organisation, unit_name, researcher_no. Raises `InvalidInput` for an address without an account, for
    somebody whose role decides nothing, and for a person who is somebody else already.
    """
    if not permissions.keeps_deciders(actor):
        raise NotAllowed(_("결정하는 사람의 명단은 전문기관이 적습니다."), code="not_keeping_deciders")
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None or not scope_of(user).has(*HEARING_ROLES):
        sentence = _("결정하는 역할을 맡은 사람이 아닙니다.")
        raise InvalidInput(sentence, code="not_deciding", fields={"email": [sentence]})
    person = _person(user, values)
    decider, _created = Decider.objects.update_or_create(
        user=user, defaults={"person": person, "named_by": actor, "named_at": at}
    )
    audit.record(actor=actor, action="decisions.decider.named", target=decider, at=at)
    return decider


def _person(user: User, values: Mapping[str, Any]) -> Person:
    organisation = values.get("organisation")
    number = values.get("researcher_no", "")
    named = Named(user.name, number, organisation.pk if organisation is not None else None)
    person = Person.objects.get(pk=resolve_people([named])[named])
    others = (
        Reviewer.objects.filter(person=person).exclude(user=user),
        Decider.objects.filter(person=person).exclude(user=user),
    )
    if any(rows.exists() for rows in others):
        sentence = _("다른 계정의 사람으로 적혀 있습니다.")
        raise InvalidInput(sentence, code="person_taken", fields={"researcher_no": [sentence]})
    for name in PERSON_FIELDS:
        if values.get(name):
            setattr(person, name, values[name])
    person.save(update_fields=[*PERSON_FIELDS])
    return person
