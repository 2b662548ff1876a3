"""What the pages of reviews share: who is looking, and refusals shown at the form."""

from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.calls.models import Call
from axportal.core.errors import DomainError, NotAllowed
from axportal.reviews import permissions


class ReviewsView(SignInRequired, View):
    """A page for signed-in people."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def reader(self) -> User:
        """Whoever is signed in."""
        return cast(User, self.request.user)


class PoolView(ReviewsView):
    """Pages of the pool: 404 for those who may not read it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for its keepers and the auditor."""
        if request.user.is_authenticated and not permissions.can_read_pool(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class LedView(ReviewsView):
    """Pages of one call's review: 404 for those who may not read it."""

    def find_call(self) -> Call | None:
        """The call that the address names."""
        visible = Call.objects.visible_to(self.request.user).select_related("zone", "organisation")
        return visible.filter(uuid=self.kwargs["uuid"]).first()

    @cached_property
    def call(self) -> Call:
        """The call of the address."""
        call = self.find_call()
        if call is None or not permissions.can_read_review(self.request.user, call):
            raise Http404
        return call


def show_errors(form: Form, error: DomainError) -> None:
    """The service's sentences at their fields; the others above the form."""
    if isinstance(error, NotAllowed):
        raise error
    for name, sentences in error.fields.items():
        form.add_error(name if name in form.fields else None, sentences)
    if not error.fields:
        form.add_error(None, error.message)


def tell_error(request: HttpRequest, error: DomainError) -> None:
    """The refusal as a message on the page that follows."""
    if isinstance(error, NotAllowed):
        raise error
    sentences = [sentence for sentences in error.fields.values() for sentence in sentences]
    messages.error(request, " ".join([error.message, *sentences]))
