"""기피: an applicant names somebody who should not judge."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from axportal.calls.models import Application
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.reviews.forms import ChallengeForm
from axportal.reviews.services import conflicts
from axportal.reviews.views.base import ReviewsView, show_errors


class ChallengeView(ReviewsView):
    """The form, and what was filed before. It says the same whoever reviews."""

    @cached_property
    def application(self) -> Application:
        """The application, for the applicant's own people."""
        own = Application.objects.of_applicant(self.request.user).select_related("call")
        found = own.filter(uuid=self.kwargs["uuid"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self._page(ChallengeForm())

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """File."""
        form = ChallengeForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            conflicts.file_challenge(
                application=self.application, actor=self.reader, at=clock.now(), **form.cleaned_data
            )
        except DomainError as error:
            show_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, _("기피 신청을 받았습니다."))
        return redirect("reviews:challenge", uuid=self.application.uuid)

    def _page(self, form: ChallengeForm, *, status: int = 200) -> HttpResponse:
        filed = self.application.challenges.order_by("-id")
        context = {"application": self.application, "form": form, "challenges": filed}
        return render(self.request, "reviews/challenge.html", context, status=status)
