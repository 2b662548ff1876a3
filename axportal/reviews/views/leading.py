"""Pages of those who lead a call's review: its rounds, and one application's seats, conflicts and sheets."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from axportal.calls.models import Application, Call
from axportal.calls.permissions import can_manage_call
from axportal.calls.selectors import rules_in_force
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.reviews import permissions
from axportal.reviews.forms import (
    CloseForm,
    DecideForm,
    DueForm,
    ExcludeForm,
    ReasonForm,
    RemarkForm,
    ReviewerChoices,
    RoundForm,
    reviewer_choices,
)
from axportal.reviews.models import Assignment, Challenge, Recusal, ReviewRound
from axportal.reviews.rules.kinds import LABELS, is_excusable
from axportal.reviews.selectors.progress import application_states, late_seats, round_states
from axportal.reviews.services import conflicts, planning, rounds
from axportal.reviews.views.base import LedView, show_errors, tell_error


class ReviewView(LedView):
    """A call's review at a glance, and opening its next round."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self.page()

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Open a round."""
        form = RoundForm(request.POST, rounds=self._choices)
        if not form.is_valid():
            return self.page(form, status=400)
        try:
            rounds.open_round(call=self.call, actor=self.reader, at=clock.now(), **form.cleaned_data)
        except DomainError as error:
            show_errors(form, error)
            return self.page(form, status=error.status)
        messages.success(request, _("평가 회차를 열었습니다. 이제 배정안을 만들 수 있습니다."))
        return redirect("reviews:review", uuid=self.call.uuid)

    @cached_property
    def _rules(self) -> Any:
        return rules_in_force(self.call).after.review

    @property
    def _choices(self) -> list[tuple[str, str]]:
        return [(one.key, one.name) for one in self._rules.rounds]

    def page(
        self,
        form: RoundForm | None = None,
        *,
        close_form: CloseForm | None = None,
        due_form: DueForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page, with the form as it was sent."""
        states = round_states(self.call, self._rules)
        following = next((state.rule.key for state in states if state.row is None), "")
        context = {
            "call": self.call,
            "rules": self._rules,
            "states": states,
            "applications": application_states(self.call),
            "can_manage": can_manage_call(self.request.user, self.call),
            "can_lead": permissions.can_lead(self.request.user, self.call),
            "is_open": any(state.row is not None and state.row.closed_at is None for state in states),
            "late": late_seats(self.call, at=clock.now()),
            "following": following,
            "form": form or RoundForm(rounds=self._choices, initial={"key": following}),
            "close_form": close_form or CloseForm(auto_id="close-%s"),
            "due_form": due_form or DueForm(auto_id="due-%s"),
            "now": clock.now(),
        }
        return render(self.request, "reviews/review.html", context, status=status)


class RoundActionView(ReviewView):
    """Something done to a round: GET leads back to the review; refused, the review shows the form as it was sent."""

    @cached_property
    def round(self) -> ReviewRound:
        """The round, as this user may see it."""
        visible = ReviewRound.objects.visible_to(self.request.user).select_related("call__zone", "call__organisation")
        found = visible.filter(uuid=self.kwargs["uuid"]).first()
        if found is None:
            raise Http404
        return found

    def find_call(self) -> Call | None:
        """The round's."""
        return self.round.call

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back."""
        return redirect("reviews:review", uuid=self.call.uuid)


class PlanWantView(RoundActionView):
    """Have a plan worked out."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Owe it to the worker."""
        try:
            plan = planning.want_plan(review_round=self.round, actor=self.reader, at=clock.now())
        except DomainError as error:
            tell_error(request, error)
            return redirect("reviews:review", uuid=self.call.uuid)
        return redirect(plan)


