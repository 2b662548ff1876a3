"""The rows behind the figures: servers, one server to the card, jobs, and histories."""

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode

from axportal.core import clock
from gpu.models import Cluster, GpuModel, Node
from gpu.selectors import tables
from gpu.selectors.figures import STATES, national, of_site
from gpu.selectors.history import history
from gpu.selectors.outages import gpu_hours_of, outages_of_day
from gpu.selectors.pages import chart_of, zoom_of
from gpu.selectors.rows import JobFilter, NodeFilter, jobs_of, node_page, node_rows
from gpu.selectors.sites import sites_of
from gpu.views.files import csv_answer

PAGE = 100
#: No site reported before.
FIRST_DAY = date(2020, 1, 1)
#: The spans that a history offers, by name.
RANGES = {
    "1h": timedelta(hours=1),
    "6h": timedelta(hours=6),
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
    "90d": timedelta(days=90),
    "1y": timedelta(days=365),
    "3y": timedelta(days=3 * 365),
}


def nodes(request: HttpRequest) -> HttpResponse:
    """Servers by conditions, with what they add up to; as a file with `?format=csv`."""
    at = clock.now()
    figures = national(request.user, at=at)
    chosen = NodeFilter.of(request.GET.dict())
    found = node_rows(figures, chosen)
    if request.GET.get("format") == "csv":
        return csv_answer("gpu-nodes", tables.NODE_COLUMNS, tables.node_rows([*found.lines, *found.left_out]))
    page = Paginator(found.lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "at": at,
        "figures": figures,
        "chosen": chosen,
        "found": found,
        "page": page,
        "states": STATES,
        "pager": _pager(page, chosen.query),
        "csv_url": f"?{urlencode({**chosen.query, 'format': 'csv'})}",
    }
    return render(request, "gpu/nodes.html", context)


def node(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One server to the card. 404 for a server of a site this person does not see."""
    at = clock.now()
    visible = Node.objects.visible_to(request.user).as_told(request.user, shown_reason="reason")
    one = get_object_or_404(visible.select_related("cluster", "cluster__owner", "pool", "retired_by"), uuid=uuid)
    shown = node_page(request.user, one, of_site(one.cluster, at=at))
    return render(request, "gpu/node.html", {"at": at, "shown": shown, "node": one})


def jobs(request: HttpRequest) -> HttpResponse:
    """Running and waiting jobs by conditions."""
    at = clock.now()
    sites = sites_of(Cluster.objects.visible_to(request.user), at=at)
    chosen = JobFilter.of(request.GET.dict())
    rows = jobs_of(sites, request.user, chosen).order_by("-is_running", "submitted_at", "id")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    silent = [site for site in sites if not site.standing("queue").is_known]
    old = [site for site in sites if site.standing("queue").is_old]
    is_demo = any(site.cluster.is_demo for site in sites)
    context = {
        "at": at, "sites": sites, "chosen": chosen, "page": page, "silent": silent, "old": old, "is_demo": is_demo,
    }  # fmt: skip
    return render(request, "gpu/jobs.html", {**context, "pager": _pager(page, chosen.query)})


def outages(request: HttpRequest) -> HttpResponse:
    """The servers that were out on one day, of all sites or one; as a file with `?format=csv`."""
    at = clock.now()
    day = min(_day(request.GET.get("day", "")) or clock.seoul_date(at), clock.seoul_date(at))
    sites = sites_of(Cluster.objects.visible_to(request.user), at=at)
    site = next((one for one in sites if str(one.cluster.uuid) == request.GET.get("site")), None)
    shown = (site,) if site else sites
    found = outages_of_day(shown, day, request.user, at=at)
    if request.GET.get("format") == "csv":
        return csv_answer("gpu-outages", tables.OUTAGE_COLUMNS, tables.outage_rows(found))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = {"day": day.isoformat(), **({"site": str(site.cluster.uuid)} if site else {})}
    context = {
        "at": at,
        "day": day,
        "today": clock.seoul_date(at),
        "sites": sites,
        "site": site,
        "page": page,
        "gpu_hours": gpu_hours_of(found),
        "is_demo": any(one.cluster.is_demo for one in shown),
        "before_url": f"?{urlencode({**query, 'day': (day - timedelta(days=1)).isoformat()})}",
        "after_url": f"?{urlencode({**query, 'day': (day + timedelta(days=1)).isoformat()})}",
        "csv_url": f"?{urlencode({**query, 'format': 'csv'})}",
        "pager": _pager(page, query),
    }
    return render(request, "gpu/outage_list.html", context)


def _day(text: str) -> date | None:
    """A day of an address; None for what is none, or is before the portal's time."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= FIRST_DAY else None


def past(request: HttpRequest) -> HttpResponse:
    """The history of all sites or one, from an hour to years; as a file with `?format=csv`."""
    at = clock.now()
    name = request.GET.get("range", "")
    name = name if name in RANGES else "30d"
    visible = Cluster.objects.visible_to(request.user)
    chosen = list(visible.order_by("name_ko", "id"))
    site = next((one for one in chosen if str(one.uuid) == request.GET.get("site")), None)
    model = GpuModel.objects.visible_to(request.user).filter(code=request.GET.get("model", "")).first()
    found = history(
        [site] if site else chosen, since=at - RANGES[name], until=at, at=at, model_id=model.pk if model else None
    )
    if request.GET.get("format") == "csv":
        rows = ([row[column] for column in tables.POINT_COLUMNS] for row in tables.point_rows(found))
        return csv_answer("gpu-history", tables.POINT_COLUMNS, rows)
    is_demo = any(one.is_demo for one in ([site] if site else chosen))
    query = {"site": str(site.uuid) if site else "", "model": str(model.code) if model else ""}
    kept = urlencode({key: str(text) for key, text in query.items() if text})
    context = {
        "at": at,
        "range": name,
        "ranges": list(RANGES),
        "site": site,
        "sites": chosen,
        "model": model,
        "models": GpuModel.objects.visible_to(request.user).order_by("code"),
        "found": found,
        "chart": chart_of(found, is_demo=is_demo, table_url="#table"),
        "zoom": zoom_of(found),
        "is_demo": is_demo,
        "kept": kept,
        "csv_url": f"?{urlencode({'range': name, 'format': 'csv'})}{'&' + kept if kept else ''}",
    }
    return render(request, "gpu/history.html", context)


def _pager(page: Any, query: dict[str, str]) -> dict[str, str]:
    """The addresses of the pages before and after."""

    def address(number: int) -> str:
        return f"?{urlencode({**query, 'page': str(number)})}"

    return {
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
    }
