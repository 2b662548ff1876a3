"""Filters of what GPU sites report."""

from typing import Any

import django_filters as filters

from gpu.models import Attempt, Cluster, Job, Node, Outage


class OfSiteFilterSet(filters.FilterSet):
    """Rows of one site."""

    site = filters.UUIDFilter(field_name="cluster__uuid")


class SiteFilterSet(filters.FilterSet):
    """Sites."""

    uuid = filters.UUIDFilter()
    zone = filters.CharFilter(field_name="zone__slug")
    owner = filters.UUIDFilter(field_name="owner__uuid")

    class Meta:
        model = Cluster
        fields = ("uuid", "zone", "owner")


class NodeFilterSet(OfSiteFilterSet):
    """Servers."""

    name = filters.CharFilter()
    model = filters.CharFilter(method="of_model")
    in_service = filters.BooleanFilter()

    class Meta:
        model = Node
        fields = ("site", "name", "model", "in_service")

    def of_model(self, rows: Any, name: str, value: str) -> Any:
        """Servers in which GPUs of this model stand, by its code."""
        return rows.filter(gpus__gpu_model__code=value)


class JobFilterSet(OfSiteFilterSet):
    """Jobs."""

    is_running = filters.BooleanFilter()
    account = filters.CharFilter(field_name="shown_account")
    organisation = filters.UUIDFilter(field_name="account__organisation__uuid")

    class Meta:
        model = Job
        fields = ("site", "is_running", "account", "organisation")


class AttemptFilterSet(OfSiteFilterSet):
    """Runs."""

    job = filters.CharFilter(field_name="job_id")
    account = filters.CharFilter(field_name="shown_account")
    organisation = filters.UUIDFilter(field_name="account__organisation__uuid")
    started_from = filters.IsoDateTimeFilter(field_name="started_at", lookup_expr="gte")
    started_to = filters.IsoDateTimeFilter(field_name="started_at", lookup_expr="lte")

    class Meta:
        model = Attempt
        fields = ("site", "job", "account", "organisation", "started_from", "started_to")


class OutageFilterSet(OfSiteFilterSet):
    """Times out of service."""

    node = filters.UUIDFilter(field_name="node__uuid")
    is_open = filters.BooleanFilter(field_name="ended_at", lookup_expr="isnull")
    cause = filters.ChoiceFilter(choices=Outage.Cause.choices)

    class Meta:
        model = Outage
        fields = ("site", "node", "is_open", "cause")
