"""The rows of the lists that a call's rules hold."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from axportal.calls.rules.conditions import RELATIONS, field_choices

_KEY = re.compile(r"^[a-z0-9_]{1,40}$")


def whole(label: Any, *, least: int = 0, most: int = 100, required: bool = True, **more: Any) -> forms.IntegerField:
    """A whole number in a short field."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required,
        widget=forms.NumberInput(attrs={"class": "w-s num"}), **more,
    )  # fmt: skip


def points(label: Any, *, least: int = -100, **more: Any) -> forms.DecimalField:
    """Points with two places."""
    return forms.DecimalField(
        label=label, min_value=least, max_value=100, max_digits=5, decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "w-s num"}), **more,
    )  # fmt: skip


def _field_choice(label: Any, *, required: bool = False, empty: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=required, choices=lambda: [("", empty or _("고르지 않음")), *field_choices()]
    )


class Row(forms.Form):
    """A row with a key that stays, whatever its words become."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    name_ko = forms.CharField(label=_("이름"), max_length=300)
    name_en = forms.CharField(label=_("영어 이름"), max_length=300, required=False)

    def clean_key(self) -> str:
        """A key of ours, or none yet."""
        key: str = self.cleaned_data["key"]
        if key and not _KEY.match(key):
            raise forms.ValidationError(_("이 줄을 알아볼 수 없습니다. 화면을 다시 열어 주세요."))
        return key


def _words(name: str, label: Any, label_en: Any) -> dict[str, forms.Field]:
    return {
        f"{name}_ko": forms.CharField(label=label, max_length=500, required=False),
        f"{name}_en": forms.CharField(label=label_en, max_length=500, required=False),
    }


def _row(name: str, **fields: Any) -> type[Row]:
    return type(name, (Row,), fields)


_HINT = _words("hint", _("설명"), _("영어 설명"))
_BASIS = _words("basis", _("근거"), _("근거(영어)"))
ROWS: dict[str, type[Row]] = {
    "checks": _row("CheckRow", **_HINT, **_BASIS),
    "facts": _row("FactRow", **_words("value", _("값"), _("영어 값")), **_HINT),
    "documents": _row(
        "DocumentRow",
        **_words("who", _("누가"), _("누가(영어)")),
        **_words("how", _("방법"), _("방법(영어)")),
        upload=forms.BooleanField(label=_("파일로 올립니다"), required=False),
        required=forms.BooleanField(label=_("반드시 있어야 합니다"), required=False),
    ),
    "criteria": _row(
        "CriterionRow",
        **_HINT,
        points=whole(_("배점"), least=1),
        threshold=points(_("과락 점수"), least=0, required=False, help_text=_("이보다 낮으면 선정하지 않습니다.")),
        tie=whole(_("동점일 때 순서"), least=1, required=False, help_text=_("1부터. 비우면 견주지 않습니다.")),
    ),
    "screening": _row("ScreeningRow", **_BASIS),
    "rounds": _row(
        "RoundRow",
        kind=forms.ChoiceField(label=_("방식"), choices=[("paper", _("서면")), ("presentation", _("발표"))]),
        weight=whole(_("비중(%)"), least=0),
        anonymous=forms.BooleanField(label=_("신청자의 이름을 가립니다"), required=False),
    ),
    "adjustments": _row("AdjustmentRow", points=points(_("점수"), help_text=_("감점은 -를 붙입니다."))),
    "grounds": _row("GroundRow"),
    "conditions": _row(
        "ConditionRow",
        field=_field_choice(_("칸"), required=True),
        relation=forms.ChoiceField(label=_("관계"), choices=list(RELATIONS.items())),
        other=_field_choice(_("견줄 칸")),
        value=forms.CharField(
            label=_("견줄 값"), max_length=100, required=False, help_text=_("칸을 골랐으면 비웁니다.")
        ),
        when_field=_field_choice(_("이 칸의 답이"), empty=_("언제나")),
        when_value=forms.CharField(label=_("이 값일 때"), max_length=100, required=False, help_text=_("예: yes")),
    ),
}
