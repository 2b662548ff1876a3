"""Small tables as API rows name them: `{uuid, code, name_ko, name_en}` by primary key, from process caches."""

from collections.abc import Mapping
from typing import Any

from axportal.core.fastread import Lookup
from axportal.core.models import in_language
from axportal.core.process_cache import ProcessCache
from regions.models import Industry, Organisation, Province, Zone

Reference = Mapping[str, Any]


def _rows(queryset: Any, code: str) -> dict[int, Reference]:
    return {
        pk: {"uuid": str(uuid), "code": code_value or "", "name_ko": name_ko, "name_en": name_en}
        for pk, uuid, code_value, name_ko, name_en in queryset.values_list("pk", "uuid", code, "name_ko", "name_en")
    }


zone_references = ProcessCache(lambda: _rows(Zone.objects.all(), "slug"))
province_references = ProcessCache(lambda: _rows(Province.objects.all(), "code"))
industry_references = ProcessCache(lambda: _rows(Industry.objects.all(), "code"))
institute_references = ProcessCache(lambda: _rows(Organisation.objects.filter(kind="institute"), "key"))


def zone_lookup(column: str = "zone_id") -> Lookup:
    """A zone beside a row."""
    return Lookup(column, zone_references, label="name_ko")


def province_lookup(column: str = "province_id") -> Lookup:
    """A province beside a row."""
    return Lookup(column, province_references, label="name_ko")


def industry_lookup(column: str = "industry_id") -> Lookup:
    """An industry beside a row."""
    return Lookup(column, industry_references, label="name_ko")


def institute_lookup(column: str = "institute_id") -> Lookup:
    """An institute beside a row."""
    return Lookup(column, institute_references, label="name_ko")


def zone_choices() -> list[tuple[Any, str, str]]:
    """Zones as facet choices."""
    return [(pk, row["code"], _name(row)) for pk, row in zone_references().items()]


def industry_choices() -> list[tuple[Any, str, str]]:
    """Industries as facet choices."""
    return [(pk, row["code"], _name(row)) for pk, row in industry_references().items()]


def institute_choices() -> list[tuple[Any, str, str]]:
    """Institutes as facet choices."""
    return [(pk, row["code"], _name(row)) for pk, row in institute_references().items()]


def _name(row: Reference) -> str:
    return in_language(row["name_ko"], row["name_en"])
