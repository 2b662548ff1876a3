"""One made-up challenge, posted by a made-up company: flagged, and removed with the rest."""

from datetime import datetime

from django.db import connections

from axportal.challenges.models import Challenge, Interest
from axportal.challenges.services import challenges
from axportal.core.demonstration import OWNER, erase, stable_uuid
from regions.models import Membership

SERIES = 24


def load_demonstration(*, at: datetime) -> None:
    """Post it, once."""
    public_id = stable_uuid(SERIES, 1)
    poster = Membership.objects.filter(role="company_representative", user__is_demo=True).order_by("id").first()
    if poster is None or Challenge.objects.filter(uuid=public_id).exists():
        return
    values = {
        "uuid": public_id,
        "organisation": poster.organisation,
        "title_ko": "사출 성형품의 표면 결함을 일찍 찾기",
        "title_en": "Find surface defects of moulded parts early",
        "summary_ko": "성형 직후 카메라로 결함을 찾아 불량을 줄이고 싶습니다. 시연을 위해 지어낸 문제입니다.",
        "summary_en": "We want to find defects by camera right after moulding. Made up for demonstration.",
        "data_state": Challenge.Data.PARTLY,
        "data_kind": "영상 2만 장, 40GB",
        "data_secrecy": Challenge.Secrecy.TRADE_SECRET,
    }
    challenge = challenges.write_challenge(values=values, confidential="", readers=[], actor=poster.user, at=at)
    challenges.advance_challenge(challenge=challenge, name="post", actor=poster.user, at=at)


def remove_demonstration(*, at: datetime) -> int:
    """Remove made-up challenges with the answers to them."""
    made_up = "SELECT id FROM challenges_challenge WHERE origin = 'demonstration'"
    tables = ("challenges_confidentialpart", "challenges_challenge_readers")
    removed = erase(Interest, where=f"challenge_id IN ({made_up})")
    with connections[OWNER].cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table} WHERE challenge_id IN ({made_up})")  # noqa: S608 - our own names
            removed += cursor.rowcount
    return removed + erase(Challenge, where="origin = 'demonstration'")
