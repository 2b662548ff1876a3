"""Room on the disk that holds the state: without it files are refused in time, and a write that found none says so."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import gettext as _
from psycopg2.errors import DiskFull

from axportal.core.errors import Unavailable
from axportal.core.logs import get_logger

#: Files are refused below this share: the rest belongs to the database.
LEAST_FREE = 0.05
#: Below this share a database that is away has most likely found no room.
EXHAUSTED = 0.001
logger = get_logger("axportal.room")


def free_share(*, after: int = 0) -> float:
    """The share of the disk that is free, once so many more bytes are on it."""
    disk = shutil.disk_usage(settings.STATE_DIR)
    return max(disk.free - after, 0) / disk.total


@contextmanager
def for_file(size: int) -> Iterator[None]:
    """Keep a file of so many bytes during the block. Raises `Unavailable` when there is no room, before or within."""
    if free_share(after=size) < LEAST_FREE:
        raise _refusal(size)
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise _refusal(size) from error


def is_missing(error: BaseException) -> bool:
    """Whether the database had no room for what it was told, or is away with the disk full."""
    return isinstance(error.__cause__, DiskFull) or free_share() < EXHAUSTED


def _refusal(size: int) -> Unavailable:
    logger.error("room.file_refused", bytes=size, free_percent=round(100 * free_share(), 1))
    sentence = _("저장 공간이 모자라 지금은 파일을 받지 못합니다. 파일 없이 하는 일은 그대로 할 수 있습니다.")
    return Unavailable(sentence, code="no_room")
