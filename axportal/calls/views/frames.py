"""What the frame of an application's pages shows: the stepper and the list of what is missing."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from axportal.calls.models import Application
from axportal.calls.rules import Progress, StepProgress
from regions.models import Organisation

SHOWN_MISSING = 4


def step_url(application: Application, key: str, organisation: Organisation | None = None) -> str:
    """A step's page, opened for one organisation's part when it is not the applicant's."""
    url = reverse("calls:application-edit", kwargs={"uuid": application.uuid, "step": key})
    if organisation is None or organisation.pk == application.organisation_id:
        return url
    return f"{url}?organisation={organisation.uuid}"


def stepper(application: Application, progress: Progress, current: str) -> list[dict[str, Any]]:
    """Rows of the stepper part."""
    return [
        {
            "label": row.step.label,
            "url": step_url(application, row.step.key),
            "state": "now" if row.step.key == current else _state(row),
            "text": _text(row),
        }
        for row in progress.steps
    ]


def filled_from(mark: Mapping[str, Any]) -> str:
    """Where a value came from that nobody has typed here; empty for what was typed."""
    source = mark.get("source", "")
    if source == "profile":
        return _("기관 프로필에서 채웠습니다. 고쳐 써도 됩니다.")
    if source == "account":
        return _("내 계정에서 채웠습니다. 고쳐 써도 됩니다.")
    if source == "earlier":
        return _("공고 %(call)s에 낸 답에서 채웠습니다. 고쳐 써도 됩니다.") % {"call": mark.get("call", "")}
    return ""


def _state(row: StepProgress) -> str:
    if row.is_complete:
        return "done"
    return "warn" if row.done or row.has_fault else ""


def _text(row: StepProgress) -> str:
    if row.is_complete:
        return _("완료") if row.all else _("해당 없음")
    faults = sum(one.is_fault for one in row.missing)
    if faults:
        return _("고칠 곳 %(n)s") % {"n": faults}
    return _("빠진 곳 %(n)s") % {"n": len(row.missing)} if row.done else _("시작 전")


def completeness(application: Application, progress: Progress) -> dict[str, Any]:
    """The variables of the completeness part."""
    return {
        "percent": progress.percent,
        "text": _("필수 %(all)s칸 중 %(done)s칸") % {"all": progress.all, "done": progress.done},
        "steps": [_completeness_row(application, row) for row in progress.steps],
        "is_complete": progress.is_complete,
    }


def _completeness_row(application: Application, row: StepProgress) -> dict[str, Any]:
    shown = row.missing[:SHOWN_MISSING] if row.done or row.has_fault else []
    left = len(row.missing) - len(shown)
    return {
        "label": row.step.label,
        "state": "ok" if row.is_complete else "bad" if row.has_fault else "yet",
        "done": row.done,
        "all": row.all,
        "missing": [
            {"label": one.label, "url": f"{step_url(application, row.step.key, one.organisation)}#id_{one.key}"}
            for one in shown
        ],
        "note": _(" 외 %(n)s곳") % {"n": left} if shown and left else "",
    }
