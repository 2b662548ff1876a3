"""Making a person nameless: what the log points to stays, and no more."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from axes.models import AccessAttempt
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session

from axportal.accounts.models import ApiToken, SignIn, User
from axportal.calls.models import CallSubscription, SubscriptionRequest
from axportal.core.models import MailDelivery
from axportal.notices.models import Choice, MailAddress, Notice
from axportal.retention.rules import DOMAIN, ERASED
from axportal.retention.services.owner import OWNER, erasing, overwrite
from axportal.reviews.models import Person, Reviewer

NAME = "삭제된 사람"


def erase_person(user: User, *, at: datetime) -> None:
    """Close the account and take its name, addresses and keys out of every table; done again it finds nothing."""
    with erasing(User, Person, Reviewer):
        address = user.email
        sessions = SignIn.objects.using(OWNER).filter(user=user)
        Session.objects.using(OWNER).filter(session_key__in=sessions.values("session_key")).delete()
        own: tuple[Any, ...] = (SignIn, ApiToken, Notice, Choice, EmailAddress)
        for model in own:
            model._default_manager.using(OWNER).filter(user=user).delete()
        MailAddress.objects.using(OWNER).filter(address=address).delete()
        MailDelivery.objects.using(OWNER).filter(recipient=address).delete()
        for subscribed in (CallSubscription, SubscriptionRequest):
            subscribed._default_manager.using(OWNER).filter(email=address).delete()
        AccessAttempt.objects.using(OWNER).filter(username=address).delete()
        nameless = {"email": f"removed-{user.uuid}@{DOMAIN}", "name": NAME, "phone": ""}
        overwrite(User, [user.pk], **nameless)
        closed = {"password": make_password(None), "last_login": None, "is_active": False, "anonymised_at": at}
        User.objects.using(OWNER).filter(pk=user.pk).update(**closed)
        _erase_reviewer(user)


def _erase_reviewer(user: User) -> None:
    reviewer = Reviewer.objects.using(OWNER).filter(user=user).select_related("person").first()
    if reviewer is not None:
        name = f"{ERASED}{reviewer.person.uuid}"
        overwrite(Person, [reviewer.person_id], name=name, researcher_no="", unit_name="")
        overwrite(Reviewer, [reviewer.pk], keywords=[], is_active=False)
