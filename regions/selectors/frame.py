"""What every page's frame needs from the regions."""

from typing import Any

from django.http import HttpRequest

from regions.selectors.zones import zone_summaries


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The four zones, for the zone switcher and the menu."""
    return {"zones": zone_summaries()}
