"""What a partner consents to, and whether a consent still stands for what is written now."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Application, ConsortiumMember, PartnerConsent
from axportal.calls.rules.fingerprints import fingerprint

if TYPE_CHECKING:
    from axportal.calls.rules.completeness import Written

#: Raised whenever a sentence below changes: a consent says which words were signed.
TEXT_VERSION = "1"
STATEMENTS = (
    _("우리 기관은 아래의 역할로 이 과제에 참여합니다."),
    _("아래의 참여기관, 과제 내용, 우리 기관이 쓴 부분에 동의합니다."),
    _("내용이 바뀌면 이 동의는 바뀐 내용에 미치지 않고, 언제든 거둘 수 있습니다."),
)
_DECIDED = ("excluded", "selected", "reserve", "not_selected", "declined")


class State(TextChoices):
    """Where a member's consent stands."""

    NOT_ASKED = "not_asked", _("필요 없음")
    MISSING = "missing", _("아직")
    GIVEN = "given", _("동의함")
    OUTDATED = "outdated", _("동의 뒤 내용이 바뀜")
    WITHDRAWN = "withdrawn", _("동의를 거둠")


@dataclass(frozen=True)
class Standing:
    """A member's consent: its state, and the newest row where there is one."""

    state: State
    newest: PartnerConsent | None = None

    @property
    def is_settled(self) -> bool:
        """Nothing is waited for."""
        return self.state in {State.GIVEN, State.NOT_ASKED}


def is_asked(application: Application, member: ConsortiumMember) -> bool:
    """Partners are; the applicant signs by handing in, the institute that runs the call by announcing it."""
    return member.organisation_id not in {application.organisation_id, application.call.organisation_id}


def takes_consents(application: Application) -> bool:
    """Until the application is decided, and also after it was handed in."""
    return application.status not in _DECIDED


def consent_content(written: "Written", member: ConsortiumMember) -> dict[str, Any]:
    """The consortium with its roles, the project as the applicant wrote it, and the partner's own parts."""
    application = written.application
    own, applicant = member.organisation, application.organisation
    whose = {application.organisation_id: applicant, member.organisation_id: own}
    parts = [
        {"step": step, "organisation": str(whose[organisation_id].uuid), "fields": part.fields}
        for (step, organisation_id), part in written.parts.items()
        if (step, organisation_id) == ("project", application.organisation_id)
        or organisation_id == member.organisation_id
    ]
    members = [
        {
            "organisation": str(one.organisation.uuid),
            "name_ko": one.organisation.name_ko,
            "name_en": one.organisation.name_en,
            "role": one.role,
            "gives_data": one.gives_data,
        }
        for one in written.members
    ]
    return {
        "text": TEXT_VERSION,
        "call": application.call.number,
        "application": str(application.uuid),
        "applicant": str(applicant.uuid),
        "organisation": str(own.uuid),
        "members": sorted(members, key=lambda row: row["organisation"]),
        "parts": sorted(parts, key=lambda row: (row["step"], row["organisation"])),
    }


def standing_of(written: "Written", member: ConsortiumMember) -> Standing:
    """Where this member's consent stands with everything as it is written now."""
    if not is_asked(written.application, member):
        return Standing(State.NOT_ASKED)
    newest = written.consents.get(member.organisation_id)
    if newest is None:
        return Standing(State.MISSING)
    if newest.kind == PartnerConsent.Kind.WITHDRAWN:
        return Standing(State.WITHDRAWN, newest)
    stands = newest.sha256 == fingerprint(consent_content(written, member))
    return Standing(State.GIVEN if stands else State.OUTDATED, newest)
