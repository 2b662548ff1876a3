"""Rolls up what was measured: five minutes from raw rows, hours from those, days from hours. Always anew, never added.

Whoever writes raw rows marks their five minutes and holds the mark until it commits; the roller takes marks that
nobody holds. So no row is left out, however late it comes. Five minutes that still run keep their mark.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from axportal.core import clock
from gpu.models.telemetry import BUCKET, DAY, HOUR
from gpu.selectors.slices import PARTS, slices, sql_params
from gpu.services import raw

FREE = """
SELECT cluster_id FROM gpu_streamstate WHERE stream IN ('inventory', 'telemetry') ORDER BY id FOR UPDATE SKIP LOCKED
"""
ELAPSED = """
INSERT INTO gpu_dirtybucket (cluster_id, starts_at)
SELECT c.id, b FROM gpu_cluster c,
    LATERAL (SELECT coalesce(
        (SELECT max(r.starts_at) FROM gpu_rollup r WHERE r.cluster_id = c.id AND r.resolution = %(bucket)s),
        (SELECT min(d.starts_at) FROM gpu_dirtybucket d WHERE d.cluster_id = c.id)) AS at) last,
    generate_series(greatest(last.at + interval '300 seconds', %(now)s::timestamptz - interval '13 days'),
        %(now)s::timestamptz, interval '300 seconds') AS b
WHERE c.stopped_at IS NULL AND last.at IS NOT NULL AND (
    SELECT count(*) FROM gpu_streamstate s WHERE s.cluster_id = c.id AND s.stream IN ('inventory', 'telemetry')
) = cardinality(array_positions(%(free)s::bigint[], c.id)) AND EXISTS (
    SELECT FROM gpu_node n JOIN gpu_nodegpus g ON g.node_id = n.id
    WHERE n.cluster_id = c.id AND n.unlisted_at IS NULL AND n.retired_at IS NULL)
ORDER BY c.id, b ON CONFLICT DO NOTHING
"""
"""A site that says nothing is still expected to: its five minutes are rolled up as they pass.

A site that somebody writes to just now is left for the next time. Its writer may have marked a later five minutes
already, and go on to mark an earlier one: each would wait for the other's.
"""

DUE = """
SELECT cluster_id, date_trunc('hour', starts_at, 'UTC') AS hour FROM gpu_dirtybucket WHERE starts_at <= %(at)s
GROUP BY 1, 2 ORDER BY 2 DESC, 1 LIMIT %(limit)s
"""
TAKE = """
SELECT id, starts_at FROM gpu_dirtybucket
WHERE cluster_id = %(cluster)s AND starts_at >= %(hour)s AND starts_at < %(hour)s::timestamptz + interval '1 hour'
    AND starts_at <= %(at)s
ORDER BY starts_at FOR UPDATE SKIP LOCKED
"""
FIVE = f"""
WITH b AS MATERIALIZED (
    SELECT b AS starts_at, b + interval '300 seconds' AS ends_at FROM unnest(%(buckets)s::timestamptz[]) AS b),
said AS MATERIALIZED (
    SELECT b.starts_at, s.node_id, s.type_name, s.observed_at, s.in_service,
        s.installed::numeric / t.parts AS installed,
        s.allocated::numeric / t.parts AS allocated, s.stranded::numeric / t.parts AS stranded
    FROM b JOIN gpu_nodesample s ON s.cluster_id = %(cluster)s
        AND s.observed_at >= b.starts_at AND s.observed_at < b.ends_at
    CROSS JOIN LATERAL (SELECT {PARTS.format(type_name="s.type_name")} AS parts) t),
reports AS (
    SELECT starts_at, node_id, count(DISTINCT observed_at) AS n,
        count(DISTINCT observed_at) FILTER (WHERE in_service IS NOT NULL) AS n_service,
        count(DISTINCT observed_at) FILTER (WHERE allocated IS NOT NULL) AS n_allocated,
        count(DISTINCT observed_at) FILTER (WHERE stranded IS NOT NULL) AS n_stranded
    FROM said GROUP BY starts_at, node_id),
