"""Forms of records: made from the declaration, they only validate."""

from typing import Any

from django import forms
from django.db import models

from axportal.records.declarations import RecordType


class DateInput(forms.DateInput):
    """The browser's own date field, filled with the ISO form it needs."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RecordForm(forms.ModelForm):
    """A record's editable fields, with the version the form was made from."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def changes(self) -> dict[str, Any]:
        """The validated values of the record's own fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "base_version"}

    def save(self, commit: bool = True) -> Any:
        """Forms do not write; `records.services` does."""
        raise NotImplementedError

    def validate_constraints(self) -> None:
        """Left to the service, which checks the row as it will be written."""


def form_class(record_type: RecordType, names: tuple[str, ...] | None = None) -> type[RecordForm]:
    """The form of a type, of all editable fields or of some."""
    return forms.modelform_factory(  # type: ignore[return-value]
        record_type.model, form=RecordForm, fields=names or record_type.editable, formfield_callback=_field
    )


def build(
    record_type: RecordType,
    *,
    user: Any,
    record: models.Model | None = None,
    data: Any = None,
    names: tuple[str, ...] | None = None,
) -> RecordForm:
    """A form for this user: choices narrowed to what they may use, the record's version carried along."""
    copy = record_type.model._default_manager.get(pk=record.pk) if record is not None else None
    initial = {"base_version": record.version} if record is not None else {}  # type: ignore[attr-defined]
    form = form_class(record_type, names)(data=data, instance=copy, initial=initial)
    for name, queryset in record_type.choices_for(user).items():
        if name in form.fields:
            form.fields[name].queryset = queryset  # type: ignore[attr-defined]
    return form


def _field(field: models.Field, **kwargs: Any) -> Any:
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        kwargs["widget"] = DateInput()
    if isinstance(field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 4})
    return field.formfield(**kwargs)
