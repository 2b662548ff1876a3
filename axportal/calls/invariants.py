"""The share of calls in what must always be true."""

from axportal.core.invariants import Invariant
from axportal.core.stored_files import StoredFiles

STORED_FILES = [
    StoredFiles("calls.ApplicationFile", name="stored"),
    StoredFiles("calls.PreviewPage", name="stored"),
]
INVARIANTS = [
    Invariant(
        "V1",
        "every submitted application has submissions numbered from 1 without a gap",
        "SELECT a.number FROM calls_application a LEFT JOIN calls_submission s ON s.application_id = a.id"
        " WHERE a.number <> '' GROUP BY a.id"
        " HAVING count(s.id) = 0 OR count(s.id) <> max(s.number) OR min(s.number) <> 1",
    ),
    Invariant(
        "V1",
        "no submission without a receipt number",
        "SELECT s.uuid::text FROM calls_submission s JOIN calls_application a ON a.id = s.application_id"
        " WHERE a.number = ''",
    ),
    Invariant(
        "V1",
        "receipt numbers of a call are no higher than its counter and none is given twice",
        "SELECT c.number FROM calls_call c JOIN calls_callcounter n ON n.call_id = c.id"
        " JOIN calls_application a ON a.call_id = c.id AND a.number <> ''"
        " GROUP BY c.id, c.number, n.last HAVING count(*) <> n.last",
    ),
    Invariant(
        "V2",
        "at most one live application per call and applicant",
        "SELECT call_id || ' ' || organisation_id FROM calls_application WHERE status <> 'withdrawn'"
        " GROUP BY call_id, organisation_id HAVING count(*) > 1",
    ),
    Invariant(
        "V2",
        "no submission outside the dates then in force, but for the one that answers what was sent back in time",
        "SELECT s.uuid::text FROM calls_submission s JOIN calls_application a ON a.id = s.application_id"
        " JOIN calls_call c ON c.id = a.call_id WHERE (s.submitted_at < c.opens_at OR s.submitted_at >="
        " (SELECT d.closes_at FROM calls_calldeadline d WHERE d.call_id = c.id AND d.decided_at <= s.submitted_at"
        " ORDER BY d.id DESC LIMIT 1)) AND NOT EXISTS (SELECT 1 FROM calls_returnrequest r JOIN calls_submission b"
        " ON b.id = r.submission_id WHERE r.application_id = s.application_id AND s.number = b.number + 1"
        " AND s.submitted_at >= r.asked_at AND s.submitted_at < r.due_at)",
    ),
    Invariant(
        "V2",
        "a call closes when its newest deadline says",
        "SELECT c.number FROM calls_call c WHERE c.closes_at IS DISTINCT FROM"
        " (SELECT d.closes_at FROM calls_calldeadline d WHERE d.call_id = c.id ORDER BY d.id DESC LIMIT 1)",
    ),
    Invariant(
        "V13",
        "every file of a submission's snapshot has its row with the same SHA-256",
        "SELECT s.uuid::text FROM calls_submission s, jsonb_array_elements(s.snapshot -> 'files') f"
        " WHERE NOT EXISTS (SELECT 1 FROM calls_submission_files sf"
        " JOIN calls_applicationfile r ON r.id = sf.applicationfile_id"
        " WHERE sf.submission_id = s.id AND r.uuid::text = f ->> 'uuid' AND r.sha256 = f ->> 'sha256')",
    ),
]
