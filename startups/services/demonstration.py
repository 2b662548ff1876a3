"""Made-up start-ups of the institutes' centres; the spin-offs come from made-up joint labs."""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from axportal.core import clock
from axportal.core.demonstration import add_missing, erase, stable_uuid
from labs.models import JointLab
from labs.services.demonstration import made_up_labs
from regions.models import Industry, RecordModel, Zone, ZoneIndustry
from startups.models import Startup, StartupCentre

SERIES = 6
NAMES = (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB", "AC", "AD")
CENTRES = ("gist-startup-centre", "kaist-startup-centre", "dgist-startup-centre", "unist-startup-centre")
KINDS = (
    Startup.Kind.SPINOFF, Startup.Kind.STUDENT, Startup.Kind.FACULTY, Startup.Kind.STUDENT, Startup.Kind.PRELIMINARY,
)  # fmt: skip
#: One start-up in so many is still a draft.
DRAFT_EVERY = 10
SUMMARY_KO = "{industry} 분야의 시연용 창업기업입니다."
SUMMARY_EN = "A made-up start-up in {industry}."


def load_demonstration(*, at: datetime) -> None:
    """Add the made-up start-ups."""
    found = StartupCentre.objects.filter(key__in=CENTRES).select_related("institute", "zone")
    centres = {centre.key: centre for centre in found}
    zones: dict[int | None, Zone] = {zone.pk: zone for zone in Zone.objects.all()}
    labs, industries = _labs_by_zone(), _industries_by_zone()
    rows = []
    for number, name in enumerate(NAMES, start=1):
        centre = centres[CENTRES[number % len(CENTRES)]]
        zone = zones[centre.zone_id]
        rows.append(
            _startup(number, name, centre, zone=zone, labs=labs[zone.pk], industries=industries[zone.pk], at=at)
        )
    add_missing(Startup, rows)


def remove_demonstration(*, at: datetime) -> int:
    """Remove the made-up start-ups."""
    return erase(Startup, where="origin = 'demonstration'")


def _labs_by_zone() -> dict[int, list[JointLab]]:
    """The labs that have got far enough for a spin-off."""
    found: dict[int, list[JointLab]] = defaultdict(list)
    for lab in made_up_labs().filter(status__in=["operating", "ended"]).select_related("industry").order_by("uuid"):
        found[lab.zone_id].append(lab)
    return found


def _industries_by_zone() -> dict[int, list[Industry]]:
    found: dict[int, list[Industry]] = defaultdict(list)
    for tie in ZoneIndustry.objects.select_related("industry").order_by("industry__code"):
        found[tie.zone_id].append(tie.industry)
    return found


def _startup(
    number: int,
    name: str,
    centre: StartupCentre,
    *,
    zone: Zone,
    labs: list[JointLab],
    industries: list[Industry],
    at: datetime,
) -> Startup:
    dice = random.Random(f"startup {number}")  # noqa: S311 - the same made-up values everywhere
    kind = KINDS[number % len(KINDS)]
    lab = dice.choice(labs) if kind == Startup.Kind.SPINOFF and labs else None
    industry = lab.industry if lab else dice.choice(industries)
    return Startup(
        uuid=stable_uuid(SERIES, number),
        name_ko=f"시연창업 {name}",
        name_en=f"Demo start-up {name}",
        origin=RecordModel.Origin.DEMONSTRATION,
        as_of=clock.seoul_date(at),
        publication="draft" if number % DRAFT_EVERY == 0 else "published",
        institute=centre.institute,
        centre=centre,
        zone=zone,
        industry=industry,
        startup_type=kind,
        from_lab=lab,
        summary_ko=SUMMARY_KO.format(industry=industry.name_ko) if industry else "",
        summary_en=SUMMARY_EN.format(industry=industry.name_en.lower()) if industry else "",
        **_growth(kind, lab=lab, dice=dice, at=at),
    )


def _growth(kind: str, *, lab: JointLab | None, dice: random.Random, at: datetime) -> dict[str, Any]:
    """How far it has come: a preliminary one is not founded yet, few have closed, some investments are not known."""
    if kind == Startup.Kind.PRELIMINARY:
        return {"status": Startup.Status.PREPARING, "founded_on": None, "investment_won": None}
    closed = dice.random() < 0.1
    age = _age(lab, dice=dice, at=at)
    recorded = at - min(age, timedelta(days=dice.randint(10, 300)))
    return {
        "status": Startup.Status.CLOSED if closed else Startup.Status.ACTIVE,
        "founded_on": clock.seoul_date(at - age),
        "investment_won": dice.choice([None, 0, *(dice.randrange(1, 40) * 50_000_000 for _turn in range(4))]),
        "created_at": recorded,
        "updated_at": max(recorded, at - timedelta(minutes=dice.randint(5, 30_000))),
    }


def _age(lab: JointLab | None, *, dice: random.Random, at: datetime) -> timedelta:
    """How long it has been founded; a spin-off at least a week less than its lab has worked."""
    age = timedelta(days=dice.randint(20, 700))
    if lab is None or lab.started_on is None:
        return age
    return min(age, clock.seoul_date(at) - lab.started_on - timedelta(days=7))
