"""Screening: the applications of a call, and the rules of one application with what is found."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.calls import permissions, workflow
from axportal.calls.forms import ExclusionForm, JudgementForm, LateExclusionForm, ReturnForm
from axportal.calls.models import Application, Call
from axportal.calls.rules import read_rules
from axportal.calls.selectors.screening import Screening, open_request, screening_of, standings_of
from axportal.calls.selectors.similarities import alike
from axportal.calls.services import screening
from axportal.calls.views.base import ApplicationView
from axportal.core import clock, paging
from axportal.core.errors import DomainError, NotAllowed

PAGE = 100
BY_NUMBER = paging.Ordering(("number", "id"))


def _ensure_reads(user: Any, call: Call) -> None:
    if not permissions.can_read_screening(user, call):
        raise NotAllowed(_("사전검토는 공고의 담당자와 전문기관이 봅니다."), code="screening_not_allowed")


class ScreeningListView(SignInRequired, View):
    """Every application that was handed in to a call, and where its screening stands."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """One page of them."""
        call = self._call(request, uuid)
        visible = Application.objects.visible_to(request.user).filter(call=call).exclude(number="")
        page = paging.objects(
            paging.window(
                visible.select_related("organisation"), BY_NUMBER, size=PAGE, cursor=request.GET.get("cursor", "")
            )
        )
        context = {
            "call": call,
            "phase": call.phase(at=clock.now()),
            "page": page,
            "standings": standings_of(call, page.rows),
            "may_start": "screen" in {row.name for row in workflow.CALL.available(request.user, call)}
            and call.phase(at=clock.now()) == Call.Phase.CLOSED,
        }
        return render(request, "calls/screening_list.html", context)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Begin the screening of the call."""
        call = self._call(request, uuid)
        try:
            screening.start_screening(call=call, actor=cast(User, request.user), at=clock.now())
        except DomainError as error:
            messages.error(request, error.message)
        return redirect("calls:screening-list", uuid=uuid)

    def _call(self, request: HttpRequest, uuid: Any) -> Call:
        call = Call.objects.visible_to(request.user).select_related("organisation", "zone").filter(uuid=uuid).first()
        if call is None:
            raise Http404
        _ensure_reads(request.user, call)
        return call


class ScreeningView(ApplicationView):
    """One application, rule by rule."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Readers of screening only, once something was handed in."""
        if request.user.is_authenticated:
            _ensure_reads(request.user, self.application.call)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def screening(self) -> Screening:
        """Where it stands."""
        return screening_of(self.application)

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self.page()

    def page(
        self,
        *,
        judgement: JudgementForm | None = None,
        returning: ReturnForm | None = None,
        late: LateExclusionForm | None = None,
        error: DomainError | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page, with the form that was just refused."""
        application, found = self.application, self.screening
        may_judge = (
            permissions.can_manage(self.request.user, application)
            and application.call.status == Call.Status.SCREENING
            and application.status == Application.Status.SUBMITTED
        )
        context = {
            "application": application,
            "call": application.call,
            "screening": found,
            "rows": [(row, self._form(row.condition.key, judgement)) for row in found.rows],
            "request_open": open_request(application),
            "requests": application.return_requests.select_related("asked_by", "submission").order_by("id"),
            "may_judge": may_judge,
            "returning": returning or ReturnForm(initial={"days": found.return_days}),
            "excluding": ExclusionForm(rows=found.failed),
            "late": (late or LateExclusionForm(rows=found.rows)) if self._may_still_exclude else None,
            "refused": judgement,
            "error": error,
            "alike": alike(
                found.submission,
                self.request.user,
                read_rules(found.submission.rules.body),
                every=self.request.GET.get("alike") == "every",
            ),
            "actions": workflow.available_actions(self.request.user, application),
        }
        self.log_access("calls.screening.read")
        return render(self.request, "calls/screening.html", context, status=status)

    @property
    def _may_still_exclude(self) -> bool:
        stages = (Call.Status.SCREENING, Call.Status.REVIEWING)
        application = self.application
        has_passed = application.status == Application.Status.SCREENED and application.call.status in stages
        return has_passed and permissions.can_manage(self.request.user, application)

    def _form(self, key: str, refused: JudgementForm | None) -> JudgementForm:
        return refused if refused is not None and refused.prefix == key else JudgementForm(prefix=key)

    def done(self, act: Callable[[], Any], sentence: str, **forms: Any) -> HttpResponse:
        """Do it and go back to the page; with what is wrong when it is refused."""
        try:
            act()
        except DomainError as error:
            for form in forms.values():
                for name, sentences in error.fields.items():
                    form.add_error(name if name in form.fields else None, sentences)
            return self.page(error=error, status=error.status, **forms)
        messages.success(self.request, sentence)
        return redirect("calls:screening", uuid=self.application.uuid)


class _ScreeningActView(ScreeningView):
    """An act of screening, for the managers of the call; a reload leads back to the page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Told first who may do it, then what is wrong with what was sent."""
        if request.user.is_authenticated and not permissions.can_manage(request.user, self.application):
            raise NotAllowed(_("이 공고의 담당자가 아닙니다."), code="not_call_manager")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Back to the page."""
        return redirect("calls:screening", uuid=uuid)


class ScreeningJudgeView(_ScreeningActView):
    """Judge one rule."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Keep the judgement."""
        rule = request.POST.get("rule", "")[:60]
        form = JudgementForm(request.POST, prefix=rule)
        if not form.is_valid():
            return self.page(judgement=form, status=400)

        def act() -> None:
            screening.judge_rule(
                application=self.application, rule=rule, actor=self.reader, at=clock.now(), **form.cleaned_data
            )

        return self.done(act, _("판정을 남겼습니다."), judgement=form)


class ScreeningPassView(_ScreeningActView):
    """Let the application go to review."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Pass."""

        def act() -> None:
            screening.pass_application(application=self.application, actor=self.reader, at=clock.now())

        return self.done(act, _("사전검토를 통과시켰습니다."))


class ScreeningReturnView(_ScreeningActView):
    """Send the application back for correction."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Ask."""
        form = ReturnForm(request.POST)
        if not form.is_valid():
            return self.page(returning=form, status=400)

        def act() -> None:
            screening.send_back(
                application=self.application,
                items=form.cleaned_data["items"].splitlines(),
                days=form.cleaned_data["days"],
                actor=self.reader,
                at=clock.now(),
            )

        return self.done(act, _("보완을 요청했습니다."), returning=form)


class ScreeningExcludeView(_ScreeningActView):
    """Leave the application out."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Exclude."""

        def act() -> None:
            rule = request.POST.get("rule", "")[:60]
            screening.exclude_application(application=self.application, rule=rule, actor=self.reader, at=clock.now())

        return self.done(act, _("지원 대상에서 제외했습니다."))


class ScreeningLateExcludeView(_ScreeningActView):
    """Leave out what had passed, for a rule that it turns out to fail."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Judge and exclude in one act."""
        form = LateExclusionForm(request.POST, rows=self.screening.rows)
        if not form.is_valid():
            return self.page(late=form, status=400)

        def act() -> None:
            screening.exclude_after_passing(
                application=self.application, actor=self.reader, at=clock.now(), **form.cleaned_data
            )

        return self.done(act, _("지원 대상에서 제외했습니다."), late=form)
