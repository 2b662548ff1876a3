"""How a record's values read on a page: in a table cell, in a list of facts, in a diff."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from axportal.core import clock, formats
from axportal.core.templatetags.ax import absent, icon, status_icon
from axportal.records.declarations import Column, RecordType
from axportal.records.exports import choice_labels, value_of

register = template.Library()

#: Stands for a record's uuid in an address that is resolved once for all rows.
_ANY = "00000000-0000-0000-0000-000000000000"


Show = Callable[[Any], SafeString | str]


@register.simple_tag
def record_value(kind: RecordType, record: models.Model, name: str) -> SafeString | str:
    """A field's value: a badge for a toned choice, a link for a related record, "unknown" for nothing.

    The badge of a state in which the record waits too long tells for how many days it has.
    """
    return shower(kind, name)(record)


def shower(kind: RecordType, name: str) -> Show:
    """How a column's values are shown. What is the same for all records of a list is settled here, once."""
    own, _sign, further = name.partition("__")
    labels, at, unknown = choice_labels(kind.model, name), clock.now(), absent("unknown")

    def show(record: Any) -> SafeString | str:
        raw = getattr(record, own, None)
        if isinstance(raw, str) and raw in kind.tones:
            days = kind.waits(record, at) if name == "status" else None
            return _state(kind.tones[raw], str(labels.get(raw, raw)), days)
        if isinstance(raw, models.Model) and hasattr(raw, "get_absolute_url") and not further:
            return format_html('<a class="lk" href="{}">{}</a>', raw.get_absolute_url(), str(raw))
        value = labels[raw] if labels and raw in labels else value_of(record, name)
        return unknown if value is None or value == "" else shown(value)

    return show


def _state(tone: str, label: str, days: int | None) -> SafeString:
    if days is None:
        return _badge(tone, label)
    return _badge("bad", _("{state} {n}일째").format(state=label, n=formats.number(days)))


def shown(value: Any) -> SafeString | str:
    """A plain value as people read it."""
    if value is None or value == "":
        return absent("unknown")
    if isinstance(value, datetime):
        return format_html('<span class="num">{}</span>', formats.moment(value))
    if isinstance(value, date):
        return format_html('<span class="num">{}</span>', formats.day(value, weekday=False))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return format_html('<span class="num">{}</span>', formats.number(value))
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        return format_html('<a class="lk" href="{}" rel="noopener external">{}</a>', value, value)
    return str(value)


def _badge(tone: str, text: str) -> SafeString:
    sign = status_icon(tone)
    return format_html('<span class="st {}">{}{}</span>', tone, icon(sign) if sign else "", text)


@register.filter
def is_numeric(column: Column, kind: RecordType) -> bool:
    """Whether the column holds numbers, which stand at the right."""
    try:
        found = kind.model._meta.get_field(column.name)
    except FieldDoesNotExist:  # a property
        return False
    return isinstance(found, models.IntegerField | models.DecimalField)


class ColumnCells:
    """The cells of one column: markup, the same for all rows and made once, and the values that go into it."""

    def __init__(self, kind: RecordType, column: Column) -> None:
        self.column = column
        self._label = str(column.label)
        self._show = shower(kind, column.name)
        self._address = reverse("records:cell", kwargs={"slug": kind.slug, "uuid": _ANY, "name": column.name})
        self._title = _("%(name)s: %(label)s 고치기")
        label, sort = _literal(self._label), "n" if is_numeric(column, kind) else ""
        own_class = ' class="n"' if sort else ""
        self.plain = f'<td role="cell" data-l="{label}"{own_class}><span>{{}}</span></td>'
        self.editable = (
            f'<td role="cell" data-l="{label}" class="{sort}{{}}"><span class="cellv">{{}} <a class="pen" href="{{}}"'
            ' hx-get="{}" hx-target="closest td" hx-swap="outerHTML" aria-label="{}" data-edit-open>'
            f"{_literal(icon('edit'))}</a>{{}}</span></td>"
        )

    def plain_values(self, record: Any) -> tuple[Any, ...]:
        """What a cell to read shows."""
        return (self._show(record),)

    def editable_values(self, record: Any, *, saved: bool = False) -> tuple[Any, ...]:
        """What a cell with a pen shows; `saved` tells that it has just been written."""
        address = self._address.replace(_ANY, str(record.uuid))
        title = self._title % {"name": record.name, "label": self._label}
        told = format_html('<span class="vh" role="status">{}</span>', _("저장했습니다.")) if saved else ""
        return (" just-saved" if saved else "", self._show(record), address, address, title, told)


class Rows:
    """The rows of one list: the first cell names the record and leads to it."""

    def __init__(self, kind: RecordType) -> None:
        name, *others = kind.columns
        self._show = shower(kind, name.name)
        self._cells = [ColumnCells(kind, column) for column in others]
        self._demo = format_html(' <span class="st demo">{}</span>', _("시연"))
        self._draft = format_html(' <span class="st unk">{}</span>', _("작성 중"))
        self._forms = {can_edit: self._form(can_edit=can_edit) for can_edit in (False, True)}

    def _form(self, *, can_edit: bool) -> str:
        cells = (cells.editable if can_edit and cells.column.inline else cells.plain for cells in self._cells)
        head = '<th scope="row" role="rowheader"><a class="val" href="{}">{}</a>{}{}</th>'
        return f'<tr role="row" id="r-{{}}">{head}{"".join(cells)}</tr>\n'

    def row(self, record: Any, *, address: str, can_edit: bool) -> SafeString:
        """One row of the table."""
        is_draft = getattr(record, "publication", "") == "draft"
        values = [record.uuid, address, self._show(record)]
        values += [self._demo if record.is_demo else "", self._draft if is_draft else ""]
        for cells in self._cells:
            has_pen = can_edit and cells.column.inline
            values += cells.editable_values(record) if has_pen else cells.plain_values(record)
        return format_html(self._forms[can_edit], *values)


def _literal(text: str) -> str:
    """Text as part of a form that `format_html` fills in."""
    return str(conditional_escape(text)).replace("{", "{{").replace("}", "}}")


@register.simple_tag
def record_rows(kind: RecordType, records: Sequence[Any], editable: Collection[int]) -> SafeString:
    """The rows of a list; those in `editable` have a pen in each column that is edited in place.

    Addresses within a type differ by the uuid alone, so that one is resolved for all.
    """
    rows, pattern = Rows(kind), records[0].get_absolute_url().replace(str(records[0].uuid), _ANY)
    return format_html_join(
        "",
        "{}",
        (
            (rows.row(record, address=pattern.replace(_ANY, str(record.uuid)), can_edit=record.pk in editable),)
            for record in records
        ),
    )


@register.simple_tag
def record_cell(kind: RecordType, record: Any, column: Column, saved: bool = False) -> SafeString:
    """One cell that may be edited, as the list has it."""
    cells = ColumnCells(kind, column)
    return format_html(cells.editable, *cells.editable_values(record, saved=saved))


@register.filter
def field_label(kind: RecordType, name: str) -> str:
    """The label of a field."""
    return kind.field_label(name)


@register.filter
def state_label(kind: RecordType, state: str) -> str:
    """A state of the record's workflow in words."""
    choices = getattr(kind.model._meta.get_field("status"), "flatchoices", ())
    return str(dict(choices).get(state, state))


@register.filter
def sort_query(listing: Any, order: str) -> str:
    """The ordering that a click on a head asks for: the same one the other way round."""
    return f"-{order}" if listing.sort == order else order


@register.filter
def field_of(form: Any, name: str) -> Any:
    """One bound field of a form."""
    return form[name]
