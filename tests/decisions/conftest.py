"""A call that waits for its decision, with files in a folder of its own."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from axportal.core import clock
from tests.decisions import factories

#: A Monday afternoon: ten days later is a Thursday.
AT = datetime(2026, 11, 9, 15, 0, tzinfo=clock.SEOUL)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def judged(cast) -> factories.Judged:
    """80 and 70 points, money for the first alone."""
    found = factories.make_judged(cast, at=AT)
    asked = found.first.submissions.get().asked_won
    type(found.call).objects.filter(pk=found.call.pk).update(budget_won=asked)
    found.call.refresh_from_db()
    return found


@pytest.fixture
def hour() -> timedelta:
    """One."""
    return timedelta(hours=1)
