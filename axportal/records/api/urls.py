"""API routes of every record type: list, detail, create, change, and one for each step of its workflow."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path

from axportal.records import registry
from axportal.records.api.views import viewset_of
from axportal.records.declarations import RecordType


def _routes(record_type: RecordType) -> Iterator[URLPattern]:
    viewset, slug = viewset_of(record_type), record_type.slug
    on_list: dict[str, Any] = {"get": "list", **({"post": "create"} if record_type.editable else {})}
    on_one: dict[str, Any] = {"get": "retrieve", **({"patch": "partial_update"} if record_type.editable else {})}
    yield path(f"{slug}/", viewset.as_view(on_list, basename=slug, detail=False), name=f"{slug}-list")
    yield path(f"{slug}/<uuid:uuid>/", viewset.as_view(on_one, basename=slug, detail=True), name=f"{slug}-detail")
    for name in record_type.workflow.rows if record_type.workflow is not None else ():
        view = viewset.as_view({"post": "advance"}, basename=slug, detail=True)
        yield path(f"{slug}/<uuid:uuid>/{name}/", view, {"name": name}, name=f"{slug}-{name}")


urlpatterns = [route for record_type in registry.all_types().values() for route in _routes(record_type)]
