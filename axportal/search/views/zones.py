"""The zones."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from axportal.core import clock
from axportal.records import registry
from axportal.search.selectors.maps import linked_zones
from axportal.search.selectors.zones import zone_list, zone_page
from axportal.search.views.crumbs import crumbs
from regions.selectors import zone_summary


class ZoneListView(TemplateView):
    """The four zones on a map and as a list, with the provinces in them and why."""

    template_name = "zones/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The zones and the basis of their provinces."""
        return super().get_context_data(
            shown=zone_list(), map_zones=linked_zones(), crumbs=crumbs((_("권역"), "")), **kwargs
        )


class ZoneDetailView(TemplateView):
    """One zone on one page."""

    template_name = "zones/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the page shows at this moment. 404 for an unknown zone."""
        zone = zone_summary(self.kwargs["slug"])
        if zone is None:
            raise Http404
        shown = zone_page(self.request.user, zone, at=clock.now())
        kinds = {"labs": registry.get("labs"), "schools": registry.get("schools"), "startups": registry.get("startups")}
        way = crumbs((_("권역"), reverse("zones:list")), (zone.name, ""))
        return super().get_context_data(shown=shown, facts=shown.facts, kinds=kinds, crumbs=way, **kwargs)
