"""The letter on a decision, and the objection to it."""

from typing import Any, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.calls import permissions as intake
from axportal.calls import selectors as calls
from axportal.calls.services.accesses import log_read
from axportal.calls.workflow import available_actions
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.core.requests import client_address
from axportal.core.uploads import attachment
from axportal.decisions.forms import ObjectionForm
from axportal.decisions.models import Letter, LetterFile
from axportal.decisions.selectors.letters import newest_letter, objections_until
from axportal.decisions.selectors.objecting import live_objection
from axportal.decisions.services import objections


class LetterView(SignInRequired, View):
    """What was told, as it was issued; and how to object."""

    kwargs: dict[str, Any]

    @property
    def reader(self) -> User:
        """Whoever is signed in."""
        return cast(User, self.request.user)

    @cached_property
    def letter(self) -> Letter:
        """404 for who may not see it."""
        visible = Letter.objects.visible_to(self.request.user)
        related = "decision__application__call", "decision__application__organisation", "decision__selection"
        found = visible.select_related(*related).filter(uuid=self.kwargs["uuid"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The letter."""
        application = self.letter.decision.application
        address = client_address(request)
        log_read(application, reader=self.reader, what="decisions.letter.read", address=address, at=clock.now())
        return self.page()

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """File an objection: the time is taken now, before anything else."""
        at = calls.arrival()
        form = ObjectionForm(request.POST, rules=self._rules())
        if not form.is_valid():
            return self.page(form=form, status=400)
        try:
            objection = objections.file_objection(
                decision=self.letter.decision,
                ground=form.cleaned_data["ground"],
                text=form.cleaned_data["text"],
                actor=self.reader,
                at=at,
            )
        except DomainError as error:
            return self.page(form=form, error=error, status=error.status)
        return redirect(objection)

    def _rules(self) -> Any:
        return calls.read_version(self.letter.decision.selection.rules).after.objection

    def page(
        self, *, form: ObjectionForm | None = None, error: DomainError | None = None, status: int = 200
    ) -> HttpResponse:
        """The letter with whatever form came back."""
        decision, at = self.letter.decision, clock.now()
        call = decision.application.call
        until, newest = objections_until(self.letter), newest_letter(decision.application)
        context = {
            "letter": self.letter,
            "decision": decision,
            "application": decision.application,
            "call": call,
            "objection": live_objection(decision=decision),
            "newer": newest if newest != self.letter else None,
            "until": until,
            "files": self.letter.files.all(),
            "is_open": at < until,
            "may_decline": "decline" in available_actions(self.request.user, decision.application),
            "may_object": intake.can_submit(self.request.user, decision.application),
            "form": form or ObjectionForm(rules=self._rules()),
            "error": error,
        }
        return render(self.request, "decisions/letter.html", context, status=status)


class LetterFileView(SignInRequired, View):
    """A letter as a file."""

    def get(self, request: HttpRequest, uuid: Any, language: str) -> FileResponse:
        """As an attachment; others' looks are kept. 404 until the worker has made it."""
        files = LetterFile.objects.visible_to(request.user).select_related("letter__decision__application__call")
        file = get_object_or_404(files, letter__uuid=uuid, language=language)
        application = file.letter.decision.application
        address, reader = client_address(request), cast(User, request.user)
        log_read(application, reader=reader, what="decisions.letter.file", address=address, at=clock.now())
        return attachment(stored=file.name, name=f"{application.number}-{language}.pdf")
