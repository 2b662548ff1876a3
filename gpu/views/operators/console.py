"""The operator's console of a site, and the work on it: accounts, servers that are gone, discrepancies, batches."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from axportal.core import clock
from axportal.core.errors import DomainError
from gpu.forms.work import AccountsForm, NoteForm
from gpu.models import Discrepancy, IngestBatch, Node, SiteAccount
from gpu.selectors.console import console
from gpu.selectors.discrepancies import table_of
from gpu.services import discrepancies, sites
from gpu.views.operators.base import KeptSiteView, WatchedSiteView, add_errors
from regions.models import Organisation

ACCOUNTS_A_PAGE = 100
RUNS_SHOWN = 200


class ConsoleView(WatchedSiteView):
    """How the site is read, what is wrong, what is left to do."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        at = clock.now()
        return self.page(
            "console", console=console(self.cluster, at=at), now=at, may_change=self.may_change, note=NoteForm()
        )


class AccountsView(KeptSiteView):
    """For which organisation each account of the scheduler stands."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A hundred accounts, those without an organisation first."""
        return self._page(self._form())

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Keep the choices."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        count = sites.map_accounts(cluster=self.cluster, choices=form.choices(), actor=self.actor, at=clock.now())
        messages.success(request, _("계정 %(n)s개의 기관을 바꾸었습니다.") % {"n": count})
        return redirect(f"{request.path}?page={self.shown.number}")

    @cached_property
    def shown(self) -> Any:
        """The page of accounts that the address names."""
        accounts = SiteAccount.objects.editable_by(self.request.user).filter(cluster=self.cluster).order_by("name")
        return Paginator(accounts, ACCOUNTS_A_PAGE).get_page(self.request.GET.get("page"))

    def _form(self, data: Any = None) -> AccountsForm:
        organisations = Organisation.objects.exclude(kind="company").order_by("name_ko")
        return AccountsForm(data, accounts=self.shown.object_list, organisations=organisations)

    def _page(self, form: AccountsForm, *, status: int = 200) -> HttpResponse:
        return self.page("accounts", status=status, form=form, shown=self.shown)


class _OfSiteView(KeptSiteView):
    """Something of a site, named by its own uuid in the address."""

    model: Any

    @cached_property
    def found(self) -> Any:
        """The row, as its keepers may change it."""
        rows = self.model.objects.editable_by(self.request.user).select_related("cluster")
        row = rows.filter(uuid=self.kwargs["uuid"]).first()
        if row is None:
            raise Http404
        return row

    def where(self) -> dict[str, Any]:
        """The row's site."""
        return {"pk": self.found.cluster_id}


class NodeStepView(_OfSiteView):
    """Retire a server that is no longer reported, and undo it."""

    model = Node

    def get(self, request: HttpRequest, uuid: Any, step: str) -> HttpResponse:
        """A reload leads back."""
        return redirect("gpu:console", uuid=self.cluster.uuid)

    def post(self, request: HttpRequest, uuid: Any, step: str) -> HttpResponse:
        """Do it."""
        acts = {"retire": sites.retire_node, "return": sites.return_node}
        if step not in acts:
            raise Http404
        node = self.found
        try:
            acts[step](node=node, actor=self.actor, at=clock.now())
        except DomainError as error:
            messages.error(request, error.message)
        else:
            told = (
                _("%(node)s을(를) 물러난 것으로 적었습니다.") if step == "retire" else _("%(node)s을(를) 되돌렸습니다.")
            )
            messages.success(request, told % {"node": node.name})
        return redirect("gpu:console", uuid=self.cluster.uuid)


class DiscrepancyView(_OfSiteView):
    """One discrepancy with the rows that differ, and the explanation that closes it."""

    model = Discrepancy

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self._page(NoteForm())

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Close it."""
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            discrepancies.explain(self.found, form.cleaned_data["note"], actor=self.actor, at=clock.now())
        except DomainError as error:
            add_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, _("설명을 적고 닫았습니다."))
        return redirect("gpu:console", uuid=self.cluster.uuid)

    def _page(self, form: NoteForm, *, status: int = 200) -> HttpResponse:
        heads, rows = table_of(self.found)
        return self.page("discrepancy", status=status, found=self.found, form=form, heads=heads, rows=rows)


class BatchView(WatchedSiteView):
    """What came in one go, and what was answered to its lines."""

    @cached_property
    def found(self) -> IngestBatch:
        """The batch, as the site's keepers and national staff may read it."""
        rows = IngestBatch.objects.visible_to(self.request.user).select_related("cluster", "received_by")
        batch: IngestBatch | None = rows.filter(uuid=self.kwargs["uuid"]).first()
        if batch is None:
            raise Http404
        return batch

    def where(self) -> dict[str, Any]:
        """The batch's site."""
        return {"pk": self.found.cluster_id}

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page; what was refused first."""
        runs = sorted(self.found.answer.get("lines", []), key=lambda run: run["result"] != "rejected")
        return self.page("batch", batch=self.found, runs=runs[:RUNS_SHOWN], left=max(len(runs) - RUNS_SHOWN, 0))
