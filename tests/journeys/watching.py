"""A watch over pages: what they say on the console and what they ask of other hosts."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

ANSWERED = re.compile(r"Failed to load resource: the server responded with a status of (\d{3})")


@dataclass
class Watch:
    """Faults seen so far. `refusals` are the statuses a test provokes on purpose; Chromium reports each of them."""

    address: str
    refusals: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of this context from now on."""
        context.on("console", self._heard)
        context.on("request", self._asked)
        context.on("page", self._opened)

    def _opened(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        answered = ANSWERED.match(message.text)
        if answered is None or int(answered.group(1)) not in self.refusals:
            where = message.page.url if message.page else "?"
            self.faults.append(f"{where}: {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"asks {request.url}")
