"""May we apply? Judged from a few answers that are not kept; three outcomes, each with its rule and basis."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from axportal.calls.rules.content import RulesContent
from regions.models import Organisation

OK, BAD, UNKNOWN = "ok", "bad", "unk"


@dataclass(frozen=True)
class Verdict:
    """One condition: met ("ok"), not met ("bad"), or for a person to look at ("unk"); in words, with its basis."""

    name: str | Promise
    state: str
    text: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Judgement:
    """Every condition of one version of a call's rules."""

    version: int
    verdicts: tuple[Verdict, ...]

    @property
    def state(self) -> str:
        """The worst of them: one that is not met keeps the applicant out."""
        states = {verdict.state for verdict in self.verdicts}
        return BAD if BAD in states else UNKNOWN if UNKNOWN in states else OK

    @property
    def sentence(self) -> str:
        """The outcome in words."""
        failed = sum(verdict.state == BAD for verdict in self.verdicts)
        if failed:
            return ngettext(
                "신청할 수 없습니다: 맞지 않는 조건이 %(n)s개 있습니다.",
                "신청할 수 없습니다: 맞지 않는 조건이 %(n)s개 있습니다.",
                failed,
            ) % {"n": failed}
        if self.state == UNKNOWN:
            return _("아직 알 수 없습니다: 답하지 않았거나 확인할 조건이 있습니다.")
        return _("답하신 대로라면 신청할 수 있습니다.")


def judge(
    rules: RulesContent, *, version: int, kind: str, zone: str, size: str, answers: Mapping[str, str]
) -> Judgement:
    """A verdict for each condition of the call; unanswered and unsure ones stay open."""
    verdicts = (
        _kind(rules, kind),
        *_zone(rules, zone),
        *_size(rules, kind, size),
        _companies(rules),
        *_checks(rules, answers),
    )
    return Judgement(version, verdicts)


def _kind(rules: RulesContent, kind: str) -> Verdict:
    taken = ", ".join(str(Organisation.Kind(one).label) for one in rules.kinds)
    basis = _("공고의 신청 자격: %(taken)s") % {"taken": taken}
    if not kind:
        return Verdict(_("기관 종류"), UNKNOWN, _("기관 종류를 골라 주세요."), basis)
    if kind not in rules.kinds:
        text = _("이 공고는 이 종류의 기관을 신청 기관으로 받지 않습니다. 참여기관으로는 함께할 수 있습니다.")
        return Verdict(_("기관 종류"), BAD, text, basis)
    return Verdict(_("기관 종류"), OK, "", basis)


def _zone(rules: RulesContent, zone: str) -> Iterator[Verdict]:
    if not rules.zones:
        yield Verdict(_("소재지"), OK, _("이 공고는 소재지를 가리지 않습니다."))
    elif not zone:
        yield Verdict(_("소재지"), UNKNOWN, _("소재지의 권역을 골라 주세요."), _("공고의 신청 자격"))
    elif zone not in rules.zones:
        yield Verdict(_("소재지"), BAD, _("이 공고는 다른 권역의 기업을 받지 않습니다."), _("공고의 신청 자격"))
    else:
        yield Verdict(_("소재지"), OK, "", _("공고의 신청 자격"))


def _size(rules: RulesContent, kind: str, size: str) -> Iterator[Verdict]:
    """Sizes are asked of companies; others pay no own share (see `budget`)."""
    if kind not in {"", Organisation.Kind.COMPANY} and not rules.sizes:
        return
    name = _("기업 규모")
    if not size:
        yield Verdict(name, UNKNOWN, _("기업 규모를 골라 주세요."))
        return
    if rules.sizes and size not in rules.sizes:
        yield Verdict(name, BAD, _("이 공고는 이 규모의 기업을 받지 않습니다."), _("공고의 신청 자격"))
        return
    yield Verdict(name, OK)
    share = (rules.own_shares or {}).get(size)
    if share is not None:
        facts = {"share": share.share, "cash": share.cash}
        text = _("총액의 %(share)s%% 이상을 부담하고 그중 %(cash)s%% 이상이 현금입니다.") % facts
        yield Verdict(_("기관 부담"), OK, text, _("국가연구개발혁신법 시행령 제19조"))


def _companies(rules: RulesContent) -> Verdict:
    count = rules.minimum_companies
    text = ngettext(
        "참여기관 가운데 기업이 %(n)s곳 이상이어야 합니다. 신청할 때 셉니다.",
        "참여기관 가운데 기업이 %(n)s곳 이상이어야 합니다. 신청할 때 셉니다.",
        count,
    )
    return Verdict(_("참여 기업"), OK, text % {"n": count}, _("공고의 신청 자격"))


def _checks(rules: RulesContent, answers: Mapping[str, str]) -> Iterator[Verdict]:
    outcomes = {"met": (OK, ""), "not_met": (BAD, _("이 조건에 맞지 않으면 신청할 수 없습니다."))}
    unsure = (UNKNOWN, _("확인하지 못했습니다. 공고 담당자에게 물어보세요."))
    for check in rules.checks:
        state, text = outcomes.get(answers.get(check.key, ""), unsure)
        yield Verdict(check.name, state, text, check.basis)
