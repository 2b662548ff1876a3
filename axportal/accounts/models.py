"""People, their API tokens and their sessions. Knows no organisation: what a person may see is asked of `scoping`."""

import hashlib
from datetime import datetime
from typing import Any, ClassVar

import pghistory
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.accounts.querysets import ApiTokenQuerySet, SignInQuerySet
from axportal.accounts.scoping import scope_of
from axportal.core.models import BaseModel


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with this address in lower case; without a password nobody can sign in as them."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by address, whatever its case."""
        return self.get(email=(username or "").strip().lower())

    def language_of(self, email: str) -> str:
        """The language to write to this address in: its person's; of an unknown one the portal's first."""
        known = self.filter(email=email.strip().lower()).values_list("language", flat=True).first()
        return known or settings.LANGUAGE_CODE


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, BaseModel):
    """A person who signs in with an e-mail address. `language` is what the portal's mails to them are written in."""

    class Language(models.TextChoices):
        KOREAN = "ko", "한국어"
        ENGLISH = "en", "English"

    email = models.EmailField(_("이메일"), max_length=254, unique=True)
    name = models.CharField(_("이름"), max_length=100)
    phone = models.CharField(_("전화"), max_length=30, blank=True)
    language = models.CharField(_("언어"), max_length=2, choices=Language.choices, default=Language.KOREAN)
    is_active = models.BooleanField(default=True, db_default=True)
    is_demo = models.BooleanField(default=False, db_default=False)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta(BaseModel.Meta):
        constraints = [
            models.CheckConstraint(
                name="accounts_user_email_lower", condition=models.Q(email=models.functions.Lower("email"))
            ),
            models.CheckConstraint(name="accounts_user_language_known", condition=models.Q(language__in=["ko", "en"])),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def scope_key(self) -> str:
        """Differs when the person's grants differ: part of every ETag."""
        return scope_of(self).key

    @property
    def is_staff(self) -> bool:
        """The portal has no admin site; roles decide everything."""
        return False


class ApiToken(BaseModel):
    """A key for a script. Only its SHA-256 is stored; the key itself is shown once."""

    class Scope(models.TextChoices):
        READ = "read", _("읽기")
        WRITE = "write", _("쓰기")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(_("이름"), max_length=100)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    addresses = models.JSONField(_("허용 주소"), default=list, blank=True)
    expires_at = models.DateTimeField(_("만료"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta(BaseModel.Meta):
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.label} ({self.prefix}…)"

    def allows(self, scope: str) -> bool:
        """Whether the token carries this scope; `write` includes `read`."""
        return scope in self.scopes or (scope == self.Scope.READ and self.Scope.WRITE in self.scopes)

    @property
    def scope_labels(self) -> str:
        """The scopes in words."""
        labels = dict(self.Scope.choices)
        return ", ".join(str(labels.get(scope, scope)) for scope in self.scopes)

    def is_usable(self, *, at: datetime) -> bool:
        """Neither revoked nor expired."""
        return self.revoked_at is None and self.expires_at > at


class SignIn(models.Model):
    """One browser session of a person, so that they can see where they are signed in and end it."""

    session_key = models.CharField(max_length=40, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    address = models.GenericIPAddressField()
    browser = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    objects = SignInQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user_id} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def handle(self) -> str:
        """A name for the session that cannot be used to take it over."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:32]
