"""A reviewer's own assignments: pledge, read, score, hand in, step down."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.calls.models import Application, Call
from axportal.core import clock, fastread
from axportal.core.api import etags, queries
from axportal.core.errors import InvalidInput, NotVisible, WrongState
from axportal.core.paging import Ordering
from axportal.core.requests import client_address
from axportal.core.uploads import attachment, page_image
from axportal.reviews.api import serializers
from axportal.reviews.api.base import ReviewsViewSet
from axportal.reviews.models import Assignment, Recusal, ReviewRound, ScoreSheet
from axportal.reviews.rules import pledges
from axportal.reviews.rules.kinds import LABELS
from axportal.reviews.selectors.contents import proposal_of
from axportal.reviews.selectors.discussion import others_of, remarks_of
from axportal.reviews.selectors.documents import Document, documents_of
from axportal.reviews.selectors.rounds import rule_of
from axportal.reviews.services import assignments, conflicts, discussion, sheets


class ReviewAssignmentViewSet(ReviewsViewSet):
    """One's own assignments as a reviewer; nobody else's, whoever leads the review."""

    model = Assignment
    queryset: Any = Assignment.objects.none()
    serializer_class = serializers.AssignmentSerializer
    takes: ClassVar[Mapping[str, Any]] = {
        "pledge": serializers.PledgeSerializer,
        "partial_update": serializers.SheetPatchSerializer,
        "step_down": serializers.ReviewReasonSerializer,
        "original": serializers.ReviewReasonSerializer,
        "say": serializers.SaySerializer,
    }
    shows: ClassVar[Mapping[str, Any]] = {
        "pledge": serializers.OpenedSerializer,
        "sheet": serializers.OpenedSerializer,
        "partial_update": serializers.SheetSerializer,
        "hand_in": serializers.SheetSerializer,
        "step_down": serializers.EmptySerializer,
        "discussion": serializers.DiscussionSerializer,
        "say": serializers.DiscussionSerializer,
        "documents": serializers.DocumentsSerializer,
        "page": serializers.EmptySerializer,
        "original": serializers.EmptySerializer,
    }
    versions = ("version", "round__version")
    chooses_fields = True
    also_refuses = (409,)  # whoever turned out to have a conflict opens nothing any more
    orderings = {"assigned_at": Ordering(("-assigned_at", "-id"))}
    shape = fastread.Shape(
        {
            **{name: name for name in ("uuid", "version", "status")},
            "application_number": "application__number",
            "call": "application__call__uuid",
            "round": "round__key",
            "due_at": "round__due_at",
        }
    )
    related = (Application, Call, ReviewRound)

    def get_queryset(self) -> Any:
        """One's own, as long as one is not taken off."""
        return Assignment.objects.of_reviewer(self.request.user)

    def pledge(self, request: Request, uuid: Any) -> HttpResponse:
        """Give the pledge in the version that was read; the proposal and its sheet are the answer."""
        assignment = self._found(uuid)
        read = self.checked_body(request)["text_version"]
        if read != pledges.VERSION:
            sentence = _("서약의 글이 바뀌었습니다. 다시 읽어 주세요.")
            raise InvalidInput(sentence, fields={"text_version": [sentence]}, detail={"text": pledges.text()})
        # No effect to repeat: a second pledge finds the first, and a conflict that is found must stay recorded.
        opened = assignments.give_pledge(assignment=assignment, actor=self.caller, at=clock.now())
        return Response(self._opened(assignment, opened))

    def sheet(self, request: Request, uuid: Any) -> HttpResponse:
        """The proposal beside its sheet; each look is checked for conflicts and logged."""
        queries.refuse_all(request)
        assignment = self._found(uuid)
        opened = assignments.open_assignment(
            assignment=assignment, actor=self.caller, address=client_address(request), at=clock.now()
        )
        body = self._opened(assignment, opened)
        return self._tagged(Response(body), self._sheet_tag(request, body["sheet"]["version"]))

    def partial_update(self, request: Request, uuid: Any) -> HttpResponse:
        """Keep these fields, all or none, on top of the version named by If-Match."""
        sheet = self._sheet_of(self._found(uuid))
        base_version = self.expected_version(request)
        values = self.checked_body(request).get("values", {})
        sheet = sheets.patch_sheet(
            sheet=sheet, values=values, base_version=base_version, actor=self.caller, at=clock.now()
        )
        return self._tagged(Response(_sheet(sheet)), self._sheet_tag(request, sheet.version))

    def hand_in(self, request: Request, uuid: Any) -> HttpResponse:
        """Hand the sheet in, for good. A conflict that has come up meanwhile takes the reviewer off instead."""
        assignment = self._found(uuid)
        sheet = self._sheet_of(assignment)
        self.checked_body(request)
        answer = self.act(request, lambda: sheets.hand_in(sheet=sheet, actor=self.caller, at=clock.now()), _sheet)
        recusals = Recusal.objects.open().filter(application=assignment.application, reviewer=assignment.reviewer)
        found = recusals.order_by("id").first()
        if found is not None:  # raised only now: what was recorded stays
            raise _kept_out(found)
        return answer

    def step_down(self, request: Request, uuid: Any) -> HttpResponse:
        """회피: say why one cannot judge this one."""
        assignment = self._found(uuid)
        reason = self.checked_body(request)["reason"]

        return self.act(
            request,
            lambda: conflicts.step_down(assignment=assignment, reason=reason, actor=self.caller, at=clock.now()),
            lambda recusal: {},
        )

    def documents(self, request: Request, uuid: Any) -> HttpResponse:
        """The files of the proposal with the text of their pages; none in a round that hides names."""
        queries.refuse_all(request)
        assignment = self._found(uuid)
        self._sheet_of(assignment)
        return Response({"documents": [_document(one) for one in self._documents(assignment)]})

    def page(self, request: Request, uuid: Any, file: Any, number: int) -> HttpResponseBase:
        """One page's image. Each look is kept."""
        queries.refuse_all(request)
        assignment = self._found(uuid)
        document = self._document(assignment, file)
        page = next((one for one in document.pages if one.number == number), None)
        if page is None:
            raise NotVisible(_("찾을 수 없습니다."))
        opened = assignments.open_document(file=document.file, part=f".{number}", **self._look(assignment))
        if opened.recusal is not None:
            raise _kept_out(opened.recusal)
        return page_image(stored=page.stored)

    def original(self, request: Request, uuid: Any, file: Any) -> HttpResponseBase:
        """The upload as it came, where it may leave; the reason is kept."""
        assignment, reason = self._found(uuid), self.checked_body(request)["reason"]
        document = self._document(assignment, file)
        opened = assignments.take_original(file=document.file, reason=reason, **self._look(assignment))
        if opened.recusal is not None:
            raise _kept_out(opened.recusal)
        return attachment(stored=document.file.stored, name=document.file_name)

    def _look(self, assignment: Assignment) -> dict[str, Any]:
        address, at = client_address(self.request), clock.now()
        return {"assignment": assignment, "actor": self.caller, "address": address, "at": at}

    def _documents(self, assignment: Assignment) -> list[Document]:
        return documents_of(assignment.application, rule_of(assignment.round), with_pages=True)

    def _document(self, assignment: Assignment, file: Any) -> Document:
        self._sheet_of(assignment)
        found = next((one for one in self._documents(assignment) if one.file.uuid == file), None)
        if found is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return found

    def discussion(self, request: Request, uuid: Any) -> HttpResponse:
        """The others' points and words, without their names, once one's own sheet is handed in."""
        queries.refuse_all(request)
        return Response(_discussion(self._handed_in(uuid)))

    def say(self, request: Request, uuid: Any) -> HttpResponse:
        """Say something to the others."""
        assignment, text = self._handed_in(uuid), self.checked_body(request)["text"]

        def act() -> None:
            discussion.say(
                application=assignment.application,
                review_round=assignment.round,
                assignment=assignment,
                text=text,
                actor=self.caller,
                at=clock.now(),
            )

        return self.act(request, act, lambda said: _discussion(assignment))

    def _handed_in(self, uuid: Any) -> Assignment:
        assignment = self._found(uuid)
        if assignment.status != Assignment.Status.HANDED_IN:
            raise NotVisible(_("자기 점수를 낸 위원만 토론할 수 있습니다."))
        return assignment

    def _found(self, uuid: Any) -> Assignment:
        rows = self.get_queryset().select_related("application__call", "round__call", "reviewer__person")
        found: Assignment = self.found(rows, uuid)
        return found

    def _sheet_of(self, assignment: Assignment) -> ScoreSheet:
        sheet = ScoreSheet.objects.filter(assignment=assignment).first()
        if sheet is None:
            raise _pledge_first()
        return sheet

    def _opened(self, assignment: Assignment, opened: assignments.Opened) -> dict[str, Any]:
        if opened.recusal is not None:
            raise _kept_out(opened.recusal)
        if opened.sheet is None:
            raise _pledge_first()
        proposal = proposal_of(assignment.application, rule_of(assignment.round))
        sections = [
            {
                "part": str(section.label),
                "organisation": section.organisation,
                "rows": [[str(label), text] for label, text in section.rows],
            }
            for section in proposal.sections
        ]
        return {
            "title": proposal.title,
            "is_anonymous": proposal.is_anonymous,
            "sections": sections,
            "sheet": _sheet(opened.sheet),
        }

    def _sheet_tag(self, request: Request, version: int) -> str:
        return etags.object_tag(version=version, extra=f"{self._viewer(request)}|sheet")


