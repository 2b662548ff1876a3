"""The objects that routes are tried on, one set for all of them."""

from dataclasses import dataclass
from datetime import timedelta

from axportal.accounts import services as accounts
from axportal.accounts.models import ApiToken
from axportal.calls.models import Application, Call
from axportal.core import clock
from axportal.records import services as records
from axportal.reports import services as reports
from axportal.reports.models import ReportRun
from labs.models import JointLab
from labs.records import JOINT_LAB
from regions.models import Organisation
from tests.calls import factories
from tests.people import Cast


@dataclass(frozen=True)
class Objects:
    """Labs of GIST, an application being written, one handed in, a report, a token of somebody outside the cast."""

    lab: JointLab
    draft: JointLab
    call: Call
    writing: Application
    handed_in: Application
    report: ReportRun
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
    call = factories.make_call(cast, closes_at=at + timedelta(days=10))
    handed_in = factories.ready(cast, call, who="rival_representative")
    factories.submit(handed_in, actor=cast["rival_representative"], at=at)
    report, _is_new = reports.order_run(
        actor=cast["ministry_viewer"], zone=None, as_of=None, formats=["xlsx"], language="ko", at=at
    )
    return Objects(
        lab=lab("공개 연구소", "published"),
        draft=lab("비공개 연구소", "draft"),
        call=call,
        writing=factories.start(cast, call, at=at),
        handed_in=handed_in,
        report=report,
        token=token,
    )
