"""The national page, the page of a site, and the figures for everybody."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from axportal.core import clock
from gpu.models import Cluster
from gpu.permissions import keeps_sites, watches_sites
from gpu.selectors.figures import national
from gpu.selectors.pages import national_page, site_page
from gpu.selectors.tables import FIGURE_COLUMNS, figure_rows
from gpu.views.files import csv_answer
from gpu.views.live import LiveView


def sees_reasons(user: Any, cluster: Cluster | None = None) -> bool:
    """Whether a person is told what went wrong when a site was read: its keepers and national staff."""
    if cluster is None:
        return watches_sites(user)
    return Cluster.objects.told_to(user).filter(pk=cluster.pk).exists()


class NationalView(LiveView):
    """All sites: what there is, what runs, what is idle, who uses it."""

    page_template = "gpu/national.html"
    live_template = "gpu/national_live.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""

        def make(at: datetime) -> dict[str, Any]:
            page = national_page(request.user, at=at)
            return {"page": page, "sees_reasons": sees_reasons(request.user)}

        return self.answer(request, make, keeps=keeps_sites(request.user) or watches_sites(request.user))


class SiteView(LiveView):
    """One site."""

    page_template = "gpu/site.html"
    live_template = "gpu/site_live.html"

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page. 404 for a site this person does not see."""
        visible = Cluster.objects.visible_to(request.user).select_related("owner", "zone", "data_centre")
        cluster = get_object_or_404(visible, uuid=uuid)

        def make(at: datetime) -> dict[str, Any]:
            return {
                "page": site_page(request.user, cluster, at=at),
                "cluster": cluster,
                "sees_reasons": sees_reasons(request.user, cluster),
            }

        keeps = Cluster.objects.editable_by(request.user).filter(pk=cluster.pk).exists()
        return self.answer(request, make, cluster=cluster, keeps=keeps, reads=keeps or sees_reasons(request.user))


def public_figures(request: HttpRequest) -> HttpResponse:
    """The figures that everybody sees, the same for everybody; as a file with `?format=csv`."""
    at = clock.now()
    found = national(AnonymousUser(), at=at)
    if request.GET.get("format") == "csv":
        return csv_answer("gpu-public", FIGURE_COLUMNS, figure_rows(found))
    return render(request, "gpu/public.html", {"figures": found, "at": at})