class RoundCloseView(RoundActionView):
    """Close a round."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Close, or say what is missing."""
        form = CloseForm(request.POST, auto_id="close-%s")
        if not form.is_valid():
            return self.page(close_form=form, status=400)
        try:
            rounds.close_round(review_round=self.round, actor=self.reader, at=clock.now(), **form.cleaned_data)
        except DomainError as error:
            show_errors(form, error)
            return self.page(close_form=form, status=error.status)
        messages.success(request, _("평가 회차를 닫았습니다."))
        return redirect("reviews:review", uuid=self.call.uuid)


class RoundDueView(RoundActionView):
    """Give the reviewers another day."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Move the due time."""
        form = DueForm(request.POST, auto_id="due-%s")
        if not form.is_valid():
            return self.page(due_form=form, status=400)
        try:
            rounds.move_due(review_round=self.round, actor=self.reader, at=clock.now(), **form.cleaned_data)
        except DomainError as error:
            show_errors(form, error)
            return self.page(due_form=form, status=error.status)
        messages.success(request, _("평가 마감을 옮겼습니다."))
        return redirect("reviews:review", uuid=self.call.uuid)


class ApplicationReviewView(LedView):
    """One application's review: who judges it, who is kept out and why, what was handed in."""

    sent: tuple[Model, Form] | None = None
    """The row of the page that was acted on in vain, with its form."""

    @cached_property
    def application(self) -> Application:
        """An application of this call that was handed in."""
        found = self.call.applications.exclude(number="").select_related("organisation")
        application = found.filter(uuid=self.kwargs["application"]).first()
        if application is None:
            raise Http404
        application.call = self.call
        return application

    def get(self, request: HttpRequest, uuid: Any, application: Any) -> HttpResponse:
        """The page."""
        return self.page()

    def post(self, request: HttpRequest, uuid: Any, application: Any) -> HttpResponse:
        """Record an exclusion that a person knows of."""
        form = self._exclude_form(request.POST)
        if not form.is_valid():
            return self.page(form, status=400)
        try:
            conflicts.exclude(application=self.application, actor=self.reader, at=clock.now(), **form.cleaned_data)
        except DomainError as error:
            show_errors(form, error)
            return self.page(form, status=error.status)
        messages.success(request, _("제척을 기록했습니다."))
        return redirect(request.get_full_path())

    def _with_rounds(self, seats: QuerySet[Assignment]) -> list[tuple[Assignment, str, Form]]:
        """Seats by round, each with the round's name and the form to free it."""
        names = {rule.key: rule.name for rule in rules_in_force(self.call).after.review.rounds}
        return [
            (seat, names.get(seat.round.key, seat.round.key), self.form_of(seat, ReasonForm))
            for seat in seats.order_by("round", "id")
        ]

    @cached_property
    def _reviewers(self) -> ReviewerChoices:
        return reviewer_choices()

    def _pool(self) -> ReviewerChoices:
        return self._reviewers

    def form_of(self, row: Model, form_class: type[Form], data: QueryDict | None = None) -> Form:
        """The form that stands at one row of the page: as it was sent, where that is the row acted on."""
        if data is None and self.sent is not None and self.sent[0] == row:
            return self.sent[1]
        names: dict[str, Any] = {"auto_id": f"{row._meta.model_name}-{row.pk}-%s"}
        if form_class is DecideForm:
            names["reviewers"] = self._pool
        return form_class(data, **names)

    def _exclude_form(self, data: QueryDict | None = None) -> ExcludeForm:
        return ExcludeForm(data, reviewers=self._pool, kinds=self._kinds)

    @property
    def _kinds(self) -> tuple[str, ...]:
        return rules_in_force(self.call).after.review.conflict_kinds

    @cached_property
    def open_round(self) -> ReviewRound | None:
        """The round that takes sheets and words now."""
        return self.call.review_rounds.filter(closed_at=None).order_by("id").last()

    def page(
        self, form: ExcludeForm | None = None, *, remark_form: RemarkForm | None = None, status: int = 200
    ) -> HttpResponse:
        """The page, with the form as it was sent."""
        seats = self.application.assignments.select_related("reviewer__person__organisation", "round", "sheet")
        recusals = self.application.recusals.select_related(
            "reviewer__person", "recorded_by", "excused_by", "tie__organisation", "tie__other", "tie__person"
        )
        challenges = self.application.challenges.select_related("filed_by").prefetch_related("recusals")
        context = {
            "call": self.call,
            "application": self.application,
            "seats": self._with_rounds(seats.prefetch_related("sheet__corrections", "sheet__set_aside")),
            "recusals": [
                (one, LABELS.get(one.kind or one.way), is_excusable(one.kind), self.form_of(one, ReasonForm))
                for one in recusals
            ],
            "challenges": [(one, self.form_of(one, DecideForm)) for one in challenges],
            "remarks": self.application.review_remarks.select_related("author", "round"),
            "can_manage": can_manage_call(self.request.user, self.call),
            "form": form or self._exclude_form(),
            "open_round": self.open_round,
            "can_lead": permissions.can_lead(self.request.user, self.call),
            "remark_form": remark_form or RemarkForm(),
        }
        return render(self.request, "reviews/application_review.html", context, status=status)


