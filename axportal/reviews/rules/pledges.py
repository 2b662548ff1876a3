"""The pledge before the first look. A new wording is a new version; what was pledged stays with its text."""

from django.utils.translation import gettext_lazy as _

VERSION = 1
#: 국가연구개발혁신법 제39조부터 제41조까지, 시행령 제27조.
POINTS = (
    _("이 신청의 내용과 평가에서 알게 된 것을 누구에게도 알리지 않고 다른 일에 쓰지 않겠습니다."),
    _("이 신청의 연구책임자나 참여기관과 이해관계가 없습니다. 생기거나 알게 되면 바로 알리고 빠지겠습니다."),
    _("평가하는 동안 신청자와 연락하지 않고, 평가위원임을 밝히지 않겠습니다."),
    _("비밀을 누설하면 2년 이하의 징역이나 2천만 원 이하의 벌금에 처해질 수 있음을 압니다."),
)


def text() -> str:
    """The whole text in the reader's language, as it is kept."""
    return "\n".join(str(point) for point in POINTS)
