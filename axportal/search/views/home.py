"""The home page."""

from typing import Any

from django.views.generic import TemplateView

from axportal.core import clock
from axportal.search.selectors.home import home
from axportal.search.selectors.maps import linked_zones


class HomeView(TemplateView):
    """What the portal is, the four zones, open calls, the four tasks and the facts behind them."""

    template_name = "home/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the page shows at this moment."""
        shown = home(self.request.user, at=clock.now())
        return super().get_context_data(home=shown, map_zones=linked_zones(), **kwargs)
