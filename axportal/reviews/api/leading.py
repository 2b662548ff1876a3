"""Leading a call's review over the API: its rounds, and the plans of who judges what."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.calls.models import Application, Call
from axportal.calls.selectors import rules_in_force
from axportal.core import clock
from axportal.core.api import queries
from axportal.core.errors import InvalidInput
from axportal.records.api.serializers import TextField, UuidRelatedField
from axportal.reviews.api.base import ReviewsViewSet
from axportal.reviews.models import Plan, Reviewer, ReviewRound
from axportal.reviews.selectors.progress import RoundState, application_states, round_states
from axportal.reviews.services import lateness, planning, rechecks, rounds
from axportal.reviews.workflow import PLAN


class ReviewRoundSerializer(serializers.Serializer):
    """A round of the rules; without a uuid it is not open yet."""

    key = serializers.CharField()
    name = serializers.CharField()
    weight = serializers.IntegerField()
    is_anonymous = serializers.BooleanField()
    uuid = serializers.UUIDField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    assigned = serializers.IntegerField()
    handed_in = serializers.IntegerField()
    plan = serializers.UUIDField(allow_null=True)


class ReviewedApplicationSerializer(serializers.Serializer):
    """An application under review with its counts over all rounds."""

    uuid = serializers.UUIDField()
    number = serializers.CharField()
    status = serializers.ChoiceField(choices=Application.Status.choices)
    assigned = serializers.IntegerField()
    handed_in = serializers.IntegerField()
    kept_out = serializers.IntegerField()


class CallReviewSerializer(serializers.Serializer):
    """A call's review at a glance."""

    call = serializers.UUIDField()
    rounds = ReviewRoundSerializer(many=True)
    applications = ReviewedApplicationSerializer(many=True)


class OpenRoundSerializer(serializers.Serializer):
    """Which round of the rules opens, and until when."""

    key = TextField(max_length=40)
    due_at = serializers.DateTimeField()


class MoveDueSerializer(serializers.Serializer):
    """Another day for the reviewers, and why."""

    due_at = serializers.DateTimeField()
    reason = TextField(min_length=5, max_length=1000)


class CloseRoundSerializer(serializers.Serializer):
    """Why a round closes with sheets missing."""

    reason = TextField(required=False, allow_blank=True, max_length=1000, default="")


class SeatGroundsSerializer(serializers.Serializer):
    """What speaks for a seat."""

    words = serializers.ListField(child=serializers.CharField())
    industries = serializers.ListField(child=serializers.CharField())
    knows_it = serializers.BooleanField()
    late_percent = serializers.IntegerField()


class PlannedSeatSerializer(serializers.Serializer):
    """One pairing of a plan; put there by a person, it has no grounds."""

    application = serializers.UUIDField()
    application_number = serializers.CharField()
    reviewer = serializers.UUIDField()
    reviewer_name = serializers.CharField()
    by_hand = serializers.BooleanField()
    grounds = SeatGroundsSerializer(allow_null=True)


class EmptySeatsSerializer(serializers.Serializer):
    """Seats that nobody could be found for."""

    application = serializers.UUIDField()
    seats = serializers.IntegerField()


class ReviewPlanSerializer(serializers.Serializer):
    """A plan with its seats, what stayed empty and how many pairs a conflict of which kind kept apart."""

    uuid = serializers.UUIDField()
    status = serializers.ChoiceField(choices=Plan.Status.choices)
    round = serializers.UUIDField()
    seats = PlannedSeatSerializer(many=True)
    empty = EmptySeatsSerializer(many=True)
    conflicts = serializers.DictField(child=serializers.IntegerField())
    available_actions = serializers.ListField(child=serializers.CharField())


class ChangeSeatSerializer(serializers.Serializer):
    """A seat that is put in or taken out."""

    application = serializers.UUIDField()
    reviewer = UuidRelatedField(queryset=Reviewer.objects.all())
    seated = serializers.BooleanField()


class CallReviewViewSet(ReviewsViewSet):
    """The review of a call, for those who lead it, the agency and the auditor."""

    model = Call
    queryset: Any = Call.objects.none()
    serializer_class = CallReviewSerializer
    takes: ClassVar[Mapping[str, Any]] = {"open_round": OpenRoundSerializer}

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """Its rounds and applications."""
        queries.refuse_all(request)
        return Response(review_of(self.led_call(uuid)))

    def open_round(self, request: Request, uuid: Any) -> HttpResponse:
        """Open the next round of the rules; the first moves the call and its applications into review."""
        call, body = self.led_call(uuid), self.checked_body(request)
        return self.act(
            request,
            lambda: rounds.open_round(call=call, actor=self.caller, at=clock.now(), **body),
            lambda opened: review_of(call),
            status=201,
        )

    def recheck(self, request: Request, uuid: Any) -> HttpResponse:
        """Look for conflicts again; whoever has one by now loses the seat, the sheet is set aside."""
        call = self.led_call(uuid)
        self.checked_body(request)
        return self.act(
            request,
            lambda: rechecks.recheck_review(call=call, actor=self.caller, at=clock.now()),
            lambda ended: review_of(call),
        )


