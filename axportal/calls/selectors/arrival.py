"""The deciding time of a request that a deadline is judged by."""

from datetime import datetime

from django.utils.translation import gettext as _

from axportal.core import clock
from axportal.core.errors import Unavailable
from axportal.core.logs import get_logger

MOST_APART = 2.0  # seconds
logger = get_logger("axportal.calls")


def arrival() -> datetime:
    """The server's time, once; the database's clock must agree within two seconds. Raises `Unavailable`."""
    at = clock.now()
    ahead = clock.ahead_of_database()
    if abs(ahead) > MOST_APART:
        logger.error("calls.clocks_disagree", ahead_seconds=round(ahead, 1))
        sentence = _("서버의 시계가 어긋나 지금은 받지 못합니다. 잠시 뒤 다시 내 주세요.")
        raise Unavailable(sentence, code="clocks_disagree")
    return at
