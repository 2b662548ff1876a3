"""What a correction changed, field by field, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from axportal.calls.rules.conditions import RELATIONS, field_choices
from axportal.calls.rules.content import Worded, read_words
from axportal.calls.rules.soundness import SECTIONS
from axportal.core import formats
from regions.models import Organisation

SECTION_LABELS: dict[str, str | Promise] = {
    "terms": gettext_lazy("지원 규모"),
    "eligible": gettext_lazy("신청 자격"),
    "checks": gettext_lazy("자가 확인"),
    "consents": gettext_lazy("참여기관의 동의"),
    "own_shares": gettext_lazy("기관 부담"),
    "yearly_cap_won": gettext_lazy("한 해 정부지원 한도(원)"),
    "conditions": gettext_lazy("칸 사이의 규칙"),
    "facts": gettext_lazy("한눈에 보기"),
    "documents": gettext_lazy("제출 서류"),
    "criteria": gettext_lazy("평가 항목"),
    "selection_note": gettext_lazy("고르는 방법"),
    "screening": gettext_lazy("사전검토"),
    "returning": gettext_lazy("보완 요청"),
    "review": gettext_lazy("평가"),
    "selection": gettext_lazy("선정"),
    "objection": gettext_lazy("이의신청"),
    "publication": gettext_lazy("공개와 보관"),
}
FIELD_LABELS: dict[str, str | Promise] = {
    "name_ko": gettext_lazy("이름"), "name_en": gettext_lazy("영어 이름"), "hint_ko": gettext_lazy("설명"),
    "hint_en": gettext_lazy("영어 설명"), "who_ko": gettext_lazy("누가"), "who_en": gettext_lazy("누가(영어)"),
    "how_ko": gettext_lazy("방법"), "how_en": gettext_lazy("방법(영어)"), "value_ko": gettext_lazy("값"),
    "value_en": gettext_lazy("영어 값"), "basis_ko": gettext_lazy("근거"), "basis_en": gettext_lazy("근거(영어)"),
    "points": gettext_lazy("점수"), "threshold": gettext_lazy("과락 점수"), "upload": gettext_lazy("파일로 올림"),
    "required": gettext_lazy("필수"), "kind": gettext_lazy("방식"), "weight": gettext_lazy("비중(%)"),
    "anonymous": gettext_lazy("이름을 가림"), "kinds": gettext_lazy("종류"), "sizes": gettext_lazy("기업 규모"),
    "zones": gettext_lazy("권역"), "minimum_companies": gettext_lazy("최소 기업 수"),
    "share": gettext_lazy("부담 비율(%)"), "cash": gettext_lazy("부담 중 현금(%)"),
    "rounds": gettext_lazy("평가 회차"), "adjustments": gettext_lazy("가감점"),
    "reviewers": gettext_lazy("평가위원 수"),
    "fewest": gettext_lazy("점수를 낼 최소 인원"), "most_per_reviewer": gettext_lazy("한 위원이 맡는 최대 건수"),
    "trim_from": gettext_lazy("최고·최저를 빼기 시작하는 인원"), "decimals": gettext_lazy("소수 자리"),
    "most_bonus": gettext_lazy("가점의 한도"), "tie_order": gettext_lazy("동점일 때 견주는 순서"),
    "comment_least": gettext_lazy("의견의 최소 글자 수"), "conflicts": gettext_lazy("이해관계"),
    "years": gettext_lazy("돌아보는 햇수"), "zone_least": gettext_lazy("권역별 최소"),
    "zone_most": gettext_lazy("권역별 최대"), "regional_points": gettext_lazy("지역 가점"),
    "most_per_applicant": gettext_lazy("한 기관이 받는 최대 건수"), "reserve": gettext_lazy("예비 수"),
    "days": gettext_lazy("신청 기간(일)"), "decide_days": gettext_lazy("처리 기간(일)"),
    "grounds": gettext_lazy("사유"), "small_cell": gettext_lazy("가리는 작은 수"),
    "budget_won": gettext_lazy("예산(원)"), "years_max": gettext_lazy("최장 연차"),
    "field": gettext_lazy("칸"), "relation": gettext_lazy("관계"), "other": gettext_lazy("견줄 칸"),
    "value": gettext_lazy("견줄 값"), "when_field": gettext_lazy("이 칸의 답이"),
    "when_value": gettext_lazy("이 값일 때"),
    "retention_years": gettext_lazy("보관 햇수"), "order": gettext_lazy("순서"),
}  # fmt: skip
_NAMED: dict[str, Any] = {"kinds": Organisation.Kind, "sizes": Organisation.Size, "own_shares": Organisation.Size}


#: Entries that name a field of the application.
_PATHS = {"field", "other", "when_field"}


@dataclass(frozen=True)
class Change:
    """One field before and after; empty before: new, empty after: taken away."""

    place: str
    was: str
    now: str


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every difference between two bodies of rules, in the order of the page."""
    return [
        change
        for section in SECTIONS
        if old.get(section) != new.get(section)
        for change in _differences((section,), old.get(section), new.get(section))
    ]


def _differences(path: tuple[str, ...], was: Any, now: Any) -> Iterator[Change]:
    if was == now or not (was or now):  # what is not said is as what is empty
        return
    if _is_rows(was) or _is_rows(now):
        yield from _rows(path, was or [], now or [])
    elif isinstance(was, Mapping) or isinstance(now, Mapping):
        before, after = was or {}, now or {}
        for key in dict.fromkeys([*before, *after]):
            yield from _differences((*path, key), before.get(key), after.get(key))
    else:
        yield Change(_place(path), _text(path, was), _text(path, now))


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _rows(path: tuple[str, ...], was: list[Any], now: list[Any]) -> Iterator[Change]:
    before, after = ({row["key"]: row for row in rows} for rows in (was, now))
    for key in dict.fromkeys([*before, *after]):
        if key not in before:
            yield Change(_place(path), "", _whole(after[key]))
        elif key not in after:
            yield Change(_place(path), _whole(before[key]), "")
        else:
            yield from _differences((*path, _name(after[key])), _bare(before[key]), _bare(after[key]))
    kept = [key for key in before if key in after]
    if kept != [key for key in after if key in before]:
        orders = (" → ".join(_name(row) for row in rows.values()) for rows in (before, after))
        yield Change(_place((*path, "order")), *orders)


def _bare(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "key"}


def _name(row: Mapping[str, Any]) -> str:
    return Worded(row["key"], read_words(row)).name or row["key"]


def _whole(row: Mapping[str, Any]) -> str:
    points = row.get("points")
    return f"{_name(row)} ({_('%(n)s점') % {'n': points}})" if points is not None else _name(row)


def _place(path: tuple[str, ...]) -> str:
    words = [str(SECTION_LABELS[path[0]])]
    for part in path[1:]:
        known = Organisation.Size(part).label if path[0] == "own_shares" and part in Organisation.Size.values else part
        words.append(str(FIELD_LABELS.get(part, known)))
    return " · ".join(words)


def _text(path: tuple[str, ...], value: Any) -> str:
    if value is None or value == "":
        return ""
    if path[-1] in _PATHS:
        return str(dict(field_choices()).get(value, value))
    if path[-1] == "relation":
        return str(RELATIONS.get(value, value))
    if isinstance(value, bool):
        return _("예") if value else _("아니요")
    if isinstance(value, list):
        labels = dict(_NAMED[path[-1]].choices) if path[-1] in _NAMED else {}
        return ", ".join(str(labels.get(one, one)) for one in value)
    return formats.number(value) if isinstance(value, int) else str(value)
