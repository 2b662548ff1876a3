"""The order form of a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from axportal.reports.models import ReportFile
from regions.models import Zone


class OrderForm(forms.Form):
    """Which zones, as of when, in which formats."""

    zone = forms.ModelChoiceField(
        label=_("범위"), queryset=Zone.objects.all(), to_field_name="slug", required=False, empty_label=_("네 권역")
    )
    as_of = forms.DateField(
        label=_("기준일"),
        required=False,
        help_text=_("비우면 지금 값으로 만듭니다. 지난 날은 그날 보관한 값이 있어야 합니다."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    formats = forms.MultipleChoiceField(
        label=_("형식"),
        choices=ReportFile.Format.choices,
        initial=list(ReportFile.Format.values),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("형식을 하나 이상 골라 주세요.")},
    )

    def refuse(self, fields: dict[str, list[str]]) -> None:
        """Show what a service refused at its fields."""
        for name, messages in fields.items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)

    @staticmethod
    def suggested(parameters: Any) -> dict[str, Any]:
        """What an address suggests, `zone=all` meaning none."""
        zone = parameters.get("zone", "")
        return {
            "zone": "" if zone == "all" else zone,
            "as_of": parameters.get("as_of", ""),
            "formats": parameters.getlist("formats") or list(ReportFile.Format.values),
        }
