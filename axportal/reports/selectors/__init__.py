"""Reads of the reports: what a run shows, how far it is, what it froze."""

from axportal.reports.selectors.pages import RunList, RunPage, run_list, run_page

__all__ = ["RunList", "RunPage", "run_list", "run_page"]
