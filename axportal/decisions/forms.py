"""Forms of rankings, decisions and objections: they only say whether what was typed can be understood."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from axportal.calls.rules.content import RulesContent
from axportal.calls.rules.selection import AfterRules, ObjectionRules
from axportal.core.formats import number
from axportal.decisions.models import Finding, Objection
from axportal.decisions.rules.ranking import Terms
from axportal.decisions.rules.reckoning import Altered
from regions.models import Organisation

_EOK = 100_000_000  # 억 원


class WhatIfForm(forms.Form):
    """Other terms; what is left empty stays as the rules say."""

    budget = forms.DecimalField(label=_("예산"), help_text=_("억 원"), min_value=0, decimal_places=2, required=False)
    most = forms.IntegerField(label=_("선정 수"), min_value=0, max_value=1000, required=False)
    regional = forms.DecimalField(
        label=_("지역 가점"), help_text=_("점"), min_value=0, max_value=100, decimal_places=2, required=False
    )
    threshold = forms.DecimalField(
        label=_("통과선"), help_text=_("점"), min_value=0, max_value=100, decimal_places=2, required=False
    )
    zone_least = forms.IntegerField(
        label=_("지역 안배: 권역마다 적어도"),
        help_text=_("신청한 권역마다 먼저 떼어 두는 건수. 0은 떼어 두지 않음"),
        min_value=0,
        max_value=1000,
        required=False,
    )
    cap = forms.IntegerField(label=_("한 기업이 받을 수 있는 수"), min_value=1, max_value=1000, required=False)

    def __init__(
        self,
        *args: Any,
        content: RulesContent,
        terms: Terms,
        threshold: Decimal,
        asked: Sequence[int],
        **kwargs: Any,
    ) -> None:
        """The terms and the pass line in force, and what each application asks for, in won: the sliders' scales."""
        super().__init__(*args, **kwargs)
        budget = None if terms.budget_won is None else Decimal(terms.budget_won) / _EOK
        self._slide("budget", now=budget, end=max(Decimal(sum(asked)) / _EOK, budget or Decimal(0)), step="0.1")
        self._slide("most", now=terms.most, end=len(asked), step="1")
        self._slide("threshold", now=threshold, end=100, step="0.5")
        self._criteria = [one.key for one in content.criteria]
        for criterion in content.criteria:
            self.fields[f"weight_{criterion.key}"] = forms.DecimalField(
                label=criterion.name,
                help_text=_("배점"),
                min_value=0,
                max_value=100,
                decimal_places=1,
                required=False,
            )

    def _slide(self, name: str, *, now: Decimal | int | None, end: Decimal | int, step: str) -> None:
        """Draw a slider from nothing to `end`, and say how it stands now."""
        field = self.fields[name]
        field.widget.attrs |= {"data-slide": end, "data-step": step}
        if now is not None:
            field.widget.attrs["data-now"] = now
            field.help_text = " · ".join(filter(None, [str(field.help_text), _("지금 {now}").format(now=number(now))]))

    @property
    def terms(self) -> list[forms.BoundField]:
        """The fields that move the line."""
        return [field for field in self.visible_fields() if not field.name.startswith("weight_")]

    @property
    def weights(self) -> list[forms.BoundField]:
        """The criteria's points."""
        return [field for field in self.visible_fields() if field.name.startswith("weight_")]

    @property
    def weighs(self) -> bool:
        """Whether anything was typed for the criteria."""
        return any(field.value() for field in self.weights)

    def altered(self) -> Altered:
        """The terms that were typed."""
        values = self.cleaned_data
        weights = {key: value for key in self._criteria if (value := values.get(f"weight_{key}")) is not None}
        return Altered(
            budget_won=int(values["budget"] * _EOK) if values["budget"] is not None else None,
            most=values["most"],
            regional_points=values["regional"],
            most_per_applicant=values["cap"],
            threshold=values["threshold"],
            zone_least=values["zone_least"],
            weights=weights or None,
        )


