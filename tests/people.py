"""The fixed cast: one person for each role, an outsider, a colleague, a rival institute's administrator."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from axportal.accounts import services as accounts
from axportal.accounts.models import User
from axportal.accounts.scoping import ROLES
from regions.models import Membership, Organisation
from tests.visitors import PASSWORD

NATIONAL = {"ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin"}
#: Others of note beside one person for each role: name → (role, organisation key)
OTHERS = {
    "gist_colleague": ("institute_admin", "gist"),
    "dgist_admin": ("institute_admin", "dgist"),
    "rival_representative": ("company_representative", "cast-rival"),
}
COMPANIES = {
    "cast-company": ("시험기업 가", "Cast Company A", "1248100998"),
    "cast-rival": ("시험기업 나", "Cast Company B", "2208162517"),
}
ORGANISATION_OF = {
    "company_representative": "cast-company",
    "company_member": "cast-company",
    "delegate": "cast-company",
}


@transaction.atomic
def make_cast() -> None:
    """Create the cast; needs the reference data."""
    for key in ("gist", "dgist"):
        Organisation.objects.get_or_create(key=key, defaults={"kind": "institute", "name_ko": key.upper()})
    gist = Organisation.objects.get(key="gist")
    for key, (name_ko, name_en, number) in COMPANIES.items():
        Organisation.objects.create(
            key=key, kind="company", name_ko=name_ko, name_en=name_en, biz_reg_no=number, size_class="sme",
            province=gist.province, zone=gist.zone,
        )  # fmt: skip
    for role in ROLES:
        key = None if role in NATIONAL else ORGANISATION_OF.get(role, "gist")
        _person(role, role, key)
    for name, (role, key) in OTHERS.items():
        _person(name, role, key)
    _user("outsider")
    # One hash for all: hashing is slow on purpose.
    User.objects.filter(email__endswith="@cast.example").update(password=make_password(PASSWORD))


def _user(name: str) -> User:
    return accounts.create_person(email=f"{name}@cast.example", name=name, password=None)


def _person(name: str, role: str, key: str | None) -> None:
    organisation = Organisation.objects.get(key=key) if key else None
    Membership.objects.create(user=_user(name), role=role, organisation=organisation)


class Cast:
    """People by name: `cast.institute_admin`, `cast["outsider"]`; each read afresh from the database."""

    names = (*ROLES, *OTHERS, "outsider")

    def __getitem__(self, name: str) -> User:
        return User.objects.get(email=f"{name}@cast.example")

    def __getattr__(self, name: str) -> Any:
        return self[name]
