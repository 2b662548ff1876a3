"""Files of the dashboard's view."""

from axportal.dashboard.services.exports import EXTENSIONS, export_view

__all__ = ["EXTENSIONS", "export_view"]