summed AS (
    SELECT s.starts_at, s.node_id, s.type_name, sum(s.installed)::numeric / r.n AS installed,
        coalesce(sum(s.installed) FILTER (WHERE s.in_service), 0)::numeric / nullif(r.n_service, 0) AS in_service,
        sum(s.allocated)::numeric / nullif(r.n_allocated, 0) AS allocated,
        sum(s.stranded)::numeric / nullif(r.n_stranded, 0) AS stranded
    FROM said s JOIN reports r USING (starts_at, node_id)
    GROUP BY s.starts_at, s.node_id, s.type_name, r.n, r.n_service, r.n_allocated, r.n_stranded),
heard AS MATERIALIZED (
    SELECT starts_at, node_id, type_name, installed, CASE WHEN in_service > installed THEN installed ELSE in_service END
        AS in_service, CASE WHEN allocated > installed THEN installed ELSE allocated END AS allocated,
        CASE WHEN stranded > installed THEN installed ELSE stranded END AS stranded
    FROM summed),
silent AS MATERIALIZED (
    SELECT b.starts_at, n.id AS node_id, n.in_service, n.observed_at, n.unlisted_at, last.at
    FROM b JOIN gpu_node n ON n.cluster_id = %(cluster)s AND (n.retired_at IS NULL OR n.retired_at > b.starts_at)
    LEFT JOIN LATERAL (SELECT s.observed_at AS at FROM gpu_nodesample s WHERE s.node_id = n.id
        AND s.observed_at < b.starts_at AND s.observed_at > b.starts_at - interval '16 days'
        ORDER BY s.observed_at DESC LIMIT 1) last ON true
    WHERE NOT EXISTS (SELECT FROM reports r WHERE r.starts_at = b.starts_at AND r.node_id = n.id)
        AND (last.at IS NULL OR (SELECT count(*) FROM (SELECT FROM gpu_snapshot s WHERE s.cluster_id = %(cluster)s
            AND s.stream = 'inventory' AND s.observed_at > last.at AND s.observed_at <= b.starts_at LIMIT 3) t) < 3)),
missed AS MATERIALIZED (
    SELECT q.starts_at, q.node_id, s.type_name, s.in_service,
        s.installed::numeric / {PARTS.format(type_name="s.type_name")} AS installed
    FROM silent q JOIN gpu_nodesample s ON s.node_id = q.node_id AND s.observed_at = q.at
    UNION ALL
    SELECT q.starts_at, q.node_id, g.type_name, q.in_service,
        g.installed::numeric / {PARTS.format(type_name="g.type_name")}
    FROM silent q JOIN gpu_nodegpus g ON g.node_id = q.node_id
    WHERE q.at IS NULL AND q.observed_at < q.starts_at AND (q.unlisted_at IS NULL OR q.unlisted_at > q.starts_at)),
stood AS (
    SELECT starts_at, type_name, sum(installed) AS expected, sum(installed) AS seen,
        sum(in_service) AS in_service, sum(allocated) AS allocated, sum(stranded) AS stranded
    FROM heard GROUP BY starts_at, type_name
    UNION ALL
    SELECT starts_at, type_name, sum(installed), sum(installed) FILTER (WHERE %(by_hand)s),
        sum(installed * in_service::int) FILTER (WHERE %(by_hand)s AND in_service IS NOT NULL), NULL, NULL
    FROM missed GROUP BY starts_at, type_name),
counted AS (
    SELECT starts_at, type_name, sum(expected) AS expected, coalesce(sum(seen), 0) AS seen,
        sum(in_service) AS in_service, sum(allocated) AS allocated, sum(stranded) AS stranded
    FROM stood GROUP BY starts_at, type_name HAVING sum(expected) > 0),
means AS MATERIALIZED (
    SELECT b.starts_at, s.device_id, avg(s.active_permille) AS active
    FROM b JOIN gpu_gpusample s ON s.cluster_id = %(cluster)s
        AND s.observed_at >= b.starts_at AND s.observed_at < b.ends_at AND s.active_permille IS NOT NULL
    GROUP BY b.starts_at, s.device_id),
slices AS (
    SELECT m.starts_at, d.node_id, d.index, count(*) AS number FROM means m JOIN gpu_device d ON d.id = m.device_id
    WHERE d.mig_profile <> '' GROUP BY m.starts_at, d.node_id, d.index),
