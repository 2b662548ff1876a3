"""What those who lead do while a review runs: remind, look for conflicts again, free a seat, join the discussion."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from axportal.core import clock
from axportal.core.errors import DomainError, WrongState
from axportal.core.formats import number as formatted
from axportal.reviews.forms import RemarkForm
from axportal.reviews.models import Assignment, ReviewRound
from axportal.reviews.services import discussion, lateness, rechecks
from axportal.reviews.views.base import LedView, tell_error
from axportal.reviews.views.leading import ApplicationReviewView, RoundActionView, RowView, to_application


class RoundRemindView(RoundActionView):
    """Remind those who owe a sheet."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Owe the mails."""
        try:
            owing = lateness.remind(review_round=self.round, actor=self.reader, at=clock.now())
        except DomainError as error:
            tell_error(request, error)
        else:
            sentence = _("평가표를 내지 않은 %(n)s분께 메일을 보냅니다. 하루에 한 번만 갑니다.")
            messages.success(request, sentence % {"n": formatted(owing)})
        return redirect("reviews:review", uuid=self.round.call.uuid)


class RecheckView(LedView):
    """Look for conflicts again."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back."""
        return redirect("reviews:review", uuid=self.call.uuid)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Look, and say what came of it."""
        try:
            ended = rechecks.recheck_review(call=self.call, actor=self.reader, at=clock.now())
        except DomainError as error:
            tell_error(request, error)
        else:
            sentence = _("이해관계를 다시 확인했습니다. 배정 %(n)s건이 풀렸습니다.") % {"n": formatted(ended)}
            messages.success(request, sentence)
        return redirect("reviews:review", uuid=self.call.uuid)


class SeatReleaseView(RowView):
    """Take a seat from somebody who does not hand in."""

    done = gettext_lazy("배정을 풀었습니다. 배정안을 다시 만들면 빈자리를 채웁니다.")

    def rows(self) -> QuerySet[Assignment]:
        """The seats of reviews that this user leads."""
        return Assignment.objects.led_by(self.request.user).select_related("round", "reviewer")

    def act(self, row: Assignment, answers: dict[str, Any]) -> None:
        """Release it, with the reason."""
        lateness.release(assignment=row, reason=answers["reason"], actor=self.reader, at=clock.now())


class RemarkView(ApplicationReviewView):
    """A word of those who lead, in the discussion of the round that is open."""

    def get(self, request: HttpRequest, uuid: Any, application: Any) -> HttpResponse:
        """A reload leads back."""
        return to_application(self.application)

    def post(self, request: HttpRequest, uuid: Any, application: Any) -> HttpResponse:
        """Say it."""
        form = RemarkForm(request.POST)
        if not form.is_valid():
            return self.page(remark_form=form, status=400)
        try:
            discussion.say(
                application=self.application,
                review_round=self._round_to_talk_in(),
                assignment=None,
                text=form.cleaned_data["text"],
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error("text", error.message)
            return self.page(remark_form=form, status=error.status)
        return to_application(self.application)

    def _round_to_talk_in(self) -> ReviewRound:
        if self.open_round is None:
            raise WrongState(_("열려 있는 회차가 없습니다."), code="no_open_round")
        return self.open_round
