"""Changing records: form, one cell in place, undo, workflow steps. Each works with and without scripts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from axportal.accounts.access import SignInRequired
from axportal.core import clock
from axportal.core.errors import DomainError, InvalidInput, NotAllowed, StaleVersion
from axportal.records import forms, services
from axportal.records.declarations import Column
from axportal.records.views.base import RecordView


def _add_errors(form: forms.RecordForm, error: InvalidInput) -> None:
    for name, sentences in (error.fields or {"__all__": [error.message]}).items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


class RecordCreateView(SignInRequired, RecordView):
    """A new record."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """An empty form."""
        self._ensure_allowed()
        return self._page(forms.build(self.record_type, user=request.user))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Make it and show it."""
        self._ensure_allowed()
        form = forms.build(self.record_type, user=request.user, data=request.POST)
        if form.is_valid():
            try:
                record: Any = services.create_record(
                    record_type=self.record_type, values=form.changes(), actor=request.user, at=clock.now()
                )
            except InvalidInput as error:
                _add_errors(form, error)
            else:
                messages.success(request, _("새 기록을 만들었습니다."))
                return redirect(record)
        return self._page(form, status=400)

    def _ensure_allowed(self) -> None:
        if not self.record_type.can_create(self.request.user):
            raise NotAllowed(_("이 기록을 만들 권한이 없습니다."))

    def _page(self, form: forms.RecordForm, *, status: int = 200) -> HttpResponse:
        context = {"kind": self.record_type, "form": form, "record": None}
        return render(self.request, "records/form.html", context, status=status)


class RecordEditView(SignInRequired, RecordView):
    """All editable fields in one form."""

    def get(self, request: HttpRequest, slug: str, uuid: Any) -> HttpResponse:
        """The form, filled; 403 for who may see but not change."""
        record = self._editable()
        return self._page(record, forms.build(self.record_type, user=request.user, record=record))

    def post(self, request: HttpRequest, slug: str, uuid: Any) -> HttpResponse:
        """Save; on a conflict both versions stand side by side and nothing typed is lost."""
        record = self._editable()
        form = forms.build(self.record_type, user=request.user, record=record, data=request.POST)
        if not form.is_valid():
            return self._page(record, form, status=400)
        try:
            services.update_record(
                record_type=self.record_type,
                record=record,
                changes=form.changes(),
                base_version=form.cleaned_data["base_version"] or record.version,
                actor=request.user,
                at=clock.now(),
            )
        except InvalidInput as error:
            _add_errors(form, error)
            return self._page(record, form, status=400)
        except StaleVersion as error:
            return self._page(record, form, conflict=error, status=409)
        messages.success(request, _("저장했습니다."))
        return redirect(record)

    def _editable(self) -> Any:
        record = self.visible()
        if not self.may_edit(record):
            raise NotAllowed(_("이 기록은 볼 수 있지만 고칠 수 없습니다."))
        return record

    def _page(
        self, record: Any, form: forms.RecordForm, *, conflict: StaleVersion | None = None, status: int = 200
    ) -> HttpResponse:
        context = {
            "kind": self.record_type,
            "record": record,
            "form": form,
            "conflicts": _conflict_rows(self, record, form, conflict) if conflict is not None else [],
            "conflict_version": conflict.detail["version"] if conflict is not None else None,
        }
        return render(self.request, "records/form.html", context, status=status)


def _conflict_rows(view: RecordView, record: Any, form: forms.RecordForm, error: StaleVersion) -> list[dict[str, Any]]:
    """Each field changed on both sides: label, what I typed, what stands now."""
    current = forms.build(view.record_type, user=view.request.user, record=record)
    return [
        {
            "name": conflict["field"],
            "label": view.record_type.field_label(conflict["field"]),
            "mine": _shown(form, conflict["field"], form.cleaned_data.get(conflict["field"])),
            "theirs": _shown(current, conflict["field"], getattr(record, conflict["field"])),
            "theirs_value": current[conflict["field"]].value(),
        }
        for conflict in error.detail["conflicts"]
    ]


def _shown(form: forms.RecordForm, name: str, value: Any) -> str:
    choices = dict(getattr(form.fields[name], "choices", ()) or ()) if not hasattr(value, "pk") else {}
    return str(choices.get(value, "" if value is None else value))


