"""What the API shows and takes of the schedule of keeping."""

from rest_framework import serializers

from axportal.records.api.serializers import TextField
from axportal.retention.models import Period


class PeriodSerializer(serializers.Serializer):
    """One period with what it would touch."""

    key = serializers.CharField()
    what = serializers.CharField()
    begins = serializers.CharField()
    effect = serializers.CharField()
    action = serializers.ChoiceField(choices=Period.Action.choices)
    basis = serializers.ChoiceField(choices=Period.Basis.choices)
    reference = serializers.CharField(help_text="The article, or who decided it where.")
    months = serializers.IntegerField()
    least_months = serializers.IntegerField()
    due = serializers.IntegerField(help_text="Touched by the next run.")
    held = serializers.IntegerField(help_text="Due, and held back.")
    soon = serializers.IntegerField(help_text="Due within 90 days.")
    oldest = serializers.DateField(allow_null=True, help_text="The day on which the oldest is or was due.")


class ScheduleSerializer(serializers.Serializer):
    """The whole schedule."""

    periods = PeriodSerializer(many=True)


class HoldSerializer(serializers.Serializer):
    """A hold."""

    uuid = serializers.UUIDField()
    version = serializers.IntegerField()
    call = serializers.CharField(allow_null=True)
    application = serializers.CharField(allow_null=True)
    reason = serializers.CharField()
    until = serializers.DateField()
    placed_at = serializers.DateTimeField()
    lifted_at = serializers.DateTimeField(allow_null=True)
    lifted_why = serializers.CharField(allow_blank=True)


class PlaceHoldSerializer(serializers.Serializer):
    """What to hold back, why, and until when."""

    number = TextField(max_length=50)
    reason = TextField(max_length=500)
    until = serializers.DateField()


class LiftSerializer(serializers.Serializer):
    """Why it is lifted."""

    reason = TextField(max_length=500)


class RunSerializer(serializers.Serializer):
    """One night's work."""

    uuid = serializers.UUIDField()
    version = serializers.IntegerField()
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    counts = serializers.DictField()
