"""The record types of the portal, named in `settings.RECORD_TYPES` so that no import runs upwards."""

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from axportal.records.declarations import RecordType


@lru_cache(maxsize=1)
def all_types() -> dict[str, RecordType]:
    """Every record type by slug, in the order of the settings."""
    types = [import_string(path) for path in settings.RECORD_TYPES]
    return {record_type.slug: record_type for record_type in types}


def get(slug: str) -> RecordType:
    """The type with this slug. Raises KeyError for an unknown one."""
    return all_types()[slug]


def of_model(label: str) -> RecordType | None:
    """The type of a model by its label, if it has one."""
    return next((record_type for record_type in all_types().values() if record_type.label == label), None)
