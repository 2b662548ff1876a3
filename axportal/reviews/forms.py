"""Forms of reviews. They validate; services write."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from axportal.calls.rules.content import Criterion
from axportal.core import clock
from axportal.reviews.models import Reviewer
from axportal.reviews.rules.kinds import LABELS
from regions.models import Industry, Organisation

ReviewerChoices = list[tuple[Any, Any]]
Pool = Callable[[], ReviewerChoices]

_REASON = _("까닭")


class WordsField(forms.CharField):
    """Words with commas between them, as a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=1000, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """At most thirty words of sixty characters, each once."""
        words = [word.strip() for word in super().clean(value).split(",")]
        found = list(dict.fromkeys(word for word in words if word))
        if len(found) > 30 or any(len(word) > 60 for word in found):
            raise forms.ValidationError(_("60자까지의 낱말을 30개까지 적을 수 있습니다."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """The words as they are typed."""
        return ", ".join(value) if isinstance(value, list) else value


class MomentField(forms.DateTimeField):
    """A moment in Korea, as browsers type it."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "w-m"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> datetime:
        """Aware."""
        moment = super().clean(value)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=clock.SEOUL)


def _date(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d")
    )


class ReviewerForm(forms.Form):
    """What the pool knows of somebody."""

    organisation = forms.ModelChoiceField(
        label=_("소속 기관"), queryset=Organisation.objects.none(), required=False, to_field_name="uuid"
    )
    unit_name = forms.CharField(
        label=_("가장 작은 부서"),
        max_length=200,
        required=False,
        help_text=_("학과나 연구실. 같은 부서의 신청은 맡지 않습니다."),
    )
    researcher_no = forms.RegexField(
        label=_("국가연구자번호"),
        regex=r"^[0-9]{8,12}$",
        required=False,
        help_text=_("주민등록번호가 아닙니다."),
        error_messages={"invalid": _("국가연구자번호는 숫자 8자리에서 12자리입니다.")},
        widget=forms.TextInput(attrs={"class": "w-m num", "inputmode": "numeric"}),
    )
    industry_codes = forms.MultipleChoiceField(
        label=_("산업 분야"), required=False, widget=forms.CheckboxSelectMultiple
    )
    keywords = WordsField(
        label=_("전문 핵심어"), required=False, help_text=_("쉼표로 나누어 적습니다. 과제와 맞추어 봅니다.")
    )
    available_from = _date(_("맡을 수 있는 첫날"))
    available_until = _date(_("맡을 수 있는 마지막 날"))
    most_at_once = forms.IntegerField(
        label=_("한 번에 맡는 건수"),
        min_value=1,
        max_value=100,
        initial=10,
        widget=forms.NumberInput(attrs={"class": "w-s num"}),
    )
    is_active = forms.BooleanField(label=_("지금 평가를 맡길 수 있습니다"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employers = Organisation.objects.exclude(kind__in=["laboratory", "cluster", "data_centre"])
        self.fields["organisation"].queryset = employers.order_by("name_ko")  # type: ignore[attr-defined]
        self.fields["industry_codes"].choices = [  # type: ignore[attr-defined]
            (industry.code, industry.name) for industry in Industry.objects.order_by("code")
        ]

    @staticmethod
    def values_of(reviewer: Reviewer) -> dict[str, Any]:
        """What the form starts from."""
        person = reviewer.person
        names = ("industry_codes", "keywords", "available_from", "available_until", "most_at_once", "is_active")
        return {
            "organisation": person.organisation.uuid if person.organisation is not None else None,
            "unit_name": person.unit_name,
            "researcher_no": person.researcher_no,
            **{name: getattr(reviewer, name) for name in names},
        }


class NewReviewerForm(ReviewerForm):
    """And whose account it is."""

    email = forms.EmailField(
        label=_("로그인 이메일"), max_length=254, help_text=_("포털에 가입한 사람의 이메일입니다.")
    )
    field_order = ("email",)


class TieFileForm(forms.Form):
    """A file of ties, where it comes from and of which day."""

    file = forms.FileField(label=_("CSV 파일"), max_length=200)
    source = forms.CharField(label=_("출처"), max_length=300)
    as_of = forms.DateField(
        label=_("기준일"), widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d")
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_REASON, min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
    )


class CloseForm(forms.Form):
    """Why a round closes with sheets missing; nothing where all are in."""

    reason = forms.CharField(label=_("내지 않은 평가표가 있으면 그 까닭"), max_length=1000, required=False)


class RoundForm(forms.Form):
    """Which round opens and until when."""

    key = forms.ChoiceField(label=_("회차"))
    due_at = MomentField(label=_("평가 마감"))

    def __init__(self, *args: Any, rounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = rounds  # type: ignore[attr-defined]


class DueForm(ReasonForm):
    """Another day for the reviewers."""

    due_at = MomentField(label=_("새 마감"))
    field_order = ("due_at",)


class SeatForm(forms.Form):
    """One seat of a plan: put in or taken out."""

    application = forms.UUIDField(widget=forms.HiddenInput)
    reviewer = forms.UUIDField()
    seated = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], widget=forms.HiddenInput)


def reviewer_choices() -> ReviewerChoices:
    """The pool, to choose one from: read once for however many forms offer it."""
    return [("", _("고르세요")), *((one.uuid, str(one)) for one in Reviewer.objects.select_related("person"))]


def offer(form: forms.Form, reviewers: Pool) -> None:
    """Let a form's `reviewer` be one of the pool, which is read when the form is shown."""
    field = cast(forms.ModelChoiceField, form.fields["reviewer"])
    field.queryset = Reviewer.objects.select_related("person")
    field.choices = reviewers


class ExcludeForm(ReasonForm):
    """An exclusion that a person knows of."""

    reviewer = forms.ModelChoiceField(label=_("평가위원"), queryset=Reviewer.objects.none(), to_field_name="uuid")
    kind = forms.ChoiceField(label=_("제척 사유"))
    field_order = ("reviewer", "kind")

    def __init__(self, *args: Any, reviewers: Pool, kinds: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, reviewers)
        self.fields["kind"].choices = [(kind, LABELS[kind]) for kind in kinds]  # type: ignore[attr-defined]


class ChallengeForm(ReasonForm):
    """Whom the applicant would not have judge, and why."""

    person_name = forms.CharField(label=_("이름"), max_length=100)
    affiliation = forms.CharField(label=_("소속"), max_length=200, required=False)
    field_order = ("person_name", "affiliation")


class DecideForm(ReasonForm):
    """What becomes of a challenge."""

    reviewer = forms.ModelChoiceField(label=_("평가위원"), queryset=Reviewer.objects.none(), to_field_name="uuid")
    accepted = forms.ChoiceField(
        label=_("판단"), choices=[("yes", _("받아들임")), ("no", _("받아들이지 않음"))], widget=forms.RadioSelect
    )
    field_order = ("reviewer", "accepted")

    def __init__(self, *args: Any, reviewers: Pool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, reviewers)


class RemarkForm(forms.Form):
    """A remark."""

    text = forms.CharField(
        label=_("하실 말"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4, "maxlength": 3000})
    )


class CorrectionForm(ReasonForm):
    """The points a sheet should have said, and why."""

    def __init__(self, *args: Any, criteria: tuple[Criterion, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in criteria:
            self.fields[f"points-{one.key}"] = forms.CharField(
                label=one.name,
                help_text=_("%(most)s점까지") % {"most": one.points},
                max_length=6,
                widget=forms.TextInput(attrs={"class": "w-s num", "inputmode": "decimal"}),
            )

    def points(self) -> dict[str, str]:
        """By criterion."""
        return {
            name.removeprefix("points-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("points-")
        }
