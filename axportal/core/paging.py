"""Keyset pages: the same cost on the first page and the last, and no row missed when rows come and go.

An `Ordering` ends in the primary key, so that every row has its one place. A cursor is the key of the row at the
page's edge, signed by nothing: it only ever narrows a queryset that is scoped already.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from axportal.core.errors import InvalidInput

MAX_PAGE = 200
NUMBERED_PAGES = 20
#: So many rows are passed in no time, whether they match or not.
NEAR = 5_000
#: So many matches are sorted in no time; of more, the next rows are looked at first.
FEW = 1_000
#: The order that shows the newest first, of lists that have it.
NEWEST = "-updated_at"


@dataclass(frozen=True)
class Ordering:
    """A total order: `fields` as Django orders by them (a leading "-" is descending), ending in the primary key."""

    fields: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The field names without direction."""
        return tuple(field.lstrip("-") for field in self.fields)

    def reversed(self) -> "Ordering":
        """The same order from its other end."""
        return Ordering(tuple(field[1:] if field.startswith("-") else f"-{field}" for field in self.fields))

    def keys(self, *, find_first: bool = False) -> tuple[str | OrderBy, ...]:
        """What to order by; `find_first`: when few rows match among very many, or those that match stand far away.

        Asked for the first of them by a plain column, PostgreSQL may walk that column's index past every row that
        does not match. By an expression that no index has it finds the matches first and sorts only them.
        """
        if not find_first:
            return self.fields
        first, *rest = self.fields
        name = first.lstrip("-")
        same = Coalesce(name, name)
        return (same.desc() if first.startswith("-") else same.asc(), *rest)


def default_order(orderings: Mapping[str, Ordering], *, searched: bool) -> str:
    """The name of the order that a list has when none was asked for: its first, of matches the newest first.

    Words gather where names begin alike, so that in the order of names the first matches of a word may stand behind
    a quarter of all rows; by time they stand everywhere.
    """
    if searched and NEWEST.removeprefix("-") in orderings:
        return NEWEST
    return next(iter(orderings))


