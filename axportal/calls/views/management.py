"""Pages of the people who keep calls: the list, one call with all that can be done, and writing a draft."""

from typing import Any, cast

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.calls import permissions, workflow
from axportal.calls.forms.calls import CallForm, CopyForm
from axportal.calls.models import Call
from axportal.calls.rules.acts import Act, acts_of
from axportal.calls.rules.soundness import advice_before_publishing, reasons_against_publishing
from axportal.calls.rules.standard import standard_rules
from axportal.calls.selectors import rules_in_force
from axportal.calls.services import calls, drafts
from axportal.core import clock
from axportal.core.errors import DomainError, NotAllowed, StaleVersion

MOST = 200
_ADDRESSES = {
    "edit": "calls:call-edit", "rules": "calls:call-rules", "stages": "calls:call-stages",
    "questions": "calls:call-questions", "publish": "calls:call-publish", "deadline": "calls:call-deadline",
    "cancel": "calls:call-cancel", "copy": "calls:call-copy",
}  # fmt: skip


def add_errors(form: BaseForm, error: DomainError) -> None:
    """Put a service's sentences at their fields, those of no field at the top."""
    for name, sentences in (error.fields or {"__all__": [error.message]}).items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


def _steps(call: Call) -> list[dict[str, Any]]:
    """Every step so far, its states by their names."""
    names = dict(Call.Status.choices)
    return [
        {"row": row, "source": names.get(row.source, "–"), "target": names[row.target]}
        for row in workflow.CALL.steps(call)
    ]


class KeepersOnly(SignInRequired):
    """For people who keep calls of some institute; others see that they may not."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let keepers through."""
        if request.user.is_authenticated and not permissions.keeps_calls(request.user):
            raise NotAllowed(_("공고를 내는 기관의 담당자만 쓰는 화면입니다."), code="not_call_manager")
        return super().dispatch(request, *args, **kwargs)


class KeptCallView(SignInRequired, View):
    """Finds the call: 404 for who may not see it, 403 for who may not change it."""

    @property
    def actor(self) -> User:
        """Whoever is signed in."""
        return cast(User, self.request.user)

    @cached_property
    def call(self) -> Call:
        """The call of the address."""
        visible = Call.objects.visible_to(self.request.user).select_related("zone", "organisation", "follows")
        call: Call | None = visible.filter(uuid=self.kwargs["uuid"]).first()
        if call is None:
            raise Http404
        if not self.admits(call):
            raise NotAllowed(_("이 공고의 담당자가 아닙니다."), code="not_call_manager")
        return call

    def admits(self, call: Call) -> bool:
        """Whether this page is for the person who asks."""
        return permissions.can_manage_call(self.request.user, call)

    def why_not(self, name: str) -> str:
        """What stands against an act now."""
        return next(act.why_not for act in acts_of(self.call, at=clock.now()) if act.name == name)

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """A page about the call."""
        context = {"call": self.call, "phase": self.call.phase(at=clock.now()), **context}
        return render(self.request, f"calls/manage/{template}.html", context, status=status)


class ManageListView(KeepersOnly, View):
    """The calls of one's institute, drafts first, then by opening."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One short list."""
        at = clock.now()
        found = Call.objects.editable_by(request.user).select_related("zone", "organisation")[:MOST]
        rows = sorted(found, key=lambda call: call.status != Call.Status.DRAFT)
        return render(request, "calls/manage/list.html", {"rows": [(call, call.phase(at=at)) for call in rows]})


class CallCreateView(KeepersOnly, View):
    """A new draft with the standard rules."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self._page(CallForm(organisations=permissions.kept_organisations(request.user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it and show what is left to do."""
        form = CallForm(request.POST, organisations=permissions.kept_organisations(request.user))
        if form.is_valid():
            try:
                call = calls.create_call(
                    values=form.changes(), body=standard_rules(), actor=cast(User, request.user), at=clock.now()
                )
            except DomainError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("초안을 만들었습니다. 보통 쓰는 규칙을 넣어 두었습니다."))
                return redirect("calls:call-manage", uuid=call.uuid)
        return self._page(form, status=400)

    def _page(self, form: CallForm, *, status: int = 200) -> HttpResponse:
        return render(self.request, "calls/manage/edit.html", {"form": form, "call": None}, status=status)


