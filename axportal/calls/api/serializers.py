"""What calls and applications look like in the API, and what their writes take."""

from rest_framework import serializers

from axportal.calls.models import Application, Call, ConsortiumMember
from axportal.calls.rules.steps import STEP_KEYS
from axportal.challenges.models import Challenge
from axportal.records.api.serializers import ReferenceSerializer, TextField, UuidRelatedField
from regions.models import FactModel


class CallSerializer(serializers.Serializer):
    """A call in a list."""

    uuid = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False)
    number = serializers.CharField(required=False)
    title_ko = serializers.CharField(required=False)
    title_en = serializers.CharField(required=False)
    summary_ko = serializers.CharField(required=False)
    summary_en = serializers.CharField(required=False)
    programme = serializers.ChoiceField(choices=Call.Programme.choices, required=False)
    status = serializers.ChoiceField(choices=Call.Status.choices, required=False)
    zone = ReferenceSerializer(required=False, allow_null=True)
    institute = ReferenceSerializer(required=False, allow_null=True)
    announced_at = serializers.DateTimeField(required=False, allow_null=True)
    opens_at = serializers.DateTimeField(required=False)
    closes_at = serializers.DateTimeField(required=False, allow_null=True)
    briefing_at = serializers.DateTimeField(required=False, allow_null=True)
    briefing_ko = serializers.CharField(required=False)
    briefing_en = serializers.CharField(required=False)
    budget_won = serializers.IntegerField(required=False, allow_null=True)
    years_max = serializers.IntegerField(required=False)
    origin = serializers.ChoiceField(choices=FactModel.Origin.choices, required=False)
    updated_at = serializers.DateTimeField(required=False)


class RulesSerializer(serializers.Serializer):
    """The rules of a call: `body` is the data itself."""

    number = serializers.IntegerField()
    body = serializers.DictField()


class CallDetailSerializer(CallSerializer):
    """A call with where it stands now and its rules."""

    phase = serializers.ChoiceField(choices=Call.Phase.choices, required=False)
    rules = RulesSerializer(required=False)
    challenges = serializers.ListField(child=serializers.UUIDField(), required=False)


class ApplicationSerializer(serializers.Serializer):
    """An application in a list: that it is there, not what it says."""

    uuid = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False)
    number = serializers.CharField(required=False)
    status = serializers.ChoiceField(choices=Application.Status.choices, required=False)
    call = serializers.UUIDField(required=False)
    call_number = serializers.CharField(required=False)
    closes_at = serializers.DateTimeField(required=False, allow_null=True)
    organisation = serializers.UUIDField(required=False)
    organisation_name_ko = serializers.CharField(required=False)
    organisation_name_en = serializers.CharField(required=False)
    is_demo = serializers.BooleanField(required=False)
    created_at = serializers.DateTimeField(required=False)
    updated_at = serializers.DateTimeField(required=False)


class MemberSerializer(serializers.Serializer):
    """An organisation that takes part."""

    organisation = serializers.UUIDField()
    name_ko = serializers.CharField()
    name_en = serializers.CharField()
    role = serializers.ChoiceField(choices=ConsortiumMember.Role.choices)
    gives_data = serializers.BooleanField()


class SubmissionSerializer(serializers.Serializer):
    """A receipt."""

    number = serializers.IntegerField()
    submitted_at = serializers.DateTimeField()
    sha256 = serializers.CharField()


class ApplicationDetailSerializer(ApplicationSerializer):
    """An application with its members, receipts and the verbs this caller may use now."""

    members = MemberSerializer(many=True, required=False)
    submissions = SubmissionSerializer(many=True, required=False)
    challenge = serializers.UUIDField(required=False, allow_null=True)
    available_actions = serializers.ListField(child=serializers.CharField(), required=False)


class ApplicationCreateSerializer(serializers.Serializer):
    """Which call, and for which of one's companies."""

    call = serializers.UUIDField()
    organisation = serializers.UUIDField()


class PartSerializer(serializers.Serializer):
    """What one organisation has written in one step."""

    step = serializers.ChoiceField(choices=[(key, key) for key in STEP_KEYS])
    organisation = serializers.UUIDField()
    version = serializers.IntegerField()
    fields_ = serializers.DictField()

    def get_fields(self) -> dict[str, serializers.Field]:
        """`fields` is a name the framework keeps for itself."""
        declared = super().get_fields()
        return {name.rstrip("_"): field for name, field in declared.items()}


class PartPatchSerializer(serializers.Serializer):
    """Fields to keep, all or none."""

    fields_ = serializers.DictField(child=serializers.JSONField())

    def get_fields(self) -> dict[str, serializers.Field]:
        """See `PartSerializer`."""
        declared = super().get_fields()
        return {name.rstrip("_"): field for name, field in declared.items()}


class EmptySerializer(serializers.Serializer):
    """A verb that takes nothing."""


class WithdrawSerializer(serializers.Serializer):
    """Why an application is taken back."""

    reason = TextField(required=False, allow_blank=True, max_length=500, default="")


class AnswerSerializer(serializers.Serializer):
    """The challenge that an application answers."""

    challenge = UuidRelatedField(queryset=Challenge.objects.all(), allow_null=True)
