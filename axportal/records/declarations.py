"""What an app says about a record type: one declaration gives list, detail, edit, history, undo, API and export."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django_filters import FilterSet

from axportal.core import fastread, formats, text_search
from axportal.core.paging import Ordering
from axportal.core.workflow import Workflow

Text = str | Promise


@dataclass(frozen=True)
class Column:
    """One column of the list and of exports. `name` is a field or property path; `inline` columns edit in place.

    A bilingual column (`next_milestone`) shows and edits the text of the language in use.
    `order` names the ordering that the column's head sorts by; `unit` stands in the head. `selected()` gives a
    property's value as SQL, in the reader's language, so that a file of all rows need not make an object of each.
    """

    name: str
    label: Text
    inline: bool = False
    order: str = ""
    unit: Text = ""
    selected: Callable[[], Combinable] | None = None


@dataclass(frozen=True)
class Section:
    """A group of fields on the record's page."""

    title: Text
    names: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """A tab above the list. `query(user)` gives its conditions, or None where it makes no sense for this user."""

    label: Text
    query: Callable[[Any], Mapping[str, str] | None]


@dataclass(frozen=True)
class Facet:
    """A filter whose counts come from the counters. `field` is the counted column (`zone_id`), `filter` its parameter.

    `choices()` gives the values in display order: `(counted value, parameter value, label)`.
    """

    field: str
    filter: str
    label: Text
    choices: Callable[[], Sequence[tuple[Any, str, Any]]]


@dataclass(frozen=True)
class RecordType:
    """A record type. See docs/adding-a-record-type.md for a worked example.

    `tones` gives a choice its badge: ok, warn, bad, info, unk or plain. `choices_for(user)` narrows the form's
    choices of related rows; `defaults_for(user)` fills what the form does not ask, the keeper first of all.
    `waits(record, at)` gives the days a record has stood in its state when they are too many.
    """

    slug: str
    model: type[models.Model]
    title: Text
    singular: Text
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    editable: tuple[str, ...]
    filterset: type[FilterSet]
    orderings: Mapping[str, Ordering]
    shape: fastread.Shape
    facets: tuple[Facet, ...] = ()
    views: tuple[View, ...] = ()
    search_fields: tuple[str, ...] = ()
    select_related: tuple[str, ...] = ()
    prefetch_related: tuple[str, ...] = ()
    workflow: Workflow | None = None
    can_create: Callable[[Any], bool] = field(default=lambda user: False)
    defaults_for: Callable[[Any], dict[str, Any]] = field(default=lambda user: {})
    choices_for: Callable[[Any], Mapping[str, models.QuerySet[Any]]] = field(default=lambda user: {})
    tones: Mapping[str, str] = field(default_factory=dict)
    waits: Callable[[Any, datetime], int | None] = field(default=lambda record, at: None)
    detail_template: str = ""
    empty_hint: Text = ""

    @property
    def label(self) -> str:
        """The model's label, as counters and audit name it."""
        return self.model._meta.label_lower

    @property
    def action_prefix(self) -> str:
        """The beginning of this type's audit actions: `labs.joint_lab`."""
        name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in self.model.__name__)
        return f"{self.model._meta.app_label}.{name.lstrip('_')}"

    @cached_property
    def watched(self) -> tuple[type[models.Model], ...]:
        """The models whose changes change the list: its own, then those it reads beside."""
        beside = [
            model
            for path in (*self.select_related, *self.prefetch_related)
            for model in _models_along(self.model, path)
        ]
        return tuple(dict.fromkeys((self.model, *beside)))

    def visible_to(self, user: Any) -> models.QuerySet[Any]:
        """The rows this user may see, with what the columns show; what a search looks at stays in the database."""
        queryset = self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]
        if self.search_fields:
            queryset = queryset.defer(*text_search.COLUMNS)
        return queryset.select_related(*self.select_related).prefetch_related(*self.prefetch_related)

    def editable_by(self, user: Any) -> models.QuerySet[Any]:
        """The rows this user may change."""
        return self.model._default_manager.editable_by(user)  # type: ignore[attr-defined]

    def matching(self, text: str) -> models.Q:
        """The search condition; for types with `search_fields`, which are those of the model's `search_words`."""
        return text_search.matching(text)

    def column(self, name: str) -> Column:
        """A column by name. Raises KeyError for an unknown one."""
        return {column.name: column for column in self.columns}[name]

    def edited_field(self, column: Column) -> str:
        """The field that an inline column edits: its own, or of a bilingual one that of the language in use."""
        names = {field.name for field in self.model._meta.get_fields()}
        return column.name if column.name in names else f"{column.name}_{'en' if formats.is_english() else 'ko'}"

    def field_label(self, name: str) -> str:
        """The label of a field: its column's, else the model's own, of a bilingual one the Korean field's."""
        for column in self.columns:
            if column.name == name:
                return str(column.label)
        for own in (name, f"{name}_ko"):
            try:
                return str(getattr(self.model._meta.get_field(own), "verbose_name", name))
            except FieldDoesNotExist:
                continue
        return name


def _models_along(model: Any, path: str) -> Iterator[type[models.Model]]:
    for step in path.split("__"):
        model = model._meta.get_field(step).related_model
        yield model