typed AS MATERIALIZED (
    SELECT DISTINCT ON (m.starts_at, d.id) m.starts_at, d.id, m.active,
        1.0 / coalesce(p.parts, c.number, 1) AS part,
        coalesce(h.type_name, g.type_name, '') AS type_name, h.allocated / nullif(h.installed, 0) AS held
    FROM means m JOIN gpu_device d ON d.id = m.device_id
    LEFT JOIN gpu_gpumodel p ON p.id = d.gpu_model_id
    LEFT JOIN slices c ON c.starts_at = m.starts_at AND c.node_id = d.node_id AND c.index = d.index
        AND d.mig_profile <> ''
    LEFT JOIN heard h ON h.starts_at = m.starts_at AND h.node_id = d.node_id
    LEFT JOIN gpu_nodegpus g ON g.node_id = d.node_id AND g.type_name = coalesce(h.type_name, g.type_name)
    ORDER BY m.starts_at, d.id, (g.gpu_model_id = d.gpu_model_id) DESC NULLS LAST,
        coalesce(h.installed, g.installed) DESC, type_name),
measured AS (
    SELECT starts_at, type_name, sum(part) AS measured,
        sum(part * active / 1000) FILTER (WHERE held IS NOT NULL) AS active, sum(part * held) AS measured_allocated
    FROM typed GROUP BY starts_at, type_name)
INSERT INTO gpu_rollup (cluster_id, type_name, resolution, starts_at, expected, seen, in_service, allocated, stranded,
    measured, measured_allocated, active)
SELECT %(cluster)s, type_name, %(bucket)s, starts_at, round(coalesce(c.expected, 0) * 300),
    round(coalesce(c.seen, 0) * 300), round(c.in_service * 300), round(c.allocated * 300), round(c.stranded * 300),
    round(m.measured * 300), round(m.measured_allocated * 300), round(m.active * 300)
FROM counted c FULL JOIN measured m USING (starts_at, type_name)
"""  # noqa: S608 - words of this house
SUMS = """
INSERT INTO gpu_rollup (cluster_id, type_name, resolution, starts_at, expected, seen, in_service, allocated, stranded,
    measured, measured_allocated, active)
SELECT cluster_id, type_name, %(to)s, %(first)s, sum(expected), sum(seen), sum(in_service), sum(allocated),
    sum(stranded), sum(measured), sum(measured_allocated), sum(active)
FROM gpu_rollup
WHERE cluster_id = %(cluster)s AND resolution = %(of)s AND starts_at >= %(first)s AND starts_at < %(last)s
GROUP BY cluster_id, type_name
"""
GONE = """
DELETE FROM gpu_rollup WHERE cluster_id = %(cluster)s AND resolution = %(resolution)s AND starts_at = ANY(%(starts)s)
"""
_KEEP = """
ON CONFLICT (device_id, resolution, starts_at) DO UPDATE SET samples = excluded.samples, slots = excluded.slots,
    mean_permille = excluded.mean_permille, p95_permille = excluded.p95_permille,
    most_permille = excluded.most_permille, energy_j = excluded.energy_j
WHERE (gpu_devicerollup.samples, gpu_devicerollup.slots, gpu_devicerollup.mean_permille,
        gpu_devicerollup.p95_permille, gpu_devicerollup.most_permille, gpu_devicerollup.energy_j)
    IS DISTINCT FROM (excluded.samples, excluded.slots, excluded.mean_permille, excluded.p95_permille,
        excluded.most_permille, excluded.energy_j)
"""
DEVICE_HOUR = f"""
INSERT INTO gpu_devicerollup (device_id, resolution, starts_at, samples, slots, mean_permille, p95_permille,
    most_permille, energy_j)
SELECT s.device_id, %(resolution)s, %(first)s, count(*), count(DISTINCT s.minute), round(avg(s.active_permille)),
    percentile_disc(0.95) WITHIN GROUP (ORDER BY s.active_permille), max(s.active_permille),
    round(avg(s.power_mw) * count(DISTINCT s.minute) FILTER (WHERE s.power_mw IS NOT NULL) * 60 / 1000)
FROM (SELECT *, extract(minute FROM observed_at)::int AS minute FROM gpu_gpusample WHERE cluster_id = %(cluster)s
      AND observed_at >= %(first)s AND observed_at < %(last)s) s
