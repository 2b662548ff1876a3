"""The share of joint labs in what must always be true."""

from axportal.core.invariants import Invariant

INVARIANTS = [
    Invariant(
        "V8",
        "a joint lab stands where its last step led, since that step",
        "SELECT l.uuid::text FROM labs_jointlab l JOIN LATERAL (SELECT target, at FROM core_transition"
        " WHERE model = 'labs.jointlab' AND object_id = l.id ORDER BY id DESC LIMIT 1) t ON true"
        " WHERE l.status <> t.target OR l.status_since <> t.at",
    ),
]