@dataclass(frozen=True)
class Cursor:
    """A place between two rows: after (or, going back, before) the row with these key values."""

    values: tuple[Any, ...]
    back: bool = False

    def encoded(self) -> str:
        """As it stands in an address."""
        raw = json.dumps([int(self.back), *map(_plain, self.values)], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def read_cursor(text: str, ordering: Ordering) -> Cursor:
    """The cursor of an address. Raises `InvalidInput` for anything this portal did not write for this order."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
        back, *values = parts
        plain = all(isinstance(value, str | int) and not isinstance(value, bool) for value in values)
        if (
            back not in (0, 1)
            or len(values) != len(ordering.fields)
            or not plain
            or "\x00" in "".join(map(str, values))
        ):
            raise ValueError(text)
    except (ValueError, TypeError, binascii.Error, UnicodeError) as error:
        raise _unreadable() from error
    return Cursor(tuple(values), back=bool(back))


def _unreadable() -> InvalidInput:
    message = _("쪽 표시를 읽지 못했습니다. 첫 쪽부터 다시 열어 주세요.")
    return InvalidInput(message, fields={"cursor": [message]})


def beyond(cursor: Cursor, ordering: Ordering) -> Q:
    """The rows past the cursor. The first key bounds the index scan, the rest breaks ties."""
    order = ordering.reversed() if cursor.back else ordering
    condition = Q()
    for field, value in reversed(list(zip(order.fields, cursor.values, strict=True))):
        name = field.lstrip("-")
        direction = "lt" if field.startswith("-") else "gt"
        past = Q(**{f"{name}__{direction}": value})
        condition = past if not condition else Q(**{f"{name}__{direction}e": value}) & (past | condition)
    return condition


@dataclass(frozen=True)
class Window:
    """One page's rows as a queryset of one row more than the page holds, in reading direction of the cursor."""

    queryset: QuerySet[Any]
    ordering: Ordering
    size: int
    cursor: Cursor | None

    def arrange(self, rows: list[Any], keys: list[tuple[Any, ...]]) -> "Page":
        """The page in its proper order with the cursors to its neighbours; `rows` and `keys` as fetched."""
        more = len(rows) > self.size
        rows, keys = rows[: self.size], keys[: self.size]
        back = self.cursor is not None and self.cursor.back
        if back:
            rows, keys = rows[::-1], keys[::-1]
        has_next = bool(keys) and (more or back)
        has_previous = bool(keys) and (more if back else self.cursor is not None)
        return Page(
            rows=rows,
            next=Cursor(keys[-1]).encoded() if has_next else None,
            previous=Cursor(keys[0], back=True).encoded() if has_previous else None,
        )


@dataclass(frozen=True)
class Page:
    """Rows and the cursors before and after them; None at either end."""

    rows: list[Any]
    next: str | None
    previous: str | None


def window(queryset: QuerySet[Any], ordering: Ordering, *, size: int, cursor: str = "") -> Window:
    """The rows of one page. Raises `InvalidInput` for a broken cursor."""
    return _window(queryset, ordering, size=size, place=_place(cursor, ordering), find_first=False)


def are_few(count: int, *, is_exact: bool) -> bool:
    """Whether so few rows match that all of them are found and sorted first; a capped count never is."""
    return is_exact and count <= FEW


def window_of_matches(queryset: QuerySet[Any], ordering: Ordering, *, size: int, cursor: str = "", few: bool) -> Window:
    """The rows of one page of a searched list; `few`: no more than `FEW` match. Raises as `window` does."""
    place = _place(cursor, ordering)
    find_first = few or not stands_near(queryset, ordering, size=size, place=place)
    return _window(queryset, ordering, size=size, place=place, find_first=find_first)


def numbered_window(queryset: QuerySet[Any], ordering: Ordering, *, size: int, number: int, few: bool | None) -> Window:
    """The rows of the page with this number from 1 on; `few` as for matches, None where nothing is searched."""
    first = (number - 1) * size
    end = first + size
    find_first = few is not None and (few or not stands_near(queryset, ordering, size=end))
    return Window(queryset.order_by(*ordering.keys(find_first=find_first))[first : end + 1], ordering, size, None)


def stands_near(queryset: QuerySet[Any], ordering: Ordering, *, size: int, place: Cursor | None = None) -> bool:
    """Whether more than a page of these rows stands among the next of all the model's rows in this order.

    Reading them in the order's own index then passes only those; otherwise it may pass all.
    """
    rows, order = _beyond(queryset.model._default_manager.all(), ordering, place)
    next_rows = rows.order_by(*order.fields)[:NEAR].values("pk")
    return queryset.order_by().filter(pk__in=next_rows)[: size + 1].count() > size


def _place(cursor: str, ordering: Ordering) -> Cursor | None:
    return read_cursor(cursor, ordering) if cursor else None


def _window(
    queryset: QuerySet[Any], ordering: Ordering, *, size: int, place: Cursor | None, find_first: bool
) -> Window:
    rows, order = _beyond(queryset, ordering, place)
    return Window(rows.order_by(*order.keys(find_first=find_first))[: size + 1], ordering, size, place)


def _beyond(queryset: QuerySet[Any], ordering: Ordering, place: Cursor | None) -> tuple[QuerySet[Any], Ordering]:
    """The rows past a place, and the order to read them in."""
    if place is None:
        return queryset, ordering
    try:
        queryset = queryset.filter(beyond(place, ordering))
    except (ValueError, TypeError, ValidationError) as error:  # the cursor of another order
        raise _unreadable() from error
    return queryset, ordering.reversed() if place.back else ordering


def objects(found: Window) -> Page:
    """The page as model instances, for templates."""
    rows = list(found.queryset)
    keys = [tuple(_value(row, name) for name in found.ordering.names) for row in rows]
    return found.arrange(rows, keys)


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row
