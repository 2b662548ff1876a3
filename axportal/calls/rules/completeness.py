"""What is still missing before an application can be handed in, step by step and organisation by organisation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise, cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from axportal.calls.models import Application, ApplicationFile, ApplicationPart, ConsortiumMember, PartnerConsent
from axportal.calls.rules.budget import budget_faults, sums_of
from axportal.calls.rules.conditions import Condition, read_conditions
from axportal.calls.rules.consents import standing_of
from axportal.calls.rules.content import RulesContent, read_rules
from axportal.calls.rules.steps import STEP_KEYS, Step, steps_of
from axportal.core.errors import InvalidInput


@dataclass(frozen=True)
class Missing:
    """A field or document that is not there yet, or a rule that is not met."""

    key: str
    label: str | Promise
    organisation: Any = None
    is_fault: bool = False


@dataclass
class StepProgress:
    """How far one step is."""

    step: Step
    done: int = 0
    all: int = 0
    missing: list[Missing] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Nothing left to do."""
        return not self.missing

    @property
    def has_fault(self) -> bool:
        """Something is filled in but breaks a rule."""
        return any(one.is_fault for one in self.missing)


@dataclass(frozen=True)
class Progress:
    """How far the whole application is."""

    steps: tuple[StepProgress, ...]

    @property
    def done(self) -> int:
        """Required fields that are filled in."""
        return sum(step.done for step in self.steps)

    @property
    def all(self) -> int:
        """Required fields."""
        return sum(step.all for step in self.steps)

    @property
    def percent(self) -> int:
        """Rounded down: 100 only when nothing is missing."""
        return self.done * 100 // self.all if self.all else 100

    @property
    def is_complete(self) -> bool:
        """Ready to be handed in."""
        return all(step.is_complete for step in self.steps)

    def of(self, key: str) -> StepProgress:
        """One step's."""
        return next(step for step in self.steps if step.step.key == key)


@dataclass(frozen=True)
class Written:
    """Everything an application holds, read once."""

    application: Application
    rules: RulesContent
    members: tuple[ConsortiumMember, ...]
    parts: dict[tuple[str, int], ApplicationPart]
    files: tuple[ApplicationFile, ...]
    consents: Mapping[int, PartnerConsent]

    def fields(self, step: str, organisation_id: int) -> dict[str, Any]:
        """What one organisation wrote in one step."""
        part = self.parts.get((step, organisation_id))
        return dict(part.fields) if part is not None else {}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The seven steps of the call."""
        return steps_of(self.application.call, self.rules)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """The call's own rules across fields."""
        return read_conditions({"conditions": self.rules.conditions})

    def answers(self, organisation_id: int) -> dict[str, dict[str, Any]]:
        """What stands for one organisation, by step: its own parts, the applicant's where it has none, and its sums."""
        found = {step: self.fields(step, self.application.organisation_id) for step in STEP_KEYS}
        found |= {step: dict(part.fields) for (step, pk), part in self.parts.items() if pk == organisation_id}
        sums = sums_of(self.fields("budget", organisation_id))
        return {**found, "budget": {"gov": sums.gov, "own": sums.own, "total": sums.total}}

    def writers(self, step: Step) -> tuple[ConsortiumMember, ...]:
        """The members who write this step."""
        applicant = self.application.organisation_id
        return tuple(
            member
            for member in self.members
            if step.is_written_by(is_applicant=member.organisation_id == applicant, gives_data=member.gives_data)
        )


def read_application(application: Application, rules: RulesContent | None = None) -> Written:
    """Parts, members and files as they stand, with five queries (six with the rules)."""
    if rules is None:
        rules = read_rules(application.call.rules.order_by("-number").values_list("body", flat=True)[0])
    return Written(
        application=application,
        rules=rules,
        members=tuple(application.members.select_related("organisation").order_by("id")),
        parts={(part.step, part.organisation_id): part for part in application.parts.all()},
        files=tuple(application.files.filter(removed_at=None).order_by("document", "id")),
        consents={consent.organisation_id: consent for consent in application.consents.newest()},
    )


def progress_of(written: Written, *, only: int | None = None) -> Progress:
    """How far the application is, and everything that is missing; `only` one organisation's own parts."""
    if only is None:
        return Progress(tuple(_step(written, step) for step in written.steps))
    return Progress(tuple(_own_step(written, step, only) for step in written.steps if step.per_organisation))


def ensure_complete(written: Written) -> None:
    """Raises `InvalidInput` with code `incomplete` that names the missing fields by step."""
    progress = progress_of(written)
    if progress.is_complete:
        return
    fields = {
        step.step.key: [f"{step.step.label}: {one.label}" for one in step.missing]
        for step in progress.steps
        if step.missing
    }
    raise InvalidInput(_("빠진 곳이 있어 아직 낼 수 없습니다."), code="incomplete", fields=fields)


