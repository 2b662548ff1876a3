"""The transitions of challenges and of the answers to them."""

from django.utils.translation import gettext_lazy as _

from axportal.challenges import permissions
from axportal.challenges.models import Challenge, Interest
from axportal.core.workflow import Row, Workflow

_C, _I, _keeps = Challenge.Status, Interest.Status, permissions.can_keep

CHALLENGE = Workflow(
    model="challenges.challenge",
    rows=[
        Row("post", (_C.DRAFT,), _C.OPEN, _keeps, _("올리기")),
        Row("match", (_C.OPEN,), _C.MATCHED, _keeps, _("짝을 정하기")),
        Row("close", (_C.OPEN, _C.MATCHED), _C.CLOSED, _keeps, _("마치기")),
        Row("withdraw", (_C.DRAFT, _C.OPEN), _C.WITHDRAWN, _keeps, _("거두기")),
    ],
)
INTEREST = Workflow(
    model="challenges.interest",
    rows=[
        Row("accept", (_I.OFFERED,), _I.ACCEPTED, permissions.can_settle, _("함께하기")),
        Row("decline", (_I.OFFERED,), _I.DECLINED, permissions.can_settle, _("사양하기")),
        Row("withdraw", (_I.OFFERED,), _I.WITHDRAWN, permissions.can_take_back, _("관심 거두기")),
    ],
)
