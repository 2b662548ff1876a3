"""The scores of a call, as ranking takes them: only what counts, in an order that no row's birth decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Prefetch, Q

from axportal.calls.models import Application, Call
from axportal.reviews.models import Assignment, Correction, ScoreSheet


@dataclass(frozen=True)
class Sheet:
    """One reviewer's points in one round, with the newest correction applied."""

    reviewer_id: int
    round_key: str
    points: Mapping[str, Decimal]
    overall_comment: str
    comments: Mapping[str, str]


@dataclass(frozen=True)
class Scored:
    """One application's counting sheets, and how many are still owed."""

    application_id: int
    sheets: tuple[Sheet, ...]
    missing: int


def scores_of(call: Call) -> list[Scored]:
    """The applications that are or were reviewed, by receipt number; sheets by round and reviewer. Three queries."""
    owed = Count("assignments", filter=Q(assignments__status__in=["assigned", "pledged"]))
    applications = (
        Application.objects.filter(call=call, assignments__isnull=False).annotate(owed=owed).order_by("number", "pk")
    )
    sheets: dict[int, list[Sheet]] = {}
    for sheet in _counting(call):
        sheets.setdefault(sheet.assignment.application_id, []).append(_read(sheet))
    return [Scored(one.pk, tuple(sheets.get(one.pk, ())), one.owed) for one in applications]


def _counting(call: Call) -> list[ScoreSheet]:
    newest_last = Prefetch("corrections", queryset=Correction.objects.order_by("number"))
    rows = ScoreSheet.objects.counting().filter(assignment__application__call=call)
    return list(
        rows.select_related("assignment__round")
        .prefetch_related(newest_last)
        .order_by("assignment__application_id", "assignment__round_id", "assignment__reviewer_id", "pk")
    )


def _read(sheet: ScoreSheet) -> Sheet:
    assignment: Assignment = sheet.assignment
    return Sheet(
        reviewer_id=assignment.reviewer_id,
        round_key=assignment.round.key,
        points=points_of(sheet),
        overall_comment=sheet.overall_comment,
        comments=dict(sheet.comments),
    )


def points_of(sheet: ScoreSheet) -> Mapping[str, Decimal]:
    """The points that count: those of the newest correction, else the sheet's own."""
    corrections = list(sheet.corrections.all())
    points = max(corrections, key=lambda one: one.number).points if corrections else sheet.points
    return {key: Decimal(value) for key, value in points.items()}
