"""The portal's settings with the newer version's app."""

from axportal.settings import *  # noqa: F403
from axportal.settings import INSTALLED_APPS as _OLDER

INSTALLED_APPS = [*_OLDER, "tests.drills.newer"]
