"""What GPU sites report, over the API: lists by cursor and as CSV; people's names as on the pages."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, F, OuterRef, Value, When
from django.db.models.functions import Cast, Coalesce, Extract, Greatest, JSONObject

from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.fastread import Shape
from axportal.core.paging import Ordering
from gpu.api import serializers
from gpu.api.filters import AttemptFilterSet, JobFilterSet, NodeFilterSet, OutageFilterSet, SiteFilterSet
from gpu.models import Attempt, Cluster, Job, Node, NodeGpus, Outage, SiteAccount, StreamState
from gpu.selectors.slices import GpuCount
from regions.selectors.lookups import zone_lookup

OF_SITE = {"site": "cluster__uuid", "site_name_ko": "cluster__name_ko", "origin": "cluster__origin"}
OF_ACCOUNT = {
    **OF_SITE,
    "account": "shown_account",
    "organisation": "account__organisation__uuid",
    "person": "shown_person",
    "partition": "partition",
    "state": "state",
    "gpus": "gpus",
    "nodes": "nodes",
    "submitted_at": "submitted_at",
    "started_at": "started_at",
    "observed_at": "observed_at",
}
BY_ID = {"id": Ordering(("id",))}
NAMES = {"shown_person": "person", "shown_account": "account__name"}
TEXT = {"shown_reason": "reason"}
_RUN = Extract(Coalesce("ended_at", "observed_at") - F("started_at"), "epoch")


class SiteViewSet(ScopedViewSet):
    """Sites: how they are read and how far."""

    model = Cluster
    queryset: Any = Cluster.objects.none()
    serializer_class = serializers.SiteSerializer
    related = (StreamState,)
    filterset = SiteFilterSet
    orderings = {"name": Ordering(("name_ko", "id"))}
    shape = Shape(
        {
            "uuid": "uuid",
            "version": "version",
            "name_ko": "name_ko",
            "name_en": "name_en",
            "owner": "owner__uuid",
            "owner_name_ko": "owner__name_ko",
            "data_centre": "data_centre__uuid",
            "data_centre_name_ko": "data_centre__name_ko",
            "zone": zone_lookup(),
            "connector": "connector",
            "poll_seconds": "poll_seconds",
            "publication": "publication",
            "origin": "origin",
            "as_of": "as_of",
            "stopped_at": "stopped_at",
            "streams": "stream_times",
        },
        annotations={
            "stream_times": ArraySubquery(
                StreamState.objects.filter(cluster=OuterRef("pk"))
                .order_by("stream")
                .values(one=JSONObject(stream="stream", observed_at="observed_at"))
            )
        },
    )


class _ToldViewSet(ScopedViewSet):
    """What sites report, with fields that hold "" where this caller is told figures alone."""

    told: ClassVar[Mapping[str, str]]
    """Under which names the shape has them, and the fields."""

    def get_queryset(self) -> Any:
        """Rows of the sites that this caller sees."""
        rows: Any = super().get_queryset()
        return rows.as_told(self.request.user, **self.told)


class NodeViewSet(_ToldViewSet):
    """Servers as last reported; those that were taken off the list by a person are not among them."""

    model = Node
    queryset: Any = Node.objects.none()
    serializer_class = serializers.NodeSerializer
    related = (NodeGpus, Cluster)
    told = TEXT
    filterset = NodeFilterSet
    orderings = {"name": Ordering(("name", "id"))}
    shape = Shape(
        {
            **OF_SITE,
            "uuid": "uuid",
            "name": "name",
            "state": "state",
            "in_service": "in_service",
            "reason": "shown_reason",
            "reason_at": "reason_at",
            "partitions": "partitions",
            "cpus": "cpus",
            "cpus_allocated": "cpus_allocated",
            "island": "island",
            "gpus": "gpu_counts",
            "observed_at": "observed_at",
            "unlisted_at": "unlisted_at",
        },
        annotations={
            "gpu_counts": ArraySubquery(
                NodeGpus.objects.filter(node=OuterRef("pk"))
                .order_by("type_name")
                .values(
                    one=JSONObject(
                        type="type_name", model="gpu_model__code", installed="installed", allocated="allocated"
                    )
                )
            )
        },
    )

    def get_queryset(self) -> Any:
        """Servers of the sites that this caller sees."""
        return super().get_queryset().filter(retired_at=None)


class JobViewSet(_ToldViewSet):
    """Waiting and running jobs as last reported."""

    model = Job
    queryset: Any = Job.objects.none()
    serializer_class = serializers.JobSerializer
    related = (SiteAccount, Cluster)
    told = NAMES
    filterset = JobFilterSet
    orderings = BY_ID
    shape = Shape(
        {
            **OF_ACCOUNT,
            "key": "key",
            "is_running": "is_running",
            "reason": "reason",
            "ends_at": "ends_at",
            "tasks": "tasks",
        }
    )


class AttemptViewSet(_ToldViewSet):
    """Every run of every job, with its GPU-seconds."""

    model = Attempt
    queryset: Any = Attempt.objects.none()
    serializer_class = serializers.AttemptSerializer
    related = (SiteAccount, Cluster)
    told = NAMES
    filterset = AttemptFilterSet
    orderings = BY_ID
    shape = Shape(
        {
            **OF_ACCOUNT,
            "uuid": "uuid",
            "key": "key",
            "job": "job_id",
            "ended_at": "ended_at",
            "gpu_seconds": "gpu_seconds",
            "runaway_since": "runaway_since",
        },
        annotations={
            "gpu_seconds": GpuCount("gpus")
            * Case(When(started_at__isnull=False, then=Greatest(Cast(_RUN, BigIntegerField()), Value(0))))
        },
    )


class OutageViewSet(_ToldViewSet):
    """Times in which servers were out of service."""

    model = Outage
    queryset: Any = Outage.objects.none()
    serializer_class = serializers.OutageSerializer
    related = (Node, Cluster)
    told = TEXT
    filterset = OutageFilterSet
    orderings = {"started_at": Ordering(("started_at", "id"))}
    shape = Shape(
        {
            **OF_SITE,
            "uuid": "uuid",
            "node": "node__uuid",
            "node_name": "node__name",
            "started_at": "started_at",
            "ended_at": "ended_at",
            "gpus": "gpus",
            "state": "state",
            "reason": "shown_reason",
            "cause": "cause",
            "is_confirmed": "is_confirmed",
        }
    )
