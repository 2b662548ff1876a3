"""The pages of reports: list, order, progress, files."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.core import clock
from axportal.core.errors import InvalidInput
from axportal.reports import selectors, services
from axportal.reports.forms import OrderForm
from axportal.reports.models import ReportFile, ReportRun
from axportal.reports.permissions import can_order

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ReportView(SignInRequired, View):
    """Pages for staff; for other people there is no such page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for people who are signed in and not staff."""
        if request.user.is_authenticated and not can_order(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def visible(self, uuid: Any) -> ReportRun:
        """The run of the address. 404 for one this user may not see."""
        runs = ReportRun.objects.visible_to(self.request.user)
        return get_object_or_404(runs.select_related("zone", "requested_by").prefetch_related("files"), uuid=uuid)


class RunListView(ReportView):
    """The runs one may see, the newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        listed = selectors.run_list(request.user, cursor=request.GET.get("cursor", ""))
        return render(request, "reports/list.html", {"listed": listed})


class RunOrderView(ReportView):
    """Ordering a report."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, filled with what the address suggests."""
        return self._page(request, OrderForm(initial=OrderForm.suggested(request.GET)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Order, then to the run; an identical order leads to the run that exists."""
        form = OrderForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, status=400)
        try:
            run, is_new = services.order_run(
                actor=request.user,
                zone=form.cleaned_data["zone"],
                as_of=form.cleaned_data["as_of"],
                formats=form.cleaned_data["formats"],
                language=(get_language() or "ko")[:2],
                at=clock.now(),
            )
        except InvalidInput as error:
            form.refuse(error.fields)
            return self._page(request, form, status=error.status)
        if not is_new:
            text = _("같은 조건의 보고서가 이미 있습니다(개정 {n}). 새로 만들지 않고 보여 드립니다.")
            messages.info(request, text.format(n=run.revision))
        return redirect(run)

    def _page(self, request: HttpRequest, form: OrderForm, *, status: int = 200) -> HttpResponse:
        return render(request, "reports/order.html", {"form": form}, status=status)


class RunDetailView(ReportView):
    """One run: how far it is, its files, its revisions, its numbers."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        page = selectors.run_page(request.user, self.visible(uuid))
        return render(request, "reports/detail.html", {"page": page, "run": page.run})


class RunProgressView(ReportView):
    """The progress alone, asked for every two seconds while the run is under way."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The part; once the run has ended the whole page is shown anew."""
        page = selectors.run_page(request.user, self.visible(uuid))
        response = render(request, "reports/progress.html", {"page": page, "run": page.run})
        if not page.run.is_under_way:
            response["HX-Refresh"] = "true"
        return response


class RunCancelView(ReportView):
    """Stopping a run."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Stop and go back to the run. 403 for a colleague's run, 409 for one that has ended."""
        run = services.cancel_run(run=self.visible(uuid), actor=request.user, at=clock.now())
        messages.success(request, _("멈췄습니다. 쓰던 파일은 남기지 않습니다."))
        return redirect(run)


class FileView(ReportView):
    """A file of a run."""

    def get(self, request: HttpRequest, uuid: Any, extension: str) -> FileResponse:
        """The file as an attachment; who took it is recorded."""
        files = ReportFile.objects.visible_to(request.user).select_related("run")
        file = get_object_or_404(files, run__uuid=uuid, format=extension)
        content = services.open_file(file=file, actor=request.user, at=clock.now())
        name = f"{file.run.kind}-{file.run.as_of}-r{file.run.revision}.{extension}"
        response = FileResponse(content, as_attachment=True, filename=name, content_type=CONTENT_TYPES[extension])
        response["Content-Security-Policy"] = "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
        return response
