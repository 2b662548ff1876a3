"""Made-up organisations: companies, hospitals, a school and an education office, told apart by their keys."""

from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from axportal.core import clock
from axportal.core.demonstration import OWNER, add_missing, erase, stable_uuid
from regions.models import (
    CompanyProfile,
    Delegation,
    FactModel,
    Membership,
    Organisation,
    OrganisationCheck,
    Province,
    Statement,
)
from regions.services import demonstration_companies as companies
from regions.services import demonstration_people as people

SERIES = 1
_OF_MADE_UP = "organisation_id IN (SELECT id FROM regions_organisation WHERE origin = 'demonstration')"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Provinces (법정동 code) in which the companies stand, in the order of their letters.
COMPANY_PROVINCES = (
    "29", "29", "46", "29", "46", "29", "29", "46",
    "30", "30", "36", "43", "44", "30", "43",
    "27", "47", "27", "47", "27", "47",
    "31", "26", "48", "31", "48",
)  # fmt: skip
SIZES = ("sme", "sme", "mid", "sme", "large")
HOSPITAL_PROVINCES = ("29", "46", "30", "27")


def load_demonstration(*, at: datetime) -> None:
    """Add the made-up organisations, and the people who sign in to the demonstration."""
    provinces = {province.code: province for province in Province.objects.all()}
    rows = [*_companies(), *_hospitals(), *_public_bodies()]
    add_missing(
        Organisation,
        [
            _organisation(number, row, province=provinces[row["province"]], at=at)
            for number, row in enumerate(rows, start=1)
        ],
    )
    people.load_people(at=at)
    companies.load_companies(at=at)


def remove_demonstration(*, at: datetime) -> int:
    """Remove the made-up organisations and people; a person whose acts stand in the log stays, nameless."""
    removed = people.remove_people(at=at)
    removed += erase(Statement, where="origin = 'demonstration'")
    for model in (OrganisationCheck, CompanyProfile):
        removed += erase(model, where=_OF_MADE_UP)
    removed += _remove_delegations()
    removed += erase(Membership, where=_OF_MADE_UP)
    return removed + erase(Organisation, where="origin = 'demonstration'")


def _remove_delegations() -> int:
    made_up = Delegation.objects.using(OWNER).filter(organisation__origin=FactModel.Origin.DEMONSTRATION)
    for name in made_up.values_list("stored", flat=True):
        transaction.on_commit(partial(default_storage.delete, name), using=OWNER)
    return erase(Delegation, where=_OF_MADE_UP)


def _organisation(number: int, row: dict[str, Any], *, province: Province, at: datetime) -> Organisation:
    return Organisation(
        **{**row, "province": province},
        uuid=stable_uuid(SERIES, number),
        zone_id=province.zone_id,
        origin=FactModel.Origin.DEMONSTRATION,
        as_of=clock.seoul_date(at),
    )


def _companies() -> list[dict[str, Any]]:
    return [
        {
            "key": f"demo-company-{letter.lower()}",
            "kind": Organisation.Kind.COMPANY,
            "name_ko": f"시연기업 {letter}",
            "name_en": f"Demo company {letter}",
            "biz_reg_no": business_number(number),
            "size_class": SIZES[number % len(SIZES)],
            "province": COMPANY_PROVINCES[number],
        }
        for number, letter in enumerate(LETTERS)
    ]


def _hospitals() -> list[dict[str, Any]]:
    return [
        {
            "key": f"demo-hospital-{number}",
            "kind": Organisation.Kind.OTHER,
            "name_ko": f"시연병원 {number}",
            "name_en": f"Demo hospital {number}",
            "province": province,
        }
        for number, province in enumerate(HOSPITAL_PROVINCES, start=1)
    ]


def _public_bodies() -> list[dict[str, Any]]:
    school = {"key": "demo-school", "kind": Organisation.Kind.SCHOOL, "name_ko": "시연학교", "name_en": "Demo school"}
    office = {
        "key": "demo-education-office",
        "kind": Organisation.Kind.LOCAL_GOVERNMENT,
        "name_ko": "시연교육청",
        "name_en": "Demo education office",
    }
    return [{**row, "province": "29"} for row in (school, office)]


def business_number(number: int) -> str:
    """A business registration number with a right check digit that no company can have: no tax office is 000."""
    digits = f"000{number + 1:06}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True))
    total += int(digits[8]) * 5 // 10
    return f"{digits}{-total % 10}"
