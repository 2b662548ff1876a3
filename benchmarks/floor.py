"""The floor R: no framework, one keyset query of 100 rows and 15 columns of the same table, JSON by orjson."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

import orjson
import psycopg2

COLUMNS = (
    "id", "uuid", "name_ko", "name_en", "laboratory_ko", "institute_id", "zone_id", "industry_id", "status",
    "started_on", "ends_on", "company_share_won", "summary_ko", "created_at", "updated_at",
)  # fmt: skip
QUERY = f"SELECT {', '.join(COLUMNS)} FROM labs_jointlab WHERE (name_ko, id) > (%s, %s) ORDER BY name_ko, id LIMIT 100"

_open: list[Any] = []


def _connection() -> Any:
    """One connection a worker, made at its first request, never in the master."""
    if not _open:
        _open.append(psycopg2.connect(os.environ["BENCH_DATABASE"]))
        _open[0].autocommit = True
    return _open[0]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The same page for every address."""
    with _connection().cursor() as cursor:
        cursor.execute(QUERY, ("", 0))
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]
    body = orjson.dumps({"results": rows}, default=str)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
