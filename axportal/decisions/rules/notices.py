"""The kinds of notice about decisions and objections."""

from django.utils.translation import gettext_lazy as _

from axportal.notices.rules.kinds import Kind

_DECISIONS = _("결과와 이의신청")

KINDS = [
    Kind("decisions.decided", _("선정 결과"), _DECISIONS, is_legal=True),
    Kind("decisions.objection_filed", _("이의신청 접수"), _DECISIONS, is_legal=True),
    Kind("decisions.objection_decided", _("이의신청 결정"), _DECISIONS, is_legal=True),
    Kind("decisions.objection_due", _("이의신청을 결정할 기한"), _DECISIONS),
]
