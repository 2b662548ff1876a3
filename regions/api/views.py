"""The API of zones; the other regions are record types."""

from typing import Any

from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.fastread import Shape
from axportal.core.paging import Ordering
from regions.api.serializers import ZoneSerializer
from regions.filters import ZoneFilterSet
from regions.models import Organisation, Zone
from regions.records import FACT_FIELDS
from regions.selectors.lookups import institute_lookup


class ZoneViewSet(ScopedViewSet):
    """The four zones of the strategy and the institute that leads each."""

    model = Zone
    queryset: Any = Zone.objects.none()
    serializer_class = ZoneSerializer
    filterset = ZoneFilterSet
    orderings = {"position": Ordering(("position", "id")), "code": Ordering(("code", "id"))}
    shape = Shape(
        {**FACT_FIELDS, "code": "code", "slug": "slug", "position": "position", "lead": institute_lookup("lead_id")}
    )
    related = (Organisation,)
