"""The kinds of notice about reviews."""

from django.utils.translation import gettext_lazy as _

from axportal.notices.rules.kinds import Kind

_REVIEWS = _("평가")

KINDS = [
    Kind("reviews.assigned", _("평가할 신청서가 배정됨"), _REVIEWS),
    Kind("reviews.owing", _("평가표를 내 달라는 부탁"), _REVIEWS),
    Kind("reviews.due", _("평가 마감이 가깝거나 지남"), _REVIEWS),
    Kind("reviews.late", _("마감이 지났는데 평가표가 오지 않음"), _REVIEWS),
]
