"""What a person enters of a site, on a form or in a file: both become one text that is looked at before it is kept."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from axportal.core import clock
from axportal.core.errors import InvalidInput
from gpu.rules import hand_files
from gpu.rules.hand_files import HandRow, Table, decoded, read, written

MOST_FORM_ROWS = 60
SERVICE = [("", _("모름")), ("yes", _("가동")), ("no", _("중단"))]


def _day() -> forms.DateField:
    return forms.DateField(
        label=_("기준일"),
        help_text=_("이 목록이 맞는 날입니다. 적은 사람과 함께 보입니다."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-m"}),
        error_messages={"invalid": _("날짜를 2026-11-23처럼 적어 주세요.")},
    )


class DayForm(forms.Form):
    """The day that the rows are of."""

    as_of = _day()

    def clean_as_of(self) -> date:
        """Not a day to come."""
        chosen: date = self.cleaned_data["as_of"]
        if chosen > clock.seoul_date(clock.now()):
            raise forms.ValidationError(_("오늘까지의 날짜를 적어 주세요."))
        return chosen


class FileForm(DayForm):
    """A file with the whole list."""

    file = forms.FileField(
        label=_("CSV 파일"), help_text=_("첫 줄에 칸 이름: server, type, gpus, allocated, in_service, reason. 1MB까지.")
    )

    def clean_file(self) -> str:
        """The text of the file."""
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            return decoded(upload.read(hand_files.MOST_BYTES + 1))
        except InvalidInput as error:
            raise forms.ValidationError(error.message) from error


class TextForm(DayForm):
    """What was looked at, to be kept. `key` names this sending."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=hand_files.MOST_BYTES, strip=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def table(self) -> Table:
        """The rows in it."""
        return read(self.cleaned_data["text"])


class RowForm(forms.Form):
    """GPUs of one type in one server; an empty row is none."""

    server = forms.CharField(label=_("서버"), max_length=100)
    type_name = forms.CharField(label=_("GPU 종류"), max_length=100, required=False)
    gpus = forms.IntegerField(label=_("GPU(장)"), min_value=0, max_value=hand_files.MOST_GPUS)
    allocated = forms.IntegerField(
        label=_("쓰는 중(장)"), min_value=0, required=False, help_text=_("모르면 비워 둡니다.")
    )
    in_service = forms.ChoiceField(label=_("가동"), choices=SERVICE, required=False)
    reason = forms.CharField(label=_("비고"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("gpus", "allocated"):
            self.fields[name].widget = forms.TextInput(attrs={"class": "w-s num", "inputmode": "numeric"})

    def clean(self) -> dict[str, Any]:
        """No more in use than there are."""
        cleaned: dict[str, Any] = super().clean() or {}
        gpus, allocated = cleaned.get("gpus"), cleaned.get("allocated")
        if gpus is not None and allocated is not None and allocated > gpus:
            self.add_error("allocated", _("있는 GPU보다 많습니다."))
        return cleaned

    def row(self) -> HandRow | None:
        """The row; None for one that was left empty."""
        values = self.cleaned_data
        if not values.get("server"):
            return None
        told = {"yes": True, "no": False}.get(values["in_service"])
        type_name = values["type_name"].lower()
        return HandRow(values["server"], type_name, values["gpus"], values["allocated"], told, values["reason"])


class RowSet(forms.BaseFormSet):
    """The rows, each server and type once."""

    def clean(self) -> None:
        """Judged once every row is right by itself."""
        if any(self.errors):
            return
        seen: set[tuple[str, str]] = set()
        for form in self.forms:
            row = form.row()
            if row is None:
                continue
            if (row.server, row.type_name) in seen:
                form.add_error("server", _("같은 서버의 같은 종류가 두 번 있습니다."))
            seen.add((row.server, row.type_name))
        if not seen:
            raise forms.ValidationError(
                _("서버를 한 대라도 적어 주세요. 빈 목록은 0장이라는 뜻이 아니어서 받지 않습니다.")
            )

    def without_judgement(self) -> "RowSet":
        """Show what was typed and judge nothing yet: somebody only asked for more empty rows."""
        for form in self.forms:
            form._errors, form.cleaned_data = {}, {}
        return self

    def text(self) -> str:
        """The rows as the text that is looked at."""
        return written(row for form in self.forms if (row := form.row()) is not None)


def initial_of(row: HandRow) -> dict[str, Any]:
    """A row as the values of its form."""
    told = "" if row.in_service is None else "yes" if row.in_service else "no"
    return {**row._asdict(), "in_service": told}


def row_set(*, extra: int) -> type[RowSet]:
    """The class of such rows with so many empty ones."""
    made: Any = forms.formset_factory(
        RowForm, formset=RowSet, extra=extra, max_num=MOST_FORM_ROWS, absolute_max=MOST_FORM_ROWS + 20
    )
    found: type[RowSet] = made
    return found
