"""Subject and text of the mails of this app itself."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from axportal.accounts.models import User
from axportal.notices.models import Notice


def digest(notices: Sequence[Notice], recipient: User) -> dict[str, str]:
    """What happened since the last digest, each with its link."""
    items = [{"subject": notice.subject, "link": f"{settings.SITE_URL}{notice.path}"} for notice in notices]
    return _mail("digest", recipient.language, "notices:choices", items=items)


def address_works(recipient: User) -> dict[str, str]:
    """That mail goes to this address again."""
    return _mail("address_works", recipient.language, "notices:notice-list")


def _mail(name: str, language: str, route: str, **context: object) -> dict[str, str]:
    with translation.override(language):
        link = f"{settings.SITE_URL}{reverse(route)}"
        text = render_to_string(f"notices/mail/{name}.txt", {**context, "link": link})
    subject, _, body = text.strip().partition("\n")
    return {"subject": subject, "body": body.strip() + "\n"}
