"""What the pages of a site's keepers share: finding the site, and who is looking."""

from typing import Any, cast

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.core.errors import DomainError
from gpu.forms.sites import SECRET
from gpu.models import Cluster
from gpu.permissions import keeps_sites, watches_sites


def add_errors(form: BaseForm, error: DomainError) -> None:
    """Put a service's sentences at their fields, those of no field at the top. A secret's is named by its purpose."""
    for name, sentences in (error.fields or {"__all__": [error.message]}).items():
        field = next((known for known in (name, f"{SECRET}{name}") if known in form.fields), None)
        for sentence in sentences:
            form.add_error(field, sentence)


class OperatorView(SignInRequired, View):
    """For people who keep sites; nobody else learns that there is such a page."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for others."""
        if request.user.is_authenticated and not (keeps_sites(request.user) or watches_sites(request.user)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def actor(self) -> User:
        """Whoever is signed in."""
        return cast(User, self.request.user)


class KeptSiteView(OperatorView):
    """One site, for its keepers: 404 for everybody else, published or not."""

    @cached_property
    def cluster(self) -> Cluster:
        """The site of the address."""
        found: Cluster | None = self.sites().select_related("owner", "data_centre").filter(**self.where()).first()
        if found is None:
            raise Http404
        return found

    def sites(self) -> Any:
        """Those that this page is about."""
        return Cluster.objects.editable_by(self.request.user)

    def where(self) -> dict[str, Any]:
        """Which of them."""
        return {"uuid": self.kwargs["uuid"]}

    @property
    def may_change(self) -> bool:
        """Whether the reader keeps the site, not only watches it."""
        return bool(Cluster.objects.editable_by(self.request.user).filter(pk=self.cluster.pk).exists())

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """A page about the site."""
        return render(self.request, f"gpu/operators/{template}.html", {"site": self.cluster, **context}, status=status)


class WatchedSiteView(KeptSiteView):
    """One site, for its keepers and for national staff, who only read."""

    def sites(self) -> Any:
        """All of them for national staff."""
        user = self.request.user
        return Cluster.objects.visible_to(user) if watches_sites(user) else Cluster.objects.editable_by(user)
