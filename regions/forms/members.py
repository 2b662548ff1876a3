"""Ending somebody's role."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.rules import ENDINGS


class EndForm(forms.Form):
    """The last day, and why."""

    last_day = forms.DateField(
        label=_("마지막 날"),
        widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}),
        help_text=_("이날 24시에 끝납니다. 어제를 적으면 바로 끝납니다."),
    )
    reason = forms.ChoiceField(label=_("까닭"), choices=list(ENDINGS.items()), widget=forms.RadioSelect)
