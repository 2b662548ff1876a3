"""Picture the key pages of a running portal into <state>/shots/: shots.py [--base URL] [--only WORD] [--quick].

Widths 360, 768 and 1440, light and dark, Korean and English, and paper as PDF. What a page says on the console,
what it asks of other hosts and what sticks out sideways is printed; any of it makes the exit status 1.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

REPOSITORY = Path(__file__).resolve().parent.parent
STATE = Path(os.environ.get("AXPORTAL_VAR", REPOSITORY / "var"))
WIDTHS = (360, 768, 1440)
THEMES = ("light", "dark")
LANGUAGES = ("ko", "en")
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class Shot:
    """A page: its address, who looks at it, and which link of it is followed first."""

    name: str
    path: str
    role: str = ""
    follow: str = ""
    paper: bool = False


FIRST_ROW = "tbody th a"
SHOTS = (
    Shot("home", "/"),
    Shot("zones", "/zones/"),
    Shot("zone", "/zones/honam/", paper=True),
    Shot("catalogue", "/catalogue/"),
    Shot("search", "/search/?q=GPU"),
    Shot("sources", "/sources/"),
    Shot("sign-in", "/accounts/login/"),
    Shot("sign-up", "/accounts/signup/"),
    Shot("not-found", "/no-such-page/"),
    Shot("calls", "/calls/"),
    Shot("call", "/calls/", follow="main h3 a"),
    Shot("schools", "/schools/"),
    Shot("gpu-pools", "/gpu-pools/"),
    Shot("parts", "/parts/", paper=True),
    Shot("dashboard", "/dashboard/", role="ministry_viewer", paper=True),
    Shot("dashboard-compare", "/dashboard/compare/", role="ministry_viewer"),
    Shot("approver-dashboard", "/dashboard/", role="ministry_approver"),
    Shot("labs", "/labs/", role="institute_admin"),
    Shot("lab", "/labs/", role="institute_admin", follow=FIRST_ROW, paper=True),
    Shot("lab-new", "/labs/new/", role="institute_admin"),
    Shot("lab-public", "/labs/"),
    Shot("applications", "/applications/", role="company_representative"),
    Shot("company-register", "/companies/register/", role="company_member"),
    Shot("reports", "/reports/", role="ministry_viewer"),
    Shot("profile", "/me/", role="institute_admin"),
    Shot("tokens", "/me/tokens/", role="institute_admin"),
    Shot("sessions", "/me/sessions/", role="institute_admin"),
)


class Studio:
    """A browser that pictures pages and keeps what went wrong."""

    def __init__(self, browser: Browser, base: str, folder: Path) -> None:
        self.browser = browser
        self.base = base
        self.folder = folder
        self.signed_in: dict[str, Path] = {}
        self.faults: list[str] = []

    def picture(self, shot: Shot, width: int, theme: str, language: str) -> None:
        """Take one picture; on the widest light one also the paper."""
        name = f"{shot.name}-{language}-{theme}-{width}"
        context = self._context(shot.role, width, theme, language)
        page = context.new_page()
        self._listen(page, name)
        page.goto(self.base + ("/en" if language == "en" else "") + shot.path)
        if shot.follow and (link := page.locator(shot.follow).first).count():
            link.click()
            page.wait_for_load_state()
        sticks_out = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if sticks_out > 0:
            self._fault(name, f"is {sticks_out} px too wide")
        page.screenshot(path=self.folder / f"{name}.png", full_page=True, animations="disabled")
        if shot.paper and width == WIDTHS[-1] and theme == "light":
            page.pdf(path=self.folder / f"{shot.name}-{language}.pdf", prefer_css_page_size=True, print_background=True)
        context.close()

    def _context(self, role: str, width: int, theme: str, language: str) -> BrowserContext:
        return self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            locale="en-GB" if language == "en" else "ko-KR",
            timezone_id="Asia/Seoul",
            storage_state=self._signed_in(role) if role else None,
        )

    def _signed_in(self, role: str) -> Path:
        """The cookies of the demonstration account with this role; signed in once a run."""
        if role in self.signed_in:
            return self.signed_in[role]
        account = next(one for one in sign_ins() if one["role"] == role)
        context = self.browser.new_context()
        page = context.new_page()
        page.goto(f"{self.base}/accounts/login/")
        page.fill("[name=login]", account["email"])
        page.fill("[name=password]", account["password"])
        page.locator("main button[type=submit]").click()
        page.wait_for_load_state()
        if "/accounts/login/" in page.url:
            raise SystemExit(f"{account['email']} could not sign in.")
        kept = self.folder / f".{role}.json"
        context.storage_state(path=kept)
        context.close()
        self.signed_in[role] = kept
        return kept

    def _listen(self, page: Page, name: str) -> None:
        page.on("console", lambda message: self._heard(name, message.text))
        page.on("pageerror", lambda error: self._fault(name, str(error)))
        page.on("request", lambda request: self._asked(name, request.url))

    def _heard(self, name: str, text: str) -> None:
        if "status of 404" not in text or not name.startswith("not-found"):
            self._fault(name, text)

    def _asked(self, name: str, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self._fault(name, f"asks {url}")

    def _fault(self, name: str, text: str) -> None:
        self.faults.append(f"{name}: {text}")

    def forget(self) -> None:
        """Remove the cookies."""
        for kept in self.signed_in.values():
            kept.unlink(missing_ok=True)


def sign_ins() -> list[dict[str, str]]:
    """The demonstration accounts of this installation."""
    file = STATE / "demo-signins.json"
    accounts: list[dict[str, str]] = json.loads(file.read_text()) if file.exists() else []
    return accounts


def wanted(only: str) -> Iterator[Shot]:
    """The shots whose name holds `only`, as far as there are accounts for them."""
    roles = {account["role"] for account in sign_ins()}
    for shot in SHOTS:
        if only not in shot.name:
            continue
        if shot.role and shot.role not in roles:
            print(f"left out: {shot.name}: no demonstration account {shot.role}")
            continue
        yield shot


def main() -> None:
    """Picture everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default=f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
    parser.add_argument("--only", default="", help="pages whose name holds this word")
    parser.add_argument("--quick", action="store_true", help="Korean and light only, at 360 and 1440")
    options = parser.parse_args()
    folder = STATE / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    flags = CHROMIUM_FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=flags)
        studio = Studio(browser, options.base, folder)
        for shot in wanted(options.only):
            for language in LANGUAGES[:1] if options.quick else LANGUAGES:
                for theme in THEMES[:1] if options.quick else THEMES:
                    for width in WIDTHS[::2] if options.quick else WIDTHS:
                        studio.picture(shot, width, theme, language)
            print(shot.name)
        studio.forget()
        browser.close()
    print(f"{folder}: {len(studio.faults)} faults", *studio.faults, sep="\n  ")
    sys.exit(1 if studio.faults else 0)


if __name__ == "__main__":
    main()
