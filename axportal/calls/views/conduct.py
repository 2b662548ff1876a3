"""Acts on a call and the lists it publishes: rules and their correction, dates, publishing, moving, cancelling."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from axportal.calls.forms.calls import (
    CancelForm,
    DeadlineForm,
    PublishForm,
    QuestionForm,
    RowSet,
    StageForm,
    row_set,
    with_more_rows,
)
from axportal.calls.forms.rules import RulesEditor
from axportal.calls.models import Call
from axportal.calls.rules import terms_of
from axportal.calls.rules.changes import changes_between
from axportal.calls.rules.soundness import advice_before_publishing, reasons_against_publishing
from axportal.calls.services import calls, corrections, drafts
from axportal.calls.views.management import KeptCallView, add_errors
from axportal.core import clock
from axportal.core.errors import DomainError, StaleVersion
from regions.models import Zone


class CallRulesView(KeptCallView):
    """The rules: of a draft to be changed freely, of an announced call to be corrected with a reason."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The form, filled with the newest version."""
        return self._page(self._editor(None))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Add rows, show what would change, or keep it."""
        editor = self._editor(request.POST)
        if not editor.is_valid():
            return self._page(editor, status=200 if editor.more else 400)
        if "preview" in request.POST:
            return self._page(editor, changes=changes_between(self._newest.body, editor.body()), previewed=True)
        try:
            self._keep(editor)
        except StaleVersion as error:
            changes = changes_between(editor.body(), self._newest.body)
            return self._page(editor, status=error.status, stale=error.message, theirs=changes)
        except DomainError as error:
            add_errors(editor.form, error)
            return self._page(editor, status=error.status)
        messages.success(
            request, _("정정했습니다. 신청을 시작한 모두에게 알립니다.") if self._corrects else _("저장했습니다.")
        )
        return redirect("calls:call-manage", uuid=self.call.uuid)

    @property
    def _corrects(self) -> bool:
        return self.call.status != Call.Status.DRAFT

    @property
    def _newest(self) -> Any:
        return self.call.rules.latest("number")

    def _editor(self, data: Any) -> RulesEditor:
        newest = self._newest
        zones = Zone.objects.order_by("position")
        body = {"terms": terms_of(self.call), **newest.body} if self._corrects else newest.body
        return RulesEditor(body, zones=zones, version=newest.version, data=data, correcting=self._corrects)

    def _keep(self, editor: RulesEditor) -> None:
        what: dict[str, Any] = {
            "call": self.call,
            "body": editor.body(),
            "actor": self.actor,
            "at": clock.now(),
            "base_version": editor.form.cleaned_data["base_version"],
        }
        if self._corrects:
            corrections.correct_rules(**what, reason=editor.form.cleaned_data["reason"])
        else:
            calls.revise_rules(**what)

    def _page(self, editor: RulesEditor, *, status: int = 200, **context: Any) -> HttpResponse:
        return self.page(
            "rules",
            editor=editor,
            corrects=self._corrects,
            why_not=self.why_not("rules"),
            version=self._newest.version,
            status=status,
            **context,
        )


class RowsView(KeptCallView):
    """A list of rows that is published in order. Subclasses say of what."""

    form: Any
    prefix = "rows"
    heading: str

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The rows there are, and an empty one."""
        return self._page(self._rows(None))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Add empty rows, or keep what was typed."""
        if "more" in request.POST:
            return self._page(self._rows(with_more_rows(request.POST, self.prefix)).without_judgement())
        rows = self._rows(request.POST)
        if not rows.is_valid():
            return self._page(rows, status=400)
        try:
            self.keep(rows.rows())
        except DomainError as error:
            return self._page(rows, status=error.status, trouble=error)
        messages.success(request, _("저장했습니다."))
        return redirect("calls:call-manage", uuid=self.call.uuid)

    def keep(self, rows: list[dict[str, Any]]) -> None:
        """Hand them to the service."""
        raise NotImplementedError

    def present(self) -> list[dict[str, Any]]:
        """The rows as they stand."""
        raise NotImplementedError

    def _rows(self, data: Any) -> RowSet:
        return row_set(self.form)(data, initial=self.present(), prefix=self.prefix)

    def _page(self, rows: RowSet, *, status: int = 200, **context: Any) -> HttpResponse:
        return self.page("rows", rows=rows, heading=str(self.heading), status=status, **context)


def _values(form: Any, rows: Any) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in form._meta.fields} for row in rows]


class CallStagesView(RowsView):
    """What comes after the deadline."""

    form = StageForm

    @property
    def heading(self) -> str:  # type: ignore[override]
        """The title of the page."""
        return _("마감 뒤 일정")

    def present(self) -> list[dict[str, Any]]:
        """The stages."""
        return _values(StageForm, self.call.stages.all())

    def keep(self, rows: list[dict[str, Any]]) -> None:
        """All of them anew."""
        drafts.replace_stages(call=self.call, rows=rows, actor=self.actor, at=clock.now())


class CallQuestionsView(RowsView):
    """Questions and answers, the same for all."""

    form = QuestionForm

    @property
    def heading(self) -> str:  # type: ignore[override]
        """The title of the page."""
        return _("자주 묻는 질문")

    def present(self) -> list[dict[str, Any]]:
        """The questions."""
        return _values(QuestionForm, self.call.questions.all())

    def keep(self, rows: list[dict[str, Any]]) -> None:
        """All of them anew."""
        drafts.replace_questions(call=self.call, rows=rows, actor=self.actor, at=clock.now())


class ActView(KeptCallView):
    """One act with a short form, where it can be done now. Subclasses name it."""

    name: str
    form_class: type[Form]

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The form, or the reason why not."""
        return self._page(self.form_class(initial=self.initial()))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Do it."""
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            self.act(form.cleaned_data)
        except DomainError as error:
            add_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, self.done())
        return redirect("calls:call-manage", uuid=self.call.uuid)

    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    def act(self, typed: Mapping[str, Any]) -> None:
        """Hand it to the service."""
        raise NotImplementedError

    def done(self) -> str:
        """What is said afterwards."""
        raise NotImplementedError

    def more(self) -> dict[str, Any]:
        """What the page shows besides."""
        return {}

    def _page(self, form: Form, *, status: int = 200) -> HttpResponse:
        return self.page(self.name, form=form, why_not=self.why_not(self.name), status=status, **self.more())


class CallPublishView(ActView):
    """Announcing: the rules freeze and the deadline is set."""

    name = "publish"
    form_class = PublishForm

    def act(self, typed: Mapping[str, Any]) -> None:
        """Announce."""
        calls.publish_call(
            call=self.call, closes_at=typed["closes_at"], reason=typed["reason"], actor=self.actor, at=clock.now()
        )

    def done(self) -> str:
        """Told to the keeper."""
        return _("공고했습니다. 규칙은 이제 정정으로만 바뀝니다.")

    def more(self) -> dict[str, Any]:
        """What stands against it and what would be better."""
        body = self.call.rules.latest("number").body
        return {
            "faults": reasons_against_publishing(self.call, body),
            "advice": advice_before_publishing(self.call, body),
        }


class CallDeadlineView(ActView):
    """Moving the deadline later."""

    name = "deadline"
    form_class = DeadlineForm

    def initial(self) -> dict[str, Any]:
        """The deadline in force."""
        return {"closes_at": self.call.closes_at}

    def act(self, typed: Mapping[str, Any]) -> None:
        """Move it."""
        calls.move_deadline(call=self.call, actor=self.actor, at=clock.now(), **typed)

    def done(self) -> str:
        """Told to the keeper."""
        return _("마감을 옮겼습니다. 신청을 시작한 모두에게 알립니다.")

    def more(self) -> dict[str, Any]:
        """Every deadline so far."""
        return {"deadlines": self.call.deadlines.all()}


class CallCancelView(ActView):
    """Ending a call for good."""

    name = "cancel"
    form_class = CancelForm

    def act(self, typed: Mapping[str, Any]) -> None:
        """Cancel it."""
        calls.cancel_call(call=self.call, reason=typed["reason"], actor=self.actor, at=clock.now())

    def done(self) -> str:
        """Told to the keeper."""
        return _("취소했습니다. 신청을 시작한 모두에게 알립니다.")
