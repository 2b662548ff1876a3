"""Forms of calls and applications. A step's form only shows: its values are judged where they are saved."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import ConsortiumMember, ScreeningFinding
from axportal.calls.rules.content import Document, RulesContent
from axportal.calls.rules.screening import LEAST_RETURN_DAYS, MOST_RETURN_DAYS
from axportal.calls.rules.steps import CHECKED, Field, Kind, Step
from axportal.calls.selectors.screening import Row
from axportal.core.file_kinds import KINDS
from regions.forms import BusinessNumberField
from regions.models import Organisation, Zone

_ONLY_WHEN = _("앞의 물음에 ‘예’를 골랐을 때만 적습니다.")
_LONG = 7
_NO_FILE = _("올릴 파일을 골라 주세요.")


def _control(field: Field) -> forms.Widget:
    if field.kind == Kind.TEXT:
        return forms.Textarea(attrs={"rows": _LONG if field.longest > 2000 else 4, "maxlength": field.longest})
    if field.kind == Kind.CHOICE:
        return forms.RadioSelect(choices=field.choices)
    if field.kind == Kind.AGREE:
        return forms.CheckboxInput(attrs={"value": "yes"})
    if field.kind in {Kind.NUMBER, Kind.WON}:
        return forms.TextInput(attrs={"class": "w-m num", "inputmode": "numeric"})
    kinds = {Kind.EMAIL: "email", Kind.PHONE: "tel", Kind.DATE: "date"}
    attributes: dict[str, Any] = {"maxlength": field.longest} if field.kind != Kind.DATE else {"class": "w-m"}
    control = forms.TextInput(attrs=attributes)
    control.input_type = kinds.get(field.kind, "text")
    return control


def _hint(field: Field, *, asked: bool) -> str | Promise:
    parts = [part for part in (field.help, "" if asked else _ONLY_WHEN, field.basis) if part]
    return format_lazy(" · ".join(["{}"] * len(parts)), *parts) if parts else ""


class StepForm(forms.Form):
    """The fields of a step with the values to show. `troubles` are the sentences the service gave."""

    use_required_attribute = False

    def __init__(self, step: Step, values: Mapping[str, Any], troubles: Mapping[str, str] | None = None) -> None:
        super().__init__(data=dict(values))
        self._troubles = dict(troubles or {})
        for field in step.fields:
            asked = field.is_asked(dict(values))
            label = format_lazy("{} {}", field.group, field.label) if field.group else field.label
            self.fields[field.key] = forms.Field(
                label=label,  # type: ignore[arg-type]
                required=field.required and asked,
                widget=_control(field),
                help_text=_hint(field, asked=asked),  # type: ignore[arg-type]
            )

    def full_clean(self) -> None:
        """Take over the service's sentences; nothing is judged here."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}
        for key, sentence in self._troubles.items():
            self._errors[key] = self.error_class([sentence], renderer=self.renderer)


class PartnerForm(forms.Form):
    """Another organisation that takes part."""

    name = forms.CharField(label=_("기관 이름"), max_length=200)
    kind = forms.ChoiceField(
        label=_("기관 종류"),
        choices=[
            (kind.value, kind.label)
            for kind in (
                Organisation.Kind.COMPANY,
                Organisation.Kind.UNIVERSITY,
                Organisation.Kind.RESEARCH_INSTITUTE,
                Organisation.Kind.OTHER,
            )
        ],
    )
    role = forms.ChoiceField(label=_("역할"), choices=ConsortiumMember.Role.choices, initial="joint")
    biz_reg_no = BusinessNumberField()
    email = forms.EmailField(
        label=_("담당자 이메일"),
        max_length=254,
        help_text=_("이 주소로 초대를 보냅니다."),
        error_messages={"invalid": _("이메일 주소를 다시 확인해 주세요.")},
    )
    gives_data = forms.ChoiceField(
        label=_("데이터를 제공하나요?"),
        choices=[("yes", _("제공합니다")), ("no", _("제공하지 않습니다"))],
        initial="no",
        widget=forms.RadioSelect,
    )


class MemberForm(forms.Form):
    """What a member does, for the applicant to change."""

    role = forms.ChoiceField(label=_("역할"), choices=ConsortiumMember.Role.choices)
    gives_data = forms.BooleanField(label=_("데이터를 제공합니다"), required=False)


