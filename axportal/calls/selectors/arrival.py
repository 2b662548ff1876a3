"""The deciding time of a request that a deadline is judged by."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from axportal.core import clock
from axportal.core.errors import Unavailable
from axportal.core.logs import get_logger

MOST_APART = timedelta(seconds=2)
logger = get_logger("axportal.calls")


def arrival() -> datetime:
    """The server's time, once; the database's clock must agree within two seconds. Raises `Unavailable`."""
    at = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - at)
    if apart > MOST_APART:
        logger.error("calls.clocks_disagree", seconds=apart.total_seconds())
        sentence = _("서버의 시계가 어긋나 지금은 받지 못합니다. 잠시 뒤 다시 내 주세요.")
        raise Unavailable(sentence, code="clocks_disagree")
    return at
