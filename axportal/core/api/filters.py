"""Filters by several values, for pages and API alike."""

from typing import Any

import django_filters as filters


class ChoicesFilter(filters.MultipleChoiceFilter):
    """Any of some values of a row's own column: no row is found twice, so that none has to be told apart."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("distinct", False)
        super().__init__(**kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        """The rows with one of these values."""
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class RowsFilter(filters.ModelMultipleChoiceFilter):
    """Any of some rows that a record points at, by their ids: a list stays a walk along its own index."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("distinct", False)
        super().__init__(**kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        """The rows that point at one of these."""
        if not value:
            return qs
        found = qs.filter(**{f"{self.field_name}__in": [row.pk for row in value]})
        return found.distinct() if self.distinct else found
