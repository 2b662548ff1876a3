"""What rankings, selections, letters and objections look like in the API, and what their writes take."""

from rest_framework import serializers

from axportal.decisions.models import Approval, Decision, Finding, Objection, Selection
from axportal.records.api.serializers import TextField, UuidRelatedField
from regions.models import Organisation

PROPOSED_CAUSES = [(one.value, one.label) for one in Selection.PROPOSED]
OUTCOMES = [("uphold", "uphold"), ("readmit", "readmit"), ("dismiss", "dismiss")]


class PlaceSerializer(serializers.Serializer):
    """One line of a ranking: where it stands, why, and the points it was reckoned from. Decimals are text."""

    application = serializers.UUIDField()
    receipt = serializers.CharField()
    rank = serializers.IntegerField()
    is_tied = serializers.BooleanField()
    outcome = serializers.ChoiceField(choices=Decision.Outcome.choices)
    ground = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())
    asked_won = serializers.IntegerField()
    sum_won = serializers.IntegerField()
    mean = serializers.CharField()
    bonus = serializers.CharField()
    penalty = serializers.CharField()
    regional = serializers.CharField()
    final = serializers.CharField()
    by_criterion = serializers.DictField(child=serializers.CharField())
    rounds = serializers.DictField(child=serializers.DictField())
    failures = serializers.ListField(child=serializers.CharField())


class SelectionSerializer(serializers.Serializer):
    """One version of who is selected, in a list."""

    uuid = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False)
    call = serializers.UUIDField(required=False)
    number = serializers.IntegerField(required=False)
    cause = serializers.ChoiceField(choices=Selection.Cause.choices, required=False)
    status = serializers.ChoiceField(choices=Selection.Status.choices, required=False)
    rules_number = serializers.IntegerField(required=False)
    made_at = serializers.DateTimeField(required=False)
    publish_at = serializers.DateTimeField(required=False)
    sha256 = serializers.CharField(required=False)


class ApprovalSerializer(serializers.Serializer):
    """One person's word."""

    level = serializers.ChoiceField(choices=Approval.Level.choices)
    is_approved = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    no_conflict = serializers.BooleanField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class SelectionDetailSerializer(SelectionSerializer):
    """A selection with its places, its approvals, and whether the stored points still give the stored places."""

    note = serializers.CharField(allow_blank=True, required=False)
    made_by = serializers.CharField(required=False)
    can_be_reckoned_again = serializers.BooleanField(required=False)
    places = PlaceSerializer(many=True, required=False)
    approvals = ApprovalSerializer(many=True, required=False)
    available_actions = serializers.ListField(child=serializers.CharField(), required=False)
    why_not = serializers.CharField(allow_blank=True, required=False)
    needs_statement = serializers.BooleanField(required=False)


class RankingSerializer(serializers.Serializer):
    """How a call stands by what its reviewers handed in, reckoned anew at each look."""

    call = serializers.UUIDField()
    rules_number = serializers.IntegerField()
    sheets_missing = serializers.IntegerField()
    budget_won = serializers.IntegerField(allow_null=True)
    places = PlaceSerializer(many=True)
    ties_at_the_line = serializers.ListField(child=serializers.ListField(child=serializers.UUIDField()))


class MovedSerializer(serializers.Serializer):
    """One application whose outcome differs."""

    application = serializers.UUIDField()
    receipt = serializers.CharField()
    before = serializers.ChoiceField(choices=Decision.Outcome.choices)
    after = serializers.ChoiceField(choices=Decision.Outcome.choices)
    rank_before = serializers.IntegerField()
    rank_after = serializers.IntegerField()
    asked_won = serializers.IntegerField()


class DifferenceSerializer(serializers.Serializer):
    """Who would change on other terms, and what is spent before and after."""

    moved = MovedSerializer(many=True)
    spent_before = serializers.IntegerField()
    spent_after = serializers.IntegerField()


