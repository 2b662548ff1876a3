"""Filters of challenges. Nothing of the confidential part is a filter: that would leak it."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from axportal.challenges.models import Challenge
from axportal.core.api.filters import ChoicesFilter
from regions.filters import OriginFilter


class ChallengeFilterSet(filters.FilterSet):
    """Challenges by state and by what is said of the data."""

    origin = OriginFilter()
    status = ChoicesFilter(label=_("상태"), choices=Challenge.Status.choices)
    data_state = ChoicesFilter(label=_("데이터"), choices=Challenge.Data.choices)
    data_place = ChoicesFilter(label=_("처리할 수 있는 곳"), choices=Challenge.Place.choices)

    class Meta:
        model = Challenge
        fields = ("origin", "status", "data_state", "data_place")
