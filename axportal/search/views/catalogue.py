"""The catalogue."""

from typing import Any

from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers
from django.views.generic import TemplateView

from axportal.search.selectors.catalogue import catalogue
from axportal.search.selectors.maps import counted_zones
from axportal.search.selectors.query import MAP
from axportal.search.views.crumbs import crumbs


@method_decorator(vary_on_headers("HX-Request", "HX-Target"), name="dispatch")
class CatalogueView(TemplateView):
    """One list over everything that is public, narrowed by its address; with scripts the results follow the typing."""

    def get_template_names(self) -> list[str]:
        """The page, or only its results for a filter that asks while typing."""
        htmx = self.request.htmx  # type: ignore[attr-defined]
        only_results = bool(htmx) and htmx.target == "results"
        return ["search/catalogue_results.html" if only_results else "search/catalogue.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, facets and counts of the address."""
        found = catalogue(self.request.user, self.request.GET)
        drawn = counted_zones(found) if found.query.view == MAP else ()
        way = crumbs((_("모두 보기"), ""))
        return super().get_context_data(catalogue=found, map_zones=drawn, crumbs=way, **kwargs)
