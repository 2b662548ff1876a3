"""The profile of an organisation, checking it, and naming delegates."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from axportal.core import clock
from regions.models import CompanyProfile, OrganisationCheck
from regions.rules import PROOF_KINDS
from regions.selectors.authority import ACTS
from regions.selectors.profiles import Representative

_NUMBERS = ("researchers", "employees", "sales_won")


class ProfileForm(forms.ModelForm):
    """What every application asks for. `base_version` is the version the form was made from."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = CompanyProfile
        fields = (
            "contact_name", "contact_email", "contact_phone", "lead_person", "researchers", "employees", "sales_won",
            "laboratory_no",
        )  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "contact_phone": forms.TextInput(attrs={"class": "w-m", "type": "tel"}),
            **{name: forms.TextInput(attrs={"class": "w-m num", "inputmode": "numeric"}) for name in _NUMBERS},
        }


class DelegateForm(forms.Form):
    """Who may do what, from when to when, by which document."""

    name = forms.CharField(label=_("위임받는 사람"), max_length=100)
    email = forms.EmailField(
        label=_("이메일"),
        max_length=254,
        help_text=_("이 주소로 로그인하는 사람이 위임받습니다. 알리는 편지도 이 주소로 갑니다."),
        error_messages={"invalid": _("이메일 주소를 다시 확인해 주세요.")},
    )
    acts = forms.MultipleChoiceField(
        label=_("맡길 일"),
        choices=list(ACTS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("위임받은 사람은 기간 동안 우리 기관의 신청서를 봅니다."),
        error_messages={"required": _("맡길 일을 하나 이상 골라 주세요.")},
    )
    starts_on = forms.DateField(label=_("첫날"), widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}))
    ends_on = forms.DateField(
        label=_("마지막 날"),
        widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}),
        help_text=_("이날 24시에 저절로 끝납니다. 한 번에 한 해까지입니다."),
    )
    file = forms.FileField(
        label=_("위임장"),
        max_length=200,
        help_text=_("대표자가 서명하거나 날인한 위임장을 PDF, PNG, JPG로 올려 주세요."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{kind}" for kind in (*PROOF_KINDS, "jpeg"))}),
    )

    def span(self, at: datetime) -> dict[str, datetime]:
        """From the first day, or now where that is today, to the end of the last day in Korea."""
        start = datetime.combine(self.cleaned_data["starts_on"], time.min, tzinfo=clock.SEOUL)
        end = datetime.combine(self.cleaned_data["ends_on"] + timedelta(days=1), time.min, tzinfo=clock.SEOUL)
        return {"starts_at": start if start > at or start.date() != clock.seoul_date(at) else at, "ends_at": end}


class CheckForm(forms.Form):
    """What an official compared, and with which document."""

    membership = forms.ChoiceField(label=_("확인한 것"), required=False, widget=forms.RadioSelect)
    verdict = forms.ChoiceField(
        label=_("결과"), choices=OrganisationCheck.Verdict.choices, initial="verified", widget=forms.RadioSelect
    )
    evidence = forms.CharField(
        label=_("근거"),
        max_length=500,
        help_text=_("무엇을 보고 확인했는지 적습니다. 예: 2026-11-20에 발급한 사업자등록증명, 재직증명서"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, representatives: Iterable[Representative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.membership.uuid), one.membership.user.name) for one in representatives]
        self.fields["membership"].choices = [("", _("사업자 등록")), *people]  # type: ignore[attr-defined]
        self.fields["membership"].initial = ""


class ProofReasonForm(forms.Form):
    """Why an official opens a power of attorney (개인정보의 안전성 확보조치 기준 제8조)."""

    reason = forms.CharField(label=_("내려받는 까닭"), min_length=5, max_length=300)