class WhatIfSerializer(serializers.Serializer):
    """Other terms; what is left out stays as the rules say. Weights of all criteria are 100 together."""

    budget_won = serializers.IntegerField(required=False, min_value=0, max_value=10**15)
    most = serializers.IntegerField(required=False, min_value=0, max_value=1000)
    regional_points = serializers.DecimalField(5, 2, required=False, min_value=0, max_value=100)
    most_per_applicant = serializers.IntegerField(required=False, min_value=1, max_value=1000)
    threshold = serializers.DecimalField(5, 2, required=False, min_value=0, max_value=100)
    zone_least = serializers.IntegerField(required=False, min_value=0, max_value=1000)
    weights = serializers.DictField(
        child=serializers.DecimalField(4, 1, min_value=0, max_value=100), required=False, allow_empty=False
    )


class TieSerializer(serializers.Serializer):
    """One whole group of equal rank that the line parts, the better first, with the panel's reason."""

    order = serializers.ListField(child=serializers.UUIDField(), min_length=2, max_length=1000)
    reason = TextField(max_length=1000)


class ProposeSerializer(serializers.Serializer):
    """When to tell the result, a note to those who approve, and after the notice why it is reckoned anew."""

    publish_at = serializers.DateTimeField()
    note = TextField(required=False, allow_blank=True, max_length=2000, default="")
    cause = serializers.ChoiceField(choices=PROPOSED_CAUSES, required=False)


class PublicationSerializer(serializers.Serializer):
    """Another moment for telling."""

    publish_at = serializers.DateTimeField()


class ReasonSerializer(serializers.Serializer):
    """A reason, needed or not."""

    reason = TextField(required=False, allow_blank=True, max_length=2000, default="")


class WordSerializer(ReasonSerializer):
    """A word of approval: `no_conflict` states that there is none, which is asked of whom no tie could find."""

    no_conflict = serializers.BooleanField(required=False, default=False)


class GivenReasonSerializer(serializers.Serializer):
    """A reason."""

    reason = TextField(max_length=1000)


class JudgedSerializer(serializers.Serializer):
    """A bonus or penalty of the rules; `is_granted` is null while nobody has decided about it."""

    key = serializers.CharField()
    name = serializers.CharField()
    points = serializers.CharField()
    is_granted = serializers.BooleanField(allow_null=True)
    evidence = serializers.CharField(allow_blank=True)
    decided_by = serializers.CharField(allow_blank=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class FindingSerializer(serializers.Serializer):
    """A ground that keeps an application out, or did until it was taken back."""

    uuid = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Finding.Kind.choices)
    reason = serializers.CharField()
    found_by = serializers.CharField()
    found_at = serializers.DateTimeField()
    taken_back_at = serializers.DateTimeField(allow_null=True)
    taken_back_reason = serializers.CharField(allow_blank=True)


class PanelRowSerializer(serializers.Serializer):
    """What the panel found about one application beside the sheets."""

    application = serializers.UUIDField()
    receipt = serializers.CharField()
    adjustments = JudgedSerializer(many=True)
    findings = FindingSerializer(many=True)


class PanelSerializer(serializers.Serializer):
    """The same for every application of a call that is past its screening."""

    call = serializers.UUIDField()
    applications = PanelRowSerializer(many=True)


class AdjustSerializer(serializers.Serializer):
    """One bonus or penalty given or refused, with what it rests on."""

    key = serializers.CharField(max_length=40)
    is_granted = serializers.BooleanField()
    evidence = TextField(max_length=500)


class FindSerializer(serializers.Serializer):
    """A ground that excludes, in the panel's words."""

    kind = serializers.ChoiceField(choices=Finding.Kind.choices)
    reason = TextField(max_length=1000)


class LetterSerializer(serializers.Serializer):
    """A letter in a list."""

    uuid = serializers.UUIDField(required=False)
    application = serializers.UUIDField(required=False)
    application_number = serializers.CharField(required=False)
    call = serializers.UUIDField(required=False)
    outcome = serializers.ChoiceField(choices=Decision.Outcome.choices, required=False)
    subject_ko = serializers.CharField(required=False)
    subject_en = serializers.CharField(required=False)
    issued_at = serializers.DateTimeField(required=False)
    sha256 = serializers.CharField(required=False)


class LetterFileSerializer(serializers.Serializer):
    """A letter as a PDF in one language."""

    language = serializers.ChoiceField(choices=["ko", "en"])
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class LetterDownloadSerializer(serializers.Serializer):
    """The language of the file."""

    language = serializers.ChoiceField(choices=["ko", "en"])


