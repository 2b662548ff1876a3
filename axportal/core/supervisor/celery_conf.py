"""Settings of Celery that are code: a process of its pool ends with the worker, whatever ended that."""

from __future__ import annotations

import os

from celery.signals import worker_process_init

from axportal.core.embedded.children import die_with_parent

_PARENT = os.getpid()


@worker_process_init.connect(dispatch_uid="tie-pool-process")
def tie_pool_process(**_signal: object) -> None:
    """Tie a new process of the pool to the worker; waiting for the queue's lock, it would never notice the end.

    The worker starts all of them in its main thread, which lives as long as it does.
    """
    die_with_parent()
    if os.getppid() != _PARENT:  # the worker died between fork and prctl
        os._exit(1)
