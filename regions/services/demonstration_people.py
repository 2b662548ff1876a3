"""The people of the demonstration: one for each role, named by it, with passwords made per installation."""

import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import ProtectedError

from axportal.accounts import services as accounts
from axportal.accounts.models import ApiToken, SignIn, User
from axportal.core.demonstration import OWNER, erase, erase_history
from axportal.core.embedded import paths
from regions.models import Membership, Organisation

DOMAIN = "demo.axportal.example"
REMOVED_NAME = "삭제된 시연 계정"


@dataclass(frozen=True)
class Person:
    """Somebody of the demonstration; without an organisation the role holds for the whole portal."""

    mailbox: str
    name: str
    role: str
    organisation: str = ""

    @property
    def email(self) -> str:
        """The sign-in address."""
        return f"{self.mailbox}@{DOMAIN}"


PEOPLE = (
    Person("ministry-viewer", "과기정통부 담당자", "ministry_viewer"),
    Person("ministry-approver", "과기정통부 승인자", "ministry_approver"),
    Person("agency-officer", "전문기관 간사", "agency_officer"),
    Person("gist-admin", "GIST 관리자", "institute_admin", "gist"),
    Person("gist-colleague", "GIST 과제 담당자", "institute_admin", "gist"),
    Person("dgist-admin", "DGIST 관리자", "institute_admin", "dgist"),
    Person("gist-call-manager", "GIST 공고 담당자", "call_manager", "gist"),
    Person("gist-panel-chair", "GIST 평가단장", "panel_chair", "gist"),
    Person("reviewer", "평가위원", "reviewer", "gist"),
    Person("company-representative", "시연기업 A 대표 담당자", "company_representative", "demo-company-a"),
    Person("company-member", "시연기업 A 구성원", "company_member", "demo-company-a"),
    Person("delegate", "시연기업 A 위임 작성자", "delegate", "demo-company-a"),
    Person("school-officer", "시연학교 담당자", "school_officer", "demo-school"),
    Person("education-office", "시연교육청 담당자", "education_office", "demo-education-office"),
    Person("gist-centre-manager", "GIST 창업원 담당자", "centre_manager", "gist"),
    Person("gist-gpu-operator", "GIST GPU 운영자", "gpu_operator", "gist"),
    Person("auditor", "감사 담당자", "auditor"),
    Person("platform-admin", "포털 관리자", "platform_admin"),
)


def load_people(*, at: datetime) -> None:
    """Make the accounts that are not there yet, and note their sign-ins before the transaction ends.

    Should it not commit, the next run makes new passwords and notes them anew; noted later, they could be lost.
    """
    known = set(User.objects.filter(email__in=[person.email for person in PEOPLE]).values_list("email", flat=True))
    made = [_make(person) for person in PEOPLE if person.email not in known]
    if made:
        _note(paths.demo_signins_file(), made)


def _make(person: Person) -> dict[str, str]:
    password = secrets.token_urlsafe(12)
    user = accounts.create_person(email=person.email, name=person.name, password=password, is_demo=True)
    organisation = Organisation.objects.get(key=person.organisation) if person.organisation else None
    Membership.objects.create(user=user, role=person.role, organisation=organisation)
    return {"email": person.email, "password": password, "name_ko": person.name, "role": person.role}


def _note(file: Path, made: list[dict[str, str]]) -> None:
    """Add sign-ins to the file, replaced in one step and readable by its owner alone."""
    paths.ensure_state_dir()
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    renewed = {signin["email"] for signin in made}
    signins = [*(signin for signin in kept if signin["email"] not in renewed), *made]
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        json.dump(signins, handle, ensure_ascii=False, indent=2)
    draft.replace(file)


def remove_people(*, at: datetime) -> int:
    """Remove the accounts; where the log or somebody's record names one, a nameless, closed account stays.

    Returns how many accounts and memberships went.
    """
    removed = erase(Membership, where="user_id IN (SELECT id FROM accounts_user WHERE is_demo)")
    for user in User.objects.using(OWNER).filter(is_demo=True, anonymised_at=None):
        try:
            with transaction.atomic(using=OWNER):
                erase_history(User, where=f"id = {user.pk}")
                user.delete(using=OWNER)
        except ProtectedError:
            _close(user, at=at)
        else:
            removed += 1
    return removed


def _close(user: User, *, at: datetime) -> None:
    """Leave of an account no more than what the log points to."""
    EmailAddress.objects.using(OWNER).filter(user_id=user.pk).delete()
    ApiToken.objects.using(OWNER).filter(user_id=user.pk).delete()
    SignIn.objects.using(OWNER).filter(user_id=user.pk).delete()
    user.set_unusable_password()
    user.email, user.name, user.phone = f"removed-{user.uuid}@{DOMAIN}", REMOVED_NAME, ""
    user.is_active, user.anonymised_at = False, at
    user.save(using=OWNER, update_fields=["email", "name", "phone", "password", "is_active", "anonymised_at"])
