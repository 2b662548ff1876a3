"""One client, a process of its own that imports nothing of the portal: `python tests/drills/client.py PLAN`.

By its seed it hands in, clicks twice, edits and withdraws, as a script (a token, `Idempotency-Key`, `If-Match`) or as a
browser (cookies, the form's hidden key). Each intention is written to a file before it is tried, each try and the final
answer after. It tries again as such callers do, with the same key; now and then it gives up at once, and does not know.
"""

import http.client
import json
import random
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.visitors import Page, Visitor

CALL_PATIENCE = 20.0  # seconds for one answer
RETRY_FOR = 100.0
GIVES_UP_AT_ONCE = 0.1  # of the intentions
TRY_AGAIN = {0, 408, 429, 500, 502, 503, 504}
FIELD, STEP = "contact_name", "call"
ACTS = {"submit": 4, "double click": 2, "edit": 4, "withdraw": 1, "look": 3}
LOOKS = ("/", "/calls/", "/labs/", "/api/v1/labs/", "/zones/honam/")


class Notes:
    """The client's own file: what it wanted, what it got."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("a", encoding="utf-8")
        self._lock = threading.Lock()

    def write(self, **row: Any) -> None:
        """Add a line; it is in the file before the call returns."""
        with self._lock:
            self._file.write(json.dumps({"at": time.time(), **row}, ensure_ascii=False) + "\n")
            self._file.flush()


class Caller:
    """What scripts and browsers have in common: intentions, tries, patience."""

    def __init__(self, plan: dict[str, Any], notes: Notes) -> None:
        self.plan, self.notes = plan, notes
        self.rng = random.Random(plan["seed"])
        self.visitor = Visitor(plan["address"], patience=CALL_PATIENCE)
        self.ended = threading.Event()
        self.number = 0

    def act(self) -> None:
        """One more thing by the plan."""
        acts = {**ACTS, **self.plan.get("acts", {})}
        name = self.rng.choices(list(acts), list(acts.values()))[0]
        getattr(self, name.replace(" ", "_"))()

    def intend(self, what: str, **detail: Any) -> str:
        """Write down what is wanted, before anything is sent."""
        self.number += 1
        intention = f"{self.plan['name']}-{self.number}"
        self.notes.write(intention=intention, what=what, application=self.plan["application"], **detail)
        return intention

    def pursue(self, intention: str, attempt: Any) -> dict[str, Any]:
        """Try until somebody says yes or no, or patience ends; note each try and the answer."""
        began, tries = time.monotonic(), 0
        patience = 0.0 if self.rng.random() < self.plan.get("gives_up", GIVES_UP_AT_ONCE) else RETRY_FOR
        while True:
            tries += 1
            sent = time.monotonic()
            try:
                status, body = attempt()
            except (OSError, http.client.HTTPException, ValueError) as error:
                status, body = 0, {"error": f"{type(error).__name__}: {error}"}
            seconds = round(time.monotonic() - sent, 3)
            self.notes.write(intention=intention, status=status, seconds=seconds, **({} if status else body))
            if status not in TRY_AGAIN or time.monotonic() - began > patience:
                break
            time.sleep(0.2 + 0.8 * self.rng.random())
        answer = "unknown" if status in TRY_AGAIN else "yes" if status < 300 else "no"
        self.notes.write(intention=intention, answer=answer, tries=tries, body=body if answer != "unknown" else {})
        return {"answer": answer, **body}

    def look(self) -> None:
        """Open a page."""
        path = self.rng.choice(LOOKS)

        def attempt() -> tuple[int, dict]:
            page = self.visitor.get(path)
            return page.status, {}

        self.pursue(self.intend("look", path=path), attempt)


class Script(Caller):
    """A program with a token."""

    def call(self, method: str, path: str, body: dict | None = None, **headers: str) -> tuple[int, dict, Any]:
        """Send JSON; refusals are answers."""
        sent = {"Authorization": f"Bearer {self.plan['token']}", "Content-Type": "application/json", **headers}
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.plan['address']}{path}", content, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=CALL_PATIENCE) as answer:
                return answer.status, json.load(answer), answer.headers
        except urllib.error.HTTPError as refusal:
            with refusal:
                text = refusal.read().decode(errors="replace")
                return refusal.code, json.loads(text) if text.startswith("{") else {"text": text[:200]}, refusal.headers

    def _verb(self, name: str, key: str) -> tuple[int, dict]:
        path = f"/api/v1/applications/{self.plan['application']}/{name}/"
        return self.call("POST", path, {}, **{"Idempotency-Key": key})[:2]

    def submit(self) -> None:
        """Hand in once."""
        key = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        self.pursue(self.intend("submit", key=key, by="script"), lambda: self._verb("submit", key))

    def double_click(self) -> None:
        """Hand in with one key from two threads at once: one intention, two answers."""
        key = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        intention = self.intend("submit", key=key, by="script")
        twice([lambda: self.pursue(intention, lambda: self._verb("submit", key))] * 2)

    def withdraw(self) -> None:
        """Take back; the next submission hands in again."""
        key = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        self.pursue(self.intend("withdraw", key=key), lambda: self._verb("withdraw", key))

    def edit(self) -> None:
        """Read the part, change a field on top of that version; after "unknown" read again, as a script would."""
        path = f"/api/v1/applications/{self.plan['application']}/parts/{STEP}/{self.plan['organisation']}/"
        value = f"연락 {self.plan['name']}-{self.number + 1}"

        def attempt() -> tuple[int, dict]:
            status, body, headers = self.call("GET", path)
            if status != 200:
                return status if status in TRY_AGAIN else 503, body  # not yet an answer to the edit
            if body["fields"].get(FIELD) == value:
                return 200, body  # an earlier try got through
            return self.call("PATCH", path, {"fields": {FIELD: value}}, **{"If-Match": headers["ETag"]})[:2]

        self.pursue(self.intend("edit", value=value), attempt)


class Browser(Caller):
    """A person with cookies; every form is fetched before it is sent."""

    signed_in = False

    def _form(self, path: str) -> Page:
        if not self.signed_in:
            self.visitor.sign_in(self.plan["email"], self.plan["password"])
            self.signed_in = True
        page = self.visitor.get(path)
        if "/accounts/login/" in page.address:
            self.signed_in = False
            raise OSError("signed out")
        return page

    def _fetched(self, path: str) -> dict[str, str]:
        """The hidden fields of a form, fetched as long as it takes."""
        until = time.monotonic() + RETRY_FOR
        while time.monotonic() < until and not self.ended.is_set():
            try:
                page = self._form(path)
                if page.status == 200:
                    return page.hidden()
            except (OSError, http.client.HTTPException, AssertionError):
                self.signed_in = False
            time.sleep(0.5)
        return {}

    def _hand_in(self, clicks: int) -> None:
        path = f"/applications/{self.plan['application']}/submit/"
        form = self._fetched(path)
        if "request_key" not in form:  # closed, or nothing answered: nothing was sent
            return

        def attempt() -> tuple[int, dict]:
            page = self.visitor.post(path, form)
            if page.status == 200 and "/receipt/" not in page.address:
                return 503, {"error": page.address}
            if page.status != 200:
                return page.status, {}
            return 200, {"number": int(page.address.rstrip("/").rsplit("/", 1)[1])}

        intention = self.intend("submit", key=form["request_key"], by="browser")
        twice([lambda: self.pursue(intention, attempt)] * clicks)

    def submit(self) -> None:
        """Look at the form, hand in."""
        self._hand_in(1)

    def double_click(self) -> None:
        """Click twice."""
        self._hand_in(2)

    def edit(self) -> None:
        """What the page saves by itself while somebody writes."""
        path = f"/applications/{self.plan['application']}/{STEP}/"
        form = self._fetched(path)
        if not form:
            return
        value = f"연락 {self.plan['name']}-{self.number + 1}"
        sent = {**form, FIELD: value, "client": self.plan["name"]}
        kept = {name: sent[name] for name in ("csrfmiddlewaretoken", FIELD, f"base-{FIELD}", "client") if name in sent}

        def attempt() -> tuple[int, dict]:
            page = self.visitor.post(path, kept)
            return (503 if "/accounts/login/" in page.address else page.status), {}

        self.pursue(self.intend("edit", value=value), attempt)

    def withdraw(self) -> None:
        """People of this plan do not take back; they look."""
        self.look()


def twice(acts: list[Any]) -> None:
    """All at once."""
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    """Act until asked to stop, then finish what is under way."""
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    caller = {"script": Script, "browser": Browser}[plan["kind"]](plan, Notes(Path(sys.argv[1]).with_suffix(".jsonl")))
    signal.signal(signal.SIGTERM, lambda *_: caller.ended.set())
    while not caller.ended.wait(plan.get("pause", 0.3) * 2 * caller.rng.random()):
        caller.act()


if __name__ == "__main__":
    main()
