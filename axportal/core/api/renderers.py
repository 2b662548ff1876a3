"""Answers in JSON (orjson, which takes rows already made in PostgreSQL) and CSV."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


def plain(value: Any) -> float | str:
    """What JSON has no word for: a decimal as the number that the schema promises, all else as text."""
    return float(value) if isinstance(value, Decimal) else str(value)


class OrjsonRenderer(BaseRenderer):
    """JSON in UTF-8; finished fragments pass through untouched."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """The body; empty for no content."""
        return b"" if data is None else orjson.dumps(data, default=plain)


def csv_cell(value: Any) -> str:
    """A cell that a spreadsheet will not run as a formula; nested values as JSON, unknown as empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return str(value.get("code") or value.get("name") or value.get("uuid") or "")
    if isinstance(value, list):
        return ", ".join(csv_cell(item) for item in value)
    text = str(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not is_number else text


class CsvRenderer(BaseRenderer):
    """The page's rows as CSV with a byte order mark, as spreadsheets in Korea expect."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> str:
        """Header and rows of a list answer, or of one object."""
        rows = data["results"] if isinstance(data, Mapping) and "results" in data else [data]
        loaded = [orjson.loads(orjson.dumps(row, default=plain)) for row in rows]
        output = io.StringIO()
        output.write(BOM)
        if loaded:
            writer = csv.writer(output, lineterminator="\r\n")
            writer.writerow(loaded[0].keys())
            writer.writerows([csv_cell(value) for value in row.values()] for row in loaded)
        return output.getvalue()
