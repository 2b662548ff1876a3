"""The share of GPU resources in what must always be true."""

from axportal.core.invariants import Invariant

_COUNTED = """
SELECT a.cluster_id, a.account_id, h AS hour, g.key AS type_name, sum(g.value::bigint * greatest(0,
    floor(extract(epoch FROM least(coalesce(a.ended_at, a.observed_at), h + interval '1 hour')))
    - floor(extract(epoch FROM greatest(a.started_at, h))))::bigint) AS gpu_seconds
FROM gpu_attempt a CROSS JOIN LATERAL generate_series(date_trunc('hour', a.started_at, 'UTC'),
    coalesce(a.ended_at, a.observed_at), interval '1 hour') AS h
CROSS JOIN LATERAL jsonb_each_text(a.gpus) AS g(key, value)
WHERE a.started_at IS NOT NULL GROUP BY 1, 2, 3, 4
"""

INVARIANTS = [
    Invariant(
        "G1",
        "the GPU-seconds of each hour are those of the runs",
        "SELECT concat_ws(' ', coalesce(c.cluster_id, u.cluster_id), coalesce(c.hour, u.hour),"  # noqa: S608
        " coalesce(c.type_name, u.type_name), c.gpu_seconds, u.gpu_seconds)"
        f" FROM (SELECT * FROM ({_COUNTED}) counted WHERE gpu_seconds > 0) c"
        " FULL JOIN gpu_usagehour u USING (cluster_id, account_id, hour, type_name)"
        " WHERE c.gpu_seconds IS DISTINCT FROM u.gpu_seconds",
    ),
    Invariant(
        "G2",
        "a server has at most one open time out of service, and none is told twice",
        "SELECT a.node_id || ' ' || a.started_at FROM gpu_outage a JOIN gpu_outage b ON b.node_id = a.node_id"
        " AND b.id > a.id AND ((a.ended_at IS NULL AND b.ended_at IS NULL)"
        " OR (NOT a.is_confirmed AND NOT b.is_confirmed"
        " AND tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)))",
    ),
    Invariant(
        "G3",
        "the parts of a rollup are no more than the whole, and an hour with five minutes kept is their sum",
        "SELECT 'parts ' || id FROM gpu_rollup WHERE seen > expected OR in_service > seen OR allocated > seen"
        " OR stranded > seen OR active > measured OR measured_allocated > measured"
        " UNION ALL SELECT 'hour ' || h.id FROM gpu_rollup h JOIN LATERAL (SELECT sum(f.seen) AS seen,"
        " sum(f.expected) AS expected FROM gpu_rollup f WHERE f.cluster_id = h.cluster_id AND f.resolution = 300"
        " AND f.type_name = h.type_name AND f.starts_at >= h.starts_at"
        " AND f.starts_at < h.starts_at + interval '1 hour') f ON true"
        " WHERE h.resolution = 3600 AND h.starts_at > now() - interval '14 days'"
        " AND f.expected IS NOT NULL"  # a made-up site's older hours were written as hours
        " AND (f.seen, f.expected) IS DISTINCT FROM (h.seen::numeric, h.expected::numeric)",
    ),
]
