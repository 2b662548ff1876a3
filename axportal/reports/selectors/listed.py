"""The rows a report lists: labs, schools, start-ups, GPUs of its zones, and the sources they come from."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from axportal.core import formats
from axportal.core.models import in_language
from gpu.models import GpuPool
from labs.models import JointLab
from regions.models import RecordModel
from regions.selectors import ZoneSummary
from startups.models import Startup
from talent.models import GiftedSchool

SHOWN_AT_MOST = 300
Listed = dict[str, Any]


def listed_rows(zones: Sequence[ZoneSummary], *, using: str) -> tuple[list[Listed], list[dict[str, str]]]:
    """Each list as `{title, heads, rows, total}`, rows by zone and name; and the sources in their order."""
    ids = [zone.id for zone in zones]
    sources: dict[str, dict[str, str]] = {}

    def listed(title: str, heads: Sequence[str], queryset: Any, row: Callable[[Any], list[Any]]) -> Listed:
        found = queryset.using(using).filter(zone__in=ids, publication=RecordModel.Publication.PUBLISHED)
        ordered = found.select_related("zone", "source").order_by("zone__position", "name_ko", "pk")
        rows = []
        for record in ordered[:SHOWN_AT_MOST]:
            rows.append({"cells": [record.zone.name, *row(record)], "is_demo": record.is_demo})
            if record.source is not None:
                sources.setdefault(record.source.key, _source(record.source))
        return {"title": title, "heads": [_("권역"), *heads], "rows": rows, "total": found.count()}

    lists = [
        listed(_("공동연구소"), _lab_heads(), _labs(), _lab),
        listed(_("영재학교"), _school_heads(), _schools(), _school),
        listed(_("창업기업"), _startup_heads(), _startups(), _startup),
        listed(_("GPU"), _gpu_heads(), _gpus(), _gpu),
    ]
    return lists, [sources[key] for key in sorted(sources)]


def _source(source: Any) -> dict[str, str]:
    day = formats.day(source.published_on, weekday=False) if source.published_on else ""
    return {"title": source.title, "publisher": source.publisher, "url": source.url, "date": day}


def _day(value: Any) -> str:
    return formats.day(value, weekday=False) if value else _unknown()


def _unknown() -> str:
    return str(formats.ABSENT["unknown"])


def _labs() -> models.QuerySet[JointLab, JointLab]:
    return JointLab.objects.exclude(status="ended").select_related("institute")


def _lab_heads() -> list[str]:
    return [_("이름"), _("주관"), _("단계"), _("다음 마일스톤"), _("날짜")]


def _lab(lab: JointLab) -> list[Any]:
    milestone = lab.next_milestone or _unknown()
    return [lab.name, lab.institute.short, lab.get_status_display(), milestone, _day(lab.next_milestone_on)]


def _schools() -> models.QuerySet[GiftedSchool, GiftedSchool]:
    return GiftedSchool.objects.select_related("province", "affiliated_institute")


def _school_heads() -> list[str]:
    return [_("이름"), _("시도"), _("상태"), _("소속"), _("한 해 모집(명)")]


def _school(school: GiftedSchool) -> list[Any]:
    institute = school.affiliated_institute
    belongs = institute.short if institute is not None else _("과기원 소속 아님")
    intake = _unknown() if school.intake is None else school.intake
    place = in_language(school.province.short_ko, school.province.short_en)
    return [school.name, place, school.get_status_display(), belongs, intake]


def _startups() -> models.QuerySet[Startup, Startup]:
    return Startup.objects.exclude(status="closed").select_related("institute")


def _startup_heads() -> list[str]:
    return [_("이름"), _("과기원"), _("유형"), _("상태"), _("설립일")]


def _startup(startup: Startup) -> list[Any]:
    kind, status = startup.get_startup_type_display(), startup.get_status_display()
    return [startup.name, startup.institute.short, kind, status, _day(startup.founded_on)]


def _gpus() -> models.QuerySet[GpuPool, GpuPool]:
    return GpuPool.objects.select_related("gpu_model", "data_centre")


def _gpu_heads() -> list[str]:
    return [_("이름"), _("모델"), _("GPU(장)"), _("기준일"), _("알림")]


def _gpu(pool: GpuPool) -> list[Any]:
    model = pool.gpu_model.name if pool.gpu_model is not None else _unknown()
    count = _unknown() if pool.count is None else pool.count
    clash = _("출처별 상이, 합계에 넣지 않음") if pool.source_group else ""
    return [pool.name, model, count, _day(pool.as_of), clash]
