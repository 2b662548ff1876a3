"""Whether a body of rules can be read, and whether a call with it may be announced."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from axportal.calls.models import Call
from axportal.calls.rules.conditions import read_conditions
from axportal.calls.rules.content import RulesContent, read_rules
from axportal.calls.rules.selection import CONFLICT_KINDS, AfterRules, read_after_rules
from axportal.calls.rules.terms import read_terms
from axportal.core.errors import InvalidInput
from axportal.core.personal_numbers import refuse_personal_numbers
from regions.models import Organisation

#: The parts of a body, in the order in which people read them.
SECTIONS = (
    "terms", "eligible", "checks", "consents", "own_shares", "yearly_cap_won", "conditions", "facts", "documents",
    "criteria",
    "selection_note", "screening", "returning", "review", "selection", "objection", "publication",
)  # fmt: skip
_LISTS = ("criteria", "documents", "checks", "conditions", "facts", "screening")


def ensure_sound(body: Mapping[str, Any], *, zones: Collection[str]) -> None:
    """The body reads as rules and names nothing unknown; `zones` are the slugs there are. Raises `InvalidInput`."""
    unknown = sorted(str(key) for key in set(body) - set(SECTIONS))
    if unknown:
        raise _wrong(unknown[0], _("모르는 규칙입니다: %(keys)s") % {"keys": ", ".join(unknown)})
    try:
        content, after = read_rules(body), read_after_rules(body)
        read_conditions(body)
        read_terms(body)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise _wrong("body", _("규칙의 꼴이 맞지 않습니다: %(what)s") % {"what": error}) from error
    _ensure_keys_once(body)
    _ensure_known(content, after, zones)
    _ensure_numbers(content, after)
    refuse_personal_numbers(_texts(body))


def ensure_publishable(call: Call, body: Mapping[str, Any]) -> None:
    """Nothing keeps the call from being announced. Raises `InvalidInput` with every reason."""
    reasons = reasons_against_publishing(call, body)
    if reasons:
        raise InvalidInput(reasons[0], code="not_publishable", fields={"__all__": reasons})


def reasons_against_publishing(call: Call, body: Mapping[str, Any]) -> list[str]:
    """What the law or the portal asks of a notice and this one does not say yet (시행령 제9조제1항)."""
    content = read_rules(body)
    reasons = []
    if not content.criteria:
        reasons.append(_("평가 항목이 없습니다. 공고에는 평가 기준을 적어야 합니다."))
    if not content.kinds:
        reasons.append(_("신청할 수 있는 기관의 종류를 하나 이상 골라 주세요."))
    return reasons


def advice_before_publishing(call: Call, body: Mapping[str, Any]) -> list[str]:
    """What a good notice says too; it may be announced without."""
    content = read_rules(body)
    lacking = {
        _("요약이 없습니다."): call.summary_ko,
        _("영어 제목이나 요약이 없습니다. 영어 화면에 한국어로 보입니다."): call.title_en and call.summary_en,
        _("문의처가 없습니다."): call.contact_ko,
        _("예산이 없습니다. 지원 규모를 적어 주세요."): call.budget_won,
        _("제출 서류가 없습니다."): content.documents,
        _("마감 뒤의 일정이 없습니다."): call.stages.exists(),
        _("이의신청 사유가 없습니다."): body.get("objection", {}).get("grounds"),
    }
    return [sentence for sentence, there in lacking.items() if not there]


def _ensure_keys_once(body: Mapping[str, Any]) -> None:
    for section in _LISTS:
        counted = Counter(row["key"] for row in body.get(section, ()))
        twice = [key for key, times in counted.items() if times > 1]
        if twice:
            raise _wrong(section, _("같은 열쇠가 두 번 있습니다: %(keys)s") % {"keys": ", ".join(twice)})


def _ensure_known(content: RulesContent, after: AfterRules, zones: Collection[str]) -> None:
    limits = {*after.selection.zone_least, *after.selection.zone_most}
    named: dict[str, list[tuple[Collection[str], Collection[str]]]] = {
        "eligible": [
            (content.kinds, Organisation.Kind.values),
            (content.sizes, Organisation.Size.values),
            (content.zones, zones),
        ],
        "own_shares": [(content.own_shares or {}, Organisation.Size.values)],
        "review": [(after.review.conflict_kinds, CONFLICT_KINDS)],
        "selection": [(limits, zones)],
    }
    for section, pairs in named.items():
        for values, known in pairs:
            strange = sorted(set(values) - set(known))
            if strange:
                raise _wrong(section, _("모르는 값입니다: %(values)s") % {"values": ", ".join(strange)})


def _ensure_numbers(content: RulesContent, after: AfterRules) -> None:
    for share in (content.own_shares or {}).values():
        if not (0 <= share.share <= 100 and 0 <= share.cash <= 100):
            raise _wrong("own_shares", _("비율은 0에서 100까지입니다."))
    for criterion in content.criteria:
        if not 0 <= criterion.threshold <= criterion.points:
            raise _wrong("criteria", _("과락 점수는 배점보다 클 수 없습니다."))
    if not 1 <= after.review.fewest <= after.review.reviewers:
        raise _wrong("review", _("평가위원의 최소 수는 1 이상이고 정원보다 클 수 없습니다."))
    if not 1 <= after.return_days <= 30:
        raise _wrong("returning", _("보완 기간은 1일에서 30일까지입니다."))
    if after.objection.days < 10:  # 국가연구개발혁신법 제14조제6항: within 10 days of notice
        raise _wrong("objection", _("이의신청 기간은 10일보다 짧을 수 없습니다."))


def _texts(body: Any, path: str = "") -> dict[str, str]:
    if isinstance(body, str):
        return {path: body}
    if isinstance(body, Mapping):
        pairs = [(f"{path}.{key}" if path else str(key), value) for key, value in body.items()]
    elif isinstance(body, list | tuple):
        pairs = [(f"{path}.{number}", value) for number, value in enumerate(body)]
    else:
        return {}
    return {name: text for one, value in pairs for name, text in _texts(value, one).items()}


def _wrong(place: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, code="rules_wrong", fields={place: [sentence]})
