"""What changed between two versions of an application."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from axportal.calls import permissions
from axportal.calls.selectors.versions import Version, changes_between, versions_of
from axportal.calls.views.base import ApplicationView
from axportal.core.errors import NotAllowed


class CompareView(ApplicationView):
    """Two versions chosen by `?from=` and `?to=`; the two newest unless told."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The differences, field by field. 403 for staff who see that it exists but not what it says."""
        if not permissions.can_read_content(request.user, self.application):
            raise NotAllowed(_("접수된 것은 볼 수 있지만 내용은 볼 수 없습니다."), code="content_not_allowed")
        versions = versions_of(self.application, request.user)
        was, now = self._chosen(versions)
        self.log_access("calls.versions.read")
        context = {
            "application": self.application,
            "call": self.application.call,
            "versions": versions,
            "was": was,
            "now": now,
            "changes": changes_between(self.application, was, now) if was and now else [],
        }
        return render(request, "calls/compare.html", context)

    def _chosen(self, versions: list[Version]) -> tuple[Version | None, Version | None]:
        """404 for a version that is not this reader's."""
        if len(versions) < 2:
            return None, None
        known = {version.key: version for version in versions}
        now = self.request.GET.get("to", versions[0].key)
        was = self.request.GET.get("from", versions[1].key)
        if was not in known or now not in known:
            raise Http404
        return known[was], known[now]
