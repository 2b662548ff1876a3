"""Reads of a record list: the filtered rows of a page, facet counts, totals, chips."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import get_language

from axportal.accounts.scoping import scope_of
from axportal.core import changes, clock, counters, fastread, paging
from axportal.core.process_cache import Remembered
from axportal.records.declarations import Facet, RecordType

PAGE_SIZES = (25, 50, 100)
NOT_FILTERS = {"cursor", "size", "sort", "q"}
COUNT_CAP = 10_000


@dataclass(frozen=True)
class FacetValue:
    """One choice of a facet with its count, None where there are too many to count, and the address to switch it."""

    value: str
    label: str
    count: int | None
    chosen: bool
    query: str


@dataclass(frozen=True)
class FacetGroup:
    """A facet with its choices."""

    filter: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Chip:
    """One condition in force, and the address without it."""

    label: str
    value: str
    query: str


@dataclass(frozen=True)
class Tab:
    """A view of the list: a link that is chosen while the address holds just its conditions."""

    label: str
    query: str
    chosen: bool


@dataclass(frozen=True)
class Listing:
    """Everything a list page shows. `editable` holds the ids of those rows that this user may change."""

    page: paging.Page
    editable: frozenset[int]
    total: int
    total_is_exact: bool
    facets: tuple[FacetGroup, ...]
    chips: tuple[Chip, ...]
    tabs: tuple[Tab, ...]
    sort: str
    size: int
    errors: Mapping[str, Any]


def filtered(record_type: RecordType, user: Any, parameters: QueryDict) -> tuple[models.QuerySet[Any], Any]:
    """The visible rows that match the address, and the filter set (invalid conditions match nothing)."""
    visible = record_type.visible_to(user)
    found = record_type.filterset(parameters, queryset=visible)
    if found.base_filters.keys().isdisjoint(parameters):
        queryset = visible
    else:
        queryset = found.qs if found.is_valid() else record_type.model._default_manager.none()
    text = parameters.get("q", "").strip()
    if text and record_type.search_fields:
        queryset = queryset.filter(record_type.matching(text))
    return queryset, found


def is_searched(parameters: QueryDict) -> bool:
    """Whether words are asked for."""
    return bool(parameters.get("q", "").strip())


def ordering_of(record_type: RecordType, parameters: QueryDict) -> tuple[str, paging.Ordering]:
    """The ordering an address names; the list's own for an unknown one."""
    name = parameters.get("sort", "")
    if name.removeprefix("-") not in record_type.orderings:
        name = paging.default_order(record_type.orderings, searched=is_searched(parameters))
    ordering = record_type.orderings[name.removeprefix("-")]
    return name, ordering.reversed() if name.startswith("-") else ordering


#: Lists by what they are made from. Most are asked for again before anything in them changes.
_listings: Remembered[Listing] = Remembered(most=50)


def current_listing(record_type: RecordType, user: Any, parameters: QueryDict) -> Listing:
    """`listing`, made anew when a row, what this user may see, the day or the question has changed."""
    made_from = (
        record_type.slug,
        changes.mark(record_type.watched),
        *(user.pk, scope_of(user).key, get_language()),
        clock.seoul_date(clock.now()),
        parameters.urlencode(),
    )
    return _listings(made_from, lambda: listing(record_type, user, parameters))


def listing(record_type: RecordType, user: Any, parameters: QueryDict) -> Listing:
    """One page of the list. Raises `InvalidInput` for a broken cursor."""
    queryset, found = filtered(record_type, user, parameters)
    sort, ordering = ordering_of(record_type, parameters)
    size, cursor = _size(parameters.get("size", "")), parameters.get("cursor", "")
    counts = _counts(record_type, user, parameters)
    choices = _choices(record_type, parameters)
    total, exact = _total(choices, queryset, counts)
    if is_searched(parameters):
        few = paging.are_few(total, is_exact=exact)
        window = paging.window_of_matches(queryset, ordering, size=size, cursor=cursor, few=few)
    else:
        window = paging.window(queryset, ordering, size=size, cursor=cursor)
    page = paging.objects(window)
    return Listing(
        page=page,
        editable=_editable(record_type, user, page),
        total=total,
        total_is_exact=exact,
        facets=tuple(_facet_group(choice, choices, parameters, counts) for choice in choices),
        chips=_chips(record_type, found, parameters),
        tabs=_tabs(record_type, user, parameters),
        sort=sort,
        size=size,
        errors={} if found.base_filters.keys().isdisjoint(parameters) else found.errors,
    )


def _editable(record_type: RecordType, user: Any, page: paging.Page) -> frozenset[int]:
    if not user.is_authenticated or not page.rows:
        return frozenset()
    found = record_type.editable_by(user).filter(pk__in=[record.pk for record in page.rows])
    return frozenset(found.values_list("pk", flat=True))


def _tabs(record_type: RecordType, user: Any, parameters: QueryDict) -> tuple[Tab, ...]:
    conditions = {name: parameters.getlist(name) for name in parameters if name not in NOT_FILTERS}
    tabs = []
    for view in record_type.views:
        query = view.query(user)
        if query is not None:
            chosen = conditions == {name: [value] for name, value in query.items()}
            tabs.append(Tab(label=str(view.label), query=urlencode(query), chosen=chosen))
    return tuple(tabs)


def _size(text: str) -> int:
    return int(text) if text in {str(size) for size in PAGE_SIZES} else PAGE_SIZES[0]


