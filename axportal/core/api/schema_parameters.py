"""The parameters of requests as OpenAPI says them: paging, choice of fields, filters, preconditions."""

import inspect
from typing import Any

import django_filters as filters
from drf_spectacular.utils import OpenApiParameter

from axportal.core import paging
from axportal.core.api import etags, idempotency

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_TYPES: dict[type, dict[str, Any]] = {
    filters.BooleanFilter: {"type": "boolean"},
    filters.DateFilter: {"type": "string", "format": "date"},
    filters.IsoDateTimeFilter: {"type": "string", "format": "date-time"},
    filters.UUIDFilter: {"type": "string", "format": "uuid"},
    filters.NumberFilter: {"type": "number"},
}


def _query(name: str, schema: dict[str, Any], description: str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=description, **more)


def _header(name: str, schema: dict[str, Any], description: str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.HEADER, description=description, **more)


def request_headers(method: str) -> list[OpenApiParameter]:
    """Preconditions and the key that makes a POST repeatable."""
    if method == "GET":
        return [_header("If-None-Match", {"type": "string"}, "The ETag of what you have; 304 while it is current.")]
    if method == "PATCH":
        schema = {"type": "string", "pattern": etags.OBJECT_PATTERN}
        return [_header("If-Match", schema, "The ETag of the version you are changing.", required=True)]
    schema = {"type": "string", "pattern": idempotency.KEY_PATTERN}
    return [_header(idempotency.HEADER, schema, "Your name for this request: sent again, it has no second effect.")]


def one_parameters(view: Any) -> list[OpenApiParameter]:
    """What a single object can be asked for."""
    return [*_fields(view), _format("json")]


def list_parameters(view: Any) -> list[OpenApiParameter]:
    """Paging, order, choice of fields, search and every filter of the resource."""
    names = [name for ordering in view.orderings for name in (ordering, f"-{ordering}")]
    found = [
        _query("cursor", _TEXT, "The place from `next` or `previous` of another page."),
        _query("page", _whole(paging.NUMBERED_PAGES), "A page by its number, with `count`; beyond 20 use `cursor`."),
        _query("page_size", {**_whole(paging.MAX_PAGE), "default": view.default_size}, "Rows of a page."),
        _query("ordering", {"type": "string", "enum": names}, f"Order of the rows; `{names[0]}` unless told."),
        _query("count", {"type": "boolean"}, "Whether to count the rows, up to 10,000."),
        *_fields(view),
        _format("json", *(["csv"] if view.gives_csv else [])),
    ]
    if view.searchable:
        found.append(_query("q", {"type": "string"}, "Words, parts of words or Korean initial consonants."))
    declared = view.filterset.base_filters if view.filterset is not None else {}
    return [*found, *(_filter(view.filterset, name, declared[name]) for name in declared)]


def _whole(most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": 1, "maximum": most}


def _fields(view: Any) -> list[OpenApiParameter]:
    if not view.chooses_fields:
        return []
    schema = {"type": "array", "items": {"type": "string", "enum": list(view.shape.fields)}}
    return [_query("fields", schema, "The fields wanted, parted by commas; else all.", style="form", explode=False)]


def _format(*formats: str) -> OpenApiParameter:
    text = "`csv` gives all rows that match, not one page." if "csv" in formats else "The format of the answer."
    return _query("format", {"type": "string", "enum": list(formats)}, text)


def _filter(filterset: Any, name: str, declared: Any) -> OpenApiParameter:
    schema = dict(next((found for kind, found in _TYPES.items() if isinstance(declared, kind)), _TEXT))
    if "choices" in declared.extra:
        schema = {"type": "string", "enum": [str(value) for value, _label in declared.extra["choices"]]}
    if isinstance(declared, filters.MultipleChoiceFilter):
        schema = {"type": "array", "items": schema}
    return _query(name, schema, _describe(filterset, name, declared))


def _describe(filterset: Any, name: str, declared: Any) -> str:
    """The docstring of the filter's own class or method, else a sentence from its name."""
    if isinstance(declared.method, str):
        return inspect.getdoc(getattr(filterset, declared.method)) or ""
    if not type(declared).__module__.startswith(("django_filters", "axportal.core")):
        return inspect.getdoc(type(declared)) or ""
    sentence = {"lte": "at most this", "gte": "at least this"}.get(declared.lookup_expr, "this")
    several = isinstance(declared, filters.MultipleChoiceFilter)
    told = declared.field_name.partition("__")[0]
    return f"Rows whose `{told}` is {'one of these' if several else sentence}."
