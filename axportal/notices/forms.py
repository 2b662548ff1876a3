"""The form of one's choices: one way for each kind that may be chosen."""

from typing import Any

from django import forms

from axportal.accounts.models import User
from axportal.notices.models import Way
from axportal.notices.selectors import choices_by_group


class ChoicesForm(forms.Form):
    """Fields are named by the keys of the kinds; those with legal effect have none."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = choices_by_group(user)
        for _group, chosen in self.found:
            for one in chosen:
                if not one.kind.is_legal:
                    self.fields[one.kind.key] = forms.ChoiceField(
                        label=one.kind.label, choices=Way.choices, initial=one.way
                    )

    def groups(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """Each group with its kinds and their fields; no field for what cannot be switched off."""
        return [
            (name, [(one.kind, self[one.kind.key] if one.kind.key in self.fields else None) for one in chosen])
            for name, chosen in self.found
        ]