def asked_won(written: Written) -> int:
    """The government money that all organisations ask for over all years, in won."""
    budgets = (sums_of(written.fields("budget", member.organisation_id)) for member in written.members)
    return sum(one.gov for one in budgets)


def _step(written: Written, step: Step) -> StepProgress:
    progress = StepProgress(step)
    for member in written.writers(step):
        _count_fields(progress, written.fields(step.key, member.organisation_id), member)
    for fault in _faults(written, step):
        progress.missing.append(fault)
        progress.all += 1
    if step.key == "files":
        _count_documents(progress, written)
    return progress


def _own_step(written: Written, step: Step, organisation_id: int) -> StepProgress:
    progress = StepProgress(step)
    for member in written.writers(step):
        if member.organisation_id == organisation_id:
            _count_fields(progress, written.fields(step.key, organisation_id), member)
            for fault in _budget_faults(written, member) if step.key == "budget" else ():
                progress.missing.append(fault)
    progress.missing.extend(_broken_conditions(written, step, only=organisation_id))
    return progress


def _count_fields(progress: StepProgress, values: dict[str, Any], member: ConsortiumMember) -> None:
    for declared in progress.step.fields:
        if not declared.required or not declared.is_asked(values):
            continue
        progress.all += 1
        if values.get(declared.key, "") != "":
            progress.done += 1
        else:
            # Put into words by whoever shows it: of hundreds that are missing a page names a few.
            label = format_lazy("{} {}", declared.group, declared.label) if declared.group else declared.label
            progress.missing.append(Missing(declared.key, label, member.organisation))


def _count_documents(progress: StepProgress, written: Written) -> None:
    there = {file.document for file in written.files}
    for document in written.rules.uploads:
        if not document.required:
            continue
        progress.all += 1
        if document.key in there:
            progress.done += 1
        else:
            progress.missing.append(Missing(f"document_{document.key}", document.name))


def _faults(written: Written, step: Step) -> Iterable[Missing]:
    return [*_standing_faults(written, step), *_broken_conditions(written, step)]


def _broken_conditions(written: Written, step: Step, *, only: int | None = None) -> Iterator[Missing]:
    """The call's own rules across fields, for each organisation that writes the step."""
    conditions = [one for one in written.conditions if one.step == step.key]
    for member in written.writers(step) if conditions else ():
        if only in {None, member.organisation_id}:
            values = written.answers(member.organisation_id)
            for one in conditions:
                if one.is_broken(values):
                    yield Missing(one.field_key, one.name, member.organisation, is_fault=True)


def _standing_faults(written: Written, step: Step) -> Iterable[Missing]:
    if step.key == "call":
        return _failed_checks(written)
    if step.key == "partners":
        return _consortium_faults(written)
    if step.key == "budget":
        return [fault for member in written.members for fault in _budget_faults(written, member)]
    return _project_faults(written) if step.key == "project" else ()


def _budget_faults(written: Written, member: ConsortiumMember) -> Iterator[Missing]:
    values = written.fields("budget", member.organisation_id)
    for organisation, key, sentence in budget_faults(member.organisation, values, written.rules):
        yield Missing(key, sentence, organisation, is_fault=True)


def _failed_checks(written: Written) -> Iterator[Missing]:
    values = written.fields("call", written.application.organisation_id)
    for check in written.rules.checks:
        if values.get(f"check_{check.key}") == "not_met":
            yield Missing(f"check_{check.key}", check.name, is_fault=True)


def _consortium_faults(written: Written) -> Iterator[Missing]:
    companies = [member for member in written.members if member.organisation.kind == "company"]
    if len(companies) < written.rules.minimum_companies:
        label = _("참여 기업이 %(n)s곳 이상이어야 합니다") % {"n": written.rules.minimum_companies}
        yield Missing("members", label, is_fault=True)
    if not any(member.role == ConsortiumMember.Role.LEAD for member in written.members):
        yield Missing("members", _("주관연구개발기관을 정해 주세요"), is_fault=True)
    if written.rules.consents_required:
        yield from _missing_consents(written)


def _missing_consents(written: Written) -> Iterator[Missing]:
    for member in written.members:
        standing = standing_of(written, member)
        if not standing.is_settled:
            facts = {"name": member.organisation.name, "state": standing.state.label}
            yield Missing("members", _("%(name)s의 동의: %(state)s") % facts)


def _project_faults(written: Written) -> Iterator[Missing]:
    values = written.fields("project", written.application.organisation_id)
    start, end = values.get("trl_start"), values.get("trl_end")
    if isinstance(start, int) and isinstance(end, int) and end < start:
        yield Missing("trl_end", _("끝날 때 기술성숙도가 시작할 때보다 낮습니다"), is_fault=True)