Cells = list[tuple[dict[str, Any], int]]


@dataclass(frozen=True)
class Counts:
    """The rows under all conditions but the facets', by the facets' columns; beyond the cap only which there are."""

    cells: Cells
    are_exact: bool


def _counts(record_type: RecordType, user: Any, parameters: QueryDict) -> Counts:
    """From the counters where only facets narrow the list, else counted from the rows, up to the cap."""
    if not record_type.facets:
        return Counts([], are_exact=False)
    names = {facet.filter for facet in record_type.facets}
    others = {name for name in parameters if name not in names | NOT_FILTERS and parameters.get(name)}
    if not others and not parameters.get("q", "").strip():
        return Counts(visible_cells(record_type, user), are_exact=True)
    unfaceted = parameters.copy()
    for name in names:
        unfaceted.pop(name, None)
    rows, _found = filtered(record_type, user, unfaceted)
    columns = [facet.field for facet in record_type.facets]
    counted = Counter(rows.order_by().values_list(*columns)[: COUNT_CAP + 1])
    if counted.total() > COUNT_CAP:
        return Counts(visible_cells(record_type, user), are_exact=False)
    return Counts([(dict(zip(columns, values, strict=True)), n) for values, n in counted.items()], are_exact=True)


def visible_cells(record_type: RecordType, user: Any) -> Cells:
    """The counter cells of the rows this user may see; drafts count for their keepers only."""
    cells = counters.cells(record_type.model)
    scope = scope_of(user)
    if scope.is_national or not cells or "publication" not in cells[0][0]:
        return cells
    queryset = record_type.model._default_manager.all()
    keepers = [record_type.model._meta.get_field(name).attname for name in getattr(queryset, "keepers", ())]  # type: ignore[union-attr]
    own = scope.organisations(*getattr(queryset, "roles", ()))
    return [
        (cell, n)
        for cell, n in cells
        if cell["publication"] == "published" or any(cell.get(keeper) in own for keeper in keepers)
    ]


@dataclass(frozen=True)
class Choice:
    """A facet with its choices and those that the address wants: parameters as written, values as stored."""

    facet: Facet
    offered: Sequence[tuple[Any, str, Any]]
    wanted: frozenset[str]
    values: frozenset[Any]


def _choices(record_type: RecordType, parameters: QueryDict) -> tuple[Choice, ...]:
    choices = []
    for facet in record_type.facets:
        offered, wanted = facet.choices(), frozenset(parameters.getlist(facet.filter))
        values = frozenset(value for value, parameter, _label in offered if parameter in wanted)
        choices.append(Choice(facet, offered, wanted, values))
    return tuple(choices)


def _matches(cell: Mapping[str, Any], choices: tuple[Choice, ...], *, but: Choice | None) -> bool:
    return all(choice is but or not choice.values or cell[choice.facet.field] in choice.values for choice in choices)


def _facet_group(choice: Choice, choices: tuple[Choice, ...], parameters: QueryDict, counts: Counts) -> FacetGroup:
    """Counts of a facet's choices under the other conditions."""
    facet, wanted = choice.facet, choice.wanted
    found: Counter[Any] = Counter()
    for cell, n in counts.cells:
        if _matches(cell, choices, but=choice):
            found[cell[facet.field]] += n
    values = tuple(
        FacetValue(
            value=parameter,
            label=str(label),
            count=found[value] if counts.are_exact else None,
            chosen=parameter in wanted,
            query=_switched(parameters, facet.filter, parameter),
        )
        for value, parameter, label in choice.offered
        if found[value] or parameter in wanted
    )
    return FacetGroup(filter=facet.filter, label=str(facet.label), values=values)


def _switched(parameters: QueryDict, name: str, value: str) -> str:
    changed = parameters.copy()
    changed.pop("cursor", None)
    values = changed.getlist(name)
    changed.setlist(name, [v for v in values if v != value] if value in values else [*values, value])
    return changed.urlencode()


def _total(choices: tuple[Choice, ...], queryset: models.QuerySet[Any], counts: Counts) -> tuple[int, bool]:
    """From the facets' counts where they are exact, else a count up to the cap."""
    if counts.are_exact:
        return sum(n for cell, n in counts.cells if _matches(cell, choices, but=None)), True
    if choices and not any(choice.values for choice in choices):
        return COUNT_CAP, False
    return fastread.capped_count(queryset, cap=COUNT_CAP)


def _chips(record_type: RecordType, found: Any, parameters: QueryDict) -> tuple[Chip, ...]:
    chips = []
    for name, declared in record_type.filterset.base_filters.items():
        for value in parameters.getlist(name):
            if value:
                label = str(declared.label or record_type.field_label(declared.field_name or name))
                text = _choice_text(found, name, value)
                chips.append(Chip(label=label, value=text, query=_without(parameters, name, value)))
    text = parameters.get("q", "").strip()
    if text:
        chips.append(Chip(label="", value=text, query=_without(parameters, "q", text)))
    return tuple(chips)


def _choice_text(found: Any, name: str, value: str) -> str:
    field = found.form.fields[name]
    for code, label in getattr(field, "choices", ()):
        if str(code) == value:
            return str(label)
    return value


def _without(parameters: QueryDict, name: str, value: str) -> str:
    changed = parameters.copy()
    changed.pop("cursor", None)
    changed.setlist(name, [v for v in changed.getlist(name) if v.strip() != value.strip()])
    return changed.urlencode()
