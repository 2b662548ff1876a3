"""Forms about one's own account. They validate; services write."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from axportal.accounts.models import ApiToken, User
from axportal.core import clock


class SignupForm(forms.Form):
    """What allauth asks besides address and password."""

    name = forms.CharField(label=_("이름"), max_length=100)

    field_order = ["name", "email", "password1", "password2"]

    def signup(self, request: Any, user: Any) -> None:
        """The adapter has kept the name already."""


class TokenForm(forms.Form):
    """A new API token."""

    label = forms.CharField(
        label=_("이름"), max_length=100, help_text=_("어디에 쓰는 토큰인지 나중에 알아볼 수 있게 적어 주세요.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("권한"), choices=ApiToken.Scope.choices, initial=["read"], widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(
        label=_("만료일"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("오늘부터 1년 안. 이날이 끝날 때까지 쓸 수 있습니다."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = clock.seoul_date(clock.now()) + timedelta(days=90)

    def expires_at(self) -> datetime:
        """The end of the chosen day in Seoul."""
        return datetime.combine(self.cleaned_data["expires_on"] + timedelta(days=1), time.min, tzinfo=clock.SEOUL)

    def clean_expires_on(self) -> Any:
        """Between tomorrow and a year from now."""
        chosen, today = self.cleaned_data["expires_on"], clock.seoul_date(clock.now())
        if not today < chosen <= today + timedelta(days=365):
            raise forms.ValidationError(_("오늘부터 1년 안의 날짜를 적어 주세요."))
        return chosen


class LanguageForm(forms.Form):
    """One's own language."""

    language = forms.ChoiceField(label=_("언어"), choices=User.Language.choices, widget=forms.RadioSelect)
