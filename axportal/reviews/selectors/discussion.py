"""What those who discuss an application see of each other: points and words by number, never by name."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from axportal.reviews.models import Assignment, Remark, ScoreSheet
from axportal.reviews.selectors.scores import points_of


def others_of(assignment: Assignment) -> list[tuple[str, ScoreSheet, Mapping[str, Decimal], bool]]:
    """The sheets of the round that are handed in, by number, with the points that count and which is one's own."""
    numbers = _numbers(assignment)
    found = ScoreSheet.objects.counting().filter(
        assignment__application=assignment.application_id, assignment__round=assignment.round_id
    )
    rows = sorted(found.prefetch_related("corrections"), key=lambda sheet: numbers[sheet.assignment_id])
    return [
        (_named(numbers[sheet.assignment_id]), sheet, points_of(sheet), sheet.assignment_id == assignment.pk)
        for sheet in rows
    ]


def remarks_of(assignment: Assignment) -> list[tuple[str, Remark]]:
    """What was said, by whom without a name: a number, or that it came from those who lead the review."""
    numbers = _numbers(assignment)
    said = Remark.objects.filter(application=assignment.application_id, round=assignment.round_id).order_by("id")
    return [(_named(numbers[one.assignment_id]) if one.assignment_id else _("평가를 이끄는 사람"), one) for one in said]


def _numbers(assignment: Assignment) -> dict[int, int]:
    """One number for each seat of the round, the same in sheets and words; their order tells nothing of the pool's."""
    seats = Assignment.objects.filter(application=assignment.application_id, round=assignment.round_id)
    rows = sorted(seats.values_list("uuid", "pk"), key=lambda row: hashlib.sha256(row[0].bytes).digest())
    return {pk: number for number, (_uuid, pk) in enumerate(rows, start=1)}


def _named(number: int) -> str:
    return _("위원 %(n)s") % {"n": number}
