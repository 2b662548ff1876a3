"""Who wants to hear of new calls: an address, what of, and in which language. No name, no account."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from axportal.calls.models.calls import Call
from axportal.calls.querysets import SubscriptionQuerySet
from axportal.core.models import BaseModel
from regions.models import Zone


class SubscriptionChoice(BaseModel):
    """An address and the calls it asks about: of a zone and of a programme, or of all."""

    email = models.EmailField(_("이메일"), max_length=254)
    zone = models.ForeignKey(
        Zone, verbose_name=_("권역"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    programme = models.CharField(_("사업"), max_length=20, choices=Call.Programme.choices, blank=True)
    language = models.CharField(_("언어"), max_length=2, choices=settings.LANGUAGES, default="ko")

    class Meta(BaseModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.uuid}"


class SubscriptionRequest(SubscriptionChoice):
    """Somebody typed this address. Nothing is sent to it but the question; unanswered, it is forgotten."""

    class Meta(SubscriptionChoice.Meta):
        ordering = ["id"]
        indexes = [models.Index(fields=["email", "created_at"], name="calls_request_of_address")]


class CallSubscription(SubscriptionChoice):
    """An address whose owner said yes; one row for each."""

    objects = SubscriptionQuerySet.as_manager()

    class Meta(SubscriptionChoice.Meta):
        ordering = ["id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="calls_subscription_address_once")]
