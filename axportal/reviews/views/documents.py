"""The files of a proposal for its reviewer: page images with their text, and originals where they may leave."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import cached_property

from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.core.requests import client_address
from axportal.core.uploads import attachment, page_image
from axportal.reviews.forms import ReasonForm
from axportal.reviews.models import Assignment
from axportal.reviews.selectors.documents import Document, documents_of
from axportal.reviews.services import assignments
from axportal.reviews.views.base import show_errors
from axportal.reviews.views.judging import AssignmentView


class DocumentsView(AssignmentView):
    """Finds a file of the proposal as the round shows it; 404 before the pledge and in rounds that hide names."""

    @cached_property
    def document(self) -> Document:
        """The file of the address."""
        if self.assignment.status == Assignment.Status.ASSIGNED:
            raise Http404
        found = documents_of(self.assignment.application, self.rule, with_pages=True)
        document = next((one for one in found if one.file.uuid == self.kwargs["file"]), None)
        if document is None:
            raise Http404
        return document

    def opened(self, part: str = "") -> assignments.Opened:
        """The look, logged."""
        return assignments.open_document(
            assignment=self.assignment,
            file=self.document.file,
            part=part,
            actor=self.reader,
            address=client_address(self.request),
            at=clock.now(),
        )


class DocumentView(DocumentsView):
    """All pages of a file. The sheet's page takes them from here into its left side."""

    def get(self, request: HttpRequest, uuid: Any, file: Any) -> HttpResponse:
        """The pages; the upload itself is never opened."""
        _found, opened = self.document, self.opened()
        return self.kept_out(opened) if opened.recusal is not None else self.page(ReasonForm())

    def page(self, form: ReasonForm, *, status: int = 200) -> HttpResponse:
        """With the question why somebody wants the original."""
        context = {"assignment": self.assignment, "document": self.document, "form": form, "rule": self.rule}
        return render(self.request, "reviews/document.html", context, status=status)


class DocumentPageView(DocumentsView):
    """One page's image."""

    def get(self, request: HttpRequest, uuid: Any, file: Any, number: int) -> HttpResponseBase:
        """A PNG that the worker drew."""
        page = next((one for one in self.document.pages if one.number == number), None)
        if page is None or self.opened(f".{number}").recusal is not None:
            raise Http404
        return page_image(stored=page.stored)


class OriginalView(DocumentView):
    """The upload as it came, where it may leave."""

    def get(self, request: HttpRequest, uuid: Any, file: Any) -> HttpResponse:
        """A reload leads to the pages."""
        return redirect("reviews:document", uuid=uuid, file=file)

    def post(self, request: HttpRequest, uuid: Any, file: Any) -> HttpResponseBase:
        """The file, once the reason is written down."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=400)
        try:
            opened = assignments.take_original(
                assignment=self.assignment,
                file=self.document.file,
                reason=form.cleaned_data["reason"],
                actor=self.reader,
                address=client_address(request),
                at=clock.now(),
            )
        except DomainError as error:
            show_errors(form, error)
            return self.page(form, status=error.status)
        if opened.recusal is not None:
            return self.kept_out(opened)
        return attachment(stored=self.document.file.stored, name=self.document.file_name)