class ProposalForm(forms.Form):
    """When to tell the result, and a note to those who approve."""

    publish_at = forms.DateTimeField(
        label=_("알릴 때"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("그때 모든 신청 기관에 한꺼번에 알립니다(한국 표준시)."),
    )
    note = forms.CharField(label=_("의견"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    """A reason, needed or not."""

    reason = forms.CharField(label=_("의견"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class _StatedForm(forms.Form):
    """`asks`: whether whoever decides has to state that there is no conflict."""

    no_conflict = forms.BooleanField(
        label=_("신청 기관이나 참여자와 이해관계가 없음을 확인합니다"),
        required=False,
        help_text=_("명단에 없는 사람은 이해관계를 자료에서 찾을 수 없어 직접 확인하고 결정합니다."),
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["no_conflict"]


class WordForm(_StatedForm, ReasonForm):
    """A word on a selection."""

    field_order = ("reason", "no_conflict")


class GivenReasonForm(forms.Form):
    """A reason."""

    reason = forms.CharField(label=_("까닭"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class AdjustmentForm(forms.Form):
    """One bonus or penalty of the rules for one application."""

    key = forms.ChoiceField(label=_("가감점"))
    is_granted = forms.TypedChoiceField(
        label=_("판단"),
        choices=[("yes", _("인정")), ("no", _("인정하지 않음"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(label=_("근거"), max_length=500)

    def __init__(self, *args: Any, after: AfterRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [  # type: ignore[attr-defined]
            (one.key, f"{one.name} ({_signed(one.points)})") for one in after.review.adjustments
        ]


def _signed(points: Decimal) -> str:
    return f"+{points}" if points > 0 else str(points)


class FindingForm(forms.Form):
    """A ground that keeps an application out."""

    kind = forms.ChoiceField(label=_("사유"), choices=Finding.Kind.choices)
    reason = forms.CharField(label=_("설명"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class TieForm(forms.Form):
    """The panel's order of one group of equal rank."""

    reason = forms.CharField(label=_("까닭"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, receipts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = list(receipts)
        for key, receipt in receipts.items():
            self.fields[f"place_{key}"] = forms.IntegerField(
                label=receipt, min_value=1, max_value=len(receipts), initial=len(self.fields)
            )

    def order(self) -> list[str]:
        """The applications, the better first."""
        return sorted(self._keys, key=lambda key: self.cleaned_data[f"place_{key}"])

    def clean(self) -> dict[str, Any]:
        """Each place is given once."""
        cleaned: dict[str, Any] = super().clean() or {}
        places = [cleaned.get(f"place_{key}") for key in self._keys]
        if None not in places and len(set(places)) != len(places):
            raise forms.ValidationError(_("같은 자리를 두 번 적었습니다."), code="place_twice")
        return cleaned


class ObjectionForm(forms.Form):
    """An objection to a decision."""

    ground = forms.ChoiceField(label=_("사유"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("내용"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, rules: ObjectionRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(one.key, one.name) for one in rules.grounds]  # type: ignore[attr-defined]


class AssignmentForm(forms.Form):
    """Who hears an objection, by e-mail address."""

    handler = forms.EmailField(label=_("맡을 사람의 이메일"), max_length=254)
    panel = forms.CharField(
        label=_("함께 심사할 사람들의 이메일"),
        max_length=1000,
        required=False,
        help_text=_("쉼표나 줄로 나누어 적습니다."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def addresses(self) -> list[str]:
        """The panel's addresses, each once."""
        words = self.cleaned_data["panel"].replace(",", " ").split()
        return list(dict.fromkeys(word.lower() for word in words))


class OutcomeForm(_StatedForm):
    """The decision on an objection, with its reason. `remedies`: what may follow when it is upheld."""

    outcome = forms.ChoiceField(label=_("결정"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("이유"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    field_order = ("outcome", "reason", "no_conflict")

    def __init__(self, *args: Any, remedies: Sequence[Objection.Remedy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        upheld = [(one.value, format_lazy("{}: {}", _("인용"), one.label)) for one in remedies]
        self.fields["outcome"].choices = [*upheld, ("dismiss", _("기각"))]  # type: ignore[attr-defined]


class DeciderForm(forms.Form):
    """Which person somebody is that decides."""

    email = forms.EmailField(label=_("이메일"), max_length=254)
    organisation = forms.ModelChoiceField(
        label=_("소속 기관"), queryset=Organisation.objects.none(), required=False, to_field_name="uuid"
    )
    unit_name = forms.CharField(label=_("가장 작은 부서"), max_length=200, required=False)
    researcher_no = forms.RegexField(
        label=_("국가연구자번호"),
        regex=r"^[0-9]{8,12}$",
        required=False,
        help_text=_("주민등록번호가 아닙니다."),
        error_messages={"invalid": _("국가연구자번호는 숫자 8자리에서 12자리입니다.")},
        widget=forms.TextInput(attrs={"class": "w-m num", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = _employers()  # type: ignore[attr-defined]


def _employers() -> Any:
    kinds = Organisation.Kind
    return Organisation.objects.filter(
        kind__in=[kinds.MINISTRY, kinds.AGENCY, kinds.INSTITUTE, kinds.UNIVERSITY, kinds.RESEARCH_INSTITUTE]
    ).order_by("name_ko")
