"""App configuration."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Rankings, decisions, their publication, and objections to them."""

    name = "axportal.decisions"
    label = "decisions"
