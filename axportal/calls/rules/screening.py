"""The conditions of screening: those the portal judges from what was handed in, and those of the call's rules."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from axportal.calls.models import PartnerConsent, ScreeningFinding
from axportal.calls.rules.budget import budget_faults
from axportal.calls.rules.content import RulesContent
from axportal.calls.rules.selection import AfterRules
from regions.models import Organisation

Verdict = ScreeningFinding.Verdict
#: 민원처리법 counts periods of five days and less in hours; nobody may be given more than two months of working days.
LEAST_RETURN_DAYS, MOST_RETURN_DAYS = 6, 40


@dataclass(frozen=True)
class Condition:
    """One thing to judge."""

    key: str
    name: str | Promise
    basis: str | Promise = ""
    is_portals: bool = False


@dataclass(frozen=True)
class Judgement:
    """What the portal finds by itself."""

    verdict: str
    evidence: str = ""


@dataclass(frozen=True)
class HandedIn:
    """A submission with the organisations and consents behind its snapshot."""

    snapshot: Mapping[str, Any]
    organisations: Mapping[str, Organisation]
    consents: Mapping[int, PartnerConsent]
    asked: Collection[int]

    @property
    def applicant(self) -> Organisation:
        """Who applies."""
        return self.organisations[self.snapshot["applicant"]]

    def fields(self, step: str, organisation: str) -> dict[str, Any]:
        """What one organisation handed in for one step."""
        for part in self.snapshot["parts"]:
            if (part["step"], part["organisation"]) == (step, organisation):
                return dict(part["fields"])
        return {}


_OWN = (
    Condition("portal_applicant", gettext_lazy("신청 기관의 종류와 규모"), is_portals=True),
    Condition("portal_zone", gettext_lazy("신청 기관의 권역"), is_portals=True),
    Condition("portal_money", gettext_lazy("기관 부담과 한도"), gettext_lazy("시행령 제19조"), is_portals=True),
    Condition("portal_consents", gettext_lazy("참여기관의 동의"), is_portals=True),
    Condition("portal_checks", gettext_lazy("신청 기관의 자격 확인"), is_portals=True),
)


def conditions_of(after: AfterRules) -> tuple[Condition, ...]:
    """The portal's own, then those of the call."""
    return (*_OWN, *(Condition(rule.key, rule.name, rule.basis) for rule in after.screening))


def judge_by_portal(handed_in: HandedIn, rules: RulesContent) -> dict[str, Judgement]:
    """The portal's judgement of each of its own conditions."""
    faults = {
        "portal_applicant": (Verdict.FAIL, _applicant(handed_in, rules)),
        "portal_zone": (Verdict.FAIL, _zone(handed_in, rules)),
        "portal_money": (Verdict.FAIL, _money(handed_in, rules)),
        "portal_consents": (Verdict.CHECK, _consents(handed_in, rules)),
        "portal_checks": (Verdict.CHECK, _checks(handed_in, rules)),
    }
    found = {key: (verdict, list(sentences)) for key, (verdict, sentences) in faults.items()}
    return {
        key: Judgement(verdict, " · ".join(sentences)) if sentences else Judgement(Verdict.PASS)
        for key, (verdict, sentences) in found.items()
    }


def _applicant(handed_in: HandedIn, rules: RulesContent) -> Iterator[str]:
    applicant = handed_in.applicant
    if applicant.kind not in rules.kinds:
        yield _("신청할 수 있는 종류의 기관이 아닙니다: %(kind)s") % {"kind": applicant.get_kind_display()}
    if rules.sizes and applicant.size_class not in rules.sizes:
        size = applicant.get_size_class_display() or _("규모 모름")
        yield _("신청할 수 있는 규모의 기업이 아닙니다: %(size)s") % {"size": size}


def _zone(handed_in: HandedIn, rules: RulesContent) -> Iterator[str]:
    zone = handed_in.applicant.zone
    if rules.zones and (zone is None or zone.slug not in rules.zones):
        yield _("이 공고가 받는 권역의 기관이 아닙니다: %(zone)s") % {"zone": zone or _("권역 모름")}


def _money(handed_in: HandedIn, rules: RulesContent) -> Iterator[str]:
    for uuid, organisation in handed_in.organisations.items():
        for _organisation, _key, sentence in budget_faults(organisation, handed_in.fields("budget", uuid), rules):
            yield sentence


def _consents(handed_in: HandedIn, rules: RulesContent) -> Iterator[str]:
    for organisation in handed_in.organisations.values():
        newest = handed_in.consents.get(organisation.pk)
        if organisation.pk not in handed_in.asked:
            continue
        if newest is not None and newest.kind == PartnerConsent.Kind.WITHDRAWN:
            yield _("%(name)s이(가) 동의를 거두었습니다") % {"name": organisation.name}
        elif newest is None and rules.consents_required:
            yield _("%(name)s의 동의가 없습니다") % {"name": organisation.name}


def _checks(handed_in: HandedIn, rules: RulesContent) -> Iterator[str]:
    answers = handed_in.fields("call", handed_in.snapshot["applicant"])
    for check in rules.checks:
        if answers.get(f"check_{check.key}") != "met":
            yield check.name