class ReviewRoundViewSet(ReviewsViewSet):
    """An open round: another due time, a plan, its end."""

    model = ReviewRound
    queryset: Any = ReviewRound.objects.none()
    serializer_class = CallReviewSerializer
    takes: ClassVar[Mapping[str, Any]] = {"move_due": MoveDueSerializer, "close": CloseRoundSerializer}
    shows: ClassVar[Mapping[str, Any]] = {"plan": ReviewPlanSerializer}

    def remind(self, request: Request, uuid: Any) -> HttpResponse:
        """Owe a mail to everybody who owes a sheet, at most one a day each."""
        return self._verb(request, uuid, lateness.remind)

    def move_due(self, request: Request, uuid: Any) -> HttpResponse:
        """Give the reviewers another day."""
        return self._verb(request, uuid, rounds.move_due)

    def close(self, request: Request, uuid: Any) -> HttpResponse:
        """Take no more sheets; missing ones need a reason."""
        return self._verb(request, uuid, rounds.close_round)

    def plan(self, request: Request, uuid: Any) -> HttpResponse:
        """Have a plan worked out by the worker for the seats that are still empty."""
        review_round = self._round(uuid)
        self.checked_body(request)
        return self.act(
            request,
            lambda: planning.want_plan(review_round=review_round, actor=self.caller, at=clock.now()),
            lambda plan: plan_of(plan, self.caller),
            status=201,
            made_at="api:review-plans-detail",
        )

    def _verb(self, request: Request, uuid: Any, service: Any) -> HttpResponse:
        review_round, body = self._round(uuid), self.checked_body(request)
        return self.act(
            request,
            lambda: service(review_round=review_round, actor=self.caller, at=clock.now(), **body),
            lambda done: review_of(review_round.call),
        )

    def _round(self, uuid: Any) -> ReviewRound:
        found: ReviewRound = self.found(self.get_queryset().select_related("call"), uuid)
        return found


class PlanViewSet(ReviewsViewSet):
    """A plan: seen with its reasons, changed by hand, confirmed or dropped."""

    model = Plan
    queryset: Any = Plan.objects.none()
    serializer_class = ReviewPlanSerializer
    takes: ClassVar[Mapping[str, Any]] = {"change_seat": ChangeSeatSerializer}

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """The plan; while it is being worked out its status is `wanted`."""
        queries.refuse_all(request)
        return Response(plan_of(self._one(uuid), self.caller))

    def change_seat(self, request: Request, uuid: Any) -> HttpResponse:
        """Put somebody in, or take them out."""
        plan = self._one(uuid)
        self.ensure_manages(plan.round.call)
        body = self.checked_body(request)
        application = plan.round.call.applications.filter(uuid=body["application"], status="under_review").first()
        if application is None:
            sentence = _("이 공고에서 평가할 신청이 아닙니다.")
            raise InvalidInput(sentence, fields={"application": [sentence]})
        given = {"application": application, "reviewer": body["reviewer"], "seated": body["seated"]}
        return self._act(request, plan, lambda: planning.change_seat(plan=plan, **given, **self._by()))

    def confirm(self, request: Request, uuid: Any) -> HttpResponse:
        """Make its seats assignments; the reviewers get a mail."""
        plan = self._one(uuid)
        self.checked_body(request)
        return self._act(request, plan, lambda: planning.confirm_plan(plan=plan, **self._by()))

    def drop(self, request: Request, uuid: Any) -> HttpResponse:
        """Throw it away."""
        plan = self._one(uuid)
        self.checked_body(request)
        return self._act(request, plan, lambda: planning.drop_plan(plan=plan, **self._by()))

    def _by(self) -> dict[str, Any]:
        return {"actor": self.caller, "at": clock.now()}

    def _act(self, request: Request, plan: Plan, act: Any) -> HttpResponse:
        return self.act(request, act, lambda done: plan_of(self._one(plan.uuid), self.caller))

    def _one(self, uuid: Any) -> Plan:
        found: Plan = self.found(self.get_queryset().select_related("round__call"), uuid)
        return found


def review_of(call: Call) -> dict[str, Any]:
    """A call's review as the API tells it."""
    states = round_states(call, rules_in_force(call).after.review)
    return {
        "call": str(call.uuid),
        "rounds": [_round(state) for state in states],
        "applications": [
            {
                "uuid": str(state.application.uuid),
                "number": state.application.number,
                "status": state.application.status,
                "assigned": state.assigned,
                "handed_in": state.handed_in,
                "kept_out": state.recused,
            }
            for state in application_states(call)
        ],
    }


def _round(state: RoundState) -> dict[str, Any]:
    rule, row = state.rule, state.row
    return {
        "key": rule.key,
        "name": rule.name,
        "weight": rule.weight,
        "is_anonymous": rule.anonymous,
        "uuid": str(row.uuid) if row is not None else None,
        "due_at": row.due_at if row is not None else None,
        "closed_at": row.closed_at if row is not None else None,
        "assigned": state.assigned,
        "handed_in": state.handed_in,
        "plan": str(state.plan.uuid) if state.plan is not None else None,
    }


def plan_of(plan: Plan, reader: Any) -> dict[str, Any]:
    """A plan as the API tells it."""
    seats: QuerySet[Any] = plan.seats.select_related("application", "reviewer__person")
    waiting = {int(pk): number for pk, number in plan.outcome.get("empty", {}).items()}
    applications = Application.objects.filter(pk__in=waiting).order_by("number")
    return {
        "uuid": str(plan.uuid),
        "status": plan.status,
        "round": str(plan.round.uuid),
        "seats": [
            {
                "application": str(seat.application.uuid),
                "application_number": seat.application.number,
                "reviewer": str(seat.reviewer.uuid),
                "reviewer_name": seat.reviewer.person.name,
                "by_hand": seat.by_hand,
                "grounds": seat.grounds or None,
            }
            for seat in seats.order_by("application__number", "id")
        ],
        "empty": [{"application": str(one.uuid), "seats": waiting[one.pk]} for one in applications],
        "conflicts": plan.outcome.get("conflicts", {}),
        "available_actions": [row.name for row in PLAN.available(reader, plan) if not row.by_itself],
    }
