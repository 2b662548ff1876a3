"""Small forms of the operator's console: whom accounts stand for, and why two accounts of a thing differ."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gpu.models import SiteAccount
from regions.models import Organisation


class AccountsForm(forms.Form):
    """One choice for each account of a site."""

    def __init__(
        self, *args: Any, accounts: Iterable[SiteAccount], organisations: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.accounts = {f"account_{account.pk}": account for account in accounts}
        for name, account in self.accounts.items():
            self.fields[name] = forms.ModelChoiceField(
                label=account.name or _("계정 없음"),
                queryset=organisations,  # type: ignore[arg-type]
                initial=account.organisation_id,
                required=False,
                empty_label=_("정하지 않음 (사이트 자체 사용)"),
            )

    def choices(self) -> dict[SiteAccount, Organisation | None]:
        """What was chosen."""
        return {account: self.cleaned_data[name] for name, account in self.accounts.items()}


class NoteForm(forms.Form):
    """Why a discrepancy is none."""

    note = forms.CharField(label=_("설명"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
