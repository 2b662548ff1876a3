"""Writes of the reports: ordering, making, stopping, handing out."""

from axportal.reports.services.downloads import open_file
from axportal.reports.services.making import make_report
from axportal.reports.services.ordering import cancel_run, order_run

__all__ = ["cancel_run", "make_report", "open_file", "order_run"]
