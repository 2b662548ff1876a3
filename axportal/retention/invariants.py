"""The share of keeping in what must always be true."""

from axportal.core.invariants import Invariant

_HELD = (
    " AND NOT EXISTS (SELECT 1 FROM retention_hold h WHERE h.lifted_at IS NULL AND h.until >= current_date - 3"
    " AND (h.application_id = a.id OR h.call_id = a.call_id))"
)
INVARIANTS = [
    Invariant(
        "V14",
        "no application keeps people's data three days past its time, unless it is held back",
        "SELECT a.uuid::text FROM calls_application a JOIN calls_call c ON c.id = a.call_id"  # noqa: S608 - our own text
        " JOIN retention_period p ON p.key = CASE WHEN a.number = '' THEN 'drafts' ELSE 'applications' END"
        " WHERE CASE WHEN a.number = '' THEN c.closes_at"
        " WHEN c.status = 'cancelled' THEN c.closes_at"
        " WHEN c.status IN ('finalised', 'archived') THEN c.notified_at END"
        " < now() - make_interval(months => p.months, days => 3)"
        " AND NOT EXISTS (SELECT 1 FROM retention_erasure e WHERE e.target_uuid = a.uuid AND e.key = p.key)" + _HELD,
    ),
]
