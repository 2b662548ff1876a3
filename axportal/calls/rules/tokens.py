"""Signed links for people without an account: what a link does is part of what is signed."""

from datetime import timedelta
from uuid import UUID

from django.core import signing

#: A question that is not answered is forgotten.
ANSWER_WITHIN = timedelta(days=3)
CONFIRM, END = "calls.subscription.confirm", "calls.subscription.end"


def token_of(public_id: UUID, *, act: str) -> str:
    """What stands in the link."""
    return signing.dumps(str(public_id), salt=act)


def read_token(token: str, *, act: str, within: timedelta | None = None) -> UUID | None:
    """The public id that was signed for this act; None for anything else, and for a link that is too old."""
    try:
        return UUID(signing.loads(token, salt=act, max_age=within))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
