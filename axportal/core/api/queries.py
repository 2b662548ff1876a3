"""The query parameters of a request, checked against what its resource declares; whatever is wrong is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters as filters
from django.utils.translation import gettext as _
from rest_framework.request import Request

from axportal.core import paging
from axportal.core.errors import InvalidInput

LIST_PARAMETERS = {"cursor", "page", "page_size", "ordering", "fields", "format", "count"}
MOST_NAMED = 20  # wrong names that an answer repeats: it must not grow with what was sent
LONGEST_NAME = 100
ONE_PARAMETERS = {"fields", "format"}


@dataclass(frozen=True)
class ListQuery:
    """The parameters of a list request, checked."""

    size: int
    cursor: str
    page: int | None
    ordering: paging.Ordering
    names: Sequence[str] | None
    wants_count: bool
    search: str


def wrong(fields: Mapping[str, str]) -> InvalidInput:
    """The error that names wrong parameters or fields with one sentence each, the first 20 of them."""
    named = list(fields.items())[:MOST_NAMED]
    return InvalidInput(
        _("보내신 값에 고칠 곳이 있습니다."), fields={name[:LONGEST_NAME]: [message] for name, message in named}
    )


def read_list(view: Any, request: Request) -> ListQuery:
    """The checked parameters of a list. Raises `InvalidInput` naming each that is not known or not right."""
    declared = dict(view.filterset.base_filters) if view.filterset is not None else {}
    known = LIST_PARAMETERS | set(declared) | ({"q"} if view.searchable else set())
    known -= _not_offered(view)
    several = {name for name, kind in declared.items() if isinstance(kind, filters.MultipleChoiceFilter)}
    _refuse_unknown(request, known, several={"fields", *several})
    for name, kind in declared.items():
        if isinstance(kind, filters.BooleanFilter):
            _flag(request, name)
    page = _number(request, "page", default=0, most=None)
    return ListQuery(
        size=_number(request, "page_size", default=view.default_size, most=paging.MAX_PAGE),
        cursor=request.query_params.get("cursor", ""),
        page=page or None,
        ordering=_ordering(view, request),
        names=_names(view, request),
        wants_count=_flag(request, "count") or bool(page),
        search=_search(request),
    )


def read_one(view: Any, request: Request) -> Sequence[str] | None:
    """The fields that a request for one object wants; None for all."""
    _refuse_unknown(request, ONE_PARAMETERS - _not_offered(view), several={"fields"})
    return _names(view, request)


def refuse_all(request: Request) -> None:
    """A write takes no parameters: a misspelt condition must not be lost in silence."""
    _refuse_unknown(request, {"format"}, several=set())


def _not_offered(view: Any) -> set[str]:
    """A resource that answers in full has no choice of fields."""
    return set() if view.chooses_fields else {"fields"}


def _refuse_unknown(request: Request, known: set[str], *, several: set[str]) -> None:
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        raise wrong({name: _("모르는 조건입니다.") for name in unknown})
    repeated = [name for name, values in request.query_params.lists() if len(values) > 1 and name not in several]
    if repeated:
        raise wrong({name: _("한 번만 적어 주세요.") for name in repeated})
    empty = [name for name, values in request.query_params.lists() if "" in values and name != "q"]
    if empty:
        raise wrong({name: _("값을 적어 주세요.") for name in empty})


def _ordering(view: Any, request: Request) -> paging.Ordering:
    default = paging.default_order(view.orderings, searched=bool(_search(request)))
    name = request.query_params.get("ordering", default)
    found: paging.Ordering | None = view.orderings.get(name.removeprefix("-"))
    if found is None:
        raise wrong({"ordering": _("이 이름으로는 늘어놓을 수 없습니다.")})
    return found.reversed() if name.startswith("-") else found


def _names(view: Any, request: Request) -> Sequence[str] | None:
    """Parted by commas, or named again and again as generated clients do."""
    given = request.query_params.getlist("fields")
    if not given:
        return None
    names = ",".join(given).split(",")
    unknown = [name for name in names if name not in view.shape.fields]
    if unknown:
        raise wrong({"fields": _("모르는 이름입니다: %(names)s") % {"names": ", ".join(unknown)[:200]}})
    return names


def _search(request: Request) -> str:
    text: str = request.query_params.get("q", "").strip()
    if "\x00" in text:
        raise wrong({"q": _("쓸 수 없는 글자가 있습니다.")})
    return text


def _flag(request: Request, name: str) -> bool:
    text = request.query_params.get(name, "false")
    if text not in {"true", "false"}:
        raise wrong({name: _("true나 false를 적어 주세요.")})
    return text == "true"


def _number(request: Request, name: str, *, default: int, most: int | None) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise wrong({name: _("1 이상의 수를 적어 주세요.")})
    if most is not None and int(text) > most:
        raise wrong({name: _("%(most)s까지 됩니다.") % {"most": most}})
    return int(text)
