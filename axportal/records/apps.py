"""App configuration."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "axportal.records"
    label = "records"
