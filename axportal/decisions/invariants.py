"""The share of decisions in what must always be true."""

from axportal.core.invariants import Invariant
from axportal.core.stored_files import StoredFiles

STORED_FILES = [StoredFiles("decisions.LetterFile", name="name")]
INVARIANTS = [
    Invariant(
        "V7",
        "nobody approves a selection they proposed, and nobody approves it twice",
        "SELECT s.uuid::text FROM decisions_selection s JOIN decisions_approval a ON a.selection_id = s.id"
        " GROUP BY s.id HAVING bool_or(a.by_id = s.made_by_id) OR count(DISTINCT a.by_id) < count(*)",
    ),
    Invariant(
        "V7",
        "every application of a selection that was told has one decision of it",
        "SELECT s.uuid::text FROM decisions_selection s LEFT JOIN decisions_decision d ON d.selection_id = s.id"
        " WHERE s.status IN ('published', 'superseded') GROUP BY s.id"
        " HAVING count(d.id) <> jsonb_array_length(s.places)",
    ),
]
