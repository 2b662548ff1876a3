"""The form of a site's token."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from axportal.core import clock
from gpu.models.streams import Stream


class SiteTokenForm(forms.Form):
    """A new token: for what, for which data, until when."""

    label = forms.CharField(
        label=_("이름"), max_length=100, help_text=_("어느 서버의 어떤 프로그램이 쓰는지 알아볼 수 있게 적어 주세요.")
    )
    streams = forms.MultipleChoiceField(label=_("보낼 수 있는 것"), widget=forms.CheckboxSelectMultiple)
    expires_on = forms.DateField(
        label=_("만료일"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-m"}),
        help_text=_("오늘부터 1년 안. 이날이 끝날 때까지 쓸 수 있습니다."),
    )

    def __init__(self, *args: Any, allowed: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [choice for choice in Stream.choices if choice[0] in allowed]
        self.fields["streams"].choices = choices  # type: ignore[attr-defined]
        self.fields["streams"].initial = [value for value, _label in choices]
        self.fields["expires_on"].initial = clock.seoul_date(clock.now()) + timedelta(days=180)

    def clean_expires_on(self) -> Any:
        """Between tomorrow and a year from now."""
        chosen, today = self.cleaned_data["expires_on"], clock.seoul_date(clock.now())
        if not today < chosen <= today + timedelta(days=365):
            raise forms.ValidationError(_("오늘부터 1년 안의 날짜를 적어 주세요."))
        return chosen

    def expires_at(self) -> datetime:
        """The end of the chosen day in Korea."""
        return datetime.combine(self.cleaned_data["expires_on"] + timedelta(days=1), time.min, tzinfo=clock.SEOUL)
