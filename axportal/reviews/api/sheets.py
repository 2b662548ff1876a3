"""Handed-in sheets over the API, for those who lead a review: reading them, and putting a wrong score right."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.core import clock
from axportal.core.api import queries
from axportal.core.errors import NotVisible
from axportal.core.requests import client_address
from axportal.reviews import permissions
from axportal.reviews.api.base import ReviewsViewSet
from axportal.reviews.api.serializers import ReviewReasonSerializer
from axportal.reviews.models import ScoreSheet
from axportal.reviews.services import sheets


class CorrectionSerializer(serializers.Serializer):
    """What a sheet should have said."""

    number = serializers.IntegerField()
    points = serializers.DictField(child=serializers.CharField())
    reason = serializers.CharField()
    corrected_at = serializers.DateTimeField()


class HandedInSerializer(serializers.Serializer):
    """A handed-in sheet as it was, with its corrections beside it; the newest counts."""

    uuid = serializers.UUIDField()
    assignment = serializers.UUIDField()
    reviewer_name = serializers.CharField()
    points = serializers.DictField(child=serializers.CharField())
    comments = serializers.DictField(child=serializers.CharField())
    overall_comment = serializers.CharField(allow_blank=True)
    handed_in_at = serializers.DateTimeField()
    set_aside = serializers.CharField(allow_null=True)
    corrections = CorrectionSerializer(many=True)


class CorrectSerializer(ReviewReasonSerializer):
    """The points of every criterion as they should have been, and why."""

    points = serializers.DictField(child=serializers.CharField(max_length=6))


class HandedInViewSet(ReviewsViewSet):
    """Handed-in sheets, for those who lead the review; each look is kept."""

    model = ScoreSheet
    queryset: Any = ScoreSheet.objects.none()
    serializer_class = HandedInSerializer
    takes: ClassVar[Mapping[str, Any]] = {"correct": CorrectSerializer}

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """The sheet as it was handed in, and its corrections."""
        queries.refuse_all(request)
        sheet = self._sheet(uuid)
        sheets.log_read(sheet, reader=self.caller, address=client_address(request), at=clock.now())
        return Response(_handed_in(sheet))

    def correct(self, request: Request, uuid: Any) -> HttpResponse:
        """Put a wrong score right beside the sheet, also after the notice."""
        sheet, body = self._sheet(uuid), self.checked_body(request)
        return self.act(
            request,
            lambda: sheets.correct_sheet(sheet=sheet, actor=self.caller, at=clock.now(), **body),
            lambda correction: _handed_in(self._sheet(uuid)),
        )

    def _sheet(self, uuid: Any) -> ScoreSheet:
        rows = ScoreSheet.objects.visible_to(self.request.user).filter(handed_in_at__isnull=False)
        related = ("assignment__application__call", "assignment__reviewer__person", "set_aside")
        sheet: ScoreSheet = self.found(rows.select_related(*related), uuid)
        if not permissions.can_read_review(self.request.user, sheet.assignment.application.call):
            raise NotVisible(_("찾을 수 없습니다."))
        return sheet


def _handed_in(sheet: ScoreSheet) -> dict[str, Any]:
    aside = getattr(sheet, "set_aside", None)
    return {
        "uuid": str(sheet.uuid),
        "assignment": str(sheet.assignment.uuid),
        "reviewer_name": sheet.assignment.reviewer.person.name,
        "points": sheet.points,
        "comments": sheet.comments,
        "overall_comment": sheet.overall_comment,
        "handed_in_at": sheet.handed_in_at,
        "set_aside": aside.reason if aside is not None else None,
        "corrections": list(sheet.corrections.order_by("number").values("number", "points", "reason", "corrected_at")),
    }
