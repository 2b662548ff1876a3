"""Uploads are counted as they stream in, which Django's own memory limit leaves out, and leave as attachments."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.storage import default_storage
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import FileResponse, Http404


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Writes to a temporary file and raises once a request carries more than `UPLOAD_MAX_BYTES`.

    `StopUpload` would let the view run on without the file, so the request is refused as a whole.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Count and store; raises `RequestDataTooBig` past the limit."""
        self._received += len(raw_data)
        if self._received > settings.UPLOAD_MAX_BYTES:
            self.file.close()
            raise RequestDataTooBig
        super().receive_data_chunk(raw_data, start)


_POLICY = "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'"


def attachment(*, stored: str, name: str) -> FileResponse:
    """Never inline, never sniffed, and without rights should a browser open it all the same. 404 without the file."""
    return _guarded(stored, as_attachment=True, filename=name, content_type="application/octet-stream")


def page_image(*, stored: str) -> FileResponse:
    """An image of our own making, shown on a page. 404 without the file."""
    return _guarded(stored, content_type="image/png")


def _guarded(stored: str, **told: Any) -> FileResponse:
    if not default_storage.exists(stored):
        raise Http404
    response = FileResponse(default_storage.open(stored), **told)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY
    response["Cache-Control"] = "private, no-store"
    return response
