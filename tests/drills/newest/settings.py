"""The settings of the version before with this version's app."""

from tests.drills.newer.settings import *  # noqa: F403
from tests.drills.newer.settings import INSTALLED_APPS as _OLDER

INSTALLED_APPS = [*_OLDER, "tests.drills.newest"]
