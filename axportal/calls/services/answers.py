"""Which of the call's challenges an application answers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import permissions, rules
from axportal.calls.models import Application
from axportal.challenges.models import Challenge
from axportal.core import locks
from axportal.core.errors import InvalidInput, NotAllowed


@transaction.atomic
def answer_challenge(
    *, application: Application, challenge: Challenge | None, actor: User, at: datetime
) -> Application:
    """Say it, or None for none, while the application may be changed. Raises `NotAllowed`, `InvalidInput` or

    `WrongState`.
    """
    application = locks.update(application)
    if not permissions.can_write(actor, application):
        raise NotAllowed(_("신청 기관의 사람만 고를 수 있습니다."), code="not_writer")
    rules.ensure_may_change(application, at=at)
    if challenge is not None and not application.call.challenges.filter(pk=challenge.pk).exists():
        sentence = _("이 공고로 이어진 난제가 아닙니다.")
        raise InvalidInput(sentence, code="not_of_call", fields={"challenge": [sentence]})
    Application.objects.filter(pk=application.pk).update(challenge=challenge)
    audit.record(actor=actor, action="calls.application.answered", target=application, at=at)
    application.refresh_from_db()
    return application
