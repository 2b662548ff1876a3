"""Made-up notices of a made-up person, and a choice of theirs: nothing is mailed."""

from datetime import datetime

from axportal.accounts.models import User
from axportal.core.demonstration import erase
from axportal.notices.models import Choice, Notice, Way

_OF_MADE_UP = "user_id IN (SELECT id FROM accounts_user WHERE is_demo)"
#: Kind, subject, whether it was read.
NOTICES = (
    ("decisions.decided", "시연: 신청하신 과제의 결과가 나왔습니다", True),
    ("calls.closing", "시연: 쓰고 계신 신청서의 마감이 가깝습니다", False),
)
BODY = "시연용으로 지어낸 알림입니다. 실제로 보낸 메일은 없습니다.\n"
#: What the person wants once a day instead of at once.
DAILY = "calls.closing"


def load_demonstration(*, at: datetime) -> None:
    """Tell the made-up representative of a company two things, once; one kind comes once a day."""
    person = User.objects.filter(is_demo=True, memberships__role="company_representative").order_by("id").first()
    if person is None:
        return
    Choice.objects.get_or_create(user=person, kind=DAILY, defaults={"way": Way.DAILY})
    for kind, subject, is_read in NOTICES:
        way = Way.DAILY if kind == DAILY else Way.AT_ONCE
        told = {"user": person, "kind": kind, "subject": subject, "body": BODY, "path": "/calls/", "way": way}
        Notice.objects.get_or_create(
            dedup_key=f"{kind}:demonstration:{person.pk}",
            defaults={**told, "read_at": at if is_read else None, "digested_at": at},
        )


def remove_demonstration(*, at: datetime) -> int:
    """Remove what made-up people were told, and what they chose."""
    return sum(erase(model, where=_OF_MADE_UP) for model in (Notice, Choice))
