"""Forms of the people who keep calls: its fields, its dates, what comes after, and the acts on it."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Call, CallQuestion, CallStage
from axportal.challenges.models import Challenge
from axportal.challenges.querysets import OPEN_STATUSES
from regions.models import Organisation, Zone


class MomentField(forms.DateTimeField):
    """A time in Korea to the second, with the browser's own control."""

    widget = forms.DateTimeInput(
        format="%Y-%m-%dT%H:%M:%S", attrs={"type": "datetime-local", "step": "1", "class": "w-m"}
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"invalid": _("날짜와 시각을 2026-11-23 18:00처럼 적어 주세요.")}, **kwargs)


def reason_field(label: str | Promise, *, required: bool = True, help_text: str | Promise = "") -> forms.CharField:
    """Why something is done; it is published."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_length=500,
        help_text=help_text,  # type: ignore[arg-type]
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CallForm(forms.ModelForm):
    """A call's own fields. `base_version` is the version the form was made from."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opens_at = MomentField(label=_("접수 시작"), help_text=_("한국 시각입니다. 마감은 공고할 때 정합니다."))
    briefing_at = MomentField(label=_("설명회"), required=False)

    class Meta:
        model = Call
        fields = (
            "number", "title_ko", "title_en", "summary_ko", "summary_en", "programme", "organisation", "zone",
            "opens_at", "budget_won", "years_max", "contact_ko", "contact_en", "briefing_at", "briefing_ko",
            "briefing_en", "challenges",
        )  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("summary_ko", "summary_en")
        }
        widgets |= {
            name: forms.TextInput(attrs={"class": "w-m num", "inputmode": "numeric"})
            for name in ("budget_won", "years_max")
        }
        widgets |= {"challenges": forms.CheckboxSelectMultiple()}

    def __init__(self, *args: Any, organisations: Iterable[Organisation], fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation, zone = self.fields["organisation"], self.fields["zone"]
        organisation.queryset, zone.queryset = organisations, Zone.objects.all()  # type: ignore[attr-defined]
        zone.empty_label = _("네 권역 모두")  # type: ignore[attr-defined]
        organisation.empty_label = None  # type: ignore[attr-defined]
        posted = Challenge.objects.filter(status__in=OPEN_STATUSES).select_related("organisation")
        self.fields["challenges"].queryset = posted  # type: ignore[attr-defined]
        self.fields["challenges"].help_text = _("공고 화면에 보이고, 신청자가 그 가운데 하나를 고를 수 있습니다.")
        self.fields["budget_won"].label = _("예산(원)")
        if fixed:
            for name in ("number", "title_ko", "programme", "organisation", "zone", "opens_at", "budget_won",
                         "years_max"):  # fmt: skip
                self.fields[name].disabled = True

    def changes(self) -> dict[str, Any]:
        """The validated values of the call's own fields; those that are fixed stay as they are."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "base_version" and not self.fields[name].disabled
        }

    def save(self, commit: bool = True) -> Any:
        """Forms do not write; the services do."""
        raise NotImplementedError

    def validate_constraints(self) -> None:
        """Left to the service."""

    def validate_unique(self) -> None:
        """Left to the service."""


class CopyForm(forms.Form):
    """The number and the opening of a call that is written from a former one."""

    number = forms.CharField(label=_("공고번호"), max_length=40)
    title_ko = forms.CharField(label=_("제목"), max_length=200)
    title_en = forms.CharField(label=_("영어 제목"), max_length=200, required=False)
    organisation = forms.ModelChoiceField(label=_("주관 기관"), queryset=Organisation.objects.none(), empty_label=None)
    opens_at = MomentField(label=_("접수 시작"))

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """The deadline, and why it comes sooner than after 30 days."""

    closes_at = MomentField(
        label=_("접수 마감"), help_text=_("이 시각 정각부터 받지 않습니다. 서버의 시계로 판단합니다(한국 시각).")
    )
    reason = reason_field(
        _("30일보다 짧게 공고하는 까닭"),
        required=False,
        help_text=_("국가연구개발혁신법 시행령 제9조제1항: 30일 이상 공고합니다. 급하면 까닭을 적고 줄입니다."),
    )


class DeadlineForm(forms.Form):
    """A later deadline."""

    closes_at = MomentField(label=_("새 마감"), help_text=_("뒤로만 옮길 수 있습니다."))
    reason = reason_field(_("옮기는 까닭"), help_text=_("공고 화면에 보이고, 신청을 시작한 모두에게 알립니다."))


class CancelForm(forms.Form):
    """The end of a call."""

    reason = reason_field(_("취소하는 까닭"), help_text=_("신청을 시작한 모두에게 알립니다."))


class _RowForm(forms.ModelForm):
    """One row of a list that is published in order; an empty one is no row."""

    def save(self, commit: bool = True) -> Any:
        """Forms do not write; the services do."""
        raise NotImplementedError


class StageForm(_RowForm):
    """One step after the deadline: with dates, or with its period in words."""

    class Meta:
        model = CallStage
        fields = (
            "name_ko", "name_en", "starts_on", "ends_on", "period_ko", "period_en", "note_ko", "note_en", "basis_ko",
            "basis_en",
        )  # fmt: skip
        labels = {
            "name_ko": _("이름"), "name_en": _("영어 이름"), "starts_on": _("시작일"), "ends_on": _("끝나는 날"),
            "period_ko": _("날짜 대신 기간"), "period_en": _("날짜 대신 기간(영어)"), "note_ko": _("하는 일"),
            "note_en": _("하는 일(영어)"), "basis_ko": _("근거"), "basis_en": _("근거(영어)"),
        }  # fmt: skip
        help_texts = {
            "period_ko": _("예: 통보 뒤 10일 안"),
            "basis_ko": _("예: 국가연구개발혁신법 제14조제6항"),
            "period_en": "",
            "basis_en": "",
        }
        widgets = {
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-m"})
            for name in ("starts_on", "ends_on")
        }

    def clean(self) -> dict[str, Any]:
        """The days come in order."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("시작일보다 앞선 날입니다."))
        if last and not first:
            self.add_error("starts_on", _("시작일도 적어 주세요."))
        return cleaned


class QuestionForm(_RowForm):
    """A question and its answer."""

    class Meta:
        model = CallQuestion
        fields = ("question_ko", "question_en", "answer_ko", "answer_en")
        labels = {
            "question_ko": _("질문"), "question_en": _("영어 질문"), "answer_ko": _("답"), "answer_en": _("영어 답"),
        }  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("answer_ko", "answer_en")
        }


