"""Static files: names carry a hash and may be cached for a year; compressed once, when collected."""

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class GzipManifestStorage(CompressedManifestStaticFilesStorage):
    """gzip only: brotli at its best setting costs half a minute of every fresh start and saves a tenth."""

    def create_compressor(self, **kwargs: Any) -> Compressor:
        """WhiteNoise's compressor without brotli."""
        return Compressor(use_brotli=False, **kwargs)
