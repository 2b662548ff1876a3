"""Fixtures of the public pages' tests."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def statements(db: None) -> Callable[[Callable[[], Any]], int]:
    """`statements(call)` tells how many SQL statements a call takes."""

    def counted(call: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(captured)

    return counted
