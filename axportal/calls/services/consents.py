"""Partners sign what the consortium stands for, and may take it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import tasks
from axportal.calls.connectors import signing
from axportal.calls.models import Application, ConsortiumMember, PartnerConsent
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.consents import TEXT_VERSION, consent_content, is_asked, takes_consents
from axportal.calls.rules.fingerprints import fingerprint
from axportal.core import locks, outbox
from axportal.core.errors import StaleVersion, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from regions.models import Organisation
from regions.services import authority

_KINDS = PartnerConsent.Kind


@transaction.atomic
def give_consent(
    *, application: Application, organisation: Organisation, sha256: str, actor: User, at: datetime
) -> PartnerConsent:
    """Sign the content whose hash was read. A second click finds the first consent.

    Raises `StaleVersion` when the content has changed since it was read, `NotAllowed` for all but those who may sign
    for the partner, `WrongState` for whoever is not asked or once the application is decided.
    """
    application = locks.update(application)  # nobody writes a part meanwhile
    authority.hold(actor=actor, organisation_id=organisation.pk, act="sign")
    member = _partner(application, organisation)
    if not takes_consents(application):
        raise WrongState(_("결과가 정해진 신청서입니다."), code="application_decided")
    content = consent_content(read_application(application), member)
    digest = fingerprint(content)
    if digest != sha256:
        raise StaleVersion(_("읽으시는 사이 내용이 바뀌었습니다. 다시 읽고 동의해 주세요."), code="consent_outdated")
    newest = _newest(application, organisation)
    if newest is not None and (newest.kind, newest.sha256) == (_KINDS.GIVEN, digest):
        return newest
    consent = PartnerConsent.objects.create(
        application=application,
        organisation=organisation,
        kind=_KINDS.GIVEN,
        text_version=TEXT_VERSION,
        content=content,
        sha256=digest,
        signature=signing.sign(signer=actor, sha256=digest, at=at),
        signed_by=actor,
        signed_at=at,
    )
    audit.record(actor=actor, action="calls.consent.given", target=consent, at=at, detail={"sha256": digest})
    return consent


@transaction.atomic
def withdraw_consent(
    *, application: Application, organisation: Organisation, actor: User, at: datetime, reason: str = ""
) -> PartnerConsent:
    """Take a consent back, also after the application was handed in: recorded and told, and nothing else is lost.

    A second click finds it taken back. Raises `NotAllowed` as above and `WrongState` where none was given.
    """
    refuse_personal_numbers({"reason": reason})
    application = locks.update(application)
    authority.hold(actor=actor, organisation_id=organisation.pk, act="sign")
    newest = _newest(application, organisation)
    if newest is None:
        raise WrongState(_("거둘 동의가 없습니다."), code="no_consent")
    if newest.kind == _KINDS.WITHDRAWN:
        return newest
    consent = PartnerConsent.objects.create(
        application=application,
        organisation=organisation,
        kind=_KINDS.WITHDRAWN,
        text_version=newest.text_version,
        content={},
        sha256=newest.sha256,
        signature=signing.sign(signer=actor, sha256=newest.sha256, at=at),
        reason=reason,
        signed_by=actor,
        signed_at=at,
    )
    audit.record(actor=actor, action="calls.consent.withdrawn", target=consent, at=at)
    key = f"calls.notify_consent_withdrawn:{consent.uuid}"
    outbox.enqueue(tasks.notify_consent_withdrawn, key=key, consent_id=consent.pk)
    return consent


def _partner(application: Application, organisation: Organisation) -> ConsortiumMember:
    member = application.members.select_related("organisation").filter(organisation=organisation).first()
    if member is None or not is_asked(application, member):
        raise WrongState(_("동의를 받는 참여기관이 아닙니다."), code="not_asked")
    return member


def _newest(application: Application, organisation: Organisation) -> PartnerConsent | None:
    return application.consents.filter(organisation=organisation).order_by("-id").first()
