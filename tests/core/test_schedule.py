"""What the scheduler owes can be run: each job's task takes the name of its period and nothing else."""

import inspect

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from axportal.core import clock
from axportal.core.scheduling import latest_period


@pytest.mark.parametrize("name", settings.SCHEDULE)
def test_every_scheduled_task_takes_its_period(name):
    path, spec = settings.SCHEDULE[name]
    task = import_string(path)
    assert list(inspect.signature(task.function).parameters)[-1:] == ["period"]
    assert task.name == path
    assert latest_period(spec, at=clock.now())
