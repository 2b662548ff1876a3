"""What the API shows and takes of notices."""

from rest_framework import serializers

from axportal.notices.models import Way


class NoticeSerializer(serializers.Serializer):
    """One thing one was told."""

    uuid = serializers.UUIDField()
    version = serializers.IntegerField()
    kind = serializers.CharField()
    subject = serializers.CharField()
    body = serializers.CharField()
    path = serializers.CharField()
    delivery = serializers.ChoiceField(choices=Way.choices)
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class NotArrivedSerializer(serializers.Serializer):
    """A notice with legal effect that did not arrive by mail."""

    uuid = serializers.UUIDField()
    version = serializers.IntegerField()
    kind = serializers.CharField()
    subject = serializers.CharField()
    recipient = serializers.CharField()
    created_at = serializers.DateTimeField()
    undelivered_at = serializers.DateTimeField()
    undelivered_why = serializers.CharField()
    read_at = serializers.DateTimeField(allow_null=True)


class ChosenSerializer(serializers.Serializer):
    """One kind of notice and how one gets it."""

    kind = serializers.CharField()
    name = serializers.CharField()
    is_legal = serializers.BooleanField(help_text="Always by mail at once.")
    delivery = serializers.ChoiceField(choices=Way.choices)


class ChoicesSerializer(serializers.Serializer):
    """Every kind."""

    choices = ChosenSerializer(many=True)


class ChooseSerializer(serializers.Serializer):
    """Ways by kind; kinds that are not named stay as they are."""

    ways = serializers.DictField(child=serializers.ChoiceField(choices=Way.choices), allow_empty=False)


class NothingSerializer(serializers.Serializer):
    """A verb that takes nothing."""
