"""A call in review, its people and files in a folder of their own."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from axportal.core import clock
from tests.reviews import factories


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def reviewed(cast) -> factories.Reviewed:
    """A call of GIST whose two applications wait for their reviewers, and a pool of six."""
    return factories.make_review(cast, at=clock.now() - timedelta(days=2))
