"""Starting an application and choosing who takes part in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import permissions, rules, tasks, workflow
from axportal.calls.models import Application, Call, ConsortiumMember
from axportal.calls.services.prefilling import prefill
from axportal.core import locks, outbox
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from regions.models import Organisation
from regions.services import companies


@transaction.atomic
def start_application(*, call: Call, organisation: Organisation, actor: User, at: datetime) -> Application:
    """The company's application to a call; the one it has already, when there is one.

    The institute that runs the call leads the consortium until the applicant says otherwise. Raises `NotAllowed`
    for people of another company and for made-up people where the call is real: what they write is made up, and a
    real call's receipt numbers have no gaps. Raises `InvalidInput` for a company the rules leave out, `WrongState`
    when not open.
    """
    if not permissions.can_write_for(actor, organisation.pk):
        raise NotAllowed(_("이 기업의 구성원만 신청할 수 있습니다."), code="not_company_member")
    if actor.is_demo and not call.is_demo:
        raise NotAllowed(_("시연 계정은 시연 공고에만 신청할 수 있습니다."), code="demonstration_only")
    call = locks.share(call)
    found = Application.objects.filter(call=call, organisation=organisation).order_by("-id").first()
    if found is not None:
        return found
    rules.ensure_open(call, at=at)
    _ensure_eligible(call, organisation)
    try:
        with transaction.atomic():
            application = Application.objects.create(call=call, organisation=organisation, started_by=actor)
    except IntegrityError:  # a second click came first
        return Application.objects.get(call=call, organisation=organisation)
    _add_first_members(application, call, organisation)
    prefill(application, actor=actor, at=at)
    workflow.APPLICATION.begin(application, actor=actor, at=at)
    audit.record(actor=actor, action="calls.application.started", target=application, at=at)
    return application


def _ensure_eligible(call: Call, organisation: Organisation) -> None:
    content = rules.read_rules(call.rules.latest("number").body)
    if organisation.kind not in content.kinds or (content.sizes and organisation.size_class not in content.sizes):
        raise InvalidInput(_("이 공고의 신청 자격에 맞지 않는 기관입니다."), code="not_eligible")
    zone = organisation.zone.slug if organisation.zone is not None else ""
    if content.zones and zone not in content.zones:
        raise InvalidInput(_("이 공고는 다른 권역의 기업을 받지 않습니다."), code="not_eligible_zone")


def _add_first_members(application: Application, call: Call, organisation: Organisation) -> None:
    roles = ConsortiumMember.Role
    if call.organisation_id != organisation.pk:
        ConsortiumMember.objects.create(application=application, organisation=call.organisation, role=roles.LEAD)
    ConsortiumMember.objects.create(
        application=application, organisation=organisation, role=roles.JOINT, gives_data=True
    )


def ensure_writer(application: Application, *, actor: User, organisation_id: int) -> None:
    """The actor writes this organisation's part: the applicant's people every part. Raises `NotAllowed`."""
    if not permissions.can_write_part(actor, application, organisation_id):
        raise NotAllowed(_("이 부분을 쓸 권한이 없습니다."), code="not_writer")


def ensure_editable(application: Application, *, actor: User, organisation_id: int, at: datetime) -> None:
    """The actor may write this organisation's part now.

    A draft can be written on even after the deadline, so that nothing typed is lost; what was handed in cannot.
    Raises `NotAllowed` or `WrongState`.
    """
    ensure_writer(application, actor=actor, organisation_id=organisation_id)
    rules.ensure_may_change(application, at=at)


@transaction.atomic
def add_member(
    *,
    application: Application,
    organisation: Organisation,
    role: str,
    gives_data: bool,
    email: str,
    actor: User,
    at: datetime,
) -> ConsortiumMember:
    """Let another organisation take part, and invite its person by mail. A second click adds nothing."""
    application = _locked_for_applicant(application, actor=actor, at=at)
    there = application.members.filter(organisation=organisation).first()
    if there is not None:
        if there.role == role and there.email == email:
            return there
        sentence = _("이미 참여하는 기관입니다.")
        raise InvalidInput(sentence, code="member_already", fields={"biz_reg_no": [sentence]})
    _ensure_one_lead(application, role)
    member = ConsortiumMember.objects.create(
        application=application, organisation=organisation, role=role, gives_data=gives_data, email=email
    )
    audit.record(actor=actor, action="calls.member.added", target=application, at=at, detail={"role": role})
    if email:
        outbox.enqueue(tasks.notify_invited, key=f"calls.notify_invited:{member.uuid}", member_id=member.pk)
    return member


@transaction.atomic
def invite_partner(
    *, application: Application, values: Mapping[str, Any], actor: User, at: datetime
) -> ConsortiumMember:
    """Add an organisation by its business number, one nobody has registered yet included.

    `values`: name, kind, biz_reg_no, role, gives_data, email.
    """
    _locked_for_applicant(application, actor=actor, at=at)
    organisation = companies.name_organisation(
        name=values["name"], kind=values["kind"], biz_reg_no=values["biz_reg_no"], actor=actor, at=at
    )
    return add_member(
        application=application,
        organisation=organisation,
        role=values["role"],
        gives_data=values["gives_data"],
        email=values["email"],
        actor=actor,
        at=at,
    )


@transaction.atomic
def change_member(
    *, member: ConsortiumMember, role: str, gives_data: bool, actor: User, at: datetime
) -> ConsortiumMember:
    """Give a member another role, or say whether it brings data."""
    application = _locked_for_applicant(member.application, actor=actor, at=at)
    if role != member.role:
        _ensure_one_lead(application, role)
    ConsortiumMember.objects.filter(pk=member.pk).update(role=role, gives_data=gives_data)
    audit.record(actor=actor, action="calls.member.changed", target=application, at=at, detail={"role": role})
    member.refresh_from_db()
    return member


@transaction.atomic
def remove_member(*, member: ConsortiumMember, actor: User, at: datetime) -> None:
    """Take a partner out. The applicant itself stays; what the partner wrote is kept, but no longer counts."""
    application = _locked_for_applicant(member.application, actor=actor, at=at)
    if member.organisation_id == application.organisation_id:
        raise WrongState(_("신청 기관은 뺄 수 없습니다."), code="applicant_stays")
    application.files.filter(organisation_id=member.organisation_id, removed_at=None).update(removed_at=at)
    member.delete()
    audit.record(actor=actor, action="calls.member.removed", target=application, at=at)


def _locked_for_applicant(application: Application, *, actor: User, at: datetime) -> Application:
    application = locks.update(application)
    if not permissions.can_write(actor, application):
        raise NotAllowed(_("신청 기관의 사람만 참여기관을 바꿀 수 있습니다."), code="not_applicant")
    ensure_editable(application, actor=actor, organisation_id=application.organisation_id, at=at)
    return application


def _ensure_one_lead(application: Application, role: str) -> None:
    lead = ConsortiumMember.Role.LEAD
    if role == lead and application.members.filter(role=lead).exists():
        sentence = _("주관연구개발기관은 하나입니다. 먼저 지금 주관의 역할을 바꿔 주세요.")
        raise InvalidInput(sentence, code="one_lead", fields={"role": [sentence]})
