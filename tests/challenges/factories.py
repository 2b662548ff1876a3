"""Challenges for the tests, made by the services."""

from datetime import datetime
from typing import Any

from axportal.challenges.models import Challenge
from axportal.challenges.services import challenges
from regions.models import Organisation
from tests.people import Cast

SECRET = "사출 성형 7호기의 불량률은 비공개"


def make_challenge(cast: Cast, *, at: datetime, posted: bool = True, **values: Any) -> Challenge:
    """A challenge of the cast's company whose confidential part GIST may read."""
    fields = {
        "organisation": Organisation.objects.get(key="cast-company"),
        "title_ko": "표면 결함을 눈보다 먼저 찾기",
        "summary_ko": "카메라 영상으로 결함을 찾고 싶습니다.",
        "data_kind": "영상 2만 장, 40GB",
        **values,
    }
    actor = cast.company_representative
    challenge = challenges.write_challenge(
        values=fields, confidential=SECRET, readers=[Organisation.objects.get(key="gist")], actor=actor, at=at
    )
    if posted:
        challenges.advance_challenge(challenge=challenge, name="post", actor=actor, at=at)
    return challenge
