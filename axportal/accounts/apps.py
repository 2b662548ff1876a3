"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "axportal.accounts"
    label = "accounts"
