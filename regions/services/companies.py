"""Companies register themselves; partners may be named before they do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.core import clock, locks
from axportal.core.errors import InvalidInput
from axportal.core.personal_numbers import refuse_personal_numbers
from regions.models import FactModel, Membership, Organisation

REPRESENTATIVE = "company_representative"
Origin = FactModel.Origin


@transaction.atomic
def register_company(*, values: Mapping[str, Any], actor: User, at: datetime) -> Organisation:
    """Register a company and make the actor its representative. A second click finds the first.

    A company that a partner has named, and nobody represents yet, becomes the actor's. Raises `InvalidInput` with
    code `company_registered` and whom to ask when somebody else represents it.
    """
    refuse_personal_numbers(values)
    number = values["biz_reg_no"]
    company = _find(number)
    if company is None:
        company, created = _create(actor, kind=Organisation.Kind.COMPANY, **values)
    else:
        created = False
    company = locks.update(company)
    representatives = _representatives(company, at)
    if actor in representatives:
        return company
    if representatives:
        raise _registered_already(company, representatives[0])
    if not created:
        _complete(company, values, actor=actor)
    membership = Membership.objects.create(
        user=actor, role=REPRESENTATIVE, organisation=company, starts_on=clock.seoul_date(at)
    )
    audit.record(actor=actor, action="regions.company.registered", target=company, at=at)
    audit.record(
        actor=actor, action="regions.membership.granted", target=membership, at=at, detail={"by": "registration"}
    )
    return company


@transaction.atomic
def name_organisation(*, name: str, kind: str, biz_reg_no: str, actor: User, at: datetime) -> Organisation:
    """The organisation of that business number; made without people when it is not known yet."""
    refuse_personal_numbers({"name": name})
    found = _find(biz_reg_no)
    if found is not None:
        return found
    organisation, created = _create(actor, kind=kind, name_ko=name, biz_reg_no=biz_reg_no)
    if created:
        audit.record(actor=actor, action="regions.organisation.named", target=organisation, at=at)
    return organisation


def _find(number: str) -> Organisation | None:
    return Organisation.objects.filter(biz_reg_no=number).first()


def _create(actor: User, **values: Any) -> tuple[Organisation, bool]:
    """A new organisation, or the one of the same number that somebody made just now.

    What a made-up person names is made up, and leaves with them.
    """
    province = values.get("province")
    values["zone_id"] = province.zone_id if province else None
    values["origin"] = Origin.DEMONSTRATION if actor.is_demo else Origin.ENTERED
    try:
        with transaction.atomic():
            return Organisation.objects.create(**values), True
    except IntegrityError:
        return Organisation.objects.get(biz_reg_no=values["biz_reg_no"]), False


def _complete(company: Organisation, values: Mapping[str, Any], *, actor: User) -> None:
    """Its own representative knows better than the partner who named it, and a real one makes it real."""
    if company.origin == Origin.DEMONSTRATION and not actor.is_demo:
        company.origin = Origin.ENTERED
    for name in ("name_ko", "name_en", "representative", "province", "size_class"):
        setattr(company, name, values.get(name) or getattr(company, name))
    company.kind = Organisation.Kind.COMPANY
    company.zone_id = company.province.zone_id if company.province else None
    company.save()


def _representatives(company: Organisation, at: datetime) -> list[User]:
    members = Membership.objects.in_force(clock.seoul_date(at)).filter(organisation=company, role=REPRESENTATIVE)
    return [membership.user for membership in members.select_related("user").order_by("id")]


def _registered_already(company: Organisation, representative: User) -> InvalidInput:
    """Say whom to ask without giving the address away: its first letter and its host."""
    local, _at, host = representative.email.partition("@")
    sentence = _(
        "이미 등록된 기업입니다(%(name)s). 대표 담당자(%(who)s)에게 구성원으로 더해 달라고 하세요. "
        "연락이 닿지 않으면 포털 문의로 알려 주세요."
    ) % {"name": company.name, "who": f"{local[:1]}***@{host}"}
    return InvalidInput(sentence, code="company_registered", fields={"biz_reg_no": [sentence]})
