"""A filtered list as a file: CSV by COPY, XLSX in constant memory; both with the columns of the list."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.db import models
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from axportal.core import clock, fastread, formats
from axportal.core.errors import TooLarge
from axportal.records.declarations import Column, RecordType

XLSX_ROWS = 20_000
BOM = "\ufeff".encode()


def csv_file(record_type: RecordType, queryset: models.QuerySet[Any]) -> IO[Any]:
    """All rows as UTF-8 CSV with a byte order mark; the API's fields, so that both names and order agree."""
    with ExitStack() as stack:
        output = stack.enter_context(SpooledTemporaryFile(max_size=1 << 20))
        output.write(BOM)
        fastread.copy_csv(queryset, record_type.shape, output)
        output.seek(0)
        stack.pop_all()  # the response closes it
    return output


def xlsx_file(
    record_type: RecordType, queryset: models.QuerySet[Any], *, at: datetime, most: int = XLSX_ROWS
) -> IO[Any]:
    """All rows as a workbook: the list's columns, and a sheet that says what was exported and when.

    Raises `TooLarge` past 20,000 rows, unless told otherwise; CSV has no such limit.
    """
    count, is_exact = fastread.capped_count(queryset, cap=most)
    if not is_exact:
        raise TooLarge(_("20,000건이 넘는 목록은 CSV로 받아 주세요."))
    with ExitStack() as stack:
        output = stack.enter_context(TemporaryFile())
        book = xlsxwriter.Workbook(
            output, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        _rows_sheet(book, record_type, queryset)
        _about_sheet(book, record_type, count=count, at=at)
        book.close()
        output.seek(0)
        stack.pop_all()  # the response closes it
    return output


def _rows_sheet(book: Any, record_type: RecordType, queryset: models.QuerySet[Any]) -> None:
    sheet = book.add_worksheet(str(record_type.title)[:31])
    sheet.freeze_panes(1, 1)
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F4F5F6"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for position, column in enumerate(record_type.columns):
        title = f"{column.label} ({column.unit})" if column.unit else str(column.label)
        sheet.write_string(0, position, title, head)
        sheet.set_column(position, position, max(12, min(40, len(title) * 2)))
    for row, values in enumerate(row_values(record_type, queryset), start=1):
        for position, value in enumerate(values):
            _write(sheet, row, position, value, day)


def row_values(record_type: RecordType, queryset: models.QuerySet[Any]) -> Iterator[Sequence[Any]]:
    """Rows as tuples where all columns can be told in SQL, else from objects, which cost three times as much."""
    selected = [in_sql(record_type.model, column) for column in record_type.columns]
    if None in selected:
        for record in queryset.iterator(chunk_size=500):
            yield [value_of(record, column.name) for column in record_type.columns]
        return
    labels = [choice_labels(record_type.model, column.name) for column in record_type.columns]
    named = {f"column_{position}": expression for position, expression in enumerate(selected)}
    rows = queryset.select_related(None).prefetch_related(None).annotate(**named).values_list(*named)
    for row in rows.iterator(chunk_size=2000):
        yield [known.get(value, value) if known else value for known, value in zip(labels, row, strict=True)]


def in_sql(model: type[models.Model], column: Column) -> Any:
    """The column as SQL; None for a property that does not say how."""
    return column.selected() if column.selected is not None else _path(model, column.name)


def _path(model: type[models.Model], name: str) -> Any:
    """A field as it is; a bilingual name in the reader's language; a related object by its name."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    if name not in fields:
        return worded(name) if f"{name}_ko" in fields else None
    related: Any = fields[name].related_model
    if related is None:
        return models.F(name)
    has_name = "name_ko" in {field.name for field in related._meta.concrete_fields}
    return worded(f"{name}__name") if has_name else None


def worded(path: str) -> Combinable:
    """A bilingual text as SQL: in the reader's language, in Korean where the English is missing."""
    if not formats.is_english():
        return models.F(f"{path}_ko")
    return Coalesce(NullIf(f"{path}_en", models.Value("")), f"{path}_ko")


def choice_labels(model: type[models.Model], name: str) -> dict[Any, str]:
    """The labels of a field's choices in the reader's language; none for a field without choices or a property."""
    field = next((field for field in model._meta.concrete_fields if field.name == name), None)
    return {value: str(label) for value, label in field.flatchoices} if field is not None else {}


def value_of(record: Any, name: str) -> Any:
    """The value a column shows: a choice by its label, a related object by its name, else as stored."""
    display = getattr(record, f"get_{name}_display", None)
    if display is not None:
        return display()
    value = record
    for part in name.split("__"):
        value = getattr(value, part, None)
    return value() if callable(value) else value


def _write(sheet: Any, row: int, position: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, position, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, position, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, position, value)
    elif hasattr(value, "isoformat"):
        plain = value.astimezone(clock.SEOUL).replace(tzinfo=None) if hasattr(value, "astimezone") else value
        sheet.write_datetime(row, position, plain, day)
    else:
        sheet.write_string(row, position, str(value))


def _about_sheet(book: Any, record_type: RecordType, *, count: int, at: datetime) -> None:
    sheet = book.add_worksheet(_("이 파일"))
    rows = [
        (_("내용"), str(record_type.title)),
        (_("건수"), str(count)),
        (_("만든 때"), at.astimezone(clock.SEOUL).strftime("%Y-%m-%d %H:%M:%S KST")),
        (_("알림"), _("자료 구분이 ‘시연’인 행은 지어낸 값입니다.")),
    ]
    for row, (name, value) in enumerate(rows):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 50)
