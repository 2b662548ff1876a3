"""Files of an application: up, out, down. Downloads are never shown inside the browser."""

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from axportal.calls.forms import ReasonForm, UploadForm
from axportal.calls.models import ApplicationFile
from axportal.calls.services import files
from axportal.calls.views import frames
from axportal.calls.views.base import ApplicationView, WriterView
from axportal.calls.views.steps import StepView
from axportal.core import clock
from axportal.core.errors import DomainError


class FileAddView(StepView):
    """Upload one file for one document; a refusal shows the step again with its reason at the field."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The step is always the same."""
        self.kwargs["step"] = "files"
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:  # type: ignore[override]
        """A reload leads back to the step."""
        return redirect(frames.step_url(self.application, "files"))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:  # type: ignore[override]
        """Keep the file."""
        document = request.POST.get("for", "")
        form = UploadForm(request.POST, request.FILES, documents=self.written.rules.uploads, document=document)
        if not form.is_valid():
            return self.page(upload_form=form, status=400)
        try:
            file = files.add_file(
                application=self.application,
                organisation=self.own_organisation,
                document=form.cleaned_data["document"],
                upload=form.cleaned_data["file"],
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error("file", error.message)
            return self.page(upload_form=form, status=error.status)
        messages.success(request, _("%(name)s을(를) 올렸습니다.") % {"name": file.name})
        return redirect(f"{frames.step_url(self.application, 'files')}#documents")


class FileRemoveView(WriterView):
    """Take a file out of the draft."""

    def post(self, request: HttpRequest, uuid: Any, file: Any) -> HttpResponse:
        """Remove; a second click changes nothing."""
        found = (
            ApplicationFile.objects.editable_by(request.user).filter(application=self.application, uuid=file).first()
        )
        if found is None:
            raise Http404
        try:
            files.remove_file(file=found, actor=self.reader, at=clock.now())
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("%(name)s을(를) 뺐습니다.") % {"name": found.name})
        return redirect(f"{frames.step_url(self.application, 'files')}#documents")


class FileDownloadView(ApplicationView):
    """A file: at once for its writers, for all others with a reason that is kept."""

    def get(self, request: HttpRequest, uuid: Any, file: Any) -> HttpResponseBase:
        """The file, or the question why."""
        found = self._file()
        if self._is_own(found):
            return _attachment(found)
        return render(request, "calls/file_reason.html", {"file": found, "form": ReasonForm(), **self._context()})

    def post(self, request: HttpRequest, uuid: Any, file: Any) -> HttpResponseBase:
        """The file, once the reason is written down."""
        found = self._file()
        form = ReasonForm(request.POST)
        if not form.is_valid():
            context = {"file": found, "form": form, **self._context()}
            return render(request, "calls/file_reason.html", context, status=400)
        self.log_access(f"calls.file.{found.uuid}", reason=form.cleaned_data["reason"])
        return _attachment(found)

    def _context(self) -> dict[str, Any]:
        return {"application": self.application, "call": self.application.call}

    def _file(self) -> ApplicationFile:
        visible = ApplicationFile.objects.visible_to(self.request.user)
        found = visible.filter(application=self.application, uuid=self.kwargs["file"]).first()
        if found is None:
            raise Http404
        return found

    def _is_own(self, file: ApplicationFile) -> bool:
        return ApplicationFile.objects.editable_by(self.request.user).filter(pk=file.pk).exists()


def _attachment(file: ApplicationFile) -> FileResponse:
    """Never inline, never sniffed, and without rights should a browser open it all the same."""
    if not default_storage.exists(file.stored):
        raise Http404
    response = FileResponse(
        default_storage.open(file.stored),
        as_attachment=True,
        filename=file.name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
