"""The ranking of a call: what stands, what would stand on other terms, ties, and the proposal."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.calls.models import Call
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.decisions import permissions
from axportal.decisions.forms import ProposalForm, TieForm, WhatIfForm
from axportal.decisions.models import Selection, WhatIf
from axportal.decisions.rules.ranking import Place
from axportal.decisions.selectors.changes import Difference
from axportal.decisions.selectors.objecting import has_unanswered
from axportal.decisions.selectors.pages import table_of
from axportal.decisions.selectors.standing import Standing, standing_of
from axportal.decisions.services import findings, selections, what_ifs


class RankingView(SignInRequired, View):
    """The table with its line, and on a POST who would change on other terms."""

    kwargs: dict[str, Any]

    @property
    def reader(self) -> User:
        """Whoever is signed in."""
        return cast(User, self.request.user)

    @cached_property
    def call(self) -> Call:
        """The call, for those who prepare its decision; 404 for everybody else."""
        visible = Call.objects.visible_to(self.request.user).select_related("zone", "organisation")
        found = visible.filter(uuid=self.kwargs["uuid"]).first()
        if found is None or not permissions.can_prepare(self.request.user, found):
            raise Http404
        return found

    @cached_property
    def standing(self) -> Standing:
        """Reckoned anew at each look."""
        return standing_of(self.call)

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """As it stands."""
        return self.page()

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """As it would stand; nothing changes."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(what_if=form, status=400)
        try:
            altered = form.altered()
            found = what_ifs.try_what_if(standing=self.standing, altered=altered, actor=self.reader, at=clock.now())
        except DomainError as error:
            return self.page(what_if=form, error=error, status=error.status)
        return self.page(what_if=form, found=found, then=self.standing.altered(altered))

    def form(self, data: Any = None) -> WhatIfForm:
        """Other terms, with how the terms stand now."""
        standing = self.standing
        asked = [one.asked_won for one in standing.inputs]
        rules = standing.rules
        threshold = rules.after.review.threshold
        return WhatIfForm(data, content=rules.content, terms=standing.terms, threshold=threshold, asked=asked)

    def page(
        self,
        *,
        what_if: WhatIfForm | None = None,
        found: Difference | None = None,
        then: list[Place] | None = None,
        proposal: ProposalForm | None = None,
        tie: TieForm | None = None,
        error: DomainError | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page with whatever form came back."""
        standing = self.standing
        names = {key: one.project_ko for key, one in standing.applications.items()}  # type: ignore[attr-defined]
        context = {
            "call": self.call,
            "at": clock.now(),
            "standing": standing,
            "table": table_of(standing.places, standing.applications, then=then),
            "ties": self._ties(tie),
            "what_if": what_if or self.form(),
            "found": found,
            "names": names,
            "proposal": proposal or ProposalForm(),
            "selections": Selection.objects.visible_to(self.request.user).filter(call=self.call).order_by("-number"),
            "has_upheld": has_unanswered(self.call),
            "tried": WhatIf.objects.filter(call=self.call).select_related("tried_by")[:5],
            "error": error,
        }
        return render(self.request, "decisions/ranking.html", context, status=status)

    def _ties(self, bound: TieForm | None) -> list[TieForm]:
        if bound is not None:
            return [bound]
        return [TieForm(receipts=receipts, auto_id=f"tie{number}_%s") for number, receipts in enumerate(self.groups)]

    @property
    def groups(self) -> list[dict[str, str]]:
        """The groups of equal rank that the line parts: application and its receipt number."""
        return [{place.candidate.key: place.candidate.receipt for place in group} for group in self.standing.ties]


class TieView(RankingView):
    """The panel's order of a tie at the line."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the ranking."""
        return redirect("decisions:ranking", uuid=self.call.uuid)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Settle the group that was sent."""
        if not self.groups:
            return redirect("decisions:ranking", uuid=self.call.uuid)
        sent = [group for group in self.groups if any(f"place_{key}" in request.POST for key in group)]
        form = TieForm(request.POST, receipts=(sent or self.groups)[0], auto_id="tie0_%s")
        if not form.is_valid():
            return self.page(tie=form, status=400)
        try:
            findings.settle_tie(
                call=self.call,
                order=form.order(),
                reason=form.cleaned_data["reason"],
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            return self.page(tie=form, error=error, status=error.status)
        return redirect("decisions:ranking", uuid=self.call.uuid)


class ProposalView(RankingView):
    """Keep the ranking as it stands and ask for approval."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the ranking."""
        return redirect("decisions:ranking", uuid=self.call.uuid)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """To the selection; back with the reason when it cannot be proposed yet."""
        form = ProposalForm(request.POST)
        if not form.is_valid():
            return self.page(proposal=form, status=400)
        try:
            selection = selections.propose_selection(
                call=self.call,
                publish_at=form.cleaned_data["publish_at"],
                note=form.cleaned_data["note"],
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            return self.page(proposal=form, error=error, status=error.status)
        return redirect(selection)
