"""Files of an application: up, out, down. Downloads are never shown inside the browser."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from axportal.calls import permissions
from axportal.calls.forms import ReasonForm, UploadForm
from axportal.calls.models import ApplicationFile, FilePreview, PreviewPage
from axportal.calls.rules import files as rules
from axportal.calls.rules import holds
from axportal.calls.services import files, previews
from axportal.calls.views import frames
from axportal.calls.views.base import ApplicationView, WriterView
from axportal.calls.views.steps import StepView
from axportal.core import clock
from axportal.core.errors import DomainError, NotAllowed
from axportal.core.uploads import attachment, page_image


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


class FileView(ApplicationView):
    """One file; 404 for whoever may not see it."""

    def _file(self) -> ApplicationFile:
        visible = ApplicationFile.objects.visible_to(self.request.user)
        found = visible.filter(application=self.application, uuid=self.kwargs["file"]).first()
        if found is None:
            raise Http404
        return found


class FileDownloadView(FileView):
    """A file: at once for its writers, for all others with a reason that is kept."""

    def get(self, request: HttpRequest, uuid: Any, file: Any) -> HttpResponseBase:
        """The file, or the question why."""
        found = self._file()
        if self._is_own(found):
            return attachment(stored=found.stored, name=found.name)
        return self._page(found, ReasonForm())

    def post(self, request: HttpRequest, uuid: Any, file: Any) -> HttpResponseBase:
        """The file, once the reason is written down."""
        found = self._file()
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._page(found, form, status=400)
        if not self._is_own(found):
            rules.ensure_may_leave(found)
        self.log_access(f"calls.file.{found.uuid}", reason=form.cleaned_data["reason"])
        return attachment(stored=found.stored, name=found.name)

    def _page(self, file: ApplicationFile, form: ReasonForm, *, status: int = 200) -> HttpResponse:
        """The question why; and for what nothing has scanned, who may let it leave."""
        context = {
            "file": file,
            "form": form,
            "application": self.application,
            "call": self.application.call,
            "may_leave": holds(rules.ensure_may_leave, file),
            "releases": file.releases.select_related("decided_by"),
            "may_release": permissions.can_manage(self.request.user, self.application)
            and file.scan == ApplicationFile.Scan.NOT_SCANNED,
        }
        return render(self.request, "calls/file_reason.html", context, status=status)

    def _is_own(self, file: ApplicationFile) -> bool:
        return ApplicationFile.objects.editable_by(self.request.user).filter(pk=file.pk).exists()


class FileReleaseView(FileView):
    """Let an original that nothing has scanned leave."""

    def post(self, request: HttpRequest, uuid: Any, file: Any) -> HttpResponse:
        """Decide, with a reason."""
        found = self._file()
        try:
            previews.release_original(file=found, reason=request.POST.get("why", ""), actor=self.reader, at=clock.now())
        except NotAllowed:
            raise
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("원본을 내려받을 수 있게 했습니다. 결정과 까닭을 남겼습니다."))
        return redirect("calls:file-download", uuid=uuid, file=file)


class FilePreviewView(FileView):
    """The pages of a file as images with their text; the upload itself is never shown."""

    def get(self, request: HttpRequest, uuid: Any, file: Any) -> HttpResponse:
        """All pages."""
        found = self._file()
        preview = FilePreview.objects.filter(file=found).first()
        self.log_access(f"calls.preview.{found.uuid}")
        context = {
            "file": found,
            "application": self.application,
            "call": self.application.call,
            "preview": preview,
            "pages": preview.pages.order_by("number") if preview is not None else [],
            "has_pages": found.kind in rules.PREVIEWED,
        }
        return render(request, "calls/file_preview.html", context)


class PreviewPageView(FileView):
    """One page's image."""

    def get(self, request: HttpRequest, uuid: Any, file: Any, number: int) -> HttpResponseBase:
        """A PNG that the worker drew."""
        page = PreviewPage.objects.filter(preview__file=self._file(), number=number).first()
        if page is None:
            raise Http404
        self.log_access(f"calls.preview.{file}.{number}")
        return page_image(stored=page.stored)
