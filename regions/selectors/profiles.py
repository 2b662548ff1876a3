"""An organisation's profile with where its checks stand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, TextChoices
from django.utils.translation import gettext_lazy as _

from axportal.core import clock
from regions.models import Membership, Organisation, OrganisationCheck
from regions.querysets import HEAD_ROLES


class Standing(TextChoices):
    """Where a check stands."""

    UNCHECKED = "unchecked", _("확인 전")
    VERIFIED = "verified", _("확인됨")
    REFUSED = "refused", _("확인하지 못함")
    OUTDATED = "outdated", _("확인 뒤 등록 사항이 바뀜")


@dataclass(frozen=True)
class Checked:
    """A standing with the check it rests on."""

    standing: Standing
    newest: OrganisationCheck | None = None


@dataclass(frozen=True)
class Representative:
    """Somebody who speaks for the organisation, and whether an official has checked that."""

    membership: Membership
    checked: Checked


def facts_of(organisation: Organisation) -> dict[str, str]:
    """What is compared with the register's document."""
    return {
        "biz_reg_no": organisation.biz_reg_no,
        "name_ko": organisation.name_ko,
        "representative": organisation.representative,
    }


def register_check(organisation: Organisation) -> Checked:
    """Where the check of the register stands: what has changed since asks for another one. One query."""
    return register_checks([organisation])[organisation.pk]


def register_checks(organisations: Collection[Organisation]) -> dict[int, Checked]:
    """The same for several, by their keys; one query."""
    checks = OrganisationCheck.objects.filter(
        organisation__in=organisations, subject=OrganisationCheck.Subject.REGISTER
    )
    newest = {check.organisation_id: check for check in checks.select_related("checked_by").order_by("id")}
    return {one.pk: _of_register(one, newest.get(one.pk)) for one in organisations}


def _of_register(organisation: Organisation, newest: OrganisationCheck | None) -> Checked:
    if newest is not None and newest.facts != facts_of(organisation):
        return Checked(Standing.OUTDATED, newest)
    return _checked(newest)


def representatives_of(organisation: Organisation, *, at: datetime) -> list[Representative]:
    """Who speaks for it on that day, each with the newest check; two queries."""
    held = Membership.objects.in_force(clock.seoul_date(at)).filter(organisation=organisation, role__in=HEAD_ROLES)
    memberships = list(held.select_related("user").order_by("id"))
    checks = OrganisationCheck.objects.filter(membership__in=memberships).select_related("checked_by").order_by("id")
    newest = {check.membership_id: check for check in checks}
    return [Representative(membership, _checked(newest.get(membership.pk))) for membership in memberships]


MOST_WAITING = 100


def waiting_for_a_check(*, at: datetime) -> list[Organisation]:
    """Represented companies whose register nobody has compared yet, the longest waiting first."""
    held = Membership.objects.in_force(clock.seoul_date(at)).filter(
        organisation=OuterRef("pk"), role="company_representative"
    )
    checked = OrganisationCheck.objects.filter(organisation=OuterRef("pk"), subject=OrganisationCheck.Subject.REGISTER)
    companies = Organisation.objects.filter(Exists(held), ~Exists(checked), kind=Organisation.Kind.COMPANY)
    return list(companies.order_by("id")[:MOST_WAITING])


def former_offices(user_id: int, *, at: datetime) -> list[Membership]:
    """The offices this person held once and holds no longer, the newest first; one query."""
    day = clock.seoul_date(at)
    over = Membership.objects.filter(user_id=user_id, role__in=HEAD_ROLES, ends_on__lt=day, organisation__isnull=False)
    held = Membership.objects.in_force(day).filter(user_id=user_id, role__in=HEAD_ROLES)
    still = held.values("organisation")
    return list(over.exclude(organisation__in=still).select_related("organisation").order_by("-ends_on"))


def _checked(newest: OrganisationCheck | None) -> Checked:
    if newest is None:
        return Checked(Standing.UNCHECKED)
    verified = newest.verdict == OrganisationCheck.Verdict.VERIFIED
    return Checked(Standing.VERIFIED if verified else Standing.REFUSED, newest)
