"""How a record's values read on a page: in a table cell, in a list of facts, in a diff."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from axportal.core import clock, formats
from axportal.core.templatetags.ax import absent, icon, status_icon
from axportal.records.declarations import Column, RecordType
from axportal.records.exports import value_of

register = template.Library()


@register.simple_tag
def record_value(kind: RecordType, record: models.Model, name: str) -> SafeString | str:
    """A field's value: a badge for a toned choice, a link for a related record, "unknown" for nothing.

    The badge of a state in which the record waits too long tells for how many days it has.
    """
    raw = getattr(record, name.split("__")[0], None)
    if isinstance(raw, str) and raw in kind.tones:
        days = kind.waits(record, clock.now()) if name == "status" else None
        if days is not None:
            return _badge("bad", _("{state} {n}일째").format(state=value_of(record, name), n=formats.number(days)))
        return _badge(kind.tones[raw], str(value_of(record, name)))
    if isinstance(raw, models.Model) and hasattr(raw, "get_absolute_url") and "__" not in name:
        return format_html('<a class="lk" href="{}">{}</a>', raw.get_absolute_url(), str(raw))
    return shown(value_of(record, name))


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
