"""What zones look like, for the schema."""

from rest_framework import serializers

from axportal.records.api.serializers import ReferenceSerializer
from regions.models import FactModel


class ZoneSerializer(serializers.Serializer):
    """A zone."""

    uuid = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False)
    name_ko = serializers.CharField(required=False)
    name_en = serializers.CharField(required=False)
    origin = serializers.ChoiceField(choices=FactModel.Origin.choices, required=False)
    source = serializers.CharField(required=False, allow_null=True)  # type: ignore[assignment]
    as_of = serializers.DateField(required=False, allow_null=True)
    grade = serializers.ChoiceField(choices=FactModel.Grade.choices, allow_blank=True, required=False)
    updated_at = serializers.DateTimeField(required=False)
    code = serializers.CharField(required=False)
    slug = serializers.CharField(required=False)
    position = serializers.IntegerField(required=False)
    lead = ReferenceSerializer(required=False, allow_null=True)
