"""Passwords, tokens, keys and personal numbers are typed into a running portal; then everything it keeps is searched.

Real processes (web, relay, worker, sealer), real pages, real mail. There is no second factor yet, and so no secret of
one. One test, since all of it stands on one portal.
"""

import re
import secrets
import urllib.request
from datetime import timedelta
from urllib.error import HTTPError

import pytest

from axportal.accounts.models import ApiToken, User
from axportal.core import clock
from axportal.core.models import OutboxRow
from labs.models import JointLab
from tests.canary.traces import Traces
from tests.mailbox import receiving
from tests.people import PASSWORD
from tests.servers import free_port, portal, wait_until
from tests.visitors import Page, Visitor

RESIDENT, ALIEN = "900101-1234568", "850214-5678901"
EMAIL = "canary@company.example"
HARMLESS = f"카나리아{secrets.token_hex(6)}"
PATIENCE = 120.0  # seconds; what is left behind is looked at, not how long it takes


class Run:
    """Somebody who uses a portal and notes every secret on the way."""

    def __init__(self, address: str, mails: list) -> None:
        self.address = address
        self.mails = mails
        self.secrets = {"resident number": RESIDENT, "alien number": ALIEN, "password of the cast": PASSWORD}

    def new_password(self, name: str) -> str:
        """A password that this run only knows."""
        return self.secrets.setdefault(name, f"Canary-{secrets.token_hex(12)}-새")

    def send(self, visitor: Visitor, path: str, values: dict[str, str]) -> Page:
        """Fill in the form of a page."""
        return visitor.post(path, {**visitor.get(path).hidden(), **values})

    def mailed(self) -> str:
        """All mails."""
        return "\n".join(mail.get_payload(decode=True).decode() for mail in list(self.mails))

    def link(self, part: str) -> str:
        """The newest link of this kind that came by mail; its key is a secret too."""
        pattern = re.compile(rf"https?://[^/\s]+(/\S*{part}/\S+)")
        wait_until(lambda: pattern.search(self.mailed()), within=PATIENCE)
        found = pattern.findall(self.mailed())[-1]
        self.secrets[f"key of {part}"] = found.rstrip("/").rpartition("/")[2]
        return found

    def call(self, path: str, headers: dict[str, str], body: str | None = None) -> int:
        """One request of a program."""
        request = urllib.request.Request(self.address + path, data=body and body.encode(), headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status
        except HTTPError as refusal:
            with refusal:
                return refusal.code


def sign_up_and_forget(run: Run) -> None:
    """A new person signs up, mistypes, signs in, types the password as a name, forgets it and sets another."""
    first, wrong, second = (run.new_password(name) for name in ("password", "mistyped password", "new password"))
    visitor = Visitor(run.address)
    run.send(visitor, "/accounts/signup/", {"email": EMAIL, "name": "새 사람", "password1": first, "password2": first})
    run.send(visitor, run.link("confirm-email"), {})
    for login, password in ((EMAIL, wrong), (f"{wrong}@company.example", first)):
        run.send(Visitor(run.address), "/accounts/login/", {"login": login, "password": password})
    Visitor(run.address).sign_in(EMAIL, first)
    run.send(Visitor(run.address), "/accounts/password/reset/", {"email": EMAIL})
    forgetful = Visitor(run.address)
    page = forgetful.get(run.link("password/reset/key"))
    path = re.sub(r"^https?://[^/]+", "", page.address)
    forgetful.post(path, {**page.hidden(), "password1": second, "password2": second})
    Visitor(run.address).sign_in(EMAIL, second)


def use_a_token(run: Run) -> None:
    """A token is made and sent where it belongs, and where it does not: in an address, a search, a body."""
    admin = Visitor(run.address).sign_in("institute_admin@cast.example")
    expires = (clock.now() + timedelta(days=30)).date().isoformat()
    page = run.send(admin, "/me/tokens/", {"label": "카나리아", "scopes": "write", "expires_on": expires})
    key = run.secrets["token"] = re.search(r"axp_[\w-]{43}", page.text).group()
    owner = {"Authorization": f"Bearer {key}"}
    statuses = [
        run.call("/api/v1/labs/?page_size=1", owner),
        run.call(f"/api/v1/labs/?token={key}", {}),
        run.call("/api/v1/labs/", {"Authorization": f"Bearer {key}x"}),
        run.call("/api/v1/labs/", {**owner, "Content-Type": "application/json"}, f'{{"{key}": 1}}'),
        run.call(f"/search/?q={key}", {}),
        run.call("/metrics", {"Authorization": f"Bearer {run.secrets['metrics token']}"}),
    ]
    assert statuses == [200, 400, 401, 400, 200, 200]


def type_personal_numbers(run: Run) -> None:
    """Numbers are typed wherever text is taken; a harmless word shows that the search sees what is kept."""
    admin = Visitor(run.address).sign_in("institute_admin@cast.example")
    page = admin.get("/labs/new/").text
    institute, zone = (
        re.search(rf'<select name="{name}".*?<option value="(\d+)"', page, re.DOTALL).group(1)
        for name in ("institute", "zone")
    )
    common = {"institute": institute, "zone": zone, "publication": "draft", "name_ko": "이름"}
    kept = run.send(admin, "/labs/new/", {**common, "name_ko": HARMLESS})
    assert HARMLESS in kept.text
    for name in ("name_ko", "name_en", "laboratory_ko", "summary_ko"):
        assert run.send(admin, "/labs/new/", {**common, name: f"담당 {RESIDENT}"}).status == 400
    person = Visitor(run.address).sign_in("outsider@cast.example")
    for name in ("name_ko", "representative"):
        values = {"biz_reg_no": "1018116419", "name_ko": "기업", "representative": "대표", "size_class": "sme"}
        assert run.send(person, "/companies/register/", {**values, name: f"{ALIEN} {name}"}).status in {400, 409}


@pytest.mark.goal("R25")
@pytest.mark.timeout(900)
def test_no_secret_is_kept_anywhere(committed_db, cast, tmp_path):
    token, port = f"metrics-{secrets.token_hex(12)}", free_port()
    more = {"METRICS_TOKEN": token, "EMAIL_URL": f"smtp://127.0.0.1:{port}", "LOG_LEVEL": "DEBUG"}
    with receiving(port) as mails, portal(committed_db, "relay", "worker", "sealer", **more) as address:
        run = Run(address, mails)
        run.secrets["metrics token"] = token
        sign_up_and_forget(run)
        use_a_token(run)
        type_personal_numbers(run)
        wait_until(lambda: not OutboxRow.objects.filter(done_at=None).exists(), within=PATIENCE)
        traces = Traces(committed_db, tmp_path)
    ensure_seen(traces)
    assert {name: traces.of(secret) for name, secret in run.secrets.items() if traces.of(secret)} == {}
    assert {name for name, secret in run.secrets.items() if secret in run.mailed()} == {
        "key of confirm-email", "key of password/reset/key",
    }  # fmt: skip
    hashes = {found.split("$")[0] for found in User.objects.values_list("password", flat=True)}
    assert {found for found in hashes if not found.startswith("!")} == {"argon2"}
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in ApiToken.objects.values_list("digest", flat=True))


def ensure_seen(traces: Traces) -> None:
    """The search sees what may be kept; else nothing would ever be found."""
    table = JointLab._meta.db_table
    assert {f"column {table}.name_ko", f"column {table}event.name_ko"} <= set(traces.of(HARMLESS))
    assert {"file", "column", "session", "valkey", "command"} <= {place.split()[0] for place in traces.places}
    assert traces.of("accounts:tokens"), "no log tells of the requests"
