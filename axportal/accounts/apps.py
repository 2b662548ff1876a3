"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app."""

    name = "axportal.accounts"
    label = "accounts"
