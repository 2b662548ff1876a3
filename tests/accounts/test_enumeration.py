"""Who has an account cannot be told: answers, mails and password hashes are alike on both paths, and so are times.

Times are compared with each other in one run, never with a clock. The comparison is statistical: 200 tries of each
kind, in turn, give two distributions; how well they can be told apart is the area under the ROC curve (0.5: not at
all). By chance alone 200 against 200 pass 0.6 in less than one run of a thousand, and a second look is allowed.
"""

import re
import time
from collections import Counter

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from axportal.accounts.models import User
from axportal.core.models import MailDelivery, OutboxRow
from tests.calls import factories
from tests.people import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.goal("R24"), pytest.mark.feature("I16")]
THERE, MISSING = "outsider@cast.example", "nobodyxx@cast.example"
FORMS = {
    "/accounts/login/": {"login": "{}", "password": "wrong-password-1"},
    "/accounts/password/reset/": {"email": "{}"},
    "/accounts/signup/": {"email": "{}", "name": "새 사람", "password1": PASSWORD, "password2": PASSWORD},
}
TRIES = 200
VARIES = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^}]+|nonce-\S+|\d\d:\d\d KST')


@pytest.fixture
def hashes(monkeypatch):
    """How often a password is hashed or compared; the real work is done too."""
    count: Counter[str] = Counter()
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)

        def counted(self, *args, real=real, **kwargs):
            count["hashes"] += 1
            return real(self, *args, **kwargs)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    return count


def fields(address, email):
    return {name: value.format(email) for name, value in FORMS[address].items()}


def told(response, email):
    """What the browser is told, without what differs between any two answers."""
    text = VARIES.sub("", response.content.decode()).replace(email, "")
    headers = {name: value for name, value in response.headers.items() if name not in {"X-Request-ID", "Expires"}}
    headers["Content-Security-Policy"] = sorted(headers["Content-Security-Policy"].split("; "))
    return response.status_code, headers, text


def attempt(address, email, hashes):
    """Status, headers and text; how many hashes and mails it took; how many statements of each kind."""
    client = Client()
    client.get(address)
    hashes.clear()
    before = MailDelivery.objects.count()
    with CaptureQueriesContext(connection) as captured:
        response = client.post(address, fields(address, email))
    statements = Counter(query["sql"].split()[0] for query in captured.captured_queries)
    return told(response, email), hashes["hashes"], MailDelivery.objects.count() - before, statements


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.api10("API2")
def test_answers_mails_and_hashes_are_alike(cast, hashes, address):
    there, missing = (attempt(address, email, hashes) for email in (THERE, MISSING))
    assert there[:3] == missing[:3]


def test_a_wrong_password_costs_one_hash_and_as_many_statements_whoever_is_named(cast, hashes):
    there, missing = (attempt("/accounts/login/", email, hashes) for email in (THERE, MISSING))
    assert (there[1], missing[1]) == (1, 1)
    assert abs(there[3].total() - missing[3].total()) <= 1


def test_signing_up_costs_one_hash_whoever_is_there_already(cast, hashes):
    there, missing = (attempt("/accounts/signup/", email, hashes) for email in (THERE, MISSING))
    assert (there[1], missing[1]) == (1, 1)


def test_a_locked_person_is_answered_like_a_missing_one(cast, hashes):
    User.objects.filter(email=THERE).update(is_active=False)
    there, missing = (attempt("/accounts/login/", email, hashes) for email in (THERE, MISSING))
    assert there[:2] == missing[:2]


def test_an_invitation_is_answered_alike(cast, sign_in):
    """Who invites a partner does not learn whether the address has an account."""
    application = factories.start(cast, factories.make_call(cast))
    answers = []
    for email in (THERE, MISSING):
        client = sign_in("company_representative")
        data = {"name": "협력사", "kind": "company", "role": "joint", "biz_reg_no": "2208162517", "gives_data": "no",
                "email": email}  # fmt: skip
        response = client.post(f"/applications/{application.uuid}/partners/add/", data)
        answers.append((told(response, email), OutboxRow.objects.filter(task__endswith="invitation").count()))
        application.members.exclude(organisation=application.organisation).delete()
        OutboxRow.objects.all().delete()
    assert answers[0] == answers[1]
    assert answers[0][0][0] == 302


def seconds(address, email, number):
    """How long one try from an address of its own takes."""
    client = Client(REMOTE_ADDR=f"10.{number // 250 % 250}.{number % 250}.{len(email) % 250}")
    data = fields(address, email)
    began = time.perf_counter()
    client.post(address, data)
    return time.perf_counter() - began


def told_apart(there, missing):
    """The area under the ROC curve, folded: 0.5 says that nothing can be told, 1.0 that everything can."""
    wins = sum((a > b) + (a == b) / 2 for a in there for b in missing)
    area = wins / (len(there) * len(missing))
    return max(area, 1 - area)


def one_look(address, turn):
    """The distributions of tries in turn, so that whatever else the machine does falls on both."""
    there, missing = [], []
    for number in range(TRIES):
        cache.clear()
        pair = [(THERE, there), (MISSING, missing)]
        for email, times in pair if number % 2 else reversed(pair):
            times.append(seconds(address, email, 1000 * turn + number))
    return told_apart(there, missing)


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/"])
@pytest.mark.api10("API2")
@pytest.mark.timeout(600)
@pytest.mark.same_everywhere
def test_times_cannot_be_told_apart(cast, address):
    first = one_look(address, 1)
    assert first < 0.6 or one_look(address, 2) < 0.6, first
