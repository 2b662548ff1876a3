"""Writing: one page a step. The same POST saves the whole page, or quietly what has just been changed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from axportal.calls import permissions
from axportal.calls.forms import MemberForm, PartnerForm, StepForm, UploadForm
from axportal.calls.models import ApplicationFile, ApplicationPart, ConsortiumMember
from axportal.calls.rules import Step, progress_of, steps_of
from axportal.calls.rules.consents import standing_of
from axportal.calls.selectors.earlier_answers import answers_of
from axportal.calls.services import parts, prefilling
from axportal.calls.services.parts import Outcome, Typed
from axportal.calls.views import frames
from axportal.calls.views.base import WriterView
from axportal.core import clock, formats
from axportal.core.errors import DomainError
from axportal.core.uuid7 import uuid7
from regions.models import Organisation


class StepView(WriterView):
    """One step, for one organisation's part."""

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps this reader writes: all for the applicant, their own parts for a partner."""
        every = steps_of(self.application.call, self.written.rules)
        return every if self.is_applicant else tuple(step for step in every if self._has_part(step))

    def _has_part(self, step: Step) -> bool:
        return self.own_organisation in self._writers(step)

    def _writers(self, step: Step) -> list[Organisation]:
        return [member.organisation for member in self.written.writers(step)]

    @property
    def _elsewhere(self) -> str:
        """Where to read on when the organisation of the address has no part in this step but another has."""
        writers = self._writers(self.step)
        if not writers or self.organisation in writers:
            return ""
        return frames.step_url(self.application, self.step.key, writers[0])

    @cached_property
    def step(self) -> Step:
        """The step of the address. 404 for one this reader does not write."""
        found = next((step for step in self.steps if step.key == self.kwargs["step"]), None)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, uuid: Any, step: str) -> HttpResponse:
        """The page with what is written so far."""
        return redirect(self._elsewhere) if self._elsewhere else self.page()

    def post(self, request: HttpRequest, uuid: Any, step: str) -> HttpResponse:
        """Save. With scripts only what changed is answered; without, go on to the next step or say what to fix."""
        quietly = bool(request.htmx)  # type: ignore[attr-defined]
        typed = self._typed(request)
        try:
            outcome = parts.save_step(
                application=self.application,
                step=self.step,
                organisation=self.organisation,
                typed=typed,
                actor=self.reader,
                at=clock.now(),
                client=request.POST.get("client", "")[:40],
                keep=not quietly,
            )
        except DomainError as error:
            return self.page(typed=typed, error=error, status=error.status)
        del self.written
        if quietly:
            return self._answer(outcome, typed)
        if not outcome.is_clean:
            return self.page(typed=typed, outcome=outcome, status=400 if outcome.errors else 409)
        stays = "mine" in request.POST  # a conflict was settled; there is more to do on this page
        return redirect(request.get_full_path() if stays else self._next_url())

    def _typed(self, request: HttpRequest) -> dict[str, Typed]:
        """Each field of the page with the value it started from; a box that is not ticked sends nothing."""
        return {
            field.key: Typed(request.POST.get(field.key, ""), request.POST.get(f"base-{field.key}", ""))
            for field in self.step.fields
            if f"base-{field.key}" in request.POST
        }

    def _next_url(self) -> str:
        keys = [step.key for step in self.steps]
        following = keys.index(self.step.key) + 1
        key = keys[following] if following < len(keys) else keys[-1]
        per_organisation = self.steps[keys.index(key)].per_organisation
        return frames.step_url(self.application, key, self.organisation if per_organisation else None)

    # --- answers -------------------------------------------------------------------------------------------------

    def _answer(self, outcome: Outcome, typed: dict[str, Typed]) -> HttpResponse:
        """What the open page must learn: new bases, sentences, fields that are asked now, and what is left."""
        redrawn = {field.key for field in self.step.fields if field.when and field.when[0] in outcome.saved}
        redrawn |= set(outcome.errors) | {conflict.field.key for conflict in outcome.conflicts}
        redrawn |= {name.removeprefix("trouble-") for name in self.request.POST if name.startswith("trouble-")}
        rows = self._rows(typed, outcome)
        context = {
            "rows": [row for row in rows if row["key"] in redrawn],
            "bases": [row for row in rows if row["key"] in outcome.saved and row["key"] not in redrawn],
            "left": frames.completeness(self.application, self._progress()),
        }
        response = render(self.request, "calls/step_saved.html", context)
        response["X-Saved-At"] = formats.clock_time(outcome.part.updated_at, seconds=True)
        return response

    def page(
        self,
        *,
        typed: dict[str, Typed] | None = None,
        outcome: Outcome | None = None,
        error: DomainError | None = None,
        partner_form: PartnerForm | None = None,
        upload_form: UploadForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The whole page; what was typed wins over what is kept, so that nothing typed is lost."""
        progress = self._progress()
        shown = self._rows(typed or {}, outcome)
        context = {
            "application": self.application,
            "call": self.application.call,
            "project": self.project,
            "step": self.step,
            "organisation": self.organisation,
            "is_applicant": self.is_applicant,
            "form": self._form,
            "rows": shown,
            "error": error,
            "client": uuid7(),
            "part": self._part,
            "stepper": frames.stepper(self.application, progress, self.step.key),
            "left": frames.completeness(self.application, progress),
            "neighbours": self._neighbours(),
            "is_open": self.application.call.is_open(at=clock.now()),
            "tabs": self._tabs(),
            "has_part": self.organisation in self._writers(self.step),
            "partners_url": frames.step_url(self.application, "partners"),
            "fillable": self._fillable(),
            **self._extras(partner_form, upload_form),
        }
        return render(self.request, f"calls/steps/{self._template()}.html", context, status=status)

    def _fillable(self) -> bool:
        """Whether an empty field could be filled with what the reader's own organisation has answered before."""
        if self.organisation not in self._writers(self.step):
            return False
        if not permissions.can_write_as(self.request.user, self.organisation.pk):
            return False
        kept = self._part.fields if self._part is not None else {}
        answers = answers_of(self.organisation, [self.step], besides=self.application)
        return any(kept.get(key, "") == "" for _step, key in answers)

    def _template(self) -> str:
        return self.step.key if self.step.key in {"partners", "files"} else "fields"

    @property
    def _part(self) -> ApplicationPart | None:
        return self.written.parts.get((self.step.key, self.organisation.pk))

    def _progress(self) -> Any:
        return progress_of(self.written, only=None if self.is_applicant else self.organisation.pk)

    def _rows(self, typed: dict[str, Typed], outcome: Outcome | None) -> list[dict[str, Any]]:
        """Each field with its base, its sentence and its conflict."""
        kept = self._part.fields if self._part is not None else {}
        marks = self._part.marks if self._part is not None else {}
        errors = outcome.errors if outcome is not None else {}
        conflicts = {conflict.field.key: conflict for conflict in outcome.conflicts} if outcome is not None else {}
        mine = {key: sent for key, sent in typed.items() if outcome is None or key in errors or key in conflicts}
        self._form = StepForm(self.step, {**kept, **{key: sent.value for key, sent in mine.items()}}, errors)
        return [
            {
                "key": field.key,
                "field": self._form[field.key],
                # In a conflict the next save starts from their value: it overwrites knowingly.
                "base": kept.get(field.key, "")
                if field.key in conflicts or field.key not in mine
                else mine[field.key].base,
                "group": field.group,
                "filled": frames.filled_from(marks.get(field.key, {})) if field.key not in mine else "",
                "conflict": conflicts.get(field.key),
                "trouble": field.key in errors or field.key in conflicts,
            }
            for field in self.step.fields
        ]

    def _neighbours(self) -> dict[str, Any]:
        place = self.steps.index(self.step)
        before = self.steps[place - 1] if place else None
        after = self.steps[place + 1] if place + 1 < len(self.steps) else None
        url = frames.step_url(self.application, before.key) if before is not None else ""
        onward = frames.step_url(self.application, after.key) if after is not None else ""
        return {"before": before, "before_url": url, "after": after, "after_url": onward}

    def _tabs(self) -> list[dict[str, Any]]:
        """The organisations whose parts the applicant's people may open."""
        if not self.step.per_organisation or not self.is_applicant:
            return []
        return [
            {
                "label": member.organisation.name,
                "url": frames.step_url(self.application, self.step.key, member.organisation),
                "current": member.organisation_id == self.organisation.pk,
            }
            for member in self.written.writers(self.step)
        ]

    def _extras(self, partner_form: PartnerForm | None, upload_form: UploadForm | None) -> dict[str, Any]:
        if self.step.key == "partners":
            return {"members": self._members(), "partner_form": partner_form or PartnerForm()}
        if self.step.key == "files":
            return {"documents": self._documents(upload_form), "upload_form": upload_form}
        return {}

    def _members(self) -> list[dict[str, Any]]:
        rows = []
        drawn: dict[tuple[str, bool], SafeString] = {}
        for member in self.written.members:
            progress = progress_of(self.written, only=member.organisation_id)
            rows.append(
                {
                    "member": member,
                    "is_own": member.organisation_id == self.own_organisation.pk,
                    "progress": progress,
                    "standing": standing_of(self.written, member),
                    "url": frames.step_url(self.application, "partners", member.organisation),
                    "fields": _fields_of(member, drawn),
                    "acts": f"{self._places['member']}{member.uuid}/",
                }
            )
        return rows

    def _documents(self, refused: UploadForm | None) -> list[dict[str, Any]]:
        """Each document with its files and its form; the form that was just refused keeps its sentence."""
        uploads = self.written.rules.uploads
        empty = {one.key: UploadForm(documents=uploads, document=one.key) for one in uploads}
        return [
            {
                "document": document,
                "files": [self._file(file) for file in self.written.files if file.document == document.key],
                "form": refused if refused and refused.prefix == document.key else empty[document.key],
            }
            for document in uploads
        ]

    def _file(self, file: ApplicationFile) -> dict[str, Any]:
        """A row of the list with its address: to look up three of them for each file would take longest."""
        return {"file": file, "url": f"{self._places['file']}{file.uuid}/"}

    @cached_property
    def _places(self) -> dict[str, str]:
        """What the addresses of all files and of all members begin with."""
        mark = uuid7()
        named = {"file": "calls:file-remove", "member": "calls:partner-remove"}
        of_one = {kind: {"uuid": self.application.uuid, kind: mark} for kind in named}
        return {
            kind: reverse(name, kwargs=of_one[kind]).removesuffix(f"{mark}/remove/") for kind, name in named.items()
        }


