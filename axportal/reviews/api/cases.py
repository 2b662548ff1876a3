"""One application's review over the API: who judges it, who stays out and why, what was handed in and said."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.calls.models import Application
from axportal.calls.selectors import rules_in_force
from axportal.core import clock
from axportal.core.api import queries
from axportal.core.errors import InvalidInput, NotVisible
from axportal.records.api.serializers import TextField, UuidRelatedField
from axportal.reviews import permissions
from axportal.reviews.api.base import ReviewsViewSet
from axportal.reviews.api.serializers import ReviewReasonSerializer
from axportal.reviews.models import Assignment, Challenge, Recusal, Reviewer
from axportal.reviews.rules.kinds import LABELS, is_excusable
from axportal.reviews.services import conflicts, discussion, lateness


class SeatedJudgeSerializer(serializers.Serializer):
    """A reviewer's charge of the application; `sheet` once it is handed in."""

    uuid = serializers.UUIDField()
    reviewer = serializers.UUIDField()
    reviewer_name = serializers.CharField()
    round = serializers.CharField()
    status = serializers.ChoiceField(choices=Assignment.Status.choices)
    sheet = serializers.UUIDField(allow_null=True)


class RecusalSerializer(serializers.Serializer):
    """Why a reviewer stays out, and the exception that lets them in all the same."""

    uuid = serializers.UUIDField()
    reviewer = serializers.UUIDField()
    reviewer_name = serializers.CharField()
    way = serializers.ChoiceField(choices=Recusal.Way.choices)
    kind = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    accepted = serializers.BooleanField(allow_null=True)
    is_excusable = serializers.BooleanField()
    excuse = serializers.CharField(allow_blank=True)
    excused_at = serializers.DateTimeField(allow_null=True)


class FiledChallengeSerializer(serializers.Serializer):
    """기피: whom the applicant would not have judge, and why."""

    uuid = serializers.UUIDField()
    person_name = serializers.CharField()
    affiliation = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    filed_at = serializers.DateTimeField()


class RemarkSerializer(serializers.Serializer):
    """What was said in a round."""

    round = serializers.CharField()
    author = serializers.CharField()
    text = serializers.CharField()
    said_at = serializers.DateTimeField()


class ReviewCaseSerializer(serializers.Serializer):
    """One application's review."""

    application = serializers.UUIDField()
    number = serializers.CharField()
    status = serializers.ChoiceField(choices=Application.Status.choices)
    judges = SeatedJudgeSerializer(many=True)
    recusals = RecusalSerializer(many=True)
    challenges = FiledChallengeSerializer(many=True)
    remarks = RemarkSerializer(many=True)


class ExcludeReviewerSerializer(serializers.Serializer):
    """제척 that a person knows of."""

    reviewer = UuidRelatedField(queryset=Reviewer.objects.all())
    kind = serializers.ChoiceField(choices=sorted(set(LABELS) - {"challenged", "stepped_down"}))
    reason = TextField(min_length=5, max_length=1000)


class SayInRoundSerializer(serializers.Serializer):
    """A word of those who lead, in a round by its key."""

    round = TextField(max_length=40)
    text = TextField(max_length=3000)


class DecideChallengeSerializer(ReviewReasonSerializer):
    """What becomes of a challenge against one reviewer of the pool."""

    reviewer = UuidRelatedField(queryset=Reviewer.objects.all())
    accepted = serializers.BooleanField()


class FileChallengeSerializer(ReviewReasonSerializer):
    """Whom the applicant would not have judge, and why."""

    person_name = TextField(max_length=100)
    affiliation = TextField(required=False, allow_blank=True, max_length=200, default="")


class FiledChallengesSerializer(serializers.Serializer):
    """What this applicant has filed."""

    challenges = FiledChallengeSerializer(many=True)


class CaseViewSet(ReviewsViewSet):
    """One application's review, for those who lead it, the agency and the auditor."""

    model = Application
    queryset: Any = Application.objects.none()
    serializer_class = ReviewCaseSerializer
    takes: ClassVar[Mapping[str, Any]] = {"exclude": ExcludeReviewerSerializer, "say": SayInRoundSerializer}

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """Its judges, recusals, challenges and remarks."""
        queries.refuse_all(request)
        return Response(_case(self._application(uuid)))

    def exclude(self, request: Request, uuid: Any) -> HttpResponse:
        """Record an exclusion that no tie shows; it takes the reviewer off."""
        application = self._application(uuid)
        self.ensure_manages(application.call)
        body = self.checked_body(request)
        if body["kind"] not in rules_in_force(application.call).after.review.conflict_kinds:
            sentence = _("이 공고의 규칙에 없는 제척 사유입니다.")
            raise InvalidInput(sentence, fields={"kind": [sentence]})
        return self.act(
            request,
            lambda: conflicts.exclude(application=application, actor=self.caller, at=clock.now(), **body),
            lambda recusal: _case(application),
        )

    def say(self, request: Request, uuid: Any) -> HttpResponse:
        """Say something to those who discuss the application."""
        application, body = self._application(uuid), self.checked_body(request)
        review_round = application.call.review_rounds.filter(key=body["round"]).first()
        if review_round is None:
            sentence = _("이 공고에서 연 회차가 아닙니다.")
            raise InvalidInput(sentence, fields={"round": [sentence]})
        given = {"application": application, "review_round": review_round, "text": body["text"], "assignment": None}
        return self.act(
            request,
            lambda: discussion.say(actor=self.caller, at=clock.now(), **given),
            lambda remark: _case(application),
        )

    def _application(self, uuid: Any) -> Application:
        handed_in = Application.objects.exclude(number="").select_related("call", "organisation")
        application: Application = self.found(handed_in, uuid)
        if not permissions.can_read_review(self.request.user, application.call):
            raise NotVisible(_("찾을 수 없습니다."))
        return application


