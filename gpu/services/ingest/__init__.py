"""The one way in for what sites say: readings become rows. Each runs in the caller's transaction.

Whatever order the same lines come in, and however often, the same rows stand in the end.
"""

from gpu.services.ingest.answers import LineAnswer, Taken
from gpu.services.ingest.jobs import queue
from gpu.services.ingest.measures import samples
from gpu.services.ingest.nodes import inventory
from gpu.services.ingest.runs import attempts
from gpu.services.ingest.windows import events
from gpu.services.raw import lock

__all__ = ["LineAnswer", "Taken", "attempts", "events", "inventory", "lock", "queue", "samples"]
