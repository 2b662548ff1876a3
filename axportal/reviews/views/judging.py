"""A reviewer's pages: their work, the pledge, the proposal beside its score sheet, the discussion."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from axportal.core import clock, formats
from axportal.core.errors import DomainError, InvalidInput
from axportal.core.requests import client_address
from axportal.core.uuid7 import uuid7
from axportal.reviews import permissions
from axportal.reviews.forms import ReasonForm, RemarkForm
from axportal.reviews.models import Assignment, ScoreSheet
from axportal.reviews.rules import pledges
from axportal.reviews.rules.kinds import LABELS
from axportal.reviews.selectors.contents import Proposal, proposal_of, titles_of
from axportal.reviews.selectors.discussion import others_of, remarks_of
from axportal.reviews.selectors.documents import documents_of
from axportal.reviews.selectors.rounds import rule_of
from axportal.reviews.services import assignments, conflicts, discussion, sheets
from axportal.reviews.services.assignments import Opened
from axportal.reviews.services.sheets import OVERALL, Outcome, Typed
from axportal.reviews.views import sheet_rows
from axportal.reviews.views.base import ReviewsView, show_errors


class AssignmentListView(ReviewsView):
    """What one has to review, the nearest due first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; 404 for those who review nothing."""
        if not permissions.is_reviewer(request.user):
            raise Http404
        mine = Assignment.objects.of_reviewer(request.user).select_related("application__call", "round__call")
        rows = list(mine.order_by("round__closed_at", "round__due_at", "application__number"))
        context = {"rows": _with_titles(rows), "now": clock.now()}
        return render(request, "reviews/assignment_list.html", context)


def _with_titles(rows: list[Assignment]) -> list[tuple[Assignment, str, str]]:
    """Each with the name of its round and, once pledged, the title of its project."""
    by_round: dict[int, list[Assignment]] = {}
    for row in rows:
        by_round.setdefault(row.round_id, []).append(row)
    named: dict[int, tuple[str, str]] = {}
    for group in by_round.values():
        rule = rule_of(group[0].round)
        pledged = [row.application for row in group if row.status != Assignment.Status.ASSIGNED]
        titles = titles_of(pledged, anonymous=rule.anonymous)
        named |= {row.pk: (rule.name, titles.get(row.application_id, "")) for row in group}
    return [(row, *named[row.pk]) for row in rows]


class AssignmentView(ReviewsView):
    """Finds one's own assignment; 404 for everybody else, whoever leads the review included."""

    @cached_property
    def assignment(self) -> Assignment:
        """The assignment of the address."""
        mine = Assignment.objects.of_reviewer(self.request.user)
        rows = mine.select_related("application__call", "round__call", "reviewer__person")
        found = rows.filter(uuid=self.kwargs["uuid"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def rule(self) -> Any:
        """What the call's rules say of the round."""
        return rule_of(self.assignment.round)

    def kept_out(self, opened: Opened) -> HttpResponse:
        """Say that and why somebody was taken off."""
        recusal = opened.recusal
        kind = LABELS.get(recusal.kind or recusal.way) if recusal is not None else ""
        return render(
            self.request, "reviews/kept_out.html", {"kind": kind, "number": self.assignment.application.number}
        )

    def pledge_page(self) -> HttpResponse:
        """What is asked before the first look; in rounds that hide names it names nobody."""
        members = [] if self.rule.anonymous else self.assignment.application.members.select_related("organisation")
        context = {
            "assignment": self.assignment,
            "round": self.assignment.round,
            "rule": self.rule,
            "members": members,
            "points": pledges.POINTS,
        }
        return render(self.request, "reviews/pledge.html", context)


class SheetView(AssignmentView):
    """The proposal beside its score sheet. The same POST saves quietly, field by field, or the whole page."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Each opening is checked for conflicts and logged."""
        opened = self._open()
        if opened.recusal is not None:
            return self.kept_out(opened)
        return self.pledge_page() if opened.sheet is None else self.page(opened.sheet)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Keep what changed."""
        sheet = ScoreSheet.objects.filter(assignment=self.assignment).first()
        if sheet is None:
            return redirect(self.assignment)
        typed = self._typed(sheet)
        try:
            outcome = sheets.save_sheet(
                sheet=sheet,
                typed=typed,
                actor=self.reader,
                at=clock.now(),
                client=request.POST.get("client", "")[:40],
            )
        except DomainError as error:
            return self.page(sheet, typed=typed, error=error, status=error.status)
        if request.htmx:  # type: ignore[attr-defined]
            return self._answer(outcome, typed)
        if not outcome.is_clean:
            return self.page(outcome.sheet, typed=typed, outcome=outcome, status=400 if outcome.errors else 409)
        return redirect(self.assignment)

    def _open(self) -> Opened:
        address = client_address(self.request)
        return assignments.open_assignment(
            assignment=self.assignment, actor=self.reader, address=address, at=clock.now()
        )

    def _typed(self, sheet: ScoreSheet) -> dict[str, Typed]:
        post = self.request.POST
        names = sheets.field_names(sheet_rows.criteria_of(sheet))
        return {
            name: Typed(post.get(name, ""), post.get(f"base-{name}", "")) for name in names if f"base-{name}" in post
        }

    def _answer(self, outcome: Outcome, typed: dict[str, Typed]) -> HttpResponse:
        """What the open page must learn: criteria that were touched or troubled, and the sum."""
        board = sheet_rows.board_of(outcome.sheet, typed, outcome)
        redrawn = {name.partition("-")[2] for name in [*outcome.errors, *outcome.conflicts]}
        redrawn |= {name.removeprefix("trouble-") for name in self.request.POST if name.startswith("trouble-")}
        touched = redrawn | {name.partition("-")[2] or OVERALL for name in outcome.saved}
        rows = [row for row in board.rows if row.key in touched]
        context = {"board": board, "rows": rows, "touched": touched, "redrawn": redrawn}
        response = render(self.request, "reviews/sheet_saved.html", context)
        response["X-Saved-At"] = formats.clock_time(outcome.sheet.updated_at, seconds=True)
        return response

    def page(
        self,
        sheet: ScoreSheet,
        *,
        typed: dict[str, Typed] | None = None,
        outcome: Outcome | None = None,
        error: DomainError | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The whole page; what was typed wins over what is kept."""
        assignment = self.assignment
        proposal: Proposal = proposal_of(assignment.application, self.rule)
        context = {
            "assignment": assignment,
            "round": assignment.round,
            "rule": self.rule,
            "proposal": proposal,
            "documents": documents_of(assignment.application, self.rule),
            "sheet": sheet,
            "board": sheet_rows.board_of(sheet, typed or {}, outcome, error),
            "error": error,
            "client": uuid7(),
            "pledge": assignment.pledge,
            "place": sheet_rows.place_of(assignment),
            "is_open": sheet.handed_in_at is None and assignment.round.closed_at is None,
            "now": clock.now(),
        }
        return render(self.request, "reviews/sheet.html", context, status=status)


class PledgeView(AssignmentView):
    """The pledge before the first look."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads to the sheet."""
        return redirect(self.assignment)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Pledge; somebody with a conflict is taken off instead."""
        if "agreed" not in request.POST:
            messages.error(request, _("서약을 읽고 네모에 표시해 주세요."))
            return redirect(self.assignment)
        opened = assignments.give_pledge(assignment=self.assignment, actor=self.reader, at=clock.now())
        return self.kept_out(opened) if opened.recusal is not None else redirect(self.assignment)


class HandInView(SheetView):
    """Hand the sheet in, for good."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads to the sheet."""
        return redirect(self.assignment)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Keep what is on the page, then hand in, or say what is missing."""
        sheet = ScoreSheet.objects.filter(assignment=self.assignment).first()
        if sheet is None:
            return redirect(self.assignment)
        typed, at = self._typed(sheet), clock.now()
        try:
            outcome = sheets.save_and_hand_in(sheet=sheet, typed=typed, actor=self.reader, at=at)
        except InvalidInput as error:
            sheet.refresh_from_db()
            return self.page(sheet, typed=typed, error=error, status=400)
        if outcome.conflicts:
            return self.page(outcome.sheet, typed=typed, outcome=outcome, status=409)
        if outcome.sheet.handed_in_at is None:
            return redirect("reviews:assignment-list")
        messages.success(request, _("점수를 냈습니다."))
        return redirect(self.assignment)


class StepDownView(AssignmentView):
    """회피: the reviewer steps down."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Why?"""
        return self._page(ReasonForm())

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Step down."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            reason = form.cleaned_data["reason"]
            conflicts.step_down(assignment=self.assignment, reason=reason, actor=self.reader, at=clock.now())
        except DomainError as error:
            show_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, _("이 건에서 빠지셨습니다. 다른 분께 배정합니다."))
        return redirect("reviews:assignment-list")

    def _page(self, form: ReasonForm, *, status: int = 200) -> HttpResponse:
        context = {"assignment": self.assignment, "form": form}
        return render(self.request, "reviews/step_down.html", context, status=status)


class DiscussionView(AssignmentView):
    """The discussion, once one's own sheet is handed in: others' points and words, without their names."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self._page(RemarkForm())

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Say something."""
        form = RemarkForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        assignment = self.assignment
        try:
            discussion.say(
                application=assignment.application,
                review_round=assignment.round,
                assignment=assignment,
                text=form.cleaned_data["text"],
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            show_errors(form, error)
            return self._page(form, status=error.status)
        return redirect("reviews:discussion", uuid=assignment.uuid)

    def _page(self, form: RemarkForm, *, status: int = 200) -> HttpResponse:
        assignment = self.assignment
        if assignment.status != Assignment.Status.HANDED_IN:
            raise Http404
        context = {
            "assignment": assignment,
            "rule": self.rule,
            "form": form,
            "others": [
                (who, sheet, sum(points.values()), is_own) for who, sheet, points, is_own in others_of(assignment)
            ],
            "remarks": remarks_of(assignment),
            "is_open": assignment.round.closed_at is None,
        }
        return render(self.request, "reviews/discussion.html", context, status=status)