class SeatViewSet(ReviewsViewSet):
    """A reviewer's seat as those who lead the review see it."""

    model = Assignment
    queryset: Any = Assignment.objects.none()
    serializer_class = ReviewCaseSerializer
    takes: ClassVar[Mapping[str, Any]] = {"release": ReviewReasonSerializer}

    def release(self, request: Request, uuid: Any) -> HttpResponse:
        """Take a seat from somebody who does not hand in, so that the next plan fills it."""
        led = Assignment.objects.led_by(request.user).select_related("application__call", "round", "reviewer")
        seat: Assignment = self.found(led, uuid)
        reason = self.checked_body(request)["reason"]
        return self.act(
            request,
            lambda: lateness.release(assignment=seat, reason=reason, actor=self.caller, at=clock.now()),
            lambda released: _case(seat.application),
        )


class RecusalViewSet(ReviewsViewSet):
    """Why somebody stays out."""

    model = Recusal
    queryset: Any = Recusal.objects.none()
    serializer_class = ReviewCaseSerializer
    takes: ClassVar[Mapping[str, Any]] = {"excuse": ReviewReasonSerializer}

    def excuse(self, request: Request, uuid: Any) -> HttpResponse:
        """시행령 제27조제4항: let an expert in all the same, with the reason."""
        recusal: Recusal = self.found(self.get_queryset().select_related("application__call"), uuid)
        reason = self.checked_body(request)["reason"]
        return self.act(
            request,
            lambda: conflicts.excuse(recusal=recusal, reason=reason, actor=self.caller, at=clock.now()),
            lambda excused: _case(recusal.application),
        )


class ChallengeViewSet(ReviewsViewSet):
    """기피 as those who lead the review see it."""

    model = Challenge
    queryset: Any = Challenge.objects.none()
    serializer_class = ReviewCaseSerializer
    takes: ClassVar[Mapping[str, Any]] = {"decide": DecideChallengeSerializer}

    def decide(self, request: Request, uuid: Any) -> HttpResponse:
        """Decide it against one reviewer of the pool; accepted, it takes them off."""
        challenge: Challenge = self.found(self.get_queryset().select_related("application__call"), uuid)
        self.ensure_manages(challenge.application.call)
        body = self.checked_body(request)
        return self.act(
            request,
            lambda: conflicts.decide_challenge(challenge=challenge, actor=self.caller, at=clock.now(), **body),
            lambda recusal: _case(challenge.application),
        )


class FiledChallengeViewSet(ReviewsViewSet):
    """기피 as the applicant files it. The answers are the same whoever reviews."""

    model = Application
    queryset: Any = Application.objects.none()
    serializer_class = FiledChallengesSerializer
    takes: ClassVar[Mapping[str, Any]] = {"create": FileChallengeSerializer}

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """What one's own organisation has filed."""
        queries.refuse_all(request)
        return Response(_filed(self._application(uuid)))

    def create(self, request: Request, uuid: Any) -> HttpResponse:
        """Name somebody who should not judge, until the review is over."""
        application, body = self._application(uuid), self.checked_body(request)
        return self.act(
            request,
            lambda: conflicts.file_challenge(application=application, actor=self.caller, at=clock.now(), **body),
            lambda challenge: _filed(application),
            status=201,
        )

    def _application(self, uuid: Any) -> Application:
        own = Application.objects.of_applicant(self.request.user).select_related("call")
        application: Application = self.found(own, uuid)
        return application


def _case(application: Application) -> dict[str, Any]:
    judges = application.assignments.select_related("reviewer__person", "round", "sheet").order_by("round", "id")
    recusals = application.recusals.select_related("reviewer__person").order_by("id")
    remarks = application.review_remarks.select_related("author", "round").order_by("id")
    return {
        "application": str(application.uuid),
        "number": application.number,
        "status": application.status,
        "judges": [_judge(one) for one in judges],
        "recusals": [_recusal(one) for one in recusals],
        **_filed(application),
        "remarks": [
            {"round": one.round.key, "author": one.author.name, "text": one.text, "said_at": one.said_at}
            for one in remarks
        ],
    }


def _judge(assignment: Assignment) -> dict[str, Any]:
    sheet = getattr(assignment, "sheet", None)
    return {
        "uuid": str(assignment.uuid),
        "reviewer": str(assignment.reviewer.uuid),
        "reviewer_name": assignment.reviewer.person.name,
        "round": assignment.round.key,
        "status": assignment.status,
        "sheet": str(sheet.uuid) if sheet is not None and sheet.handed_in_at is not None else None,
    }


def _recusal(recusal: Recusal) -> dict[str, Any]:
    names = ("way", "kind", "reason", "recorded_at", "accepted", "excuse", "excused_at")
    return {
        "uuid": str(recusal.uuid),
        "reviewer": str(recusal.reviewer.uuid),
        "reviewer_name": recusal.reviewer.person.name,
        **{name: getattr(recusal, name) for name in names},
        "is_excusable": recusal.way == Recusal.Way.EXCLUDED and is_excusable(recusal.kind),
    }


def _filed(application: Application) -> dict[str, Any]:
    names = ("uuid", "person_name", "affiliation", "reason", "filed_at")
    return {"challenges": list(application.challenges.order_by("id").values(*names))}
