"""May we apply? Judged from a few answers that are not kept; three outcomes, each with its rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from axportal.calls.rules.content import RulesContent


@dataclass(frozen=True)
class Verdict:
    """One condition: met ("ok"), not met ("bad"), or for a person to look at ("unk")."""

    name: str | Promise
    state: str
    text: str = ""


def judge(rules: RulesContent, *, size: str, answers: Mapping[str, str]) -> list[Verdict]:
    """A verdict for the company's size and for each check of the call; unanswered and unsure ones stay open."""
    verdicts = [_size(rules, size)]
    for check in rules.checks:
        answer = answers.get(check.key, "")
        if answer == "met":
            verdicts.append(Verdict(check.name, "ok"))
        elif answer == "not_met":
            verdicts.append(Verdict(check.name, "bad", _("이 조건에 맞지 않으면 신청할 수 없습니다.")))
        else:
            verdicts.append(Verdict(check.name, "unk", _("확인하지 못했습니다. 공고 담당자에게 물어보세요.")))
    return verdicts


def _size(rules: RulesContent, size: str) -> Verdict:
    name = _("기업 규모")
    if not size:
        return Verdict(name, "unk", _("기업 규모를 골라 주세요."))
    if rules.sizes and size not in rules.sizes:
        return Verdict(name, "bad", _("이 공고는 이 규모의 기업을 받지 않습니다."))
    share = (rules.own_shares or {}).get(size)
    if share is None:
        return Verdict(name, "ok")
    facts = {"share": share.share, "cash": share.cash}
    return Verdict(name, "ok", _("총액의 %(share)s%% 이상을 부담하고 그중 %(cash)s%% 이상이 현금입니다.") % facts)
