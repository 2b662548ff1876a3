"""The dashboard's pages."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View as BaseView

from axportal.accounts.access import SignInRequired
from axportal.core import clock
from axportal.dashboard import selectors
from axportal.dashboard.permissions import can_view_dashboard
from axportal.dashboard.services import EXTENSIONS, export_view
from axportal.indicators.selectors import count_now, kept_on
from regions.selectors import zone_summaries

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class DashboardView(SignInRequired, BaseView):
    """Pages for staff; for other people there is no such page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for people who are signed in and not staff."""
        if request.user.is_authenticated and not can_view_dashboard(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def view_of(self, request: HttpRequest) -> selectors.View:
        """The view that the address asks for. 404 for a zone that does not exist."""
        view = selectors.chosen_view(request.user, request.GET)
        slug = request.GET.get("zone", "")
        if slug not in {"", "all"} and view.zone is None:
            raise Http404
        return view


class NationalView(DashboardView):
    """Four tasks × four zones, what needs a look, how it came to be."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        page = selectors.current_page(request.user, self.view_of(request), at=clock.now())
        context = {"page": page, "switch": _zone_links(page.view), "extensions": EXTENSIONS}
        return render(request, "dashboard/national.html", context)


class TrendView(DashboardView):
    """The numbers behind the chart and the sparks."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        page = selectors.current_page(request.user, self.view_of(request), at=clock.now())
        return render(request, "dashboard/trend.html", {"page": page, "tables": page.tables})


class CompareView(DashboardView):
    """Two zones side by side."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        compared = selectors.compare(request.GET.getlist("zones"), at=clock.now())
        return render(request, "dashboard/compare.html", {"compared": compared, "choices": zone_summaries()})


class ExportView(DashboardView):
    """The view as a file."""

    def get(self, request: HttpRequest, extension: str) -> HttpResponse:
        """The file. 404 for an unknown format, and for a day on which nothing was kept."""
        if extension not in EXTENSIONS:
            raise Http404
        view = self.view_of(request)
        figures = count_now(at=clock.now()) if view.as_of is None else kept_on(view.as_of)
        if figures is None:
            raise Http404
        content = export_view(actor=request.user, view=view, figures=figures, extension=extension)
        response = HttpResponse(content, content_type=CONTENT_TYPES[extension])
        response["Content-Disposition"] = f'attachment; filename="dashboard-{figures.day}.{extension}"'
        return response


def _zone_links(view: selectors.View) -> dict[str, Any]:
    """The zone switcher of this view: the day stays when the zone changes."""
    return {
        "all_url": f"?{view.of_zone(None).query}",
        "all_current": view.zone is None,
        "zones": [
            {
                "slug": zone.slug,
                "name": zone.name,
                "lead": zone.lead.short if zone.lead else "",
                "url": f"?{view.of_zone(zone).query}",
                "current": zone == view.zone,
            }
            for zone in zone_summaries()
        ],
    }
