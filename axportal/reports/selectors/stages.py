"""The stages of a run in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from axportal.core import formats
from axportal.reports.models import ReportRun

CODES = ("freeze", "check", "write", "keep")
PERCENT_AT_END = (30, 40, 90, 100)


@dataclass(frozen=True)
class StageLine:
    """A stage as the progress part shows it."""

    label: str
    text: str
    time: str
    state: str


def stage_lines(run: ReportRun) -> tuple[StageLine, ...]:
    """All four stages; those not reached yet wait."""
    reached = {stage["code"]: stage for stage in run.stages}
    return tuple(_line(run, code, reached.get(code)) for code in CODES)


def _line(run: ReportRun, code: str, stage: Mapping[str, Any] | None) -> StageLine:
    state = stage["state"] if stage else ""
    if state == "now" and not run.is_under_way:
        state = "failed" if run.status == ReportRun.Status.FAILED else ""
    facts = stage.get("facts", {}) if stage else {}
    seconds = stage.get("seconds") if stage else None
    time = "" if seconds is None else _("{n}초").format(n=formats.number(seconds))
    return StageLine(_label(code), _text(code, facts), time, state)


def _label(code: str) -> str:
    return {
        "freeze": _("값 굳히기"),
        "check": _("맞춰 보기"),
        "write": _("문서 쓰기"),
        "keep": _("확인과 보관"),
    }[code]


def _text(code: str, facts: Mapping[str, Any]) -> str:
    if code == "freeze":
        shown = _("값 {figures}개 · {rows}행") if facts else _("한 시점의 값과 기록을 읽기")
        return shown.format(figures=facts.get("figures", 0), rows=formats.number(facts.get("rows", 0)))
    if code == "check":
        return _checked(facts)
    if code == "write":
        written = [*(f"{name.upper()} ✓" for name in facts.get("written", []))]
        failed = [_("{format} 실패").format(format=name.upper()) for name in facts.get("failed", [])]
        return " · ".join([*written, *failed]) or _("굳힌 값에서 문서 만들기")
    return _("{n}개 열어 보고 지문 적음").format(n=facts["files"]) if facts else _("열어 보기, 지문 적기")


def _checked(facts: Mapping[str, Any]) -> str:
    if not facts:
        return _("현황판의 셈과 기록을 견주기")
    if facts["differences"]:
        return _("{n}개가 기록과 다름").format(n=facts["differences"])
    if not facts["checked"]:
        return _("그날 보관한 값 그대로")
    return _("현황판의 값 {n}개가 기록과 모두 같음").format(n=facts["checked"])
