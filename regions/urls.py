"""Routes of the regions."""

from django.urls import URLPattern

zone_patterns: list[URLPattern] = []
