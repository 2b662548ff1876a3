"""What the API tells of GPU sites. Null is unknown, never zero."""

from rest_framework import serializers

from axportal.records.api.serializers import ReferenceSerializer
from gpu.models import Cluster, Outage
from gpu.models.streams import Stream
from gpu.rules.freshness import Freshness
from gpu.selectors.figures import STATES
from regions.models import RecordModel

_FRESHNESS = f"One of {', '.join(one.value for one in Freshness)}."


class StreamTimeSerializer(serializers.Serializer):
    """One kind of data and when its newest is of."""

    stream = serializers.ChoiceField(choices=Stream.choices)
    observed_at = serializers.DateTimeField(allow_null=True)


class SiteSerializer(serializers.Serializer):
    """A site and how it is read."""

    uuid = serializers.UUIDField()
    version = serializers.IntegerField()
    name_ko = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    owner = serializers.UUIDField()
    owner_name_ko = serializers.CharField()
    data_centre = serializers.UUIDField()
    data_centre_name_ko = serializers.CharField()
    zone = ReferenceSerializer(allow_null=True)
    connector = serializers.ChoiceField(choices=Cluster.Connector.choices)
    poll_seconds = serializers.IntegerField()
    publication = serializers.ChoiceField(choices=RecordModel.Publication.choices)
    origin = serializers.ChoiceField(choices=RecordModel.Origin.choices)
    as_of = serializers.DateField(allow_null=True)
    stopped_at = serializers.DateTimeField(allow_null=True)
    streams = StreamTimeSerializer(many=True)


class NodeGpusSerializer(serializers.Serializer):
    """GPUs of one type in a server."""

    type = serializers.CharField(allow_blank=True, help_text="As the site names it; empty: not named.")
    model = serializers.CharField(allow_null=True)
    installed = serializers.IntegerField()
    allocated = serializers.IntegerField(allow_null=True)


class OfSiteSerializer(serializers.Serializer):
    """What tells the site of a row."""

    site = serializers.UUIDField()
    site_name_ko = serializers.CharField()
    origin = serializers.ChoiceField(choices=RecordModel.Origin.choices)


