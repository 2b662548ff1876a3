"""Resident and alien registration numbers are refused wherever text is kept, at the field where they stand."""

import pytest

from axportal.core import clock
from axportal.core.errors import InvalidInput
from axportal.core.models import Transition
from labs.models import JointLab
from regions.models import Organisation
from regions.services import companies
from tests import rows

pytestmark = [pytest.mark.django_db, pytest.mark.goal("R25")]
NUMBER = "900101-1234568"
SENTENCE = "주민등록번호나 외국인등록번호는 받지 않습니다. 그 번호를 지워 주세요."


@pytest.fixture
def lab(cast):
    rows.make_missing(cast)
    return JointLab.objects.get()


@pytest.mark.parametrize("name", ["name_ko", "name_en", "laboratory_ko", "summary_ko"])
def test_a_record_takes_none(api, lab, name):
    client = api("institute_admin")
    gist = Organisation.objects.get(key="gist")
    body = {"name_ko": "이름", "institute": str(gist.uuid), "zone": str(gist.zone.uuid), name: f"담당 {NUMBER}"}
    answer = client.post("/api/v1/labs/", body, format="json")
    assert (answer.status_code, answer.json()["errors"]) == (400, {name: [SENTENCE]})
    tag = client.get(f"/api/v1/labs/{lab.uuid}/").headers["ETag"]
    answer = client.patch(f"/api/v1/labs/{lab.uuid}/", {name: NUMBER}, format="json", headers={"If-Match": tag})
    assert (answer.status_code, answer.json()["errors"]) == (400, {name: [SENTENCE]})
    assert JointLab.objects.count() == 1


def test_a_page_says_so_at_the_field_and_keeps_nothing(sign_in, lab):
    answer = sign_in("institute_admin").post(
        f"/labs/{lab.uuid}/edit/", {"name_ko": NUMBER, "base_version": lab.version}
    )
    assert answer.status_code == 400
    assert JointLab.objects.get().name_ko == lab.name_ko


def test_a_reason_takes_none(api, lab):
    before = Transition.objects.count()
    answer = api("agency_officer").post(f"/api/v1/labs/{lab.uuid}/agree/", {"reason": NUMBER}, format="json")
    assert (answer.status_code, answer.json()["errors"]) == (400, {"reason": [SENTENCE]})
    assert Transition.objects.count() == before


@pytest.mark.parametrize("name", ["name_ko", "representative"])
def test_a_company_takes_none(cast, name):
    values = {"biz_reg_no": "1018116419", "name_ko": "기업", "representative": "대표", name: NUMBER}
    with pytest.raises(InvalidInput) as refusal:
        companies.register_company(values=values, actor=cast["outsider"], at=clock.now())
    assert refusal.value.fields == {name: [SENTENCE]}
