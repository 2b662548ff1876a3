"""Made-up joint labs: some in each zone and state, with companies, milestones and money."""

import random
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import models

from axportal.core import clock
from axportal.core.demonstration import add_missing, erase, stable_uuid
from labs.models import JointLab, LabParticipant
from labs.workflow import JOINT_LAB
from regions.models import Industry, Organisation, RecordModel, Zone
from regions.services.reference_rows import by_key, read

SERIES, PARTICIPANT_SERIES = 4, 5
DATA = Path(__file__).resolve().parents[1] / "data"
Status = JointLab.Status
#: States in turn: most labs operate, some are on the way, few have ended.
STATES = (
    Status.OPERATING, Status.OPERATING, Status.OPERATING, Status.AGREEING, Status.OPERATING,
    Status.OPERATING, Status.REVIEWING, Status.AGREEING, Status.ENDED, Status.REVIEWING,
)  # fmt: skip
MILESTONES: dict[str, tuple[tuple[str, str], ...]] = {
    Status.REVIEWING: (("보안 등급 재검토", "Security class review"), ("심의 자료 보완", "More papers for the review")),
    Status.AGREEING: (("데이터 제공 계약", "Data provision agreement"), ("현금 부담 증빙", "Proof of the cash share")),
    Status.OPERATING: (
        ("1차 실증 보고", "First trial report"),
        ("중간 보고", "Interim report"),
        ("데이터 2차 제공", "Second data delivery"),
        ("특허 출원", "Patent filing"),
        ("데이터 검수", "Data acceptance"),
    ),
    Status.ENDED: (("", ""),),
}
#: One lab in so many is still a draft.
DRAFT_EVERY = 9
SUMMARY_KO = "기업의 {industry} 현장 데이터와 {institute}의 모델을 한 팀에서 다루는 시연용 기록입니다."
SUMMARY_EN = "A made-up record: a team of {institute} and companies that hold {industry} data."


def load_demonstration(*, at: datetime) -> None:
    """Add the made-up labs with their first step and their companies."""
    rows = read(DATA / "demonstration_labs.json")
    zones = {zone.code: zone for zone in Zone.objects.select_related("lead")}
    industries: dict[str, Any] = by_key(Industry, "code")
    labs = [
        _lab(number, row, zone=zones[row["zone"]], industry=industries[row["industry"]], at=at)
        for number, row in enumerate(rows, start=1)
    ]
    for lab in add_missing(JointLab, labs):
        JOINT_LAB.begin(lab, actor=None, at=lab.created_at)
    _add_participants()


def made_up_labs() -> models.QuerySet[JointLab]:
    """The labs of the small demonstration, without those made in bulk."""
    numbers = range(1, len(read(DATA / "demonstration_labs.json")) + 1)
    return JointLab.objects.filter(uuid__in=[stable_uuid(SERIES, number) for number in numbers])


def remove_demonstration(*, at: datetime) -> int:
    """Remove the made-up labs, those made in bulk too, with their participants and steps."""
    participants = "lab_id IN (SELECT id FROM labs_jointlab WHERE origin = 'demonstration')"
    return erase(LabParticipant, where=participants) + erase(JointLab, where="origin = 'demonstration'")


def _lab(number: int, row: dict[str, Any], *, zone: Zone, industry: Industry, at: datetime) -> JointLab:
    dice = random.Random(f"lab {number}")  # noqa: S311 - the same made-up values everywhere
    status = STATES[number % len(STATES)]
    institute = zone.lead
    milestone_ko, milestone_en = dice.choice(MILESTONES[status])
    made = at - timedelta(days=dice.randint(30, 400), minutes=dice.randint(0, 600))
    return JointLab(
        uuid=stable_uuid(SERIES, number),
        name_ko=row["name_ko"],
        name_en=row["name_en"],
        origin=RecordModel.Origin.DEMONSTRATION,
        as_of=clock.seoul_date(at),
        publication="draft" if number % DRAFT_EVERY == 0 else "published",
        institute=institute,
        laboratory_ko=f"시연연구실 {number}",
        laboratory_en=f"Demo laboratory {number}",
        zone=zone,
        industry=industry,
        status=status,
        **_dates(status, made=clock.seoul_date(made), today=clock.seoul_date(at), dice=dice),
        next_milestone_ko=milestone_ko,
        next_milestone_en=milestone_en,
        company_share_won=dice.choice([None, *(dice.randrange(30, 400) * 1_000_000 for _turn in range(6))]),
        gpu_hours=dice.randrange(2, 60) * 100 if status == Status.OPERATING else None,
        summary_ko=SUMMARY_KO.format(industry=industry.name_ko, institute=institute.short_ko),  # type: ignore[union-attr]
        summary_en=SUMMARY_EN.format(industry=industry.name_en.lower(), institute=institute.short_en),  # type: ignore[union-attr]
        created_at=made,
        updated_at=at - timedelta(minutes=dice.randint(5, 20_000)),
    )


def _dates(status: str, *, made: date, today: date, dice: random.Random) -> dict[str, date | None]:
    """When the lab starts, ends and has its next milestone: a few milestones are already late."""
    if status == Status.ENDED:
        ended = today - timedelta(days=dice.randint(5, 25))
        return {"started_on": made, "ends_on": ended, "next_milestone_on": None}
    started = made if status == Status.OPERATING else None
    return {
        "started_on": started,
        "ends_on": started + timedelta(days=3 * 365) if started else None,
        "next_milestone_on": today + timedelta(days=dice.randint(-12, 60)),
    }


def _add_participants() -> None:
    """One to three companies a lab, from its own zone, those of the zone in turn."""
    companies: dict[int | None, list[Organisation]] = defaultdict(list)
    for company in Organisation.objects.filter(key__startswith="demo-", kind__in=["company", "other"]).order_by("key"):
        companies[company.zone_id].append(company)
    participants = []
    for number, lab in enumerate(made_up_labs().order_by("uuid"), start=1):
        choice = companies[lab.zone_id]
        for place in range(1 + number % 3):
            company = choice[(number * 2 + place) % len(choice)]
            key = stable_uuid(PARTICIPANT_SERIES, number * 10 + place)
            participants.append(LabParticipant(uuid=key, lab=lab, company=company, joined_on=lab.started_on))
    add_missing(LabParticipant, participants)
