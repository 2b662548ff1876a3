"""One selection as it was reckoned, and the words of those who approve it."""

from collections.abc import Callable, Collection
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.calls.models import Application
from axportal.core import clock
from axportal.core.errors import DomainError, InvalidInput
from axportal.decisions.forms import WordForm
from axportal.decisions.models import Selection
from axportal.decisions.selectors.impartiality import needs_statement, steps_open_to
from axportal.decisions.selectors.pages import stored_table
from axportal.decisions.selectors.standing import reckoned_again
from axportal.decisions.services import selections
from axportal.reviews.views.base import show_errors

_STEPS: dict[str, Callable[..., Selection]] = {
    "confirm": selections.confirm_selection,
    "approve": selections.approve_selection,
    "return": selections.return_selection,
}


class SelectionView(SignInRequired, View):
    """The stored ranking, whether it can be reckoned again, and who said what."""

    kwargs: dict[str, Any]

    @cached_property
    def selection(self) -> Selection:
        """404 for who may not see it."""
        visible = Selection.objects.visible_to(self.request.user)
        found = (
            visible.select_related("call__organisation", "rules", "made_by").filter(uuid=self.kwargs["uuid"]).first()
        )
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self.page()

    def page(
        self, *, form: WordForm | None = None, error: DomainError | None = None, status: int = 200
    ) -> HttpResponse:
        """The page with whatever form came back."""
        selection = self.selection
        found = Application.objects.filter(call=selection.call).select_related("organisation").with_titles()
        applications = {str(one.uuid): one for one in found}
        steps, why_not = steps_open_to(cast(User, self.request.user), selection, at=clock.now())
        context = {
            "selection": selection,
            "call": selection.call,
            "table": stored_table(selection.places, applications),
            "is_same": reckoned_again(selection),
            "approvals": selection.approvals.select_related("by"),
            "steps": steps,
            "why_not": why_not,
            "form": form or self.word_form(steps),
            "error": error,
        }
        return render(self.request, "decisions/selection.html", context, status=status)

    def word_form(self, steps: Collection[str], data: Any = None) -> WordForm:
        """What is asked of this person before a word on the selection."""
        says_yes = not {"confirm", "approve"}.isdisjoint(steps)
        return WordForm(data, asks=says_yes and needs_statement(cast(User, self.request.user)))


class SelectionStepView(SelectionView):
    """Confirm, approve or return."""

    def get(self, request: HttpRequest, uuid: Any, step: str) -> HttpResponse:  # type: ignore[override]
        """A reload leads back to the selection."""
        return redirect(self.selection)

    def post(self, request: HttpRequest, uuid: Any, step: str) -> HttpResponse:
        """One word on it."""
        form = self.word_form([step], request.POST)
        if not form.is_valid():
            return self.page(form=form, status=400)
        try:
            selection = _STEPS[step](
                selection=self.selection, actor=cast(User, request.user), at=clock.now(), **form.cleaned_data
            )
        except InvalidInput as error:
            show_errors(form, error)
            return self.page(form=form, status=400)
        except DomainError as error:
            return self.page(form=form, error=error, status=error.status)
        messages.success(request, _("반영했습니다: %(status)s") % {"status": selection.get_status_display()})
        return redirect(selection)
