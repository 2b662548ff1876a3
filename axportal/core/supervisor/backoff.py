"""How long to wait before a process that died is started again."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_DELAY = 0.2
LONGEST_DELAY = 5.0
HEALTHY_AFTER = 30.0


@dataclass
class Backoff:
    """Seconds to wait: doubling with each early death, short again after a healthy life."""

    next_delay: float = FIRST_DELAY

    def after(self, lifetime: float) -> float:
        """Return the wait for a process that lived `lifetime` seconds."""
        if lifetime >= HEALTHY_AFTER:
            self.next_delay = FIRST_DELAY
        delay = self.next_delay
        self.next_delay = min(delay * 2, LONGEST_DELAY)
        return delay
