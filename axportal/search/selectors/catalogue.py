"""The catalogue: labs, schools, centres, start-ups, GPU pools and organisations as one list with facets and a map."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.urls import reverse

from axportal.core import paging
from axportal.core.errors import InvalidInput
from axportal.core.models import in_language
from axportal.search.selectors import query as queries
from axportal.search.selectors.listings import DIMENSIONS, Cell, Listing, counted_cells, listings
from axportal.search.selectors.marking import Part, marked
from axportal.search.selectors.query import Choice, Query
from regions.models import FactModel, RecordModel
from regions.selectors import IndustrySummary, ZoneSummary, industry_summaries, zone_summaries

PAGE_SIZE = 25
COUNT_CAP = 10_000
ORDERING = paging.Ordering(("name_ko", "listed_rank", "id"))
#: Within one type, where the rank is the same for all.
_OWN_ORDERING = paging.Ordering(("name_ko", "id"))
_COLUMNS = (
    "listed_rank", "id", "uuid", "name_ko", "name_en", "listed_zone", "listed_industry", "listed_status",
    "origin", "listed_publication",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One record in the catalogue."""

    kind: str
    url: str
    title: tuple[Part, ...]
    zone: ZoneSummary | None
    industry: IndustrySummary | None
    status: str
    tone: str
    is_demo: bool
    is_draft: bool


@dataclass(frozen=True)
class FacetValue:
    """A choice with its count, its share of the facet's largest count in percent, and the address that switches it.

    The count is None where more rows match than are counted: a sample's numbers would pass for all.
    """

    choice: Choice
    count: int | None
    share: int
    is_chosen: bool
    address: str


@dataclass(frozen=True)
class Drop:
    """A condition in force, the address without it, and how many records that would give."""

    dimension: str
    label: str
    address: str
    count: int


@dataclass(frozen=True)
class Catalogue:
    """Everything the page shows."""

    query: Query
    rows: tuple[Row, ...]
    previous: str
    next: str
    total: int
    is_exact: bool
    facets: dict[str, tuple[FacetValue, ...]]
    drops: tuple[Drop, ...]

    @property
    def has_helpful_drop(self) -> bool:
        """Whether giving up a single condition would find something."""
        return any(drop.count for drop in self.drops)

    @property
    def list_address(self) -> str:
        """The same records as a list."""
        return self.query.seen_as("").address

    @property
    def map_address(self) -> str:
        """The same records with the map."""
        return self.query.seen_as(queries.MAP).address

    @property
    def is_too_many(self) -> bool:
        """Whether narrowing is the sensible next step."""
        return self.total >= COUNT_CAP


def catalogue(user: Any, parameters: QueryDict) -> Catalogue:
    """One page of the catalogue as this user may see it. The same number of queries whatever is found."""
    query = queries.read(parameters)
    cells = text_cells(user, query.text) if query.text else counted_cells(user)
    page = _page(user, query, common=_capped(cells))
    return Catalogue(
        query=query,
        rows=tuple(page.rows),
        previous=query.at(page.previous).address if page.previous else "",
        next=query.at(page.next).address if page.next else "",
        total=_total(cells, query),
        is_exact=_is_exact(cells, query),
        facets={name: _facet(cells, query, name) for name in ("type", *DIMENSIONS)},
        drops=tuple(_drops(user, cells, query)),
    )


def text_cells(user: Any, text: str) -> list[Cell]:
    """Counts of what matches the words, up to the cap of each type: one query a type.

    The values are counted here: grouping a capped subquery in PostgreSQL joins the whole table to it.
    """
    found = []
    for listing in listings():
        columns = [column for column in map(listing.column, DIMENSIONS) if column]
        matching = _visible(listing, user).filter(listing.record_type.matching(text)).order_by()
        counts = Counter(matching.values_list(*columns)[: COUNT_CAP + 1])
        found += [listing.cell(dict(zip(columns, values, strict=True)), n) for values, n in counts.items()]
    return found


def _visible(listing: Listing, user: Any) -> QuerySet[Any]:
    return listing.record_type.model._default_manager.visible_to(user)  # type: ignore[attr-defined]


def _matching(cells: list[Cell], query: Query, *, but: str = "") -> Iterator[Cell]:
    wanted = {name: {choice.stored for choice in made} for name, made in query.chosen.items() if name != but}
    for cell in cells:
        if all(cell.value(name) in values for name, values in wanted.items()):
            yield cell


def _total(cells: list[Cell], query: Query) -> int:
    return sum(cell.n for cell in _matching(cells, query))


def _is_exact(cells: list[Cell], query: Query) -> bool:
    """Counters are exact; a text count that reached its cap is not."""
    return not query.text or not _capped(cells)


def _capped(cells: list[Cell]) -> set[str]:
    """The types of which a text count reached its cap."""
    by_type: Counter[str] = Counter()
    for cell in cells:
        by_type[cell.slug] += cell.n
    return {slug for slug, n in by_type.items() if n > COUNT_CAP}


def _facet(cells: list[Cell], query: Query, dimension: str) -> tuple[FacetValue, ...]:
    """The choices of a dimension with their counts under all other conditions."""
    counts: Counter[Any] = Counter()
    for cell in _matching(cells, query, but=dimension):
        counts[cell.value(dimension)] += cell.n
    types = {choice.value for choice in query.of("type")}
    asked = [listing for listing in listings() if dimension == "type" or not types or listing.slug in types]
    shown = [
        choice for choice in queries.choices(dimension, asked) if counts[choice.stored] or choice in query.of(dimension)
    ]
    largest = max((counts[choice.stored] for choice in shown), default=0) or 1
    return tuple(
        FacetValue(
            choice=choice,
            count=counts[choice.stored] if _is_exact(cells, query) else None,
            share=round(100 * counts[choice.stored] / largest),
            is_chosen=choice in query.of(dimension),
            address=query.switched(dimension, choice).address,
        )
        for choice in shown
    )