def _fields_of(member: ConsortiumMember, drawn: dict[tuple[str, bool], SafeString]) -> SafeString:
    """The fields of a member's form: drawn once for all who do the same, and named for each."""
    mark, kind = "of-this-member", (member.role, member.gives_data)
    if kind not in drawn:
        form = MemberForm(initial={"role": member.role, "gives_data": member.gives_data}, prefix=mark)
        drawn[kind] = format_html_join("", "{}", ((field.as_field_group(),) for field in form))
    return mark_safe(drawn[kind].replace(mark, str(member.uuid)))  # noqa: S308 - a UUID in what was escaped


class StepFillView(StepView):
    """Fill the empty fields of one's own part with what one's organisation has answered before."""

    def get(self, request: HttpRequest, uuid: Any, step: str) -> HttpResponse:
        """A reload leads back to the step."""
        return redirect(frames.step_url(self.application, self.step.key, self.organisation))

    def post(self, request: HttpRequest, uuid: Any, step: str) -> HttpResponse:
        """Fill; what is typed stays."""
        if self.organisation not in self._writers(self.step):
            raise Http404
        filled = prefilling.fill_step(
            application=self.application,
            step=self.step,
            organisation=self.organisation,
            actor=self.reader,
            at=clock.now(),
        )
        if filled:
            messages.success(request, _("빈칸 %(n)s개를 우리 기관의 답으로 채웠습니다.") % {"n": len(filled)})
        else:
            messages.info(request, _("채울 수 있는 빈칸이 없습니다."))
        return redirect(frames.step_url(self.application, self.step.key, self.organisation))
