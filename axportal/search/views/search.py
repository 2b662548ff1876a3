"""Search over everything one may see."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from axportal.search.selectors.query import clean_text
from axportal.search.selectors.search import search
from axportal.search.views.crumbs import crumbs


class SearchView(TemplateView):
    """Results grouped by type. What is asked is kept nowhere: no log, no history."""

    template_name = "search/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The groups of what was found; none for an empty question."""
        text = clean_text(self.request.GET.get("q", ""))
        found = search(self.request.user, text) if text else None
        return super().get_context_data(text=text, found=found, crumbs=crumbs((_("찾기"), "")), **kwargs)
