"""API routes of the regions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
