"""The share of reports in what must always be true."""

from axportal.core.invariants import Invariant
from axportal.core.stored_files import StoredFiles

STORED_FILES = [StoredFiles("reports.ReportFile", name="name")]
INVARIANTS = [
    Invariant(
        "V13",
        "a finished run has a file in each format that did not fail, any other run none",
        "SELECT r.uuid::text FROM reports_reportrun r LEFT JOIN reports_reportfile f ON f.run_id = r.id"
        " GROUP BY r.id HAVING count(f.id) <> CASE WHEN r.status IN ('done', 'partial')"
        " THEN jsonb_array_length(r.formats) - (SELECT count(*) FROM jsonb_object_keys(r.failures)) ELSE 0 END",
    ),
]
