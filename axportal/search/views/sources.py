"""Every source of the portal's facts."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from axportal.search.selectors import provenance
from axportal.search.views.crumbs import crumbs


class SourceListView(TemplateView):
    """All sources, each with the facts that rest on it."""

    template_name = "search/sources.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sources in the order of their keys."""
        sources = provenance.cited_sources(self.request.user)
        return super().get_context_data(sources=sources, crumbs=crumbs((_("출처"), "")), **kwargs)
