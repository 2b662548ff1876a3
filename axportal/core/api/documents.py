"""The schema and its page for people, both served by this portal alone."""

import hashlib
from functools import cache
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from axportal.core.api import etags


@cache
def _rendered(version: str, format_name: str) -> tuple[bytes, str]:
    """The schema in one format and its ETag. It follows from the code alone, so that a process makes it once."""
    renderer = next(kind for kind in SchemaView.renderer_classes if kind.format == format_name)
    schema = SchemaGenerator(api_version=version).get_schema(request=None, public=True)
    body: bytes = renderer().render(schema, renderer_context={})
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'


class SchemaView(SpectacularAPIView):
    """OpenAPI 3.1 as YAML or, by Accept or `?format=openapi-json`, as JSON."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """The document; 304 while the caller's copy is current."""
        renderer: Any = request.accepted_renderer
        body, tag = _rendered(self.api_version or "", renderer.format)
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept"}
        if etags.matches(request.headers.get("If-None-Match", ""), tag):
            return HttpResponseNotModified(headers=headers)
        return HttpResponse(body, content_type=renderer.media_type, headers=headers)


class DocumentationView(APIView):
    """The schema as a page on which each operation can be tried; programs that come with their token are known, too."""

    renderer_classes = (TemplateHTMLRenderer,)
    permission_classes = (AllowAny,)

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The page."""
        return Response(template_name="api/docs.html")
