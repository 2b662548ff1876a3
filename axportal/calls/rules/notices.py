"""The kinds of notice about calls and applications."""

from django.utils.translation import gettext_lazy as _

from axportal.notices.rules.kinds import Kind

_APPLYING = _("신청")
_CALLS = _("공고")

KINDS = [
    Kind("calls.submitted", _("접수 확인"), _APPLYING, is_legal=True),
    Kind("calls.withdrawn", _("신청을 거둔 확인"), _APPLYING, is_legal=True),
    Kind("calls.returned", _("보완 요청"), _APPLYING, is_legal=True),
    Kind("calls.lapsed", _("보완 기한이 지남"), _APPLYING, is_legal=True),
    Kind("calls.excluded", _("지원 제외"), _APPLYING, is_legal=True),
    Kind("calls.screened", _("사전검토 통과"), _APPLYING),
    Kind("calls.closing", _("마감이 가까운데 내지 않음"), _APPLYING),
    Kind("calls.invited", _("참여기관 초대"), _APPLYING),
    Kind("calls.consent_missing", _("참여기관의 동의가 아직 없음"), _APPLYING),
    Kind("calls.consent_withdrawn", _("참여기관이 동의를 거둠"), _APPLYING),
    Kind("calls.corrected", _("공고 규칙의 정정"), _CALLS, is_legal=True),
    Kind("calls.cancelled", _("공고 취소"), _CALLS, is_legal=True),
    Kind("calls.moved", _("접수 마감이 늦춰짐"), _CALLS),
]