class RowView(ApplicationReviewView):
    """Something done to one row of that page: refused, it shows the page with the row's form as it was sent."""

    form_class: type[Form] = ReasonForm
    done: Any
    """What is said once it is done."""

    def rows(self) -> QuerySet[Any]:
        """The rows that this user may see."""
        raise NotImplementedError

    def act(self, row: Any, answers: dict[str, Any]) -> None:
        """Do it."""
        raise NotImplementedError

    @cached_property
    def row(self) -> Any:
        """The row of the address."""
        related = ("application__organisation", "application__call__zone", "application__call__organisation")
        found = self.rows().select_related(*related).filter(uuid=self.kwargs["uuid"]).first()
        if found is None:
            raise Http404
        return found

    def find_call(self) -> Call | None:
        """The call of the row's application."""
        return cast(Call, self.row.application.call)

    @cached_property
    def application(self) -> Application:
        """The row's."""
        return cast(Application, self.row.application)

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:  # type: ignore[override]  # one part of the address
        """A reload leads back."""
        return to_application(self.application)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:  # type: ignore[override]  # one part of the address
        """Do it, or show what is wrong."""
        form = self.form_of(self.row, self.form_class, request.POST)
        self.sent = (self.row, form)
        if not form.is_valid():
            return self.page(status=400)
        try:
            self.act(self.row, form.cleaned_data)
        except DomainError as error:
            show_errors(form, error)
            return self.page(status=error.status)
        messages.success(request, self.done)
        return to_application(self.application)


class ExcuseView(RowView):
    """An exception for an exclusion (시행령 제27조제4항)."""

    done = gettext_lazy("예외를 기록했습니다.")

    def rows(self) -> QuerySet[Recusal]:
        """Those who are kept out."""
        return Recusal.objects.visible_to(self.request.user)

    def act(self, row: Recusal, answers: dict[str, Any]) -> None:
        """Record it."""
        conflicts.excuse(recusal=row, reason=answers["reason"], actor=self.reader, at=clock.now())


class ChallengeDecideView(RowView):
    """What becomes of a challenge, against one reviewer of the pool."""

    form_class = DecideForm
    done = gettext_lazy("기피에 대한 판단을 기록했습니다.")

    def rows(self) -> QuerySet[Challenge]:
        """The applicants' challenges."""
        return Challenge.objects.visible_to(self.request.user)

    def act(self, row: Challenge, answers: dict[str, Any]) -> None:
        """Decide it."""
        conflicts.decide_challenge(
            challenge=row,
            reviewer=answers["reviewer"],
            accepted=answers["accepted"] == "yes",
            reason=answers["reason"],
            actor=self.reader,
            at=clock.now(),
        )


def to_application(application: Application) -> HttpResponse:
    """Back to the page of its review."""
    return redirect("reviews:application-review", uuid=application.call.uuid, application=application.uuid)
