"""Registering a company: its number with its check digit, its name and place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from axportal.core.errors import InvalidInput
from regions import rules
from regions.models import Organisation, Province


class BusinessNumberField(forms.CharField):
    """A business registration number; what was typed stays as it was when it does not check."""

    widget = forms.TextInput(attrs={"class": "w-m num", "inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("사업자등록번호"),
            max_length=20,
            help_text=_("숫자 10자리. 하이픈은 있어도 없어도 됩니다."),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """Ten digits."""
        text = super().clean(value)
        try:
            return rules.read_business_number(text)
        except InvalidInput as error:
            raise forms.ValidationError(error.message, code=error.code) from error


class CompanyForm(forms.Form):
    """A company that its representative registers."""

    biz_reg_no = BusinessNumberField()
    name_ko = forms.CharField(label=_("기업 이름"), max_length=200)
    name_en = forms.CharField(label=_("영어 이름"), max_length=200, required=False)
    representative = forms.CharField(
        label=_("대표자"), max_length=100, help_text=_("등록증에 적힌 이름. 로그인한 사람에게만 보입니다.")
    )
    province = forms.ModelChoiceField(label=_("본사 시도"), queryset=Province.objects.none(), empty_label=_("고르세요"))
    size_class = forms.ChoiceField(
        label=_("기업 규모"),
        choices=Organisation.Size.choices,
        widget=forms.RadioSelect,
        help_text=_("중소기업 확인서나 기업 규모 확인 결과대로 골라 주세요."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A successor that is only planned is not a place yet; its predecessors still are.
        provinces = Province.objects.filter(valid_to=None).exclude(predecessors__succession_status="planned")
        self.fields["province"].queryset = provinces.order_by("code")  # type: ignore[attr-defined]
