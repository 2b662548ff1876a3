"""`python -m benchmarks.filemaking KIND`: make one file, print what it took as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from contextlib import closing
from tempfile import TemporaryFile
from typing import IO, Any

import django
import psycopg2
import xlsxwriter

from axportal.core.embedded import paths
from benchmarks import processes

MOST = 100_000
#: The fields of the API's CSV, as somebody would join them by hand.
FIELDS = """
    SELECT l.uuid, l.version, l.name_ko, l.name_en, l.origin, s.key, l.as_of, l.grade, l.updated_at, l.publication,
           i.key, l.laboratory_ko, l.laboratory_en, z.code, n.code,
           ARRAY(SELECT o.name_ko FROM labs_labparticipant p JOIN regions_organisation o ON o.id = p.company_id
                 WHERE p.lab_id = l.id ORDER BY p.id),
           l.status, l.status_since, l.started_on, l.ends_on, l.next_milestone_ko, l.next_milestone_en,
           l.next_milestone_on, l.company_share_won, l.gpu_hours, l.summary_ko, l.summary_en, l.created_at
"""
#: The columns of the list.
COLUMNS = """
    SELECT l.name_ko, i.short_ko,
           (SELECT string_agg(o.short_ko, ', ' ORDER BY p.id) FROM labs_labparticipant p
            JOIN regions_organisation o ON o.id = p.company_id WHERE p.lab_id = l.id),
           l.status, l.next_milestone_ko, l.next_milestone_on, l.company_share_won, l.gpu_hours, l.updated_at
"""
TABLES = """
    FROM labs_jointlab l JOIN regions_organisation i ON i.id = l.institute_id JOIN regions_zone z ON z.id = l.zone_id
    LEFT JOIN regions_industry n ON n.id = l.industry_id LEFT JOIN regions_source s ON s.id = l.source_id
    ORDER BY l.name_ko, l.id LIMIT 100000
"""


def _connect() -> Any:
    return closing(psycopg2.connect(host=str(paths.run_dir()), user=paths.APP_ROLE, dbname=paths.DATABASE))


def copy(output: IO[Any]) -> int:
    """PostgreSQL's own CSV."""
    with _connect() as server, server.cursor() as cursor:
        cursor.copy_expert(f"COPY ({FIELDS} {TABLES}) TO STDOUT WITH (FORMAT csv, HEADER)", output)
        return int(cursor.rowcount)


def bare_xlsx(output: IO[Any]) -> int:
    """The list's columns by a server-side cursor, written row by row."""
    book = xlsxwriter.Workbook(output, {"constant_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    number = 0
    with _connect() as server, server.cursor("rows") as cursor:
        cursor.itersize = 2000
        cursor.execute(COLUMNS + TABLES)
        for number, row in enumerate(cursor, start=1):
            for position, value in enumerate(row):
                if hasattr(value, "isoformat"):
                    plain = value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value
                    sheet.write_datetime(number, position, plain, day)
                elif value is not None:
                    sheet.write(number, position, value)
    book.close()
    return number


def _rows() -> tuple[Any, Any]:
    from axportal.accounts.models import User
    from axportal.records import registry

    record_type = registry.get("labs")
    user = User.objects.get(email="ministry-viewer@demo.axportal.example")
    return record_type, record_type.visible_to(user).order_by("name_ko", "id")


def portal_csv(output: IO[Any]) -> int:
    """What the list's CSV link gives; copied as the web server would send it."""
    from axportal.records import exports

    record_type, queryset = _rows()
    return _sent(exports.csv_file(record_type, queryset[:MOST]), output, queryset)


def portal_xlsx(output: IO[Any]) -> int:
    """What the list's XLSX link gives, without its limit of rows."""
    from axportal.core import clock
    from axportal.records import exports

    record_type, queryset = _rows()
    return _sent(exports.xlsx_file(record_type, queryset, at=clock.now(), most=queryset.count()), output, queryset)


def _sent(file: IO[Any], output: IO[Any], queryset: Any) -> int:
    with file:
        while piece := file.read(1 << 16):
            output.write(piece)
    return min(int(queryset.count()), MOST)


KINDS = {"copy": copy, "bare-xlsx": bare_xlsx, "portal-csv": portal_csv, "portal-xlsx": portal_xlsx}


def main() -> None:
    """Idle is the portal's process with everything loaded and one statement run."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "axportal.settings")
    django.setup()
    _rows()[1].first()
    processes.forget_peak()
    idle, begin = processes.memory_mib("VmRSS"), time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_SELF)
    with TemporaryFile() as output:
        rows = KINDS[sys.argv[1]](output)
    now = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "app": now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime,
                "seconds": time.perf_counter() - begin,
                "extra_mib": processes.memory_mib("VmHWM") - idle,
                "rows": rows,
            }
        )
    )


if __name__ == "__main__":
    main()
