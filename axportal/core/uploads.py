"""Uploads are counted while they stream in; Django's own memory limit leaves file data out."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler


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