class LetterDetailSerializer(LetterSerializer):
    """A letter as it was issued, until when one may object, and the objection there is."""

    rank = serializers.IntegerField(required=False)
    score = serializers.CharField(required=False, help_text="Of 100, as a decimal in text.")
    body_ko = serializers.CharField(required=False)
    body_en = serializers.CharField(required=False)
    objections_until = serializers.DateTimeField(required=False)
    objection = serializers.UUIDField(required=False, allow_null=True)
    files = LetterFileSerializer(many=True, required=False)
    available_actions = serializers.ListField(child=serializers.CharField(), required=False)


class ObjectSerializer(serializers.Serializer):
    """An objection to a decision, on a ground of the call's rules."""

    ground = serializers.CharField(max_length=40)
    text = TextField(max_length=4000)


class ExclusionSerializer(serializers.Serializer):
    """Having been left out at the screening: the rule, quoted, and until when one may object."""

    application = serializers.UUIDField()
    application_number = serializers.CharField()
    reason = serializers.CharField()
    excluded_at = serializers.DateTimeField()
    objections_until = serializers.DateTimeField()
    objection = serializers.UUIDField(allow_null=True)


class ObjectionSerializer(serializers.Serializer):
    """An objection in a list."""

    uuid = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False)
    application = serializers.UUIDField(required=False)
    application_number = serializers.CharField(required=False)
    call = serializers.UUIDField(required=False)
    ground = serializers.CharField(required=False)
    status = serializers.ChoiceField(choices=Objection.Status.choices, required=False)
    filed_at = serializers.DateTimeField(required=False)
    due_at = serializers.DateTimeField(required=False)
    decided_at = serializers.DateTimeField(required=False, allow_null=True)


class ObjectionDetailSerializer(ObjectionSerializer):
    """An objection in full. Who hears it is told to those who hear it and to staff, how many they are to all."""

    text = serializers.CharField(required=False)
    letter = serializers.UUIDField(required=False, allow_null=True)
    heard_by = serializers.IntegerField(required=False)
    handler = serializers.CharField(required=False, allow_blank=True)
    outcome_reason = serializers.CharField(required=False, allow_blank=True)
    remedy = serializers.ChoiceField(choices=Objection.Remedy.choices, required=False, allow_blank=True)
    answered_by = serializers.UUIDField(required=False, allow_null=True)
    available_actions = serializers.ListField(child=serializers.CharField(), required=False)


class AssignSerializer(serializers.Serializer):
    """Who hears it, by e-mail address."""

    handler = serializers.EmailField(max_length=254)
    panel = serializers.ListField(
        child=serializers.EmailField(max_length=254), required=False, max_length=20, default=list
    )


class OutcomeSerializer(serializers.Serializer):
    """The decision on an objection with the reason that the applicant reads.

    `uphold`: points or records are put right and a selection is reckoned anew; `readmit`: what kept the application
    out, its exclusion or the panel's findings, is taken back at once, and then it is reckoned anew.
    `no_conflict` states that there is none, which is asked of whom no tie could find.
    """

    outcome = serializers.ChoiceField(choices=OUTCOMES)
    reason = TextField(max_length=4000)
    no_conflict = serializers.BooleanField(required=False, default=False)


class DeciderSerializer(serializers.Serializer):
    """Somebody who decides, and who that is among the people to whom ties lead."""

    uuid = serializers.UUIDField(required=False)
    name = serializers.CharField(required=False)
    organisation = serializers.UUIDField(required=False, allow_null=True)
    unit_name = serializers.CharField(required=False, allow_blank=True)
    researcher_no = serializers.CharField(required=False, allow_blank=True)
    named_at = serializers.DateTimeField(required=False)


class NameDeciderSerializer(serializers.Serializer):
    """Who somebody is that decides, by the address they sign in with."""

    email = serializers.EmailField(max_length=254)
    organisation = UuidRelatedField(queryset=Organisation.objects.all(), required=False, allow_null=True)
    unit_name = TextField(required=False, allow_blank=True, max_length=200, default="")
    researcher_no = serializers.RegexField(r"^([0-9]{8,12})?$", required=False, allow_blank=True, default="")


class DeclinedSerializer(serializers.Serializer):
    """Where the application stands now."""

    application = serializers.UUIDField()
    status = serializers.CharField()


class NothingSerializer(serializers.Serializer):
    """A verb that takes nothing."""