JOIN gpu_device d ON d.id = s.device_id
GROUP BY s.device_id {_KEEP}
"""  # noqa: S608 - words of this module
DEVICE_DAY = f"""
INSERT INTO gpu_devicerollup (device_id, resolution, starts_at, samples, slots, mean_permille, p95_permille,
    most_permille, energy_j)
SELECT r.device_id, %(resolution)s, %(first)s, sum(r.samples), sum(r.slots),
    round(sum(r.mean_permille * r.samples)::numeric
        / nullif(sum(r.samples) FILTER (WHERE r.mean_permille IS NOT NULL), 0)),
    percentile_disc(0.95) WITHIN GROUP (ORDER BY r.p95_permille), max(r.most_permille), sum(r.energy_j)
FROM gpu_devicerollup r JOIN gpu_device d ON d.id = r.device_id AND d.cluster_id = %(cluster)s
WHERE r.resolution = 3600 AND r.starts_at >= %(first)s AND r.starts_at < %(last)s
GROUP BY r.device_id {_KEEP}
"""  # noqa: S608 - words of this module
"""A day's 95th percentile is that of its hours' ones: the samples of a day are too many to be sorted each hour."""


def roll_up(*, at: datetime, limit: int = 200, alive: Callable[[], None] = lambda: None) -> int:
    """Roll up marked five minutes of at most `limit` hours of sites, the newest first; returns how many.

    `alive` is called before each hour: a long run says so to whoever would take it for dead.
    Each site's hour is a transaction of its own. A site that another process rolls up is left to it.
    """
    with transaction.atomic():
        free = [cluster for (cluster,) in raw.fetch(FREE, [])]
        raw.execute(ELAPSED, {"bucket": BUCKET, "now": raw.bucket(at), "free": free})
    rolled = 0
    for cluster, hour in raw.fetch(DUE, {"at": at, "limit": limit}):
        alive()
        rolled += _roll_hour(cluster, hour, at)
    return rolled


@transaction.atomic
def _roll_hour(cluster: int, hour: datetime, at: datetime) -> int:
    ((is_mine,),) = raw.fetch("SELECT pg_try_advisory_xact_lock(hashtext('gpu_rollup'), %s)", [cluster])
    if not is_mine:
        return 0
    taken = raw.fetch(TAKE, {"cluster": cluster, "hour": hour, "at": at})
    if not taken:
        return 0
    over = [pk for pk, starts_at in taken if starts_at + timedelta(seconds=BUCKET) <= at]
    if over:
        raw.execute("DELETE FROM gpu_dirtybucket WHERE id = ANY(%s)", [over])
    _five_minutes(cluster, [starts_at for _pk, starts_at in taken])
    day = _korean_day(hour)
    _sums(cluster, BUCKET, HOUR, hour, hour + timedelta(hours=1))
    _sums(cluster, HOUR, DAY, day, day + timedelta(days=1))
    if over:
        _devices(cluster, hour, day)
    return len(taken)


def _five_minutes(cluster: int, buckets: Sequence[datetime]) -> None:
    ((by_hand,),) = raw.fetch("SELECT connector = 'hand' FROM gpu_cluster WHERE id = %s", [cluster])
    raw.execute(GONE, {"cluster": cluster, "resolution": BUCKET, "starts": list(buckets)})
    params = {"cluster": cluster, "bucket": BUCKET, "buckets": list(buckets), "by_hand": by_hand}
    raw.execute(FIVE, {**params, **sql_params(slices())})


def _sums(cluster: int, of: int, to: int, first: datetime, last: datetime) -> None:
    raw.execute(GONE, {"cluster": cluster, "resolution": to, "starts": [first]})
    raw.execute(SUMS, {"cluster": cluster, "of": of, "to": to, "first": first, "last": last})


def _devices(cluster: int, hour: datetime, day: datetime) -> None:
    """Each GPU's hour and day, once five minutes are over: they take the most time."""
    span: dict[str, Any] = {"cluster": cluster, "resolution": HOUR, "first": hour, "last": hour + timedelta(hours=1)}
    if raw.execute(DEVICE_HOUR, span):
        raw.execute(DEVICE_DAY, {**span, "resolution": DAY, "first": day, "last": day + timedelta(days=1)})


def _korean_day(moment: datetime) -> datetime:
    """The start of the day in Korea in which it lies, in UTC."""
    local = moment.astimezone(clock.SEOUL)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
