"""Keeping the pool of reviewers."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.core import locks
from axportal.core.errors import InvalidInput, NotAllowed, StaleVersion
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.reviews import permissions
from axportal.reviews.models import Person, Reviewer, Tie
from axportal.reviews.services.people import Named, resolve_people
from axportal.reviews.services.rechecks import recheck_all
from regions.models import Industry, Membership

#: What is kept of the person, and what of their work as a reviewer.
PERSON_FIELDS = ("organisation", "unit", "unit_name", "researcher_no")
REVIEWER_FIELDS = ("industry_codes", "keywords", "available_from", "available_until", "most_at_once", "is_active")


@transaction.atomic
def add_reviewer(*, email: str, values: Mapping[str, Any], actor: User, at: datetime) -> Reviewer:
    """Take somebody with an account into the pool; they get the reviewer's role.

    Raises `InvalidInput` for an address nobody signs in with and for somebody who is in the pool already.
    """
    _ensure_keeps(actor)
    _ensure_sound(values)
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise InvalidInput(_("고칠 곳이 있습니다."), fields={"email": [_("이 이메일로 가입한 사람이 없습니다.")]})
    if Reviewer.objects.filter(user=user).exists():
        raise InvalidInput(_("고칠 곳이 있습니다."), fields={"email": [_("이미 평가위원 명단에 있는 사람입니다.")]})
    person = _person(user, values)
    reviewer = Reviewer.objects.create(
        user=user, person=person, **{name: values[name] for name in REVIEWER_FIELDS if name in values}
    )
    Membership.objects.get_or_create(user=user, role="reviewer", organisation=None, zone=None, ends_on=None)
    audit.record(actor=actor, action="reviews.reviewer.added", target=reviewer, at=at)
    return reviewer


def _person(user: User, values: Mapping[str, Any]) -> Person:
    """The person that ties already know by this number or name, or a new one; what the keeper says of them counts."""
    organisation = values.get("organisation")
    number = values.get("researcher_no", "")
    named = Named(user.name, number, organisation.pk if organisation is not None else None)
    person = Person.objects.get(pk=resolve_people([named])[named])
    if Reviewer.objects.filter(person=person).exists():
        raise InvalidInput(_("고칠 곳이 있습니다."), fields={"researcher_no": [_("같은 사람이 이미 명단에 있습니다.")]})
    person.name = user.name
    _keep_person(person, values)
    return person


def _keep_person(person: Person, values: Mapping[str, Any]) -> None:
    for name in PERSON_FIELDS:
        if name in values:
            setattr(person, name, values[name])
    taken = person.researcher_no and (
        Person.objects.filter(researcher_no=person.researcher_no).exclude(pk=person.pk).exists()
    )
    if taken:
        raise InvalidInput(_("고칠 곳이 있습니다."), fields={"researcher_no": [_("다른 사람의 번호로 적혀 있습니다.")]})
    person.save(update_fields=["name", *PERSON_FIELDS])


@transaction.atomic
def change_reviewer(
    *, reviewer: Reviewer, values: Mapping[str, Any], base_version: int, actor: User, at: datetime
) -> Reviewer:
    """Change an entry; a new employer may end seats in reviews under way.

    Raises `StaleVersion` when somebody changed it since it was read.
    """
    _ensure_keeps(actor)
    reviewer = locks.update(reviewer)
    dates = {name: getattr(reviewer, name) for name in ("available_from", "available_until")}
    _ensure_sound({**dates, **values})
    if reviewer.version != base_version:
        raise StaleVersion(_("읽은 뒤에 다른 사람이 바꿨습니다. 다시 열어 지금 값을 보고 고쳐 주세요."))
    for name in REVIEWER_FIELDS:
        if name in values:
            setattr(reviewer, name, values[name])
    reviewer.save(update_fields=[*REVIEWER_FIELDS])
    _keep_person(reviewer.person, values)
    reviewer.refresh_from_db()
    audit.record(actor=actor, action="reviews.reviewer.changed", target=reviewer, at=at)
    recheck_all(reviewers=[reviewer], actor=actor, at=at)
    return reviewer


def log_read(reviewer: Reviewer, *, reader: User, what: str, address: str, at: datetime) -> None:
    """Looks of others at an entry of the pool are kept."""
    if reviewer.user_id != reader.pk:
        audit.record_access(actor=reader, subject=reviewer, what=what, address=address, at=at)


def log_ties_read(*, reader: User, ties: Iterable[Tie], address: str, at: datetime) -> None:
    """Looks at people's ties are kept, one for each person whose tie was shown."""
    people = {tie.person_id: tie.person for tie in ties if tie.person is not None}
    for person in people.values():
        audit.record_access(actor=reader, subject=person, what="reviews.ties.read", address=address, at=at)


def _ensure_keeps(actor: User) -> None:
    if not permissions.can_keep_pool(actor):
        raise NotAllowed(_("평가위원 명단을 고칠 권한이 없습니다."))


def _ensure_sound(values: Mapping[str, Any]) -> None:
    refuse_personal_numbers(
        {"unit_name": values.get("unit_name", ""), "researcher_no": values.get("researcher_no", "")}
    )
    codes = set(values.get("industry_codes", ()))
    unknown = codes - set(Industry.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown:
        raise InvalidInput(_("고칠 곳이 있습니다."), fields={"industry_codes": [_("목록에 있는 값을 골라 주세요.")]})
    first, last = values.get("available_from"), values.get("available_until")
    if first and last and last < first:
        raise InvalidInput(
            _("고칠 곳이 있습니다."), fields={"available_until": [_("첫날보다 뒤의 날짜를 적어 주세요.")]}
        )