def _sheet(sheet: ScoreSheet) -> dict[str, Any]:
    call = sheet.assignment.application.call
    return {
        "version": sheet.version,
        "values": sheets.values_of(sheet),
        "missing": sheets.faults_of(sheet, call) if sheet.handed_in_at is None else {},
        "handed_in_at": sheet.handed_in_at,
    }


def _discussion(assignment: Assignment) -> dict[str, Any]:
    return {
        "sheets": [
            {
                "who": who,
                "is_own": is_own,
                "points": {key: str(value) for key, value in points.items()},
                "comments": sheet.comments,
                "overall_comment": sheet.overall_comment,
            }
            for who, sheet, points, is_own in others_of(assignment)
        ],
        "remarks": [{"who": who, "text": one.text, "said_at": one.said_at} for who, one in remarks_of(assignment)],
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "file": str(document.file.uuid),
        "document": document.file.document,
        "name": document.name,
        "kind": document.file.kind,
        "size": document.file.size,
        "state": document.state,
        "is_cut": document.is_cut,
        "may_leave": document.may_leave,
        "pages": [{"number": page.number, "text": page.text} for page in document.pages],
    }


def _pledge_first() -> WrongState:
    detail = {"text_version": pledges.VERSION, "text": pledges.text()}
    return WrongState(_("먼저 서약해 주세요."), code="pledge_first", detail=detail)


def _kept_out(recusal: Recusal) -> WrongState:
    kind = recusal.kind or recusal.way
    sentence = _("이해관계가 확인되어 이 건에서 빠지셨습니다(%(kind)s).") % {"kind": LABELS[kind]}
    return WrongState(sentence, code="conflict_of_interest", detail={"kind": kind})
