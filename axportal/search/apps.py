"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Public pages over many apps."""

    name = "axportal.search"
    label = "search"