class RecordCellView(SignInRequired, RecordView):
    """One cell in place. With scripts a fragment of the row, without them a one-field form page."""

    def get(self, request: HttpRequest, slug: str, uuid: Any, name: str) -> HttpResponse:
        """The open cell, or with `?view` the closed one."""
        record = self._editable(name)
        if "view" in request.GET:
            return self._cell(record)
        return self._form(record, self._bound(record))

    def post(self, request: HttpRequest, slug: str, uuid: Any, name: str) -> HttpResponse:
        """Save the one field; a colleague's change of the same field is shown beside mine."""
        record = self._editable(name)
        form = self._bound(record, request.POST)
        if not form.is_valid():
            return self._form(record, form, status=400)
        try:
            record = services.update_record(
                record_type=self.record_type,
                record=record,
                changes=form.changes(),
                base_version=form.cleaned_data["base_version"] or record.version,
                actor=request.user,
                at=clock.now(),
            )
        except InvalidInput as error:
            _add_errors(form, error)
            return self._form(record, form, status=400)
        except StaleVersion as error:
            return self._form(record, form, conflict=error, status=409)
        if not request.htmx:  # type: ignore[attr-defined]
            messages.success(request, _("저장했습니다."))
            return redirect(reverse("records:list", kwargs={"slug": slug}))
        return self._cell(self.visible(), saved=True)

    def _editable(self, name: str) -> Any:
        record = self.visible()
        columns = {column.name for column in self.record_type.columns if column.inline}
        if name not in columns:
            raise Http404
        if not self.may_edit(record):
            raise NotAllowed(_("이 기록은 볼 수 있지만 고칠 수 없습니다."))
        return record

    @property
    def _column(self) -> Column:
        return self.record_type.column(self.kwargs["name"])

    def _bound(self, record: Any, data: Any = None) -> forms.RecordForm:
        """The form of the one field that the cell edits."""
        names = (self.record_type.edited_field(self._column),)
        return forms.build(self.record_type, user=self.request.user, record=record, data=data, names=names)

    def _cell(self, record: Any, *, saved: bool = False) -> HttpResponse:
        context = {"kind": self.record_type, "record": record, "column": self._column, "saved": saved}
        return render(self.request, "records/_cell.html", context)

    def _form(
        self, record: Any, form: forms.RecordForm, *, conflict: StaleVersion | None = None, status: int = 200
    ) -> HttpResponse:
        context = {
            "kind": self.record_type,
            "record": record,
            "form": form,
            "column": self._column,
            "field_name": self.record_type.edited_field(self._column),
            "conflicts": _conflict_rows(self, record, form, conflict) if conflict is not None else [],
            "conflict_version": conflict.detail["version"] if conflict is not None else None,
        }
        if self.request.htmx:  # type: ignore[attr-defined]
            # htmx swaps only successful answers; the state is in the fragment.
            return render(self.request, "records/_cell_form.html", context)
        return render(self.request, "records/cell_form.html", context, status=status)


class RecordUndoView(SignInRequired, RecordView):
    """Undo one change: first its effect in words, then the act."""

    def get(self, request: HttpRequest, slug: str, uuid: Any, version: int) -> HttpResponse:
        """What would change."""
        record = self._editable()
        try:
            effect = services.undo_effect(self.record_type, record, version=version)
        except DomainError as error:
            messages.error(request, error.message)
            return redirect("records:history", slug=slug, uuid=uuid)
        rows = [
            {"label": self.record_type.field_label(name), "now": getattr(record, name), "then": value}
            for name, value in effect.items()
        ]
        context = {"kind": self.record_type, "record": record, "rows": rows, "version": version}
        return render(request, "records/undo.html", context)

    def post(self, request: HttpRequest, slug: str, uuid: Any, version: int) -> HttpResponse:
        """Undo it."""
        record = self._editable()
        try:
            services.undo_change(
                record_type=self.record_type, record=record, version=version, actor=request.user, at=clock.now()
            )
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("되돌렸습니다."))
        return redirect("records:history", slug=slug, uuid=uuid)

    def _editable(self) -> Any:
        record = self.visible()
        if not self.may_edit(record):
            raise NotAllowed(_("이 기록은 볼 수 있지만 고칠 수 없습니다."))
        return record


class RecordAdvanceView(SignInRequired, RecordView):
    """One step of the record's workflow."""

    def post(self, request: HttpRequest, slug: str, uuid: Any, name: str) -> HttpResponse:
        """Take it, or say why not."""
        record = self.visible()
        try:
            services.advance_record(
                record_type=self.record_type,
                record=record,
                name=name,
                actor=request.user,
                at=clock.now(),
                reason=request.POST.get("reason", "")[:500],
            )
        except NotAllowed:
            raise
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("상태를 바꿨습니다."))
        return redirect(record)
