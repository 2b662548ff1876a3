"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app."""

    name = "axportal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from axportal.accounts import sign_in_log

        sign_in_log.connect()
