"""Files of reports go to a folder of the test's own."""

import pytest


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
