"""Posting a challenge, answering it, and settling who works on it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.challenges import permissions, tasks, workflow
from axportal.challenges.models import Challenge, ConfidentialPart, Interest
from axportal.core import locks, outbox
from axportal.core.errors import InvalidInput, NotAllowed, StaleVersion, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from regions.models import Organisation


@transaction.atomic
def write_challenge(
    *, values: Mapping[str, Any], confidential: str, readers: Iterable[Organisation], actor: User, at: datetime
) -> Challenge:
    """A draft of one's own organisation. What a made-up person posts is made up. Raises `NotAllowed`."""
    challenge = Challenge(**values)
    if not permissions.can_post_for(actor, challenge.organisation):
        raise NotAllowed(_("이 기관의 이름으로 올릴 권한이 없습니다."), code="not_poster")
    refuse_personal_numbers({**values, "confidential": confidential})
    if actor.is_demo:
        challenge.origin = Challenge.Origin.DEMONSTRATION
    challenge.save(force_insert=True)
    challenge.readers.set(readers)
    ConfidentialPart.objects.create(challenge=challenge, text=confidential)
    workflow.CHALLENGE.begin(challenge, actor=actor, at=at)
    audit.record(actor=actor, action="challenges.challenge.written", target=challenge, at=at)
    return challenge


@transaction.atomic
def edit_challenge(
    *,
    challenge: Challenge,
    values: Mapping[str, Any],
    actor: User,
    at: datetime,
    base_version: int | None = None,
    confidential: str | None = None,
    readers: Iterable[Organisation] | None = None,
    base_confidential: int | None = None,
) -> Challenge:
    """Change both parts and who reads the confidential one, each on top of the version it was read in.

    What is None stays. The version of the public part does not move with the confidential one: others would see it.
    That of the confidential part moves with who reads it, so that of two who name readers the second is told.
    Raises `StaleVersion`, `WrongState` or `NotAllowed`.
    """
    challenge = locks.update(challenge)
    part = ConfidentialPart.objects.get(challenge=challenge)
    _ensure_keeps(actor, challenge)
    if challenge.status in {Challenge.Status.CLOSED, Challenge.Status.WITHDRAWN}:
        raise WrongState(_("끝난 과제는 고칠 수 없습니다."), code="challenge_is_over")
    for base, version in ((base_version, challenge.version), (base_confidential, part.version)):
        if base is not None and base != version:
            raise StaleVersion(_("고치는 사이 다른 사람이 바꿨습니다. 지금 값을 보고 다시 저장해 주세요."))
    if not permissions.can_post_for(actor, values.get("organisation", challenge.organisation)):
        raise NotAllowed(_("이 기관의 이름으로 올릴 권한이 없습니다."), code="not_poster")
    refuse_personal_numbers({**values, "confidential": confidential})
    if values:
        Challenge.objects.filter(pk=challenge.pk).update(**values)
    _change_confidential(part, text=confidential, readers=readers)
    audit.record(actor=actor, action="challenges.challenge.edited", target=challenge, at=at)
    challenge.refresh_from_db()
    return challenge


@transaction.atomic
def advance_challenge(*, challenge: Challenge, name: str, actor: User, at: datetime) -> Challenge:
    """Post, close or withdraw it; matching happens by accepting an answer."""
    challenge = locks.update(challenge)
    workflow.CHALLENGE.advance(challenge, name, actor=actor, at=at)
    audit.record(actor=actor, action="challenges.challenge.advanced", target=challenge, at=at, detail={"step": name})
    return challenge


@transaction.atomic
def offer_interest(
    *, challenge: Challenge, organisation: Organisation, values: Mapping[str, str], actor: User, at: datetime
) -> Interest:
    """Answer for a laboratory of one's institute. Raises `WrongState` once nobody is looked for any more."""
    challenge = locks.share(challenge)
    if not permissions.can_answer_for(actor, organisation):
        raise NotAllowed(_("이 기관의 이름으로 답할 권한이 없습니다."), code="not_answerer")
    if actor.is_demo and not challenge.is_demo:
        raise NotAllowed(_("시연 계정은 시연 난제에만 답할 수 있습니다."), code="demonstration_only")
    if challenge.status != Challenge.Status.OPEN:
        raise WrongState(_("지금은 연구실을 찾고 있지 않습니다."), code="challenge_not_open")
    refuse_personal_numbers(values)
    live = Interest.objects.filter(challenge=challenge, organisation=organisation, laboratory=values["laboratory"])
    if live.exclude(status=Interest.Status.WITHDRAWN).exists():
        sentence = _("이 연구실은 이미 관심을 전했습니다.")
        raise InvalidInput(sentence, code="already_offered", fields={"laboratory": [sentence]})
    interest = Interest.objects.create(challenge=challenge, organisation=organisation, offered_by=actor, **values)
    workflow.INTEREST.begin(interest, actor=actor, at=at)
    audit.record(actor=actor, action="challenges.interest.offered", target=interest, at=at)
    outbox.enqueue(tasks.notify_offered, key=f"challenges.notify_offered:{interest.uuid}", interest_id=interest.pk)
    return interest


@transaction.atomic
def settle_interest(*, interest: Interest, name: str, actor: User, at: datetime, reason: str = "") -> Interest:
    """Accept, decline or take back an answer. The first one accepted makes the challenge matched."""
    challenge = locks.update(interest.challenge)
    interest = locks.update(interest)
    workflow.INTEREST.advance(interest, name, actor=actor, at=at, reason=reason)
    if name == "accept" and challenge.status == Challenge.Status.OPEN:
        workflow.CHALLENGE.advance(challenge, "match", actor=actor, at=at)
    audit.record(actor=actor, action="challenges.interest.settled", target=interest, at=at, detail={"step": name})
    return interest


def _ensure_keeps(actor: User, challenge: Challenge) -> None:
    if not permissions.can_keep(actor, challenge):
        raise NotAllowed(_("이 과제를 올린 기관의 구성원이 아닙니다."), code="not_poster")


def _change_confidential(part: ConfidentialPart, *, text: str | None, readers: Iterable[Organisation] | None) -> None:
    changed: dict[str, Any] = {} if text is None else {"text": text}
    named = None if readers is None else {reader.pk for reader in readers}
    if named is not None and named != set(part.challenge.readers.values_list("pk", flat=True)):
        part.challenge.readers.set(named)
        changed["namings"] = F("namings") + 1
    if changed:
        ConfidentialPart.objects.filter(pk=part.pk).update(**changed)
