"""The objects that routes are tried on, one set for all of them."""

from dataclasses import dataclass
from datetime import timedelta

from axportal.accounts import services as accounts
from axportal.accounts.models import ApiToken
from axportal.core import clock
from axportal.records import services as records
from labs.models import JointLab
from labs.records import JOINT_LAB
from regions.models import Organisation
from tests.people import Cast


@dataclass(frozen=True)
class Objects:
    """A published and a draft lab of GIST, and a token of somebody outside the cast."""

    lab: JointLab
    draft: JointLab
    token: ApiToken


def make_objects(cast: Cast) -> Objects:
    gist, at = Organisation.objects.get(key="gist"), clock.now()

    def lab(name: str, publication: str) -> JointLab:
        values = {"name_ko": name, "institute": gist, "zone": gist.zone, "publication": publication}
        return records.create_record(record_type=JOINT_LAB, values=values, actor=cast["institute_admin"], at=at)

    stranger = accounts.create_person(email="stranger@cast.example", name="stranger", password="stranger-Passw0rd")
    token, _key = accounts.issue_token(
        user=stranger, label="x", scopes=["read"], expires_at=at + timedelta(days=1), at=at
    )
    return Objects(lab=lab("공개 연구소", "published"), draft=lab("비공개 연구소", "draft"), token=token)
