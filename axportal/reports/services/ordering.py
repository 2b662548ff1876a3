"""Ordering a report and stopping it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from axportal.audit import services as audit
from axportal.core import changes, clock, locks, outbox
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.indicators.selectors import TASKS
from axportal.indicators.selectors import kept_on as figures_kept_on
from axportal.reports import tasks
from axportal.reports.models import ReportFile, ReportRun
from axportal.reports.permissions import can_order, report_organisation
from axportal.reports.selectors.material import VERSION
from axportal.reports.workflow import REPORT_RUN
from regions.models import Organisation, Zone


@transaction.atomic
def order_run(
    *, actor: Any, zone: Zone | None, as_of: date | None, formats: Sequence[str], language: str, at: datetime
) -> tuple[ReportRun, bool]:
    """Order a zone status report as of a kept day, or (`as_of` None) of now.

    An identical order on unchanged data gives the run that exists and False. Raises `NotAllowed` and `InvalidInput`.
    """
    if not can_order(actor):
        raise NotAllowed(_("보고서는 부처·기관 담당자가 만듭니다."))
    wanted = _formats(formats)
    organisation_id = report_organisation(actor)
    day = as_of or clock.seoul_date(at)
    scope = ["zone_status", zone.slug if zone else "all", day.isoformat(), str(organisation_id or "national")]
    series = ":".join(scope)
    _one_at_a_time(series)
    key = _key([*scope, ",".join(wanted), language, str(VERSION), _data_version(as_of)])
    standing = ReportRun.objects.standing().filter(key=key).first()
    if standing is not None:
        return standing, False
    run = ReportRun.objects.create(
        zone=zone,
        as_of=day,
        is_kept_day=as_of is not None,
        formats=wanted,
        language=language,
        key=key,
        series=series,
        revision=(ReportRun.objects.filter(series=series).aggregate(last=Max("revision"))["last"] or 0) + 1,
        requested_by=actor,
        organisation_id=organisation_id,
        requested_at=at,
    )
    REPORT_RUN.begin(run, actor=actor, at=at)
    audit.record(actor=actor, action="reports.run.ordered", target=run, detail={"series": series}, at=at)
    outbox.enqueue(tasks.make_report, key=f"reports.make_report:{run.uuid}", run_id=run.pk)
    return run, True


def _formats(formats: Sequence[str]) -> list[str]:
    known = [choice for choice in ReportFile.Format.values if choice in formats]
    if not known:
        message = _("형식을 하나 이상 골라 주세요.")
        raise InvalidInput(message, fields={"formats": [message]})
    return known


def _one_at_a_time(series: str) -> None:
    """Two orders of the same report wait for each other, so that the second finds the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"reports:{series}"])


def _data_version(as_of: date | None) -> str:
    """What changes when the report would: the kept day's snapshot, or the marks of all models it reads."""
    if as_of is None:
        return str(changes.mark([*(task.model for task in TASKS), Zone, Organisation]))
    kept = figures_kept_on(as_of)
    if kept is None:
        message = _("그날에는 보관한 값이 없습니다. 현황판에서 보관한 날을 확인해 주세요.")
        raise InvalidInput(message, fields={"as_of": [message]})
    return kept.taken_at.isoformat()


def _key(parts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@transaction.atomic
def cancel_run(*, run: ReportRun, actor: Any, at: datetime) -> ReportRun:
    """Stop a run; the worker leaves it at its next stage. Raises `NotAllowed` and `WrongState`."""
    run = locks.update(run)
    REPORT_RUN.advance(run, "cancel", actor=actor, at=at)
    ReportRun.objects.filter(pk=run.pk).update(finished_at=at)
    audit.record(actor=actor, action="reports.run.cancelled", target=run, at=at)
    return run