class CallManageView(KeptCallView):
    """One call: where it stands, what can be done and why not, and every step so far."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        call = self.call
        body = rules_in_force(call).version.body
        is_draft = call.status == Call.Status.DRAFT
        return self.page(
            "detail",
            acts=[(act, self._address(act)) for act in acts_of(call, at=clock.now())],
            faults=reasons_against_publishing(call, body) if is_draft else [],
            advice=advice_before_publishing(call, body) if is_draft else [],
            steps=_steps(call),
            versions=call.rules.select_related("decided_by").order_by("number"),
            followers=call.followers.all(),
        )

    def _address(self, act: Act) -> str:
        if act.why_not:
            return ""
        uuid = {"uuid": self.call.uuid}
        if act.name in _ADDRESSES:
            return reverse(_ADDRESSES[act.name], kwargs=uuid)
        return f"{reverse('calls:call-copy', kwargs=uuid)}?following={act.name}"


class CallEditView(KeptCallView):
    """The call's own fields."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The form, filled."""
        return self._page(self._form(None))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Save; when somebody else was faster, what was typed stays and what stands now is shown beside it."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            call = drafts.edit_call(
                call=self.call,
                changes=form.changes(),
                actor=self.actor,
                at=clock.now(),
                base_version=form.cleaned_data["base_version"],
            )
        except StaleVersion as error:
            return self._page(form, status=error.status, stale=error.message, theirs=self._theirs(form))
        except DomainError as error:
            add_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, _("저장했습니다."))
        return redirect("calls:call-manage", uuid=call.uuid)

    def _form(self, data: Any) -> CallForm:
        call = Call.objects.get(pk=self.call.pk)  # validating writes into its instance
        return CallForm(
            data,
            instance=call,
            initial={"base_version": call.version},
            organisations=permissions.kept_organisations(self.request.user),
            fixed=call.status != Call.Status.DRAFT,
        )

    def _theirs(self, form: CallForm) -> list[tuple[Any, Any]]:
        now = Call.objects.select_related("zone", "organisation").get(pk=self.call.pk)
        return [
            (form.fields[name].label, getattr(now, name))
            for name, value in form.changes().items()
            if name != "challenges" and getattr(now, name) != value
        ]

    def _page(self, form: CallForm, *, status: int = 200, **context: Any) -> HttpResponse:
        return self.page("edit", form=form, status=status, version=self.call.version, **context)


class CallCopyView(KeptCallView):
    """A new draft from this call: its next round or second announcement, or a copy, of any institute's call."""

    def admits(self, call: Call) -> bool:
        """What is announced may be copied by every institute; going on from a call is for those who keep it."""
        return super().admits(call) or (permissions.keeps_calls(self.request.user) and not self._following())

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The few things that differ."""
        call = self.call
        initial = {"title_ko": call.title_ko, "title_en": call.title_en, "organisation": call.organisation}
        return self._page(CopyForm(initial=initial, organisations=permissions.kept_organisations(request.user)))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Make it."""
        form = CopyForm(request.POST, organisations=permissions.kept_organisations(request.user))
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            call = drafts.copy_call(
                source=self.call,
                values=form.cleaned_data,
                actor=self.actor,
                at=clock.now(),
                following=self._following(),
            )
        except DomainError as error:
            add_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, _("초안을 만들었습니다. 규칙과 일정, 질문을 옮겨 두었습니다."))
        return redirect("calls:call-manage", uuid=call.uuid)

    def _following(self) -> str:
        wanted = self.request.GET.get("following", "")
        return wanted if wanted in Call.Following.values else ""

    def _page(self, form: CopyForm, *, status: int = 200) -> HttpResponse:
        following = self._following()
        why_not = self.why_not(following) if following else ""
        label = Call.Following(following).label if following else ""
        return self.page("copy", form=form, status=status, following=following, label=label, why_not=why_not)
