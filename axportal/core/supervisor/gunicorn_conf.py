"""Settings of gunicorn that are code: a web worker ends with its master, whatever ended that."""

from __future__ import annotations

from axportal.core.embedded.children import die_with_parent


def post_fork(server: object, worker: object) -> None:
    """Tie the new worker to the master; without it a killed master's workers keep the port."""
    die_with_parent()
