"""The objects that routes are tried on, one set for all of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from axportal.accounts import services as accounts
from axportal.accounts.models import ApiToken
from axportal.calls.models import Application, Call
from axportal.challenges.models import Challenge
from axportal.core import clock
from axportal.decisions.models import Finding, Letter, Objection, Selection
from axportal.decisions.services import findings, objections
from axportal.notices.models import Notice
from axportal.notices.services import telling
from axportal.records import services as records
from axportal.reports import services as reports
from axportal.reports.models import ReportRun
from labs.models import JointLab
from labs.records import JOINT_LAB
from regions.models import Delegation, Membership, Organisation
from regions.services import delegations
from tests.calls import factories
from tests.challenges.factories import make_challenge
from tests.decisions import factories as decision_factories
from tests.gpu import route_objects as gpu_objects
from tests.people import Cast
from tests.reviews import factories as review_factories


@dataclass(frozen=True)
class Objects:
    """Labs of GIST, an application being written, one handed in, a report, a token of somebody outside the cast, a
    call in review, a call whose result is told and objected to, and GPU sites."""

    lab: JointLab
    draft: JointLab
    call: Call
    draft_call: Call
    challenge: Challenge
    delegation: Delegation
    membership: Membership
    writing: Application
    handed_in: Application
    report: ReportRun
    token: ApiToken
    decided: Call
    winner: Application
    finding: Finding
    selection: Selection
    letter: Letter
    objection: Objection
    notice: Notice
    review: review_factories.RouteObjects
    gpu: gpu_objects.GpuObjects


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
    judged = decision_factories.make_judged(cast, at=at - timedelta(hours=3), number="AXL-2026-HN9")
    selection = decision_factories.told(cast, judged)
    letter = Letter.objects.get(decision__application=judged.second)
    objection = objections.file_objection(
        decision=letter.decision, ground="error", text="다시 봐 주세요", actor=cast["rival_representative"], at=at
    )
    finding = findings.record_finding(
        application=judged.second, kind="absent", reason="발표에 오지 않음", actor=cast["panel_chair"], at=at
    )
    return Objects(
        lab=lab("공개 연구소", "published"),
        draft=lab("비공개 연구소", "draft"),
        call=call,
        challenge=make_challenge(cast, at=at),
        delegation=_delegation(cast, at=at),
        membership=Membership.objects.get(user=cast["company_member"]),
        draft_call=factories.draft_call(cast, at=at),
        writing=factories.start(cast, call, at=at),
        handed_in=handed_in,
        report=report,
        token=token,
        decided=judged.call,
        winner=judged.first,
        finding=finding,
        selection=selection,
        letter=letter,
        objection=objection,
        notice=_notice(cast),
        review=review_factories.make_route_objects(cast, at=at),
        gpu=gpu_objects.make_route_objects(cast, at=at),
    )


def _notice(cast: Cast) -> Notice:
    words = {"subject": "마감이 가깝습니다", "body": "본문", "path": "/"}
    telling.tell("calls.closing", cause="routes", recipient=cast["rival_representative"], letter=words)
    return Notice.objects.get(dedup_key__startswith="calls.closing:routes:")


def _delegation(cast: Cast, *, at: datetime) -> Delegation:
    return delegations.name_delegate(
        organisation=factories.company(), email="stranger@cast.example", name="위임받은 사람", acts=["edit"],
        starts_at=at, ends_at=at + timedelta(days=1), proof=ContentFile(factories.PDF, name="위임장.pdf"),
        actor=cast["company_representative"], at=at,
    )  # fmt: skip
