"""Bodies of requests: JSON in UTF-8 up to the size that Django allows a form."""

from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class LimitedJSONParser(JSONParser):
    """JSON, strictly: at most 1,024 levels deep, numbers that are numbers, text that can be stored.

    The framework reads the stream past Django's own limit and in whatever encoding the caller names.
    """

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """The value. Raises `RequestDataTooBig` before anything is read, and `ParseError` with the place."""
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            return orjson.loads(stream.read())
        except orjson.JSONDecodeError as error:
            message = _("JSON으로 읽지 못했습니다: {where}").format(where=error)
            raise ParseError(message) from error
