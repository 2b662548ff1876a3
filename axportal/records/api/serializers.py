"""Serializers made from declarations: what a record type takes, and what the schema says it gives."""

import uuid
from functools import lru_cache
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from axportal.core.fastread import Lookup
from axportal.records.declarations import RecordType


class ReferenceSerializer(serializers.Serializer):
    """A small object named beside a record: a zone, an institute, an industry, a province."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()
    name_ko = serializers.CharField()
    name_en = serializers.CharField()


@extend_schema_field(OpenApiTypes.UUID)
class UuidRelatedField(serializers.SlugRelatedField):
    """Another row that the caller may see, named by its uuid: a hidden one is answered like a missing one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="uuid", **kwargs)

    def get_queryset(self) -> Any:
        """The rows that this caller may see."""
        queryset: Any = super().get_queryset()
        return queryset.visible_to(self.context["request"].user)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """As JSON has it: empty text is not the same as null."""
        if data == "":
            self.fail("does_not_exist", slug_name="uuid", value="")
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        """The row. Text that is no uuid names none."""
        try:
            return super().to_internal_value(uuid.UUID(str(data)))
        except ValueError:
            self.fail("does_not_exist", slug_name="uuid", value=str(data)[:100])


class TextField(serializers.CharField):
    """Text that is text in the JSON too: a number is a mistake."""

    def to_internal_value(self, data: Any) -> str:
        """The text. Raises ValidationError for anything else."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class RecordSerializer(serializers.ModelSerializer):
    """What a write takes of a model."""

    serializer_field_mapping: ClassVar = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: TextField,
        models.TextField: TextField,
    }


class ActionSerializer(serializers.Serializer):
    """Why a step of a workflow is taken."""

    reason = TextField(required=False, allow_blank=True, max_length=500, default="")


def _meta(record_type: RecordType, names: tuple[str, ...]) -> type:
    return type("Meta", (), {"model": record_type.model, "fields": names})


@lru_cache
def write_serializer(slug: str) -> type[serializers.ModelSerializer]:
    """What POST and PATCH take: the editable fields; other rows are named by their uuid."""
    from axportal.records import registry

    record_type = registry.get(slug)
    body: dict[str, Any] = {"Meta": _meta(record_type, record_type.editable)}
    for name in record_type.editable:
        field: Any = record_type.model._meta.get_field(name)
        if field.is_relation:
            body[name] = UuidRelatedField(
                queryset=field.related_model._default_manager.all(), required=not field.blank, allow_null=field.null
            )
    return type(f"{record_type.model.__name__}Serializer", (RecordSerializer,), body)


@lru_cache
def row_serializer(slug: str) -> type[serializers.Serializer]:
    """What a list gives, for the schema alone: rows are made in the database (`fastread`).

    No field is required, because callers may choose the fields they want.
    """
    from axportal.records import registry

    record_type = registry.get(slug)
    builder: Any = serializers.ModelSerializer()
    body: dict[str, Any] = {
        name: _read_field(record_type, builder, source) for name, source in record_type.shape.fields.items()
    }
    return type(f"{record_type.model.__name__}Serializer", (serializers.Serializer,), body)


@lru_cache
def record_serializer(slug: str) -> type[serializers.Serializer]:
    """What one record gives: its row and, with a workflow, the steps that the caller may take."""
    from axportal.records import registry

    record_type, row = registry.get(slug), row_serializer(slug)
    if record_type.workflow is None:
        return row
    steps = serializers.ListField(child=serializers.CharField(), required=False)
    return type(f"{record_type.model.__name__}DetailSerializer", (row,), {"available_actions": steps})


def _read_field(record_type: RecordType, builder: Any, source: str | Lookup) -> Any:
    if isinstance(source, Lookup):
        field: Any = record_type.model._meta.get_field(source.column.removesuffix("_id"))
        return ReferenceSerializer(allow_null=field.null, required=False)
    if source in record_type.shape.annotations:
        return _annotation_field(record_type.shape.annotations[source])
    field, is_nullable = _walk(record_type.model, source)
    field_class, kwargs = builder.build_standard_field(source, field)
    if isinstance(field, models.CharField) and not field.choices:
        field_class = serializers.CharField  # an address or slug may be empty, which its own field denies
    kept = {key: value for key, value in kwargs.items() if key in {"choices", "max_digits", "decimal_places"}}
    if "choices" in kept and field.blank:
        kept["choices"] = [("", ""), *kept["choices"]]
    return field_class(allow_null=is_nullable, required=False, **kept)


def _annotation_field(expression: Any) -> Any:
    output = expression.output_field
    if isinstance(output, models.IntegerField):
        return serializers.IntegerField(required=False, allow_null=True)
    if isinstance(output, ArrayField):
        return serializers.ListField(child=serializers.CharField(), required=False)
    return serializers.CharField(required=False, allow_null=True)


def _walk(model: type[models.Model], path: str) -> tuple[Any, bool]:
    """The field at the end of the path, and whether it or a row on the way to it may be missing."""
    *relations, last = path.split("__")
    is_nullable = False
    for name in relations:
        relation: Any = model._meta.get_field(name)
        model, is_nullable = relation.related_model, is_nullable or relation.null
    field: Any = model._meta.get_field(last)
    return field, is_nullable or field.null
