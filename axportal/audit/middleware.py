"""Every row change of a request carries its actor and request id in the history tables."""

import pghistory
from django.http import HttpRequest, HttpResponse

from axportal.core.middleware import GetResponse

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class HistoryContextMiddleware:
    """Open a history context for requests that may change rows."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in CHANGING:
            return self.get_response(request)
        user = request.user
        via = "api" if request.path.startswith("/api/") else "page"
        actor = str(user.uuid) if user.is_authenticated else None
        with pghistory.context(actor=actor, request_id=request.request_id, via=via):  # type: ignore[attr-defined]
            return self.get_response(request)
