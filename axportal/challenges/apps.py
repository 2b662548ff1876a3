"""App configuration."""

from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    """Field problems of companies, and the institutes that answer them."""

    name = "axportal.challenges"
    label = "challenges"
