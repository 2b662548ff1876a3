"""How resources describe themselves in OpenAPI: one generator for every `ScopedViewSet`.

Every sentence here is English and none comes from a model's label: the schema reads the same in every language.
"""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse

from axportal.core.api import schema_parameters as parameters
from axportal.core.api import schema_responses as responses

STANDARD_ACTIONS = {"list", "retrieve", "create", "partial_update"}


class PortalSchema(AutoSchema):
    """The portal's schema generator. A verb such as `…/agree/` is a POST whose view action is not a standard one."""

    view: Any

    def _is_resource(self) -> bool:
        return hasattr(self.view, "get_answer_class")

    def get_operation_id(self) -> str:
        """`labs_list`, `labs_partial_update`, and `labs_agree` for a verb."""
        if not self._is_resource():
            return super().get_operation_id()
        words = [word.replace("-", "_") for word in self._tokenize_path()]
        return "_".join([*words, self.view.action] if self.view.action in STANDARD_ACTIONS else words)

    def get_auth(self) -> list[dict[str, list[str]]]:
        """A token everywhere; none is needed to read what is public."""
        found: list[dict[str, list[str]]] = super().get_auth()
        return [*found, {}] if self._is_resource() and self.method == "GET" else found

    def get_override_parameters(self) -> list[Any]:
        """Query parameters and headers of requests, and headers of answers."""
        if not self._is_resource():
            return super().get_override_parameters()
        found = [
            *responses.headers(self.method, self.view.action, tagged_as_list=self.view.tagged_as_list),
            *parameters.request_headers(self.method),
        ]
        if self.view.action == "list":
            found += parameters.list_parameters(self.view)
        elif self.method == "GET":
            found += parameters.one_parameters(self.view)
        return found

    def _get_format_parameters(self) -> list[Any]:
        return [] if self._is_resource() else super()._get_format_parameters()

    def _get_serializer_field_meta(self, field: Any, direction: Any) -> dict[str, Any]:
        meta: dict[str, Any] = super()._get_serializer_field_meta(field, direction)
        return {name: value for name, value in meta.items() if name not in {"title", "description"}}

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Any:
        """Where callers choose the fields of a row, none has to be in it."""
        schema = super()._map_basic_serializer(serializer, direction)
        chosen = self._is_resource() and self.view.chooses_fields and direction == "response"
        if chosen and type(serializer) is self.view.get_answer_class():
            schema.pop("required", None)
        return schema

    def get_response_serializers(self) -> Any:
        """What each status answers with."""
        if not self._is_resource():
            return super().get_response_serializers()
        answer = self.view.get_answer_class()
        found: dict[Any, Any] = {}
        if self.view.action == "list":
            found[200, "application/json"] = OpenApiResponse(responses.page_of(answer), "One page of rows.")
            found[200, "text/csv"] = OpenApiTypes.STR
        elif self.view.action == "create":
            found[201, "application/json"] = OpenApiResponse(answer, "Created, as it now stands.")
        else:
            found[200, "application/json"] = OpenApiResponse(answer, "As it now stands.")
        if self.method == "GET":
            found[304] = OpenApiResponse(None, "Unchanged since the ETag in If-None-Match.")
        return {**found, **responses.problems(self.method, on_one="{" in self.path, also=self.view.also_refuses)}
