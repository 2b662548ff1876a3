"""Writes of the indicators."""

from axportal.indicators.services.keeping import keep_figures

__all__ = ["keep_figures"]
