"""A browser without scripts, of nothing but the standard library: cookies, redirects, hidden fields of forms."""

import secrets
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urlencode, urljoin

#: Of everybody whom the tests make up.
PASSWORD = "cast-Passw0rd-시험"


@dataclass
class Page:
    """What came back in the end: the address after redirects, the status, the text, how long it took."""

    address: str
    status: int
    text: str
    seconds: float

    def hidden(self) -> dict[str, str]:
        """The hidden fields of all forms of the page."""
        reader = _HiddenFields()
        reader.feed(self.text)
        return reader.fields


class _HiddenFields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note hidden inputs."""
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden" and given.get("name"):
            self.fields[str(given["name"])] = given.get("value") or ""


class Visitor:
    """One person at a portal."""

    def __init__(self, address: str, *, patience: float = 60.0) -> None:
        self.address = address
        self.patience = patience
        loopback_is_secure = DefaultCookiePolicy(secure_protocols=("http", "https"))  # as browsers see it
        self.cookies = CookieJar(loopback_is_secure)
        jar = urllib.request.HTTPCookieProcessor(self.cookies)
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def get(self, path: str) -> Page:
        """Open a page."""
        return self._open(path, None)

    def post(self, path: str, values: dict[str, str]) -> Page:
        """Send a form; refusals are pages too."""
        return self._open(path, urlencode(values).encode())

    def send_file(self, path: str, values: dict[str, str], field: str, name: str, content: bytes) -> Page:
        """Send a form with a file."""
        edge = secrets.token_hex(16)
        parts = [f'form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in values.items()]
        parts.append(f'form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode() + content + b"\r\n")
        body = b"".join(f"--{edge}\r\nContent-Disposition: ".encode() + part for part in parts)
        return self._open(path, body + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}")

    def sign_in(self, email: str, password: str = PASSWORD) -> "Visitor":
        """Sign in by the form."""
        form = self.get("/accounts/login/").hidden()
        answer = self.post("/accounts/login/", {**form, "login": email, "password": password})
        assert "/accounts/login/" not in answer.address, answer.text
        return self

    def _open(self, path: str, body: bytes | None, kind: str = "application/x-www-form-urlencoded") -> Page:
        began = time.monotonic()
        headers = {"Referer": self.address} | ({"Content-Type": kind} if body is not None else {})
        request = urllib.request.Request(urljoin(self.address, path), data=body, headers=headers)
        try:
            with self._opener.open(request, timeout=self.patience) as response:
                address, status, content = response.url, response.status, response.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                address, status, content = refusal.url or path, refusal.code, refusal.read()
        return Page(address, status, content.decode(), time.monotonic() - began)
