"""Reads of the dashboard: the matrix, what needs a look, the trend, two zones side by side, the frame of every page."""

from axportal.dashboard.selectors.comparison import Comparison, compare
from axportal.dashboard.selectors.frame import chrome
from axportal.dashboard.selectors.national import NationalPage, current_page
from axportal.dashboard.selectors.view import View, chosen_view

__all__ = ["Comparison", "NationalPage", "View", "chosen_view", "chrome", "compare", "current_page"]
