"""Forms of people who want to hear of calls."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Call
from regions.models import Zone


class SubscribeForm(forms.Form):
    """An address and what it wants to hear of."""

    email = forms.EmailField(
        label=_("이메일"),
        max_length=254,
        help_text=_("확인 메일의 링크를 눌러야 시작합니다. 이 주소 말고는 아무것도 보관하지 않습니다."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "w-l"}),
    )
    zone = forms.ModelChoiceField(
        label=_("권역"), queryset=Zone.objects.none(), required=False, empty_label=_("네 권역 모두"),
        to_field_name="slug",
    )  # fmt: skip
    programme = forms.ChoiceField(
        label=_("사업"), choices=[("", _("모든 사업")), *Call.Programme.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].queryset = Zone.objects.order_by("position")  # type: ignore[attr-defined]
