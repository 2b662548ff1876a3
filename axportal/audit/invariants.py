"""What must always be true of the log."""

from axportal.core.invariants import Invariant

INVARIANTS = [
    Invariant(
        "V9",
        "sealed acts are numbered from 1 without a gap",
        "SELECT s.seq::text FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS n FROM audit_act"
        " WHERE seq IS NOT NULL) s WHERE s.seq <> s.n",
    ),
    Invariant(
        "V9",
        "each sealed act names its predecessor's hash",
        "SELECT a.seq::text FROM audit_act a JOIN audit_act p ON p.seq = a.seq - 1 WHERE a.prev_hash <> p.hash",
    ),
]
