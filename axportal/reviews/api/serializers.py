"""What a reviewer's work looks like in the API, and what its writes take."""

from rest_framework import serializers

from axportal.records.api.serializers import TextField
from axportal.reviews.models import Assignment


class AssignmentSerializer(serializers.Serializer):
    """One's own assignment in a list: which application, in which round, until when."""

    uuid = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False)
    status = serializers.ChoiceField(choices=Assignment.Status.choices, required=False)
    application_number = serializers.CharField(required=False)
    call = serializers.UUIDField(required=False)
    round = serializers.CharField(required=False)
    due_at = serializers.DateTimeField(required=False)


class SheetSerializer(serializers.Serializer):
    """A score sheet: values by field name, `points-…`, `comment-…` and `overall`; what is missing, by field."""

    version = serializers.IntegerField()
    values = serializers.DictField(child=serializers.CharField(allow_blank=True))
    missing = serializers.DictField(child=serializers.CharField())
    handed_in_at = serializers.DateTimeField(allow_null=True)


class ProposalSectionSerializer(serializers.Serializer):
    """A part of the proposal as the round shows it."""

    part = serializers.CharField()
    organisation = serializers.CharField(allow_blank=True)
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField(allow_blank=True)))


class OpenedSerializer(serializers.Serializer):
    """The proposal beside its sheet."""

    title = serializers.CharField(allow_blank=True)
    is_anonymous = serializers.BooleanField()
    sections = ProposalSectionSerializer(many=True)
    sheet = SheetSerializer()


class PledgeSerializer(serializers.Serializer):
    """The version of the pledge that was read and is given."""

    text_version = serializers.IntegerField()


class SheetPatchSerializer(serializers.Serializer):
    """Fields to keep, all or none."""

    values = serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=3000))


class ReviewReasonSerializer(serializers.Serializer):
    """Why."""

    reason = TextField(min_length=5, max_length=1000)


class OthersSheetSerializer(serializers.Serializer):
    """Another's points in the round, by number instead of name."""

    who = serializers.CharField()
    is_own = serializers.BooleanField()
    points = serializers.DictField(child=serializers.CharField())
    comments = serializers.DictField(child=serializers.CharField())
    overall_comment = serializers.CharField(allow_blank=True)


class SaidSerializer(serializers.Serializer):
    """What was said, by number instead of name."""

    who = serializers.CharField()
    text = serializers.CharField()
    said_at = serializers.DateTimeField()


class DiscussionSerializer(serializers.Serializer):
    """The discussion of an application, for those who have handed in."""

    sheets = OthersSheetSerializer(many=True)
    remarks = SaidSerializer(many=True)


class SaySerializer(serializers.Serializer):
    """A word."""

    text = TextField(max_length=3000)


class PageTextSerializer(serializers.Serializer):
    """The text of one page; its image has an address of its own."""

    number = serializers.IntegerField()
    text = serializers.CharField(allow_blank=True)


class DocumentSerializer(serializers.Serializer):
    """A file of the proposal, by the call's name for it."""

    file = serializers.UUIDField()
    document = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    size = serializers.IntegerField()
    state = serializers.ChoiceField(choices=["done", "failed", "waiting", "none"])
    is_cut = serializers.BooleanField()
    may_leave = serializers.BooleanField()
    pages = PageTextSerializer(many=True)


class DocumentsSerializer(serializers.Serializer):
    """The files of a proposal."""

    documents = DocumentSerializer(many=True)


class EmptySerializer(serializers.Serializer):
    """A verb that takes nothing."""
