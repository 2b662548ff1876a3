"""What was handed in through the API: the whole snapshot of a receipt, and what changed between two of them."""

from typing import Any, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.models import User
from axportal.calls import permissions
from axportal.calls.models import Submission
from axportal.calls.selectors.versions import Version, changes_between
from axportal.calls.services.accesses import log_read
from axportal.core import clock, fastread
from axportal.core.api import queries
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotVisible
from axportal.core.paging import Ordering
from axportal.core.requests import client_address


class SubmittedSerializer(serializers.Serializer):
    """A receipt with everything that was handed in: its SHA-256 is that of `snapshot` in canonical JSON."""

    application = serializers.UUIDField()
    receipt = serializers.CharField()
    number = serializers.IntegerField()
    submitted_at = serializers.DateTimeField()
    sha256 = serializers.CharField()
    snapshot = serializers.DictField()


class ChangeSerializer(serializers.Serializer):
    """One field that differs, as shown to people; empty where it was not there."""

    key = serializers.CharField()
    step = serializers.CharField()
    organisation = serializers.CharField(allow_blank=True)
    label = serializers.CharField()  # type: ignore[assignment]
    was = serializers.CharField(allow_blank=True)
    now = serializers.CharField(allow_blank=True)


class ChangesSerializer(serializers.Serializer):
    """What differs between an earlier and a later submission."""

    changes = ChangeSerializer(many=True)


class SubmissionViewSet(ScopedViewSet):
    """Submissions, for the applicant and those who read contents."""

    model = Submission
    queryset: Any = Submission.objects.none()
    serializer_class = SubmittedSerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"number": "number"})
    chooses_fields = False

    def get_answer_class(self) -> Any:
        """The receipt in full, or the changes."""
        return ChangesSerializer if self.action == "changes" else SubmittedSerializer

    def retrieve(self, request: Request, uuid: Any, number: int) -> HttpResponse:  # type: ignore[override]
        """One submission in full."""
        queries.refuse_all(request)
        submission = self._found(uuid, number)
        self._log(submission, "calls.submission.read")
        return Response(
            {
                "application": str(submission.application.uuid),
                "receipt": submission.application.number,
                "number": submission.number,
                "submitted_at": submission.submitted_at,
                "sha256": submission.sha256,
                "snapshot": submission.snapshot,
            }
        )

    def changes(self, request: Request, uuid: Any, number: int, earlier: int) -> HttpResponse:
        """What changed since an earlier submission."""
        queries.refuse_all(request)
        was, now = self._found(uuid, earlier), self._found(uuid, number)
        self._log(now, "calls.versions.read")
        found = changes_between(now.application, Version(f"s{was.number}", ""), Version(f"s{now.number}", ""))
        rows = [{**vars(change), "step": str(change.step), "label": str(change.label)} for change in found]
        return Response({"changes": rows})

    def _found(self, uuid: Any, number: int) -> Submission:
        submissions = self.get_queryset().select_related("application__call", "application__organisation")
        submission: Submission | None = submissions.filter(application__uuid=uuid, number=number).first()
        readable = submission is not None and permissions.can_read_content(self.request.user, submission.application)
        if submission is None or not readable:
            raise NotVisible(_("찾을 수 없습니다."))
        return submission

    def _log(self, submission: Submission, what: str) -> None:
        log_read(
            submission.application,
            reader=cast(User, self.request.user),
            what=what,
            address=client_address(self.request),
            at=clock.now(),
        )
