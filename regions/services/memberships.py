"""Ending a role in an organisation: somebody left, or works at something else."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.core import clock, outbox
from axportal.core.errors import NotAllowed, WrongState
from regions import permissions, rules, tasks
from regions.models import Membership
from regions.querysets import HEAD_ROLES


@transaction.atomic
def end_membership(*, membership: Membership, last_day: date, reason: str, actor: User, at: datetime) -> Membership:
    """Let the role hold to the end of that day; an act that is being committed under it is waited for.

    `reason` is a key of `rules.ENDINGS`. Raises `NotAllowed`, `WrongState` for a role that is over and for the last
    person who speaks for the organisation, whom only who runs the portal may end; `InvalidInput` at the field.
    """
    heads = _heads(membership)
    membership = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
    organisation_id, today = membership.organisation_id, clock.seoul_date(at)
    if organisation_id is None or not permissions.ends_memberships(actor, organisation_id):
        raise NotAllowed(_("기관의 역할은 대표 담당자나 관리자가 끝냅니다."), code="not_head")
    if membership.ends_on is not None and membership.ends_on < today:
        raise WrongState(_("이미 끝난 역할입니다."), code="membership_over")
    rules.ensure_ending(
        reason=reason, last_day=last_day, starts_on=membership.starts_on, ends_on=membership.ends_on, today=today
    )
    if not permissions.is_platform_admin(actor):
        _ensure_another_speaks(membership, heads, last_day)
    membership.ends_on = last_day
    membership.save(update_fields=["ends_on"])
    detail = {"role": membership.role, "last_day": last_day.isoformat(), "reason": reason}
    audit.record(actor=actor, action="regions.membership.ended", target=membership, at=at, detail=detail)
    key = f"regions.notify_ended:{membership.uuid}:{last_day}"
    outbox.enqueue(tasks.notify_ended, key=key, membership_id=membership.pk)
    return membership


def _heads(membership: Membership) -> list[Membership]:
    """Locked, in one order: two who end each other at once must not leave nobody."""
    rows = Membership.objects.filter(organisation=membership.organisation_id, role__in=HEAD_ROLES)
    return list(rows.select_for_update(of=("self",)).order_by("id"))


def _ensure_another_speaks(membership: Membership, heads: list[Membership], last_day: date) -> None:
    others = [one for one in heads if one.pk != membership.pk and (one.ends_on is None or one.ends_on > last_day)]
    if membership.role in HEAD_ROLES and not others:
        sentence = _("기관을 대표하는 사람이 아무도 남지 않습니다. 포털 관리자에게 알려 주세요.")
        raise WrongState(sentence, code="last_head")