class RowSet(forms.BaseFormSet):
    """Rows that are put in order by number, taken out by a box, and made by filling in an empty one."""

    @classmethod
    def get_ordering_widget(cls) -> Any:
        """A short number."""
        return forms.NumberInput(attrs={"class": "w-s num"})

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Name the two fields every row has."""
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("순서")
        form.fields["ORDER"].required = False
        form.fields["DELETE"].label = _("이 줄 빼기")

    def rows(self) -> list[dict[str, Any]]:
        """The rows that stay, in the order asked for."""
        return [
            {name: value for name, value in form.cleaned_data.items() if name not in {"ORDER", "DELETE", "id"}}
            for form in self.ordered_forms
        ]

    def without_judgement(self) -> "RowSet":
        """Show what was typed and judge nothing yet: somebody only asked for more empty rows."""
        for form in self.forms:
            form._errors = {}
            form.cleaned_data = {}
        return self


def row_set(form: type[forms.BaseForm], *, extra: int = 1) -> type[RowSet]:
    """The class of a list of such rows."""
    made: Any = forms.formset_factory(
        form, formset=RowSet, extra=extra, can_order=True, can_delete=True, max_num=60, absolute_max=80
    )
    found: type[RowSet] = made
    return found


MORE = 3


def with_more_rows(data: Mapping[str, Any], prefix: str) -> Any:
    """The same sending with some more empty rows."""
    more: Any = data.copy()  # type: ignore[attr-defined]
    name = f"{prefix}-TOTAL_FORMS"
    try:
        more[name] = str(min(int(more.get(name, "0")) + MORE, 60))
    except ValueError:
        more[name] = str(MORE)
    return more
