"""A call from its first draft to its cancellation and second announcement through the API alone."""

from datetime import timedelta

import pytest

from axportal.calls.models import Call
from axportal.calls.rules import standard_rules
from axportal.core import clock
from regions.models import Organisation
from tests.calls.factories import BODY

CALLS = "/api/v1/calls/"


@pytest.mark.feature("B1")
@pytest.mark.goal("R6")
def test_a_script_keeps_a_call(api, cast):
    client, at = api("call_manager"), clock.now()
    gist = str(Organisation.objects.get(key="gist").uuid)
    opens_at, closes_at = at + timedelta(days=1), at + timedelta(days=40)
    new = {"number": "AXL-7", "title_ko": "새 공고", "programme": "joint_lab", "organisation": gist, "zone": "honam",
           "opens_at": opens_at.isoformat()}  # fmt: skip
    headers = {"Idempotency-Key": "once"}
    made, again = (client.post(CALLS, new, format="json", headers=headers) for _click in range(2))
    assert (made.status_code, made.json()) == (201, again.json())
    call = Call.objects.get(number="AXL-7")
    address = f"{CALLS}{call.uuid}/"
    assert made["Location"].endswith(address)
    assert (made.json()["phase"], made.json()["rules"]["body"]) == ("draft", standard_rules())
    assert made.json()["available_actions"] == ["publish", "cancel"]

    edited = client.patch(address, {"title_en": "New"}, format="json", headers={"If-Match": made["ETag"]})
    assert edited.status_code == 200
    late = client.patch(address, {"title_en": "Late"}, format="json", headers={"If-Match": made["ETag"]})
    assert late.status_code == 412
    assert client.post(f"{address}rules/", {"body": {"x": 1}}, format="json").status_code == 400
    assert client.post(f"{address}rules/", {"body": BODY}, format="json").json()["rules"] == {"number": 1, "body": BODY}
    stages = {"rows": [{"name_ko": "평가", "starts_on": "2027-01-01"}]}
    assert client.post(f"{address}stages/", stages, format="json").status_code == 200
    questions = {"rows": [{"question_ko": "누가?", "answer_ko": "기업"}]}
    assert client.post(f"{address}questions/", questions, format="json").status_code == 200
    assert (call.stages.count(), call.questions.count()) == (1, 1)

    published = client.post(f"{address}publish/", {"closes_at": closes_at.isoformat()}, format="json")
    assert (published.status_code, published.json()["status"]) == (200, "announced")
    corrected = {"body": {**BODY, "yearly_cap_won": 1}, "reason": "오기"}
    assert client.post(f"{address}rules/", {"body": corrected["body"]}, format="json").status_code == 400
    assert client.post(f"{address}rules/", corrected, format="json").json()["rules"]["number"] == 2
    later = {"closes_at": (closes_at + timedelta(days=1)).isoformat(), "reason": "장애"}
    assert client.post(f"{address}move-deadline/", later, format="json").status_code == 200
    assert client.post(f"{address}cancel/", {"reason": "예산"}, format="json").json()["phase"] == "cancelled"
    copy = {"number": "AXL-8", "title_ko": "재공고", "organisation": gist, "opens_at": opens_at.isoformat(),
            "following": "reannouncement"}  # fmt: skip
    second = client.post(f"{address}copy/", copy, format="json")
    assert second.status_code == 201
    assert Call.objects.get(number="AXL-8").follows == call
