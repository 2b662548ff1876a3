"""The pool of reviewers: list, entry, form, workload, ties."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from axportal.core import clock, paging
from axportal.core.errors import DomainError, NotAllowed
from axportal.core.requests import client_address
from axportal.reviews import permissions
from axportal.reviews.forms import NewReviewerForm, ReviewerForm, TieFileForm
from axportal.reviews.models import Reviewer, Tie
from axportal.reviews.selectors.habits import Habits, habits_of
from axportal.reviews.selectors.pool import expertise_of, history_of, ties_of
from axportal.reviews.services import reviewers, ties
from axportal.reviews.views.base import PoolView, show_errors

PAGE = 50
SHOWN_LINES = 20
BY_NAME = paging.Ordering(("person__name", "id"))
NEWEST = paging.Ordering(("-id",))


class ReviewerListView(PoolView):
    """Who may be asked, with what they know and how much they have to do."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the pool."""
        visible = Reviewer.objects.visible_to(request.user).select_related(
            "person__organisation", "person__unit", "user"
        )
        page = paging.objects(paging.window(visible, BY_NAME, size=PAGE, cursor=request.GET.get("cursor", "")))
        habits = habits_of([reviewer.pk for reviewer in page.rows], at=clock.now())
        names = expertise_of(page.rows)
        context = {
            "page": page,
            "rows": [(reviewer, habits.get(reviewer.pk, Habits()), names[reviewer.pk]) for reviewer in page.rows],
            "can_keep": permissions.can_keep_pool(request.user),
        }
        return render(request, "reviews/reviewer_list.html", context)


class ReviewerNewView(PoolView):
    """Take somebody into the pool."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self._page(NewReviewerForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add, or say what to fix."""
        form = NewReviewerForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        values = dict(form.cleaned_data)
        email = values.pop("email")
        try:
            reviewer = reviewers.add_reviewer(email=email, values=values, actor=self.reader, at=clock.now())
        except DomainError as error:
            show_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, _("%(name)s님을 평가위원 명단에 올렸습니다.") % {"name": reviewer})
        return redirect(reviewer)

    def _page(self, form: ReviewerForm, *, status: int = 200) -> HttpResponse:
        if not permissions.can_keep_pool(self.request.user):
            raise NotAllowed(_("평가위원 명단을 고칠 권한이 없습니다."))
        return render(self.request, "reviews/reviewer_form.html", {"form": form}, status=status)


class ReviewerView(PoolView):
    """Finds the entry of the address."""

    @cached_property
    def reviewer(self) -> Reviewer:
        """The entry; 404 for those who may not read the pool."""
        visible = Reviewer.objects.visible_to(self.request.user)
        found = visible.select_related("person__organisation", "person__unit", "user").filter(uuid=self.kwargs["uuid"])
        reviewer = found.first()
        if reviewer is None:
            raise Http404
        return reviewer

    def log_access(self, what: str) -> None:
        """Looks of others are kept."""
        address, at = client_address(self.request), clock.now()
        reviewers.log_read(self.reviewer, reader=self.reader, what=what, address=address, at=at)


class ReviewerDetailView(ReviewerView):
    """One entry with its ties, habits and history."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page; the look is logged."""
        reviewer = self.reviewer
        context = {
            "reviewer": reviewer,
            "expertise": expertise_of([reviewer])[reviewer.pk],
            "habits": habits_of([reviewer.pk], at=clock.now()).get(reviewer.pk, Habits()),
            "ties": ties_of(reviewer.person),
            "history": history_of(reviewer),
            "can_keep": permissions.can_keep_pool(request.user),
        }
        self.log_access("reviews.reviewer.read")
        return render(request, "reviews/reviewer_detail.html", context)


class ReviewerEditView(ReviewerView):
    """Change an entry."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The form with what is kept."""
        self.log_access("reviews.reviewer.read")
        return self._page(ReviewerForm(initial=ReviewerForm.values_of(self.reviewer)))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Change, or say what to fix."""
        form = ReviewerForm(request.POST)
        version = request.POST.get("version", "")
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            reviewers.change_reviewer(
                reviewer=self.reviewer,
                values=form.cleaned_data,
                base_version=int(version) if version.isdecimal() else 0,
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            show_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, _("고쳤습니다."))
        return redirect(self.reviewer)

    def _page(self, form: ReviewerForm, *, status: int = 200) -> HttpResponse:
        if not permissions.can_keep_pool(self.request.user):
            raise NotAllowed(_("평가위원 명단을 고칠 권한이 없습니다."))
        context = {"form": form, "reviewer": self.reviewer}
        return render(self.request, "reviews/reviewer_form.html", context, status=status)


class WorkloadView(PoolView):
    """Load, lateness and score habits over all calls."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The whole pool, the busiest first."""
        rows = list(Reviewer.objects.visible_to(request.user).select_related("person__organisation")[:1000])
        habits = habits_of([reviewer.pk for reviewer in rows], at=clock.now())
        paired = [(reviewer, habits.get(reviewer.pk, Habits())) for reviewer in rows]
        paired.sort(key=lambda pair: (-pair[1].open, -pair[1].late_share, pair[0].person.name))
        return render(request, "reviews/workload.html", {"rows": paired})


class TieListView(PoolView):
    """Ties that were brought in, and bringing in more."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest ties and an empty form."""
        return self._page(TieFileForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Bring a file in, whole or not at all."""
        form = TieFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            imported = ties.import_ties(
                content=form.cleaned_data["file"].read(),
                source=form.cleaned_data["source"],
                as_of=form.cleaned_data["as_of"],
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            show_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, _("이해관계 %(n)s건을 새로 넣었습니다.") % {"n": f"{imported.added:,}"})
        if imported.by_name_alone:
            messages.warning(request, _by_name_alone(imported.by_name_alone))
        return redirect("reviews:tie-list")

    def _page(self, form: TieFileForm, *, status: int = 200) -> HttpResponse:
        visible = Tie.objects.visible_to(self.request.user)
        visible = visible.select_related("person", "other", "holder", "organisation")
        page = paging.objects(paging.window(visible, NEWEST, size=PAGE, cursor=self.request.GET.get("cursor", "")))
        reviewers.log_ties_read(
            reader=self.reader, ties=page.rows, address=client_address(self.request), at=clock.now()
        )
        context = {
            "form": form,
            "page": page,
            "columns": ties.COLUMNS,
            "kinds": Tie.Kind.choices,
            "can_keep": permissions.can_keep_pool(self.request.user),
        }
        return render(self.request, "reviews/tie_list.html", context, status=status)


def _by_name_alone(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:SHOWN_LINES])) + (" …" if len(lines) > SHOWN_LINES else "")
    return _(
        "%(n)s행은 사람을 이름만으로 적어 소속을 모르는 사람으로 넣었습니다(%(lines)s행). 평가위원과 이름이 같아도"
        " 이어지지 않으니, 같은 사람이면 소속이나 국가연구자번호를 적어 다시 넣어 주세요."
    ) % {"n": f"{len(lines):,}", "lines": shown}
