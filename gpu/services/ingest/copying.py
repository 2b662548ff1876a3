"""The quickest way in for samples: COPY in PostgreSQL's binary form, which neither side writes or reads as words."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from struct import Struct

from django.db import connection

from axportal.core import budgets
from gpu.models import Cluster
from gpu.rules.samples import Samples

COPY = """COPY gpu_gpusample (cluster_id, device_id, observed_at, active_permille, memory_used_mib, power_mw)
FROM STDIN (FORMAT binary)"""
HEAD, END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Times are microseconds since then."""
#: A row: the number of its columns, then the size of each in bytes before its value; NULL has the size -1 and no value.
_WHOLE = Struct(">hiqiqiqihiiii").pack
_KEY = Struct(">hiqiqiq").pack
_SMALL, _INTEGER = Struct(">ih").pack, Struct(">ii").pack
_NULL = b"\xff\xff\xff\xff"


def copy_samples(cluster: Cluster, kept: Samples, devices: Sequence[int]) -> None:
    """Copy samples in, each with its GPU's id. Of their times nothing may be kept yet."""
    text = HEAD + b"".join(_rows(cluster.pk, kept, devices)) + END
    with budgets.beside_wrappers(), connection.cursor() as cursor:
        cursor.copy_expert(COPY, io.BytesIO(text))


def _rows(cluster: int, kept: Samples, devices: Sequence[int]) -> Iterator[bytes]:
    since = {moment: (moment - EPOCH) // timedelta(microseconds=1) for moment in set(kept.observed_at)}
    values = zip(kept.active, kept.memory_used_mib, kept.power_mw, strict=True)
    for device, moment, (active, used, power) in zip(devices, kept.observed_at, values, strict=True):
        if active is not None and used is not None and power is not None:
            yield _WHOLE(6, 8, cluster, 8, device, 8, since[moment], 2, active, 4, used, 4, power)
        else:
            yield _KEY(6, 8, cluster, 8, device, 8, since[moment])
            yield _NULL if active is None else _SMALL(2, active)
            yield _NULL if used is None else _INTEGER(4, used)
            yield _NULL if power is None else _INTEGER(4, power)
