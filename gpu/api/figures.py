"""The figures of now and of what was, over the API and as CSV."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.core import changes, clock
from axportal.core.api import etags, queries
from axportal.core.api import schema_responses as responses
from axportal.core.api.renderers import CsvRenderer, OrjsonRenderer
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.fastread import Shape
from axportal.core.paging import Ordering
from gpu.api.serializers import FiguresSerializer, HistorySerializer
from gpu.models import Cluster, GpuModel
from gpu.selectors.figures import figures_of
from gpu.selectors.history import history
from gpu.selectors.pages import SHOWN
from gpu.selectors.rates import Rates, last_hours, rates
from gpu.selectors.sites import sites_of
from gpu.selectors.tables import point_rows, site_row, tally_row

LONGEST = timedelta(days=3660)


def _answers(serializer: Any) -> Mapping[Any, Any]:
    return {
        (200, "application/json"): OpenApiResponse(serializer, "As it now stands."),
        (200, "text/csv"): OpenApiTypes.STR,
        304: OpenApiResponse(None, "Unchanged since the ETag in If-None-Match."),
        **responses.problems("GET", on_one=False),
    }


def _query(name: str, schema: dict[str, Any], description: str) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=description)


_FORMAT = _query("format", {"type": "string", "enum": ["json", "csv"]}, "`csv` gives the rows of `results`.")
_SITE = _query("site", {"type": "string", "format": "uuid"}, "Of this site alone.")
_MOMENT = {"type": "string", "format": "date-time"}


class _ShownViewSet(ScopedViewSet):
    """An answer made of many rows, with an ETag for the minute; JSON, and CSV of its `results`."""

    model = Cluster
    queryset: Any = Cluster.objects.none()
    orderings = {"id": Ordering(("id",))}
    shape = Shape({"uuid": "uuid"})
    chooses_fields = False
    tagged_as_list = True
    known: tuple[str, ...] = ("format", "site")

    def get_renderers(self) -> list[Any]:
        """JSON and CSV."""
        return [OrjsonRenderer(), CsvRenderer()]

    def given(self, request: Request) -> dict[str, str]:
        """The parameters. Raises `InvalidInput` for one that is not known, not once, or empty."""
        wrong = {name: _("모르는 조건입니다.") for name in sorted(set(request.query_params) - set(self.known))}
        for name, values in request.query_params.lists():
            if name in self.known and (len(values) > 1 or not values[0]):
                wrong[name] = _("값을 한 번만 적어 주세요.")
        if wrong:
            raise queries.wrong(wrong)
        return {name: str(text) for name, text in request.query_params.items()}

    def sites(self, given: dict[str, str]) -> Any:
        """The sites asked for, of those this caller sees."""
        visible = self.get_queryset()
        if "site" not in given:
            return visible
        try:
            return visible.filter(uuid=UUID(given["site"]))
        except ValueError as error:
            raise queries.wrong({"site": _("UUID를 적어 주세요.")}) from error

    def tag(self, request: Request, at: datetime) -> str:
        """Another one when something shown changed, and each minute, for ages grow."""
        minute = int(at.timestamp()) // 60
        query = f"{request.get_full_path()}|{minute}"
        return etags.list_tag(mark=changes.mark(SHOWN), viewer=self._viewer(request), query=query, by_date=False)

    def unchanged(self, request: Request, tag: str) -> HttpResponse | None:
        """304 for a caller whose copy is current."""
        if etags.matches(request.headers.get("If-None-Match", ""), tag):
            return self._tagged(HttpResponseNotModified(), tag)
        return None


class FiguresViewSet(_ShownViewSet):
    """Installed, in service, allocated, active, idle-held and stranded GPUs now, by site and model."""

    serializer_class = FiguresSerializer

    @extend_schema(parameters=[_SITE, _FORMAT], responses=_answers(FiguresSerializer))
    def show(self, request: Request) -> HttpResponse:
        """The figures."""
        given, at = self.given(request), clock.now()
        clusters, tag = self.sites(given), self.tag(request, at)
        return self.unchanged(request, tag) or self._tagged(Response(self._body(clusters, at)), tag)

    def _body(self, clusters: Any, at: datetime) -> dict[str, Any]:
        figures = figures_of(sites_of(clusters, at=at), at=at)
        since, until = last_hours(at)
        found = rates(figures.counted, since=since, until=until)
        empty = dict.fromkeys(tally_row(figures.total)) | {"out_of_service": [], "unknown_at": {}}
        return {
            "at": at,
            "is_demonstration": figures.is_demo,
            "sites": [site_row(site) for site in figures.sites],
            "total": tally_row(figures.total),
            "rates_since": since,
            "rates_until": until,
            **_rates(found),
            "results": [
                *({**site_row(one.site), "model": one.key[1], **tally_row(one)} for one in figures.by_site_model),
                *({**site_row(site), "model": None, **empty} for site in figures.left_out),
            ],
        }


def _rates(found: Rates) -> dict[str, Any]:
    return {
        "rates": [
            {
                "code": rate.code,
                "percent": None if rate.percent is None else float(rate.percent),
                "part": rate.part,
                "whole": rate.whole,
                "sites": rate.sites,
                "of_sites": rate.of_sites,
                "without": list(rate.without),
            }
            for rate in (found.operating, found.allocation, found.activity, found.idle_held, found.sharing)
        ],
        "waits": {
            "code": "CMP-07",
            "median_hours": None if found.waits.median is None else float(found.waits.median),
            "p90_hours": None if found.waits.p90 is None else float(found.waits.p90),
            "runs": found.waits.runs,
            "sites": found.waits.sites,
        },
    }


class HistoryViewSet(_ShownViewSet):
    """Rates and GPU-hours over a span, with the coverage of each point."""

    serializer_class = HistorySerializer
    known = ("format", "site", "model", "since", "until")

    @extend_schema(
        parameters=[
            _SITE,
            _query("model", {"type": "string", "minLength": 1}, "Of this model alone, by its code."),
            _query("since", _MOMENT, "From then; 30 days before `until` unless told."),
            _query("until", _MOMENT, "Up to then; now unless told."),
            _FORMAT,
        ],
        responses=_answers(HistorySerializer),
    )
    def show(self, request: Request) -> HttpResponse:
        """The points."""
        given, at = self.given(request), clock.now()
        since, until = _span(given, at)
        clusters, model, tag = self.sites(given), _model(request, given), self.tag(request, at)
        return self.unchanged(request, tag) or self._tagged(
            Response(_history(clusters, model, (since, until), at)), tag
        )


def _history(clusters: Any, model: int | None, span: tuple[datetime, datetime], at: datetime) -> dict[str, Any]:
    found_sites = list(clusters)
    since, until = span
    found = history(found_sites, since=since, until=until, at=at, model_id=model)
    return {
        "since": since,
        "until": until,
        "resolution": found.resolution,
        "seconds": found.seconds,
        "is_demonstration": any(one.is_demo for one in found_sites),
        "results": list(point_rows(found)),
    }


def _model(request: Request, given: dict[str, str]) -> int | None:
    """The model asked for. Raises `InvalidInput` for one that is not known."""
    if "model" not in given:
        return None
    found = GpuModel.objects.visible_to(request.user).filter(code=given["model"]).first()
    if found is None:
        raise queries.wrong({"model": _("그런 모델은 없습니다.")})
    return int(found.pk)


def _span(given: dict[str, str], at: datetime) -> tuple[datetime, datetime]:
    """The span asked for. Raises `InvalidInput` naming what is wrong with it."""
    until = _moment(given, "until", at)
    since = _moment(given, "since", until - timedelta(days=30))
    if since >= until:
        raise queries.wrong({"since": _("끝보다 앞선 때를 적어 주세요.")})
    if until - since > LONGEST:
        raise queries.wrong({"since": _("10년까지 됩니다.")})
    return since, until


def _moment(given: dict[str, str], name: str, otherwise: datetime) -> datetime:
    if name not in given:
        return otherwise
    try:
        found = parse_datetime(given[name].replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or not is_aware(found) or not 2000 <= found.year <= 2200:
        raise queries.wrong({name: _("2026-11-20T09:00:00+09:00처럼 적어 주세요.")})
    return found
