"""What challenges and answers look like in the API, and what their writes take."""

from rest_framework import serializers

from axportal.challenges.models import Challenge, Interest
from axportal.records.api.serializers import TextField, UuidRelatedField
from regions.models import FactModel, Organisation

_INSTITUTES = Organisation.objects.filter(kind=Organisation.Kind.INSTITUTE)


class ChallengeSerializer(serializers.Serializer):
    """The public part: what everybody reads."""

    uuid = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False)
    title_ko = serializers.CharField(required=False)
    title_en = serializers.CharField(required=False)
    summary_ko = serializers.CharField(required=False)
    summary_en = serializers.CharField(required=False)
    data_state = serializers.ChoiceField(choices=Challenge.Data.choices, required=False)
    data_kind = serializers.CharField(required=False)
    data_place = serializers.ChoiceField(choices=Challenge.Place.choices, required=False)
    data_personal = serializers.ChoiceField(choices=Challenge.Personal.choices, required=False)
    data_secrecy = serializers.ChoiceField(choices=Challenge.Secrecy.choices, required=False)
    status = serializers.ChoiceField(choices=Challenge.Status.choices, required=False)
    organisation = serializers.UUIDField(required=False)
    organisation_name_ko = serializers.CharField(required=False)
    organisation_name_en = serializers.CharField(required=False)
    origin = serializers.ChoiceField(choices=FactModel.Origin.choices, required=False)
    updated_at = serializers.DateTimeField(required=False)


class ChallengeDetailSerializer(ChallengeSerializer):
    """A challenge with the verbs this caller may use now."""

    available_actions = serializers.ListField(child=serializers.CharField(), required=False)


class ChallengeWriteSerializer(serializers.ModelSerializer):
    """The public part of a challenge."""

    organisation = UuidRelatedField(queryset=Organisation.objects.all())

    class Meta:
        model = Challenge
        fields = (
            "organisation", "title_ko", "title_en", "summary_ko", "summary_en", "data_state", "data_kind", "data_place",
            "data_personal", "data_secrecy",
        )  # fmt: skip


class ConfidentialWriteSerializer(serializers.Serializer):
    """The confidential part; `readers` are the institutes that read it."""

    text = TextField(required=False, allow_blank=True, max_length=10_000)
    readers = UuidRelatedField(queryset=_INSTITUTES, many=True, required=False)


class ChallengeCreateSerializer(ChallengeWriteSerializer):
    """Both parts of a new challenge."""

    confidential = ConfidentialWriteSerializer(required=False)

    class Meta(ChallengeWriteSerializer.Meta):
        fields = (*ChallengeWriteSerializer.Meta.fields, "confidential")  # type: ignore[assignment]


class ConfidentialSerializer(serializers.Serializer):
    """What only the named read, and who they are."""

    version = serializers.IntegerField()
    text = serializers.CharField(allow_blank=True)
    readers = serializers.ListField(child=serializers.UUIDField())


class InterestSerializer(serializers.Serializer):
    """An answer, for both sides."""

    uuid = serializers.UUIDField()
    organisation = serializers.UUIDField()
    organisation_name_ko = serializers.CharField()
    organisation_name_en = serializers.CharField(allow_blank=True)
    laboratory = serializers.CharField()
    contact = serializers.EmailField()
    message = serializers.CharField()
    status = serializers.ChoiceField(choices=Interest.Status.choices)
    available_actions = serializers.ListField(child=serializers.CharField())


class InterestsSerializer(serializers.Serializer):
    """The answers this caller sees."""

    interests = InterestSerializer(many=True)


class InterestWriteSerializer(serializers.ModelSerializer):
    """An answer for a laboratory of one's institute."""

    organisation = UuidRelatedField(queryset=Organisation.objects.all())

    class Meta:
        model = Interest
        fields = ("organisation", "laboratory", "contact", "message")
        validators: list[object] = []


class WithoutBodySerializer(serializers.Serializer):
    """A verb that takes nothing."""
