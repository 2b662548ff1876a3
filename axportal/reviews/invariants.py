"""The share of reviews in what must always be true."""

from axportal.core.invariants import Invariant

INVARIANTS = [
    Invariant(
        "V7",
        "nobody sits on an application with which they have an open conflict",
        "SELECT a.uuid::text FROM reviews_assignment a JOIN reviews_recusal r"
        " ON r.application_id = a.application_id AND r.reviewer_id = a.reviewer_id"
        " WHERE a.status <> 'ended' AND r.excused_at IS NULL AND r.accepted IS DISTINCT FROM FALSE",
    ),
    Invariant(
        "V7",
        "one counting sheet per reviewer, application and round",
        "SELECT a.application_id || ' ' || a.reviewer_id FROM reviews_scoresheet s"
        " JOIN reviews_assignment a ON a.id = s.assignment_id WHERE s.handed_in_at IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM reviews_setaside x WHERE x.sheet_id = s.id)"
        " GROUP BY a.application_id, a.reviewer_id, a.round_id HAVING count(*) > 1",
    ),
    Invariant(
        "V7",
        "no sheet without a pledge, and none begun before it",
        "SELECT s.uuid::text FROM reviews_scoresheet s"
        " LEFT JOIN reviews_pledge p ON p.assignment_id = s.assignment_id"
        " WHERE p.id IS NULL OR s.handed_in_at < p.given_at",
    ),
]
