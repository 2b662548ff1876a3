"""The API of records: pages, filters, fields, ETags, If-Match, idempotent writes, problems."""

import json

import pytest

from axportal.core import clock
from axportal.records import registry, services
from labs.models import JointLab
from labs.records import JOINT_LAB
from regions.models import Organisation, Zone

pytestmark = pytest.mark.django_db
SLUGS = sorted(registry.all_types())


@pytest.fixture
def gist(db):
    return Organisation.objects.get(key="gist")


@pytest.fixture
def make_lab(cast, gist):
    def make(name="시험 연구소", publication="published", **values):
        return services.create_record(
            record_type=JOINT_LAB,
            values={"name_ko": name, "institute": gist, "zone": gist.zone, "publication": publication, **values},
            actor=cast["institute_admin"],
            at=clock.now(),
        )

    return make


def problem(response, *, status, code):
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert (body["status"], body["code"]) == (status, code)
    return body


@pytest.mark.parametrize("slug", [*SLUGS, "zones"])
def test_public_records_need_no_token(api, slug):
    response = api().get(f"/api/v1/{slug}/")
    assert response.status_code == 200
    assert set(response.json()) == {"next", "previous", "results"}


def test_a_zone_in_full(api):
    zone = Zone.objects.get(slug="honam")
    body = api().get(f"/api/v1/zones/{zone.uuid}/").json()
    gist = Organisation.objects.get(key="gist")
    assert body == {
        "uuid": str(zone.uuid), "version": zone.version, "name_ko": "호남권", "name_en": zone.name_en,
        "origin": "reference", "source": "A1", "as_of": "2026-03-11", "grade": "S",
        "updated_at": body["updated_at"], "code": "HONAM", "slug": "honam", "position": 2,
        "lead": {"uuid": str(gist.uuid), "code": "gist", "name_ko": "광주과학기술원", "name_en": gist.name_en},
    }  # fmt: skip


@pytest.mark.feature("G8")
def test_cursor_pages_and_numbered_pages_show_the_same_rows(api, make_lab):
    for number in range(7):
        make_lab(f"연구소 {number}")
    client = api()
    by_cursor, address = [], "/api/v1/labs/?page_size=3&fields=name_ko"
    while address:
        body = client.get(address).json()
        by_cursor += [row["name_ko"] for row in body["results"]]
        address = body["next"]
    by_number = []
    for page in (1, 2, 3):
        body = client.get(f"/api/v1/labs/?page_size=3&fields=name_ko&page={page}").json()
        by_number += [row["name_ko"] for row in body["results"]]
    assert by_cursor == by_number == [f"연구소 {number}" for number in range(7)]
    assert (body["count"], body["count_is_exact"]) == (7, True)


@pytest.mark.feature("G8")
@pytest.mark.api10("API4")
def test_numbered_pages_end_at_twenty_with_a_way_on(api):
    body = problem(api().get("/api/v1/organisations/?page=21"), status=400, code="page_too_deep")
    assert body["next"].endswith("/api/v1/organisations/")


@pytest.mark.feature("G9")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=reviewing", 2),
        ("status=operating", 0),
        ("zone=honam", 2),
        ("zone=jungbu", 0),
        ("q=둘째", 1),
        ("institute=gist", 2),
    ],
)
def test_filters_are_named_as_fields(api, make_lab, query, expected):
    make_lab("첫째")
    make_lab("둘째")
    assert len(api().get(f"/api/v1/labs/?{query}").json()["results"]) == expected


@pytest.mark.feature("G32")
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("zonne=honam", "zonne"),
        ("zone=nowhere", "zone"),
        ("ordering=secret", "ordering"),
        ("fields=password", "fields"),
        ("page_size=0", "page_size"),
        ("page_size=201", "page_size"),
        ("cursor=%00", "cursor"),
        ("page=x", "page"),
    ],
)
def test_wrong_parameters_are_named(api, query, field):
    body = problem(api().get(f"/api/v1/labs/?{query}"), status=400, code="invalid")
    assert list(body["errors"]) == [field]