class NodeSerializer(OfSiteSerializer):
    """A server as last reported."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.CharField(allow_blank=True)
    in_service = serializers.BooleanField(allow_null=True)
    reason = serializers.CharField(
        allow_blank=True, help_text="Free text; for the site's keepers and national staff alone."
    )
    reason_at = serializers.DateTimeField(allow_null=True)
    partitions = serializers.ListField(child=serializers.CharField())
    cpus = serializers.IntegerField(allow_null=True)
    cpus_allocated = serializers.IntegerField(allow_null=True)
    island = serializers.CharField(allow_blank=True)
    gpus = NodeGpusSerializer(many=True)
    observed_at = serializers.DateTimeField()
    unlisted_at = serializers.DateTimeField(allow_null=True)


class OfAccountSerializer(OfSiteSerializer):
    """What a job and a run have in common."""

    account = serializers.CharField(
        allow_blank=True, help_text="As the scheduler calls it; for the site's keepers and national staff alone."
    )
    organisation = serializers.UUIDField(allow_null=True, help_text="Null: nobody said whose account it is.")
    person = serializers.CharField(
        allow_blank=True, help_text="As the site lets it be kept; for the site's keepers and national staff alone."
    )
    partition = serializers.CharField(allow_blank=True)
    state = serializers.CharField()
    gpus = serializers.DictField(child=serializers.IntegerField())
    nodes = serializers.ListField(child=serializers.CharField())
    submitted_at = serializers.DateTimeField(allow_null=True)
    started_at = serializers.DateTimeField(allow_null=True)
    observed_at = serializers.DateTimeField()


class JobSerializer(OfAccountSerializer):
    """A waiting or running job."""

    key = serializers.CharField()
    is_running = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    tasks = serializers.IntegerField(help_text="More than one: an array that waits as one; `gpus` are those of all.")


class AttemptSerializer(OfAccountSerializer):
    """One run of a job."""

    uuid = serializers.UUIDField()
    key = serializers.CharField()
    job = serializers.CharField()
    ended_at = serializers.DateTimeField(allow_null=True)
    gpu_seconds = serializers.IntegerField(
        allow_null=True, help_text="To its end; of one that still runs to when it was last seen."
    )
    runaway_since = serializers.DateTimeField(allow_null=True)


class OutageSerializer(OfSiteSerializer):
    """A time in which a server was out of service."""

    uuid = serializers.UUIDField()
    node = serializers.UUIDField()
    node_name = serializers.CharField()
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    gpus = serializers.IntegerField()
    state = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(
        allow_blank=True, help_text="Free text; for the site's keepers and national staff alone."
    )
    cause = serializers.ChoiceField(choices=Outage.Cause.choices)
    is_confirmed = serializers.BooleanField(help_text="The times are the scheduler's own.")


class CauseSerializer(serializers.Serializer):
    """GPUs out of service for one cause."""

    cause = serializers.CharField()
    gpus = serializers.FloatField(help_text="A slice of a GPU counts as its part of one.")


class _StatesSerializer(serializers.Serializer):
    """GPUs by state; `measured_gpus` are those that active and idle-held are known of."""

    measured_gpus = serializers.FloatField(allow_null=True)
    out_of_service = CauseSerializer(many=True)
    unknown_at = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), help_text="By state: sites that do not say it."
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        """One number for each state."""
        return {**{state: serializers.FloatField(allow_null=True) for state in STATES}, **super().get_fields()}


class SiteStandingSerializer(serializers.Serializer):
    """How fresh a site is, and whether it is in the totals."""

    site = serializers.UUIDField()
    site_name = serializers.CharField()
    origin = serializers.ChoiceField(choices=RecordModel.Origin.choices)
    is_counted = serializers.BooleanField()
    is_by_hand = serializers.BooleanField()
    freshness = serializers.CharField(help_text=_FRESHNESS)
    observed_at = serializers.DateTimeField(allow_null=True)
    as_of = serializers.DateField(allow_null=True)
    telemetry_freshness = serializers.CharField(help_text=_FRESHNESS)
    telemetry_observed_at = serializers.DateTimeField(allow_null=True)


class SiteModelSerializer(_StatesSerializer, SiteStandingSerializer):
    """The figures of one model at one site; a site in no total has nulls."""

    model = serializers.CharField(allow_null=True)


class RateSerializer(serializers.Serializer):
    """A rate with its base in GPU-seconds."""

    code = serializers.CharField()
    percent = serializers.FloatField(allow_null=True)
    part = serializers.IntegerField(allow_null=True)
    whole = serializers.IntegerField(allow_null=True)
    sites = serializers.IntegerField()
    of_sites = serializers.IntegerField()
    without = serializers.ListField(child=serializers.CharField())


class WaitsSerializer(serializers.Serializer):
    """Hours from submission to start of the runs that began in the period."""

    code = serializers.CharField()
    median_hours = serializers.FloatField(allow_null=True)
    p90_hours = serializers.FloatField(allow_null=True)
    runs = serializers.IntegerField()
    sites = serializers.IntegerField()


class FiguresSerializer(serializers.Serializer):
    """The figures of now, and the rates of the last 24 whole hours."""

    at = serializers.DateTimeField()
    is_demonstration = serializers.BooleanField()
    sites = SiteStandingSerializer(many=True)
    total = _StatesSerializer()
    rates_since = serializers.DateTimeField()
    rates_until = serializers.DateTimeField()
    rates = RateSerializer(many=True)
    waits = WaitsSerializer()
    results = SiteModelSerializer(many=True)


class PointSerializer(serializers.Serializer):
    """One span of time; where less than half was seen it is a gap."""

    starts_at = serializers.DateTimeField()
    seconds = serializers.IntegerField()
    sites = serializers.IntegerField()
    coverage_percent = serializers.FloatField(allow_null=True)
    operating_percent = serializers.FloatField(allow_null=True)
    allocation_percent = serializers.FloatField(allow_null=True)
    activity_percent = serializers.FloatField(allow_null=True)
    allocated_gpu_hours = serializers.FloatField(allow_null=True)
    idle_held_gpu_hours = serializers.FloatField(allow_null=True)
    is_gap = serializers.BooleanField()


class HistorySerializer(serializers.Serializer):
    """The points of a span."""

    since = serializers.DateTimeField()
    until = serializers.DateTimeField()
    resolution = serializers.IntegerField(help_text="Seconds of what is kept and summed up.")
    seconds = serializers.IntegerField(help_text="Of a point.")
    is_demonstration = serializers.BooleanField()
    results = PointSerializer(many=True)
