"""The kinds of conflict in words, and the two ways of recusal that name no kind."""

from django.utils.translation import gettext_lazy as _

from axportal.calls.rules.selection import NEVER_EXCUSED

LABELS = {
    "participant": _("과제 참여자"),
    "relative": _("친족"),
    "cross_review": _("서로 평가"),
    "same_department": _("같은 부서"),
    "same_laboratory": _("같은 연구실"),
    "employer": _("지금 소속 기관"),
    "former_employer": _("최근 소속 기관"),
    "co_author": _("공동 논문"),
    "joint_patent": _("공동 특허"),
    "shareholding": _("지분 관계"),
    "advisory": _("자문 관계"),
    "company_group": _("같은 기업집단"),
    "official": _("부처·전문기관 소속"),
    "challenged": _("기피"),
    "stepped_down": _("회피"),
}


def is_excusable(kind: str) -> bool:
    """시행령 제27조제4항: scarce expertise may excuse all but one's own part in the proposal."""
    return kind not in NEVER_EXCUSED
