"""Tokens of a site: made, shown once, revoked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from axportal.core import clock
from axportal.core.errors import DomainError
from gpu.forms.tokens import SiteTokenForm
from gpu.models import SiteToken
from gpu.rules.pushing import streams_for
from gpu.services import tokens
from gpu.views.operators.base import KeptSiteView, add_errors


class TokensView(KeptSiteView):
    """The live tokens and a form for a new one. The key is in the answer to the form, once."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The list with an empty form."""
        return self._page(self._form())

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Issue one."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            _token, key = tokens.issue_token(
                cluster=self.cluster,
                label=form.cleaned_data["label"],
                streams=form.cleaned_data["streams"],
                expires_at=form.expires_at(),
                actor=self.actor,
                at=clock.now(),
            )
        except DomainError as error:
            add_errors(form, error)
            return self._page(form, status=error.status)
        return self._page(self._form(), key=key)

    def _form(self, data: Any = None) -> SiteTokenForm:
        allowed = streams_for(self.cluster.connector, telemetry_address=self.cluster.telemetry_address)
        return SiteTokenForm(data, allowed=allowed)

    def _page(self, form: SiteTokenForm, *, key: str = "", status: int = 200) -> HttpResponse:
        live = SiteToken.objects.visible_to(self.request.user).filter(cluster=self.cluster, revoked_at=None)
        at = clock.now()
        return self.page(
            "tokens",
            status=status,
            form=form,
            key=key,
            tokens=live.select_related("created_by"),
            now=at,
            is_full=live.filter(expires_at__gt=at).count() >= tokens.MOST_LIVE,
            may_send=bool(form.fields["streams"].choices),  # type: ignore[attr-defined]
        )


class TokenRevokeView(KeptSiteView):
    """End one token."""

    def where(self) -> dict[str, Any]:
        """The token's site."""
        return {"tokens__uuid": self.kwargs["uuid"]}

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back."""
        return redirect("gpu:site_tokens", uuid=self.cluster.uuid)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Revoke and go back to the list."""
        token = SiteToken.objects.editable_by(request.user).select_related("cluster").filter(uuid=uuid).first()
        if token is None:
            raise Http404
        tokens.revoke_token(token=token, actor=self.actor, at=clock.now())
        messages.success(request, _("토큰을 없앴습니다. 이 토큰을 쓰던 프로그램은 더 보내지 못합니다."))
        return redirect("gpu:site_tokens", uuid=token.cluster.uuid)
