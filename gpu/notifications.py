"""Subject, text and recipients of each mail about a GPU site."""

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from axportal.accounts.models import User
from axportal.core import clock
from gpu.models import Alert, Cluster
from gpu.querysets import KEEPERS
from gpu.rules.notices import sentence
from regions.models import Membership

Letter = dict[str, str]


def people_of(cluster: Cluster) -> QuerySet[User]:
    """The active people who keep the site today, and the portal's administrators.

    Of a made-up site made-up people alone are told, and these of no other.
    """
    today = clock.seoul_date(clock.now())
    members = Membership.objects.in_force(today).filter(
        Q(role__in=KEEPERS, organisation=cluster.owner_id) | Q(role="platform_admin")
    )
    return User.objects.filter(is_active=True, is_demo=cluster.is_demo, pk__in=members.values("user")).order_by("pk")


def opened(alert: Alert, recipient: User) -> Letter:
    """Something is not as it should be."""
    return _letter("alert_opened", alert, recipient)


def closed(alert: Alert, recipient: User) -> Letter:
    """It is over."""
    return _letter("alert_closed", alert, recipient)


def _letter(name: str, alert: Alert, recipient: User) -> Letter:
    with translation.override(recipient.language):
        path = reverse("gpu:console", kwargs={"uuid": alert.cluster.uuid})
        known = {
            "alert": alert,
            "site": alert.cluster,
            "sentence": sentence(alert.kind, alert.detail),
            "link": f"{settings.SITE_URL}{path}",
        }
        text = render_to_string(f"gpu/mail/{name}.txt", known)
    subject, _, body = text.strip().partition("\n")
    return {"subject": subject, "body": body.strip() + "\n", "path": path}
