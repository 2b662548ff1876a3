"""`python -m benchmarks.weight`, within `manage.py embedded run`: what a first view weighs, as Chromium counts it.

The line is held to 10 Mbit/s with 40 ms of delay, as on loopback every font would be there before the first paint.
Bytes are those that crossed the network, compressed (`Network.loadingFinished`); fonts are counted apart, and of
them those whose loading ended before the first paint with text. Layout shift is the browser's own sum (CLS).
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

import django
from playwright.sync_api import Browser, Page, sync_playwright

from axportal.core.embedded import paths
from benchmarks import figures, programs

LIMITS = {"without fonts": (150.0, "KB"), "fonts before first paint": (270.0, "KB"), "layout shift": (0.0, "CLS")}
LINE = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}
WATCH_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(entry => entry.value)))
        .observe({type: "layout-shift", buffered: true});
"""
SETTLED = """() => document.fonts.ready.then(() => ({
    shift: window.shifts.reduce((sum, value) => sum + value, 0),
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity,
    fonts: Object.fromEntries(performance.getEntriesByType("resource")
        .filter(entry => entry.name.includes(".woff2")).map(entry => [entry.name, entry.responseEnd])),
}))"""


@dataclass
class Counted:
    """What came over the network for one page."""

    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)

    def note(self, event: Any) -> None:
        """Remember which address a request has."""
        self.addresses[event["requestId"]] = event["response"]["url"]

    def finish(self, event: Any) -> None:
        """Remember how many bytes it took."""
        address = self.addresses.get(event["requestId"], "")
        self.sizes[address] = self.sizes.get(address, 0.0) + event["encodedDataLength"]


def measure(browser: Browser, url: str, cookies: list[Any]) -> dict[str, float]:
    """One first view: a browser that has never been here."""
    context = browser.new_context(locale="ko-KR", viewport={"width": 1440, "height": 900})
    context.add_cookies(cookies)
    context.add_init_script(WATCH_SHIFTS)
    page = context.new_page()
    counted = _watched(page)
    page.goto(url, wait_until="networkidle")
    found = page.evaluate(SETTLED)
    context.close()
    fonts = {address: size for address, size in counted.sizes.items() if ".woff2" in address}
    before = [size for address, size in fonts.items() if found["fonts"].get(address, 0.0) <= found["paint"]]
    return {
        "without fonts": (sum(counted.sizes.values()) - sum(fonts.values())) / 1000,
        "fonts before first paint": sum(before) / 1000,
        "layout shift": found["shift"],
    }


def _watched(page: Page) -> Counted:
    counted, session = Counted(), page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.on("Network.responseReceived", counted.note)
    session.on("Network.loadingFinished", counted.finish)
    return counted


def main() -> None:
    """Start a portal with the small demonstration, look at each page."""
    for arguments in (("prepare", "--verbosity", "0"), ("collectstatic", "--noinput", "--verbosity", "0")):
        subprocess.run([sys.executable, str(paths.REPOSITORY / "manage.py"), *arguments], check=True)
    django.setup()
    from axportal.calls.models import Call
    from benchmarks import callers, report

    name, _sign, value = callers.session_headers()["Cookie"].partition("=")
    call = Call.objects.visible_to(callers.person()).first()
    pages = ["/", "/zones/honam/", "/labs/", "/dashboard/", call.get_absolute_url() if call else "/calls/"]
    lines = []
    with programs.both() as (_floor, portal), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        for path in pages:
            url = f"http://localhost:{portal.port}{path}"
            cookie = {"name": name, "value": value, "url": f"https://localhost:{portal.port}", "secure": True}
            for what, figure in measure(browser, url, [cookie]).items():
                limit, unit = LIMITS[what]
                work = f"`{path if len(path) < 30 else '/calls/…/'}` {what}"
                lines.append(figures.Line("weight", work, 0, figures.spread([figure]), limit, unit))
        browser.close()
    report.publish("weight", report.dated(report.machine() + ".", figures.table(lines)))


if __name__ == "__main__":
    main()