class UploadForm(forms.Form):
    """One file for one document. The document is marked as required, the file of one sending always is."""

    document = forms.ChoiceField(widget=forms.HiddenInput)
    file = forms.FileField(max_length=200, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, documents: tuple[Document, ...], document: str) -> None:
        super().__init__(data, files, prefix=document, initial={"document": document})
        self.fields["document"].choices = [(one.key, one.name) for one in documents]  # type: ignore[attr-defined]
        wanted = next((one for one in documents if one.key == document), None)
        file = self.fields["file"]
        file.label = wanted.name if wanted is not None else _("파일")
        file.required = wanted is not None and wanted.required
        file.error_messages["required"] = _NO_FILE
        file.widget.attrs["accept"] = ",".join(f".{kind}" for kind in (*KINDS, "jpeg"))

    def clean_file(self) -> Any:
        """There is one."""
        file = self.cleaned_data["file"]
        if not file:
            raise forms.ValidationError(_NO_FILE)
        return file


class SelfCheckForm(forms.Form):
    """The questions of the self-check, those that this call's rules ask. Answers are judged and forgotten."""

    size = forms.ChoiceField(
        label=_("기업 규모"), choices=Organisation.Size.choices, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, rules: RulesContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", _("골라 주세요")), *Organisation.Kind.choices]
        self.fields["kind"] = forms.ChoiceField(label=_("기관 종류"), choices=kinds, required=False)
        if rules.zones:
            zones = [(zone.slug, zone.name) for zone in Zone.objects.order_by("position")]
            choices = [("", _("골라 주세요")), *zones, ("none", _("네 권역 밖"))]
            self.fields["zone"] = forms.ChoiceField(label=_("소재지의 권역"), choices=choices, required=False)
        self.order_fields(["kind", "zone", "size"])
        for check in rules.checks:
            self.fields[f"check_{check.key}"] = forms.ChoiceField(
                label=check.name, help_text=check.hint, choices=CHECKED, required=False, widget=forms.RadioSelect
            )

    def answers(self) -> dict[str, str]:
        """The checks' answers by key."""
        checks = {name: value for name, value in self.cleaned_data.items() if name.startswith("check_")}
        return {name.removeprefix("check_"): value for name, value in checks.items()}


class SubmitForm(forms.Form):
    """The key of one sending of the submission form."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)


class ConsentForm(forms.Form):
    """The signing of what was read: its hash travels with the form."""

    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    agree = forms.BooleanField(
        label=_("위 내용을 읽었고 우리 기관을 대표해 동의합니다"),
        error_messages={"required": _("동의하시면 상자에 표시해 주세요.")},
    )


class JudgementForm(forms.Form):
    """One rule's verdict and what it rests on."""

    verdict = forms.ChoiceField(
        label=_("판정"), choices=ScreeningFinding.Verdict.choices, initial="pass", widget=forms.RadioSelect
    )
    evidence = forms.CharField(
        label=_("근거"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReturnForm(forms.Form):
    """What to correct, and in how many working days."""

    items = forms.CharField(
        label=_("고칠 것"),
        max_length=10000,
        help_text=_("한 줄에 하나씩 적습니다. 적은 그대로 신청 기관에 보냅니다."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    days = forms.IntegerField(
        label=_("보완 기한(근무일)"),
        min_value=LEAST_RETURN_DAYS,
        max_value=MOST_RETURN_DAYS,
        help_text=_("첫날을 넣고 토요일과 공휴일을 빼고 셉니다."),
        widget=forms.TextInput(attrs={"class": "w-s num", "inputmode": "numeric"}),
    )


class ExclusionForm(forms.Form):
    """The rule that an application is left out for: one of those it fails."""

    rule = forms.ChoiceField(label=_("맞지 않는 규칙"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, rows: Iterable[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.condition.key, row.condition.name) for row in rows]
        self.fields["rule"].choices = choices  # type: ignore[attr-defined]


class LateExclusionForm(forms.Form):
    """The rule that a passed application turns out to fail, and what shows it."""

    rule = forms.ChoiceField(label=_("맞지 않는 규칙"))
    evidence = forms.CharField(
        label=_("근거"),
        max_length=2000,
        help_text=_("신청 기관에 규칙과 함께 그대로 알립니다."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, rows: Iterable[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("골라 주세요")), *((row.condition.key, row.condition.name) for row in rows)]
        self.fields["rule"].choices = choices  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why somebody downloads another's data (개인정보의 안전성 확보조치 기준 제8조)."""

    reason = forms.CharField(label=_("내려받는 까닭"), min_length=5, max_length=300)
