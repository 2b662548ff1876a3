"""The list of sites, a new site, its settings, the test of its connection, stopping and publishing."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from axportal.core import clock
from axportal.core.errors import DomainError, StaleVersion
from gpu.forms.sites import SiteForm
from gpu.models import Cluster, DataCentre
from gpu.permissions import keeps_sites
from gpu.rules.freshness import freshness
from gpu.selectors.console import STATES, sites_seen, words_of
from gpu.selectors.site_tests import report_of
from gpu.services import site_tests, sites
from gpu.views.operators.base import KeptSiteView, OperatorView, add_errors

MOST = 200


class SiteListView(View):
    """One's own sites, and those whose figures are public."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One list, one's own first."""
        at = clock.now()
        own = set(Cluster.objects.editable_by(request.user).values_list("pk", flat=True))
        rows = [_listed(site, at=at, is_own=site.pk in own) for site in sites_seen(request.user)[:MOST]]
        rows.sort(key=lambda row: not row["is_own"])
        return render(request, "gpu/operators/list.html", {"rows": rows, "may_connect": keeps_sites(request.user)})


def _listed(site: Any, *, at: Any, is_own: bool) -> dict[str, Any]:
    seconds = None if site.connector == Cluster.Connector.HAND else site.poll_seconds
    fresh = freshness(site.heard_at, poll_seconds=seconds, at=at)
    return {"site": site, "is_own": is_own, "sign": STATES[fresh], "words": words_of(fresh)}


def _own_centres(user: Any) -> QuerySet[DataCentre]:
    centres: QuerySet[DataCentre] = DataCentre.objects.editable_by(user).order_by("name_ko", "id")
    return centres


class SiteNewView(OperatorView):
    """Choose how the site is reached, then fill in what that needs."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The choice, or the form of the one that was chosen."""
        self._ensure_may()
        connector = request.GET.get("connector", "")
        if connector not in Cluster.Connector.values:
            context = {"connectors": Cluster.Connector.choices, "centres": _own_centres(request.user).exists()}
            return render(request, "gpu/operators/choose.html", context)
        return self._page(self._form(connector))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it, and test the connection where there is one."""
        self._ensure_may()
        connector = request.POST.get("connector", "")
        if connector not in Cluster.Connector.values:
            raise Http404
        form = self._form(connector, request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            site = sites.create_site(
                values={**form.changes(), "connector": connector}, kept=form.kept(), actor=self.actor, at=clock.now()
            )
        except DomainError as error:
            add_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, _("사이트를 만들었습니다. 아직 공개하지 않았습니다."))
        return redirect("gpu:site_test" if site.is_polled else "gpu:console", uuid=site.uuid)

    def _ensure_may(self) -> None:
        if not keeps_sites(self.request.user):
            raise Http404

    def _form(self, connector: str, data: Any = None) -> SiteForm:
        centres = _own_centres(self.request.user)
        return SiteForm(data, connector=connector, centres=centres, instance=Cluster(connector=connector))

    def _page(self, form: SiteForm, *, status: int = 200) -> HttpResponse:
        label = Cluster.Connector(form.connector).label
        context = {"form": form, "connector": form.connector, "label": label, "site": None}
        return render(self.request, "gpu/operators/form.html", context, status=status)


class SiteEditView(KeptSiteView):
    """A site's settings. Secrets are typed anew or stay."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The form, filled; without secrets."""
        return self._page(self._form())

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Save; when somebody else was faster, what was typed stays and what stands now is shown beside it."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            sites.change_site(
                cluster=self.cluster,
                changes=form.changes(),
                kept=form.kept(),
                base_version=form.cleaned_data["base_version"] or 0,
                actor=self.actor,
                at=clock.now(),
            )
        except StaleVersion as error:
            conflicts = [(form.fields[row["field"]].label, row["theirs"]) for row in error.detail["conflicts"]]
            return self._page(form, status=error.status, stale=error.message, theirs=conflicts)
        except DomainError as error:
            add_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, _("저장했습니다."))
        return redirect("gpu:console", uuid=uuid)

    def _form(self, data: Any = None) -> SiteForm:
        site = Cluster.objects.get(pk=self.cluster.pk)  # validating writes into its instance
        return SiteForm(
            data,
            connector=site.connector,
            centres=_own_centres(self.request.user),
            instance=site,
            initial={"base_version": site.version},
        )

    def _page(self, form: SiteForm, *, status: int = 200, **context: Any) -> HttpResponse:
        label = Cluster.Connector(form.connector).label
        now = Cluster.objects.get(pk=self.cluster.pk).version
        return self.page(
            "form", status=status, form=form, connector=form.connector, label=label, version=now, **context
        )


class SiteTestView(KeptSiteView):
    """The test of a connection: a worker does it, the page asks until it is done, a link does where no script runs."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The newest report, or that one waits for it."""
        report = report_of(self.cluster)
        waits = report is not None and report["steps"] is None
        template = "test_report" if request.headers.get("HX-Request") else "test"
        address = reverse("gpu:site_test", kwargs={"uuid": self.cluster.uuid})
        return self.page(template, report=report, waits=waits, address=address)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Ask for a test."""
        if not self.cluster.is_polled:
            messages.warning(request, _("포털이 읽어 가는 사이트가 아니어서 시험할 연결이 없습니다."))
            return redirect("gpu:console", uuid=uuid)
        site_tests.ask_for_test(cluster=self.cluster, actor=self.actor, at=clock.now())
        return redirect("gpu:site_test", uuid=uuid)


class SiteStepView(KeptSiteView):
    """Stop, resume, publish, withdraw."""

    def get(self, request: HttpRequest, uuid: Any, step: str) -> HttpResponse:
        """A reload leads back."""
        return redirect("gpu:console", uuid=self.cluster.uuid)

    def post(self, request: HttpRequest, uuid: Any, step: str) -> HttpResponse:
        """Do it."""
        who: dict[str, Any] = {"cluster": self.cluster, "actor": self.actor, "at": clock.now()}
        acts = {
            "stop": (lambda: sites.stop_site(**who), _("멈췄습니다. 아는 값은 시각과 함께 남습니다.")),
            "resume": (lambda: sites.resume_site(**who), _("다시 시작했습니다.")),
            "publish": (lambda: sites.set_publication(is_published=True, **who), _("공개했습니다.")),
            "withdraw": (lambda: sites.set_publication(is_published=False, **who), _("공개를 거두었습니다.")),
        }
        if step not in acts:
            raise Http404
        act, told = acts[step]
        try:
            act()
        except DomainError as error:
            messages.error(
                request, " ".join(sentence for each in error.fields.values() for sentence in each) or error.message
            )
        else:
            messages.success(request, told)
        return redirect("gpu:console", uuid=uuid)
