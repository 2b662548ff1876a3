"""Forms of challenges: they only validate."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from axportal.challenges.models import Challenge, Interest
from regions.models import Organisation


class ChallengeForm(forms.ModelForm):
    """Both parts of a challenge."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base_confidential = forms.IntegerField(widget=forms.HiddenInput, required=False)
    confidential = forms.CharField(
        label=_("비공개 부분"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("아래에서 고른 기관의 담당자만 봅니다. 검색과 이력에 나오지 않습니다."),
    )

    class Meta:
        model = Challenge
        fields = (
            "organisation", "title_ko", "title_en", "summary_ko", "summary_en", "data_state", "data_kind", "data_place",
            "data_personal", "data_secrecy", "confidential", "readers",
        )  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {"readers": forms.CheckboxSelectMultiple()}

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation, readers = self.fields["organisation"], self.fields["readers"]
        organisation.queryset, organisation.empty_label = organisations, None  # type: ignore[attr-defined]
        institutes = Organisation.objects.filter(kind=Organisation.Kind.INSTITUTE).order_by("name_ko")
        readers.queryset = institutes  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """The values of the public part."""
        apart = {"base_version", "base_confidential", "confidential", "readers"}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}

    def save(self, commit: bool = True) -> Any:
        """Forms do not write; the services do."""
        raise NotImplementedError


class InterestForm(forms.ModelForm):
    """A laboratory's answer."""

    class Meta:
        model = Interest
        fields = ("organisation", "laboratory", "contact", "message")
        widgets: ClassVar[dict[str, forms.Widget]] = {"message": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.fields["organisation"]
        organisation.queryset, organisation.empty_label = organisations, None  # type: ignore[attr-defined]

    def validate_constraints(self) -> None:
        """Left to the service."""

    def save(self, commit: bool = True) -> Any:
        """Forms do not write; the services do."""
        raise NotImplementedError