@pytest.mark.feature("G16")
def test_an_unchanged_object_is_304(api, make_lab):
    lab = make_lab()
    client = api()
    first = client.get(f"/api/v1/labs/{lab.uuid}/")
    again = client.get(f"/api/v1/labs/{lab.uuid}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.feature("G17")
def test_an_unchanged_list_is_304_and_a_changed_one_is_not(api, make_lab):
    lab = make_lab()
    client = api()
    tag = client.get("/api/v1/labs/")["ETag"]
    assert client.get("/api/v1/labs/", headers={"If-None-Match": f"W/{tag}"}).status_code == 304
    JointLab.objects.filter(pk=lab.pk).update(gpu_hours=5)
    assert client.get("/api/v1/labs/", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.feature("G14")
def test_a_write_names_the_version_it_changes(api, make_lab):
    lab = make_lab()
    client = api("institute_admin")
    address = f"/api/v1/labs/{lab.uuid}/"
    problem(client.patch(address, {"gpu_hours": 5}, format="json"), status=428, code="if_match_required")
    tag = client.get(address)["ETag"]
    saved = client.patch(address, {"gpu_hours": 5}, format="json", headers={"If-Match": tag})
    assert (saved.status_code, saved.json()["gpu_hours"], saved.json()["version"]) == (200, 5, lab.version + 1)
    problem(
        client.patch(address, {"gpu_hours": 6}, format="json", headers={"If-Match": tag}),
        status=412,
        code="stale_version",
    )
    chained = client.patch(address, {"gpu_hours": 6}, format="json", headers={"If-Match": saved["ETag"]})
    assert chained.status_code == 200


@pytest.mark.api10("API3")
def test_unknown_and_wrong_fields_are_refused(api, make_lab):
    lab = make_lab()
    client = api("institute_admin")
    address = f"/api/v1/labs/{lab.uuid}/"
    tag = client.get(address)["ETag"]
    for body, field in [({"status": "ended"}, "status"), ({"gpu_hours": -1}, "gpu_hours"), ({"zone": "x"}, "zone")]:
        answer = client.patch(address, body, format="json", headers={"If-Match": tag})
        assert field in problem(answer, status=400, code="invalid")["errors"]


def new_lab(gist, **changed):
    return {
        "name_ko": "새 연구소", "institute": str(gist.uuid), "zone": str(gist.zone.uuid), "publication": "published",
        **changed,
    }  # fmt: skip


@pytest.mark.goal("R6")
@pytest.mark.api10("API6")
def test_the_same_key_has_one_effect_and_the_same_answer(api, gist):
    client = api("institute_admin")
    first = client.post("/api/v1/labs/", new_lab(gist), format="json", headers={"Idempotency-Key": "k1"})
    again = client.post("/api/v1/labs/", new_lab(gist), format="json", headers={"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first["Location"] == again["Location"]
    assert JointLab.objects.filter(name_ko="새 연구소").count() == 1
    other = client.post(
        "/api/v1/labs/", new_lab(gist, name_ko="다른"), format="json", headers={"Idempotency-Key": "k1"}
    )
    problem(other, status=422, code="idempotency_key_reused")


@pytest.mark.api10("API1", "API5")
def test_another_institutes_lab_can_be_read_but_not_written(api, make_lab):
    lab = make_lab()
    client = api("dgist_admin")
    tag = client.get(f"/api/v1/labs/{lab.uuid}/")["ETag"]
    answer = client.patch(f"/api/v1/labs/{lab.uuid}/", {"gpu_hours": 1}, format="json", headers={"If-Match": tag})
    problem(answer, status=403, code="not_allowed")


@pytest.mark.api10("API5")
def test_nobody_files_a_lab_under_another_institute(api, gist):
    answer = api("dgist_admin").post("/api/v1/labs/", new_lab(gist), format="json")
    assert "institute" in problem(answer, status=400, code="invalid")["errors"]


@pytest.mark.api10("API1")
def test_a_draft_is_404_for_others(api, make_lab):
    lab = make_lab(publication="draft")
    for name in (None, "dgist_admin", "company_representative"):
        problem(api(name).get(f"/api/v1/labs/{lab.uuid}/"), status=404, code="not_found")
    assert api("institute_admin").get(f"/api/v1/labs/{lab.uuid}/").status_code == 200


@pytest.mark.api10("API5")
def test_steps_of_the_workflow(api, make_lab):
    lab = make_lab()
    client = api("institute_admin")
    assert client.get(f"/api/v1/labs/{lab.uuid}/").json()["available_actions"] == ["agree"]
    moved = client.post(f"/api/v1/labs/{lab.uuid}/agree/", {"reason": "심의 통과"}, format="json")
    assert (moved.status_code, moved.json()["status"]) == (200, "agreeing")
    problem(client.post(f"/api/v1/labs/{lab.uuid}/agree/", {}, format="json"), status=409, code="wrong_state")


@pytest.mark.feature("G4", "G5")
@pytest.mark.api10("API2")
def test_tokens(api, make_lab, cast, client):
    reader = api("institute_admin", scopes=("read",))
    problem(reader.post("/api/v1/labs/", {}, format="json"), status=403, code="permission_denied")
    reader.credentials(HTTP_AUTHORIZATION="Bearer axp_wrong")
    assert reader.get("/api/v1/labs/").status_code == 401


@pytest.mark.feature("G26")
def test_csv_holds_every_row_and_runs_no_formula(api, make_lab):
    make_lab("=cmd|' /C calc'!A0", company_share_won=5)
    make_lab("둘")
    response = api().get("/api/v1/labs/?format=csv&page_size=1&fields=name_ko,zone,company_share_won")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert text.splitlines() == ["name_ko,zone,company_share_won", "'=cmd|' /C calc'!A0,호남권,5", "둘,호남권,"]


@pytest.mark.feature("G31")
def test_the_request_id_is_in_the_answer_and_in_the_history(api, make_lab, cast):
    lab = make_lab()
    client = api("institute_admin")
    tag = client.get(f"/api/v1/labs/{lab.uuid}/")["ETag"]
    saved = client.patch(f"/api/v1/labs/{lab.uuid}/", {"gpu_hours": 7}, format="json", headers={"If-Match": tag})
    context = lab.pgh_event_model.objects.get(pgh_obj_id=lab.pk, version=2).pgh_context.metadata
    assert context["request_id"] == saved["X-Request-ID"]
    assert context["actor"] == str(cast["institute_admin"].uuid)
    assert context["via"] == "api"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_more_rows(api, make_lab, django_assert_num_queries, count):
    for number in range(count):
        make_lab(f"연구소 {number}")
    client = api()
    client.get("/api/v1/labs/")
    with django_assert_num_queries(2):
        client.get("/api/v1/labs/")
