"""What the panel finds beside the sheets: bonus and penalty with evidence, grounds that exclude."""

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
from axportal.calls import selectors as calls
from axportal.calls.models import Application, Call
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.decisions import permissions
from axportal.decisions.forms import AdjustmentForm, FindingForm, GivenReasonForm
from axportal.decisions.models import Finding
from axportal.decisions.selectors.panel import PanelRow, panel_of
from axportal.decisions.services import findings


class PanelListView(SignInRequired, View):
    """Every application of a call that is past its screening, with what the panel found."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The table; 404 for who does not prepare the decision."""
        call = Call.objects.visible_to(request.user).filter(uuid=uuid).first()
        if call is None or not permissions.can_prepare(request.user, call):
            raise Http404
        return render(request, "decisions/panel_list.html", {"call": call, "rows": panel_of(call)})


class PanelView(SignInRequired, View):
    """One application: what was found, and the forms for more."""

    kwargs: dict[str, Any]

    @property
    def reader(self) -> User:
        """Whoever is signed in."""
        return cast(User, self.request.user)

    @cached_property
    def application(self) -> Application:
        """For those who prepare the decision of its call; 404 for everybody else."""
        visible = Call.objects.visible_to(self.request.user)
        found = Application.objects.filter(call__in=visible, uuid=self.kwargs["uuid"]).select_related("call").first()
        if found is None or not permissions.can_prepare(self.request.user, found.call):
            raise Http404
        return found

    @cached_property
    def row(self) -> PanelRow:
        """What was found so far; 404 for an application that no panel speaks of."""
        rows = panel_of(self.application.call, application=self.application)
        if not rows:
            raise Http404
        return rows[0]

    @property
    def rules(self) -> Any:
        """The rules that name bonus and penalty."""
        return calls.rules_in_force(self.application.call).after

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self.page()

    def page(
        self,
        *,
        adjustment: AdjustmentForm | None = None,
        finding: FindingForm | None = None,
        taking_back: GivenReasonForm | None = None,
        taken: Finding | None = None,
        error: DomainError | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page with whatever form came back."""
        forms = {one.pk: GivenReasonForm(auto_id=f"back{one.pk}_%s") for one in self.row.standing_findings}
        if taken is not None and taking_back is not None:
            forms[taken.pk] = taking_back
        context = {
            "row": self.row,
            "application": self.row.application,
            "call": self.application.call,
            "adjustment": adjustment or AdjustmentForm(after=self.rules),
            "finding": finding or FindingForm(auto_id="find_%s"),
            "findings": [(one, forms.get(one.pk)) for one in self.row.findings],
            "taking_back": taking_back,
            "error": error,
        }
        return render(self.request, "decisions/panel.html", context, status=status)

    def done(self, act: Callable[[], Any], **form: Any) -> HttpResponse:
        """Do it and show the page again; `form` is the one that was sent, by its name in the page."""
        if not next(iter(form.values())).is_valid():
            return self.page(**form, status=400)
        try:
            act()
        except DomainError as error:
            return self.page(**form, error=error, status=error.status)
        messages.success(self.request, _("남겼습니다."))
        return redirect("decisions:panel-detail", uuid=self.application.uuid)


class AdjustView(PanelView):
    """Give or refuse a bonus or penalty."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the application."""
        return redirect("decisions:panel-detail", uuid=self.application.uuid)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """With the evidence."""
        form = AdjustmentForm(request.POST, after=self.rules)
        return self.done(
            lambda: findings.grant_adjustment(
                application=self.application, actor=self.reader, at=clock.now(), **form.cleaned_data
            ),
            adjustment=form,
        )


class FindView(PanelView):
    """Keep the application out on a ground."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the application."""
        return redirect("decisions:panel-detail", uuid=self.application.uuid)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """With what the panel found."""
        form = FindingForm(request.POST, auto_id="find_%s")
        return self.done(
            lambda: findings.record_finding(
                application=self.application, actor=self.reader, at=clock.now(), **form.cleaned_data
            ),
            finding=form,
        )


class TakeBackView(PanelView):
    """Let the application of a finding count again."""

    @cached_property
    def found(self) -> Finding:
        """404 for who may not see it."""
        visible = Finding.objects.visible_to(self.request.user).select_related("application__call")
        finding = visible.filter(uuid=self.kwargs["uuid"]).first()
        if finding is None or not permissions.can_prepare(self.request.user, finding.application.call):
            raise Http404
        return finding

    @cached_property
    def application(self) -> Application:
        """The finding's."""
        return self.found.application

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the application."""
        return redirect("decisions:panel-detail", uuid=self.application.uuid)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """With the reason."""
        form = GivenReasonForm(request.POST, auto_id=f"back{self.found.pk}_%s")
        return self.done(
            lambda: findings.take_back_finding(
                finding=self.found, actor=self.reader, at=clock.now(), **form.cleaned_data
            ),
            taking_back=form,
            taken=self.found,
        )
