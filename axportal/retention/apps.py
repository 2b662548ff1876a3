"""App configuration."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """How long what is kept, and what happens then."""

    name = "axportal.retention"
    label = "retention"
