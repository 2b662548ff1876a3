"""Who may do what with challenges and the answers to them."""

from typing import Any

from django.db.models import QuerySet

from axportal.accounts.scoping import scope_of
from axportal.challenges.models import Challenge, Interest
from axportal.challenges.querysets import ANSWERER_ROLES, is_of_poster, of_poster
from regions.models import Organisation


def poster_choices(user: Any) -> QuerySet[Organisation]:
    """The organisations this person may post for."""
    return Organisation.objects.filter(of_poster(scope_of(user))).order_by("name_ko")


def answerer_choices(user: Any) -> QuerySet[Organisation]:
    """The institutes this person may answer for."""
    own = scope_of(user).organisations(*ANSWERER_ROLES)
    return Organisation.objects.filter(pk__in=own).order_by("name_ko")


def can_post_for(user: Any, organisation: Organisation) -> bool:
    """Belongs to the organisation with a role that posts."""
    return is_of_poster(scope_of(user), organisation)


def can_keep(user: Any, challenge: Challenge) -> bool:
    """Belongs to the poster."""
    return is_of_poster(scope_of(user), challenge.organisation)


def can_answer_for(user: Any, organisation: Organisation) -> bool:
    """Answers in the name of this institute."""
    return organisation.pk in scope_of(user).organisations(*ANSWERER_ROLES)


def can_settle(user: Any, interest: Interest) -> bool:
    """Belongs to the poster of what was answered."""
    return can_keep(user, interest.challenge)


def can_take_back(user: Any, interest: Interest) -> bool:
    """Belongs to the institute that answered."""
    return interest.organisation_id in scope_of(user).organisations(*ANSWERER_ROLES)
