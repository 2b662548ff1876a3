"""Load, lateness and score habits of reviewers over all calls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection

#: With fewer sheets than this a lean says nothing about the person.
FEWEST_SHEETS = 5

# A sheet's total is that of its newest correction. The lean is the mean distance from the others' mean of the same
# application and round; sheets that were set aside count in neither.
_STATEMENT = """
WITH total AS (
    SELECT a.reviewer_id, a.application_id, a.round_id, s.handed_in_at > w.due_at AS late,
           (SELECT sum(e.value::numeric) FROM jsonb_each_text(coalesce(
               (SELECT c.points FROM reviews_correction c WHERE c.sheet_id = s.id ORDER BY c.number DESC LIMIT 1),
               s.points)) e) AS points
    FROM reviews_scoresheet s JOIN reviews_assignment a ON a.id = s.assignment_id
    JOIN reviews_reviewround w ON w.id = a.round_id
    WHERE s.handed_in_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reviews_setaside x WHERE x.sheet_id = s.id)
), beside AS (
    SELECT reviewer_id, late, points,
           sum(points) OVER same AS sum_points, count(*) OVER same AS n
    FROM total WINDOW same AS (PARTITION BY application_id, round_id)
), judged AS (
    SELECT reviewer_id, count(*) AS handed_in, count(*) FILTER (WHERE late) AS late,
           round(avg(points - (sum_points - points) / nullif(n - 1, 0)), 1) AS lean,
           round(stddev_samp(points), 1) AS spread
    FROM beside GROUP BY reviewer_id
), open AS (
    SELECT a.reviewer_id, count(*) AS open, count(*) FILTER (WHERE w.due_at < %(at)s) AS overdue
    FROM reviews_assignment a JOIN reviews_reviewround w ON w.id = a.round_id
    WHERE a.status IN ('assigned', 'pledged') AND w.closed_at IS NULL GROUP BY a.reviewer_id
), missed AS (
    SELECT a.reviewer_id, count(*) AS missed FROM reviews_assignment a
    JOIN reviews_reviewround w ON w.id = a.round_id
    WHERE a.status = 'ended' AND w.closed_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM reviews_recusal r WHERE r.application_id = a.application_id
                      AND r.reviewer_id = a.reviewer_id)
    GROUP BY a.reviewer_id
)
SELECT v.id, coalesce(o.open, 0), coalesce(o.overdue, 0), coalesce(j.handed_in, 0), coalesce(j.late, 0),
       coalesce(m.missed, 0), j.lean, j.spread
FROM reviews_reviewer v LEFT JOIN judged j ON j.reviewer_id = v.id LEFT JOIN open o ON o.reviewer_id = v.id
LEFT JOIN missed m ON m.reviewer_id = v.id WHERE v.id = ANY(%(reviewers)s)
"""


@dataclass(frozen=True)
class Habits:
    """What one reviewer has to do now, and how they did it so far. `lean`: points above (+) or below the others."""

    open: int = 0
    overdue: int = 0
    handed_in: int = 0
    late: int = 0
    missed: int = 0
    lean: Decimal | None = None
    spread: Decimal | None = None

    @property
    def late_share(self) -> float:
        """Of all that fell due, the share that came late or not at all."""
        due = self.handed_in + self.missed + self.overdue
        return (self.late + self.missed + self.overdue) / due if due else 0.0

    @property
    def known_lean(self) -> Decimal | None:
        """The lean, where enough sheets show it."""
        return self.lean if self.handed_in >= FEWEST_SHEETS else None


def habits_of(reviewers: Iterable[int], *, at: datetime) -> Mapping[int, Habits]:
    """By reviewer, over all calls: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"reviewers": list(reviewers), "at": at})
        return {row[0]: Habits(*row[1:]) for row in cursor.fetchall()}
