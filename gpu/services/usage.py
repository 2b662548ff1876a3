"""GPU-seconds hour by hour: always counted anew from the runs, never added to."""

from collections.abc import Sequence
from datetime import datetime

from gpu.models import Cluster
from gpu.services import raw

Span = tuple[int, datetime, datetime]
"""An account's id, and from when to when its use may have changed."""

SECONDS = """
    greatest(0, floor(extract(epoch FROM least(coalesce(a.ended_at, a.observed_at), {hour} + interval '1 hour')))
        - floor(extract(epoch FROM greatest(a.started_at, {hour}))))::bigint
"""
"""Whole seconds of a run within an hour: a run that goes on counts to when it was last seen."""

TOUCHED = """
WITH touched AS MATERIALIZED (
    SELECT DISTINCT t.account_id, h AS hour
    FROM unnest(%(accounts)s::bigint[], %(first)s::timestamptz[], %(last)s::timestamptz[])
            AS t(account_id, first, last),
        generate_series(date_trunc('hour', t.first, 'UTC'), t.last, interval '1 hour') AS h)
"""
COUNTED = f"""
counted AS MATERIALIZED (
    SELECT t.account_id, t.hour, g.key AS type_name, sum(g.value::bigint * {SECONDS.format(hour="t.hour")}) AS seconds
    FROM touched t
    JOIN (SELECT * FROM gpu_attempt WHERE cluster_id = %(cluster)s AND started_at <= %(until)s
          AND (ended_at >= %(since)s OR ended_at IS NULL)) a
      ON a.account_id = t.account_id AND a.started_at < t.hour + interval '1 hour'
      AND coalesce(a.ended_at, a.observed_at) > t.hour
    CROSS JOIN LATERAL jsonb_each_text(a.gpus) AS g(key, value)
    GROUP BY t.account_id, t.hour, g.key)
"""  # noqa: S608 - words of this module
GONE = f"""
{TOUCHED}, {COUNTED}
DELETE FROM gpu_usagehour u USING touched t
WHERE u.cluster_id = %(cluster)s AND u.account_id = t.account_id AND u.hour = t.hour AND NOT EXISTS (
    SELECT FROM counted c WHERE c.account_id = u.account_id AND c.hour = u.hour AND c.type_name = u.type_name
    AND c.seconds > 0)
"""  # noqa: S608 - words of this module
COUNT = f"""
{TOUCHED}, {COUNTED}
INSERT INTO gpu_usagehour (cluster_id, account_id, type_name, hour, gpu_seconds)
SELECT %(cluster)s, account_id, type_name, hour, seconds FROM counted WHERE seconds > 0
ORDER BY hour, account_id, type_name
ON CONFLICT (cluster_id, hour, account_id, type_name) DO UPDATE SET gpu_seconds = excluded.gpu_seconds
WHERE gpu_usagehour.gpu_seconds <> excluded.gpu_seconds
"""  # noqa: S608 - words of this module


def recount(cluster: Cluster, spans: Sequence[Span]) -> None:
    """Count the hours of these accounts in these spans anew. Two statements, whatever their number."""
    if not spans:
        return
    params = {
        "cluster": cluster.pk,
        "accounts": [account for account, _first, _last in spans],
        "first": [first for _account, first, _last in spans],
        "last": [last for _account, _first, last in spans],
        "since": min(first for _account, first, _last in spans).replace(minute=0, second=0, microsecond=0),
        "until": max(last for _account, _first, last in spans).replace(minute=59, second=59, microsecond=999_999),
    }
    raw.execute(GONE, params)
    raw.execute(COUNT, params)
