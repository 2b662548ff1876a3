"""A watch over pages: what they say on the console and what they ask of other hosts."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request


@dataclass
class Watch:
    """Faults seen so far. `expected` are parts of messages a test provokes on purpose, such as `status of 404`."""

    address: str
    expected: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of this context from now on."""
        context.on("console", self._heard)
        context.on("request", self._asked)
        context.on("page", self._opened)

    def _opened(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if not any(part in message.text for part in self.expected):
            where = message.page.url if message.page else "?"
            self.faults.append(f"{where}: {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"asks {request.url}")
