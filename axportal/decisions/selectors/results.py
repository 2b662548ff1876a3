"""What everybody may know of a call once its result is told: selected projects, and counts without small numbers."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from axportal.calls.models import Application, Call, Submission
from axportal.core.models import in_language
from axportal.decisions.models import Selection
from axportal.decisions.rules.small_cells import protect

#: Of projects with a security class not even the title is told.
_OPEN = "general"


@dataclass(frozen=True)
class Project:
    """One selected project; a secured one without title and partners."""

    title: str
    lead: str
    partners: tuple[str, ...]
    zone: str
    support_won: int
    is_secured: bool


@dataclass(frozen=True)
class Line:
    """One line of a table. Numbers that would tell of few applicants are None."""

    label: str
    applications: int | None
    selected: int


@dataclass(frozen=True)
class Breakdown:
    """The applications by one property of the applicant."""

    key: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Results:
    """The published result of a call as it stands now."""

    call: Call
    projects: tuple[Project, ...]
    selected: int
    applications: int | None
    rate: Decimal | None
    breakdowns: tuple[Breakdown, ...]
    is_objection_period: bool

    @property
    def hides_something(self) -> bool:
        """Whether a number is left out."""
        lines = (line for breakdown in self.breakdowns for line in breakdown.lines)
        return self.applications is None or any(line.applications is None for line in lines)


def results_of(call: Call, *, at: datetime) -> Results | None:
    """The result that was told; None before. The number of queries does not depend on that of applications."""
    in_force = Selection.objects.filter(call=call, status=Selection.Status.PUBLISHED).first()
    if call.notified_at is None or in_force is None:
        return None
    handed_in = list(_handed_in(call))
    selected = [one for one in handed_in if one.status == Application.Status.SELECTED]
    breakdowns, total = _breakdowns(handed_in, selected)
    return Results(
        call=call,
        projects=_projects(selected),
        selected=len(selected),
        applications=total,
        rate=_rate(len(selected), total),
        breakdowns=breakdowns,
        is_objection_period=call.phase(at=at) == Call.Phase.OBJECTION_PERIOD,
    )


def _handed_in(call: Call) -> Any:
    withdrawn = Application.Status.WITHDRAWN
    found = Application.objects.filter(call=call).exclude(number="").exclude(status=withdrawn)
    return found.select_related("organisation__zone").order_by("number")


def _projects(selected: Sequence[Application]) -> tuple[Project, ...]:
    newest = Submission.objects.filter(application__in=selected).order_by("application_id", "-number")
    submissions = {one.application_id: one for one in newest.distinct("application_id")}
    return tuple(_project(one, submissions[one.pk]) for one in selected)


def _project(application: Application, submission: Submission) -> Project:
    content = submission.snapshot
    applicant = content["applicant"]
    fields: dict[str, Any] = next(
        (one["fields"] for one in content["parts"] if (one["step"], one["organisation"]) == ("project", applicant)), {}
    )
    secured = fields.get("security", _OPEN) != _OPEN
    partners = [
        in_language(one["name_ko"], one["name_en"]) for one in content["members"] if one["organisation"] != applicant
    ]
    zone = application.organisation.zone
    return Project(
        title="" if secured else in_language(str(fields.get("title_ko", "")), str(fields.get("title_en", ""))),
        lead=application.organisation.name,
        partners=() if secured else tuple(sorted(partners)),
        zone=zone.name if zone is not None else "",
        support_won=submission.asked_won,
        is_secured=secured,
    )


def _breakdowns(
    handed_in: Sequence[Application], selected: Sequence[Application]
) -> tuple[tuple[Breakdown, ...], int | None]:
    """All tables, and the number of applications. Where one table must hide it, none shows any: a sum would tell it."""
    tables = {key: _counted(label, handed_in, selected) for key, (_name, label) in _properties().items()}
    # Who was selected is public, so what has to be protected is how many were not.
    guarded = {
        key: protect({name: total - chosen for name, (total, chosen) in rows.items()}) for key, rows in tables.items()
    }
    is_hidden = any(found.total is None for found in guarded.values())
    breakdowns = tuple(
        Breakdown(
            key=key,
            name=name,
            lines=tuple(
                Line(label, None if is_hidden or guarded[key].shown[label] is None else total, chosen)
                for label, (total, chosen) in tables[key].items()
            ),
        )
        for key, (name, _label) in _properties().items()
    )
    return breakdowns, None if is_hidden else len(handed_in)


def _counted(
    label: Callable[[Application], str], handed_in: Sequence[Application], selected: Sequence[Application]
) -> dict[str, tuple[int, int]]:
    """By label: how many applied, how many of them were selected; in the order of the labels."""
    total, chosen = Counter(map(label, handed_in)), Counter(map(label, selected))
    return {name: (total[name], chosen[name]) for name in sorted(total)}


def _properties() -> dict[str, tuple[str, Callable[[Application], str]]]:
    return {"zone": (_("권역"), _zone), "kind": (_("기관 유형"), _kind), "size": (_("기업 규모"), _size)}


def _zone(application: Application) -> str:
    zone = application.organisation.zone
    return zone.name if zone is not None else _("권역 밖")


def _kind(application: Application) -> str:
    return str(application.organisation.get_kind_display())


def _size(application: Application) -> str:
    return str(application.organisation.get_size_class_display()) or _("해당 없음")


def _rate(selected: int, applications: int | None) -> Decimal | None:
    """Selected of all, in per cent with one place, rounded half up; None where the number of all is hidden."""
    if not applications:
        return None
    return (Decimal(selected * 100) / applications).quantize(Decimal("0.1"), ROUND_HALF_UP)