def _drops(user: Any, cells: list[Cell], query: Query) -> Iterator[Drop]:
    """Each condition in force with what the list would be without it."""
    nothing = not query.is_empty and not _total(cells, query)
    if query.text:
        without = query.without_text()
        count = _total(counted_cells(user), without) if nothing else 0
        yield Drop("text", query.text, without.address, count)
    for dimension, made in query.chosen.items():
        for choice in made:
            without = query.switched(dimension, choice)
            yield Drop(dimension, choice.label, without.address, _total(cells, without))


def _page(user: Any, query: Query, *, common: set[str]) -> paging.Page:
    """One page of all types together, by name; `common` names the types of which the words match very many."""
    cursor = _cursor(query.cursor)
    order = ORDERING.reversed() if cursor and cursor.back else ORDERING
    branches = [
        branch
        for listing in listings()
        for branch in _branch(listing, user, query, cursor, few=listing.slug not in common)
    ]
    if not branches:
        return paging.Page(rows=[], next=None, previous=None)
    together = branches[0]
    if len(branches) > 1:
        together = together.union(*branches[1:], all=True).order_by(*order.fields)[: PAGE_SIZE + 1]
    window = paging.Window(together, ORDERING, PAGE_SIZE, cursor)
    rows = list(window.queryset)
    keys = [(row["name_ko"], row["listed_rank"], row["id"]) for row in rows]
    return window.arrange([_row(row, query.text) for row in rows], keys)


def _cursor(text: str) -> paging.Cursor | None:
    """The place an address names; the beginning for anything this portal did not write."""
    try:
        cursor = paging.read_cursor(text, ORDERING) if text else None
    except InvalidInput:
        return None
    if cursor is None:
        return None
    name, rank, pk = cursor.values
    well_formed = isinstance(name, str) and isinstance(rank, int) and isinstance(pk, int)
    return cursor if well_formed and 0 <= rank < 100 and 0 <= pk < 2**63 else None


def _branch(
    listing: Listing, user: Any, query: Query, cursor: paging.Cursor | None, *, few: bool
) -> Iterator[QuerySet[Any, Any]]:
    """One type's share of the page, or nothing where its records cannot match."""
    condition = _condition(listing, query)
    if condition is None:
        return
    rows = _visible(listing, user).filter(condition)
    find_first = bool(query.text) and (few or not _stands_near(rows, cursor))
    order = _OWN_ORDERING.reversed() if cursor and cursor.back else _OWN_ORDERING
    rows = rows.annotate(**_columns(listing))
    if cursor is not None:
        rows = rows.filter(paging.beyond(cursor, ORDERING))
    yield rows.order_by(*order.keys(find_first=find_first)).values(*_COLUMNS)[: PAGE_SIZE + 1]


def _stands_near(rows: QuerySet[Any], cursor: paging.Cursor | None) -> bool:
    """`paging.stands_near` within one type, from about where the page of all types begins."""
    place = paging.Cursor((cursor.values[0], 0), back=cursor.back) if cursor else None
    return paging.stands_near(rows, _OWN_ORDERING, size=PAGE_SIZE, place=place)


def _condition(listing: Listing, query: Query) -> Q | None:
    """The query as a condition on this type; None when nothing of it can match."""
    if query.of("type") and listing.slug not in {choice.value for choice in query.of("type")}:
        return None
    condition = listing.record_type.matching(query.text) if query.text else Q()
    for dimension in DIMENSIONS:
        stored = {choice.stored for choice in query.of(dimension)}
        column = listing.column(dimension)
        if not stored or (not column and None in stored):
            continue
        if not column:
            return None
        among = Q(**{f"{column}__in": stored - {None}})
        condition &= among | Q(**{f"{column}__isnull": True}) if None in stored else among
    return condition


def _columns(listing: Listing) -> dict[str, Any]:
    """What every type's rows are told by; NULL, of the right kind, where a type has no such column."""
    kinds: dict[str, Any] = {"zone": BigIntegerField(), "industry": BigIntegerField(), "status": CharField()}
    columns: dict[str, Any] = {"listed_rank": Value(listing.rank, output_field=IntegerField())}
    for dimension, kind in kinds.items():
        column = listing.column(dimension)
        columns[f"listed_{dimension}"] = F(column) if column else Cast(Value(None), kind)
    published = Value(RecordModel.Publication.PUBLISHED, output_field=CharField())
    is_record = issubclass(listing.record_type.model, RecordModel)
    columns["listed_publication"] = F("publication") if is_record else published
    return columns


def _row(values: dict[str, Any], text: str) -> Row:
    listing = next(listing for listing in listings() if listing.rank == values["listed_rank"])
    name = in_language(values["name_ko"], values["name_en"])
    return Row(
        kind=str(listing.record_type.singular),
        url=reverse("records:detail", kwargs={"slug": listing.slug, "uuid": values["uuid"]}),
        title=marked(name, text),
        zone=next((zone for zone in zone_summaries() if zone.id == values["listed_zone"]), None),
        industry=next((row for row in industry_summaries() if row.id == values["listed_industry"]), None),
        status=listing.statuses().get(values["listed_status"], ""),
        tone=listing.record_type.tones.get(values["listed_status"] or "", "plain"),
        is_demo=values["origin"] == FactModel.Origin.DEMONSTRATION,
        is_draft=values["listed_publication"] == RecordModel.Publication.DRAFT,
    )
