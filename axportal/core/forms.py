"""How every form of the portal is rendered: templates/django/forms/, in the anatomy of KRDS."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class FormRenderer(TemplatesSetting):
    """Label, required or optional, hint, control, message; the summary of errors comes first."""

    form_template_name = "django/forms/form.html"
    formset_template_name = "django/forms/formset.html"
    field_template_name = "django/forms/field.html"


class SampleForm(forms.Form):
    """One field of each kind, for the page that shows the parts."""

    organisation = forms.CharField(label=_("기관 이름"), max_length=100)
    share = forms.IntegerField(
        label=_("참여율"),
        max_value=100,
        help_text=_("모든 과제의 합이 100%를 넘지 않게 적어 주세요."),
        error_messages={"max_value": _("합이 120%%입니다. 100%% 이하로 줄여 주세요.")},
        widget=forms.NumberInput(attrs={"class": "w-s num"}),
    )
    role = forms.ChoiceField(label=_("역할"), choices=[("lead", _("주관")), ("partner", _("공동"))])
    starts_on = forms.DateField(
        label=_("시작일"), required=False, widget=forms.DateInput(attrs={"type": "date", "class": "w-m"})
    )
    gives_data = forms.ChoiceField(
        label=_("데이터를 제공하나요?"),
        choices=[("yes", _("제공합니다")), ("no", _("제공하지 않습니다"))],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=_("분야"),
        required=False,
        choices=[("energy", _("에너지")), ("mobility", _("모빌리티")), ("bio", _("바이오헬스"))],
        widget=forms.CheckboxSelectMultiple,
    )
    plan = forms.FileField(label=_("계획서"), required=False, help_text=_("HWPX나 PDF, 50MB까지."))
    summary = forms.CharField(label=_("요약"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label=_("공고문의 조건을 읽었습니다"))
    size = forms.CharField(
        label=_("기업 규모"), required=False, disabled=True, initial=_("중소기업 (2026. 11. 20. 확인)")
    )
