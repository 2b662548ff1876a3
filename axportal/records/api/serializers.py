"""Serializers made from declarations: what a record type takes, and what the schema says it gives."""

import uuid
from functools import lru_cache
from typing import Any

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
    """Another row, named by its uuid."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="uuid", **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """The row. Text that is no uuid names none."""
        try:
            return super().to_internal_value(uuid.UUID(str(data)))
        except ValueError:
            self.fail("does_not_exist", slug_name="uuid", value=str(data)[:100])


class ActionSerializer(serializers.Serializer):
    """Why a step of a workflow is taken."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=500, default="")


def _meta(record_type: RecordType, names: tuple[str, ...]) -> type:
    return type("Meta", (), {"model": record_type.model, "fields": names})


def _component(record_type: RecordType, suffix: str) -> str:
    return f"{record_type.model.__name__}{suffix}"


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
    return type(_component(record_type, "WriteSerializer"), (serializers.ModelSerializer,), body)


@lru_cache
def read_serializer(slug: str) -> type[serializers.Serializer]:
    """What GET gives, for the schema alone: rows are made in the database (`fastread`)."""
    from axportal.records import registry

    record_type = registry.get(slug)
    builder: Any = serializers.ModelSerializer()
    body: dict[str, Any] = {}
    for name, source in record_type.shape.fields.items():
        body[name] = _read_field(record_type, builder, source)
    if record_type.workflow is not None:
        body["available_actions"] = serializers.ListField(child=serializers.CharField(), required=False)
    return type(_component(record_type, "Serializer"), (serializers.Serializer,), body)


def _read_field(record_type: RecordType, builder: Any, source: str | Lookup) -> Any:
    if isinstance(source, Lookup):
        field: Any = record_type.model._meta.get_field(source.column.removesuffix("_id"))
        return ReferenceSerializer(allow_null=field.null, required=False)
    if source in record_type.shape.annotations:
        return _annotation_field(record_type.shape.annotations[source])
    field = _walk(record_type.model, source)
    field_class, kwargs = builder.build_standard_field(source, field)
    kept = {key: value for key, value in kwargs.items() if key in {"choices", "max_digits", "decimal_places"}}
    if "choices" in kept and field.blank:
        kept["choices"] = [("", ""), *kept["choices"]]
    return field_class(allow_null=field.null, required=False, **kept)


def _annotation_field(expression: Any) -> Any:
    output = expression.output_field
    if isinstance(output, models.IntegerField):
        return serializers.IntegerField(required=False, allow_null=True)
    if isinstance(output, models.JSONField):
        return serializers.ListField(child=serializers.CharField(), required=False)
    return serializers.CharField(required=False, allow_null=True)


def _walk(model: type[models.Model], path: str) -> Any:
    *relations, last = path.split("__")
    for name in relations:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment,union-attr]
    return model._meta.get_field(last)
