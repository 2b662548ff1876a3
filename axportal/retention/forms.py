"""Forms of holds and periods; services decide."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HoldForm(forms.Form):
    """Hold back a call or an application."""

    number = forms.CharField(label=_("공고번호나 접수번호"), max_length=50)
    reason = forms.CharField(label=_("까닭"), max_length=500, help_text=_("소송, 감사, 조사처럼 남겨야 하는 까닭"))
    until = forms.DateField(label=_("언제까지"), widget=forms.DateInput(attrs={"type": "date"}))


class ReasonForm(forms.Form):
    """Why a hold is lifted."""

    reason = forms.CharField(label=_("푸는 까닭"), max_length=500)


class MonthsForm(forms.Form):
    """How long a kind of data is kept."""

    months = forms.IntegerField(label=_("기간(개월)"), min_value=1, max_value=600)
    reason = forms.CharField(label=_("까닭"), max_length=500)
