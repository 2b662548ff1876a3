"""Who may not judge what: conflicts that are found and not excused, and what was recorded."""

from collections.abc import Collection, Mapping
from datetime import date

from axportal.calls.rules.selection import ReviewRules
from axportal.reviews.models import Recusal
from axportal.reviews.selectors.conflicts import found_conflicts


def bars(
    *, reviewers: Collection[int], applications: Collection[int], rules: ReviewRules, today: date
) -> Mapping[tuple[int, int], str]:
    """By application and reviewer the kind, or the way of a recusal that has none. Three statements, for any number."""
    found = found_conflicts(
        reviewers=reviewers,
        applications=applications,
        kinds=rules.conflict_kinds,
        years=rules.conflict_years,
        today=today,
    )
    recusals = Recusal.objects.filter(application__in=applications, reviewer__in=reviewers)
    excused = set(recusals.filter(excused_at__isnull=False).values_list("application_id", "reviewer_id", "kind"))
    barred = {
        (one.application_id, one.reviewer_id): one.kind
        for one in found
        if (one.application_id, one.reviewer_id, one.kind) not in excused
    }
    for application, reviewer, kind, way in recusals.open().values_list("application_id", "reviewer_id", "kind", "way"):
        barred.setdefault((application, reviewer), kind or way)
    return barred
