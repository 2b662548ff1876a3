"""Pages of records, for every record type and for the cast."""

from datetime import timedelta

import pytest
from django.urls import reverse

from axportal.core import clock, formats
from axportal.records import registry, services
from labs.models import JointLab
from labs.records import JOINT_LAB
from regions.models import Organisation

SLUGS = sorted(registry.all_types())


@pytest.fixture
def make_lab(cast):
    def make(
        name: str = "시험 연구소", *, institute: str = "gist", publication: str = "published", **values
    ) -> JointLab:
        keeper = Organisation.objects.get(key=institute)
        who = "institute_admin" if institute == "gist" else "dgist_admin"
        return services.create_record(
            record_type=JOINT_LAB,
            values={
                "name_ko": name, "institute": keeper, "zone": keeper.zone, "publication": publication, **values,
            },
            actor=cast[who],
            at=clock.now(),
        )  # fmt: skip

    return make


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_list_opens_for_a_visitor(db, client, slug, language):
    response = client.get(f"{language}/{slug}/")
    assert response.status_code == 200
    assert "text/html" in response["Content-Type"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_record_has_a_page(db, client, slug):
    record_type = registry.get(slug)
    record = record_type.model.objects.filter(origin="reference").first()
    if record is None:
        assert slug in {"labs", "startups"}, f"{slug} has no reference rows"
        return
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    assert record.source.title in response.content.decode()


@pytest.mark.feature("F6")
@pytest.mark.parametrize("slug", SLUGS)
def test_every_list_exports_csv(db, client, slug):
    response = client.get(reverse("records:export", kwargs={"slug": slug, "extension": "csv"}))
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbf")


def test_a_draft_is_not_there_for_others(make_lab, client, sign_in):
    lab = make_lab(publication="draft")
    assert client.get(lab.get_absolute_url()).status_code == 404
    assert sign_in("dgist_admin").get(lab.get_absolute_url()).status_code == 404
    assert sign_in("company_representative").get(lab.get_absolute_url()).status_code == 404
    assert sign_in("institute_admin").get(lab.get_absolute_url()).status_code == 200
    assert sign_in("ministry_viewer").get(lab.get_absolute_url()).status_code == 200


def test_a_published_record_of_another_institute_is_visible_but_forbidden(make_lab, sign_in):
    lab = make_lab(institute="dgist")
    assert sign_in("institute_admin").get(f"/labs/{lab.uuid}/edit/").status_code == 403


def form_data(lab: JointLab, **changed):
    lab = JointLab.objects.get(pk=lab.pk)
    data = {
        "base_version": lab.version, "name_ko": lab.name_ko, "institute": lab.institute_id, "zone": lab.zone_id,
        "publication": lab.publication,
    }  # fmt: skip
    return {**data, **changed}


@pytest.mark.feature("F16")
def test_a_colleagues_change_of_another_field_is_merged(make_lab, sign_in):
    lab = make_lab()
    stale = form_data(lab, name_ko="내가 바꾼 이름")
    sign_in("gist_colleague").post(f"/labs/{lab.uuid}/edit/", form_data(lab, gpu_hours=2400))
    response = sign_in("institute_admin").post(f"/labs/{lab.uuid}/edit/", stale)
    assert response.status_code == 302
    lab.refresh_from_db()
    assert (lab.name_ko, lab.gpu_hours, lab.version) == ("내가 바꾼 이름", 2400, 3)


@pytest.mark.feature("F16")
def test_the_same_field_shows_both_versions_and_keeps_what_was_typed(make_lab, sign_in):
    lab = make_lab()
    stale = form_data(lab, name_ko="내 이름")
    sign_in("gist_colleague").post(f"/labs/{lab.uuid}/edit/", form_data(lab, name_ko="동료의 이름"))
    mine = sign_in("institute_admin")
    response = mine.post(f"/labs/{lab.uuid}/edit/", stale)
    page = response.content.decode()
    assert response.status_code == 409
    assert "내 이름" in page
    assert "동료의 이름" in page
    lab.refresh_from_db()
    assert lab.name_ko == "동료의 이름"
    again = mine.post(f"/labs/{lab.uuid}/edit/", {**stale, "base_version": response.context["conflict_version"]})
    assert again.status_code == 302
    lab.refresh_from_db()
    assert lab.name_ko == "내 이름"


def test_a_cell_edits_in_place(make_lab, sign_in):
    lab = make_lab()
    client = sign_in("institute_admin")
    address = f"/labs/{lab.uuid}/cell/next_milestone_on/"
    opened = client.get(address, headers={"HX-Request": "true"})
    assert opened.status_code == 200
    assert "<form" in opened.content.decode()
    saved = client.post(
        address, {"base_version": lab.version, "next_milestone_on": "2026-12-02"}, headers={"HX-Request": "true"}
    )
    assert saved.status_code == 200
    lab.refresh_from_db()
    assert str(lab.next_milestone_on) == "2026-12-02"
    wrong = client.post(
        address, {"base_version": lab.version, "next_milestone_on": "언젠가"}, headers={"HX-Request": "true"}
    )
    assert "언젠가" in wrong.content.decode()
    assert client.get(f"/labs/{lab.uuid}/cell/status/").status_code == 404


@pytest.mark.parametrize(("prefix", "language"), [("", "ko"), ("/en", "en")])
def test_a_bilingual_cell_edits_the_text_of_the_page_s_language(make_lab, sign_in, prefix, language):
    lab = make_lab()
    client = sign_in("institute_admin")
    address = f"{prefix}/labs/{lab.uuid}/cell/next_milestone/"
    assert f'name="next_milestone_{language}"' in client.get(address).content.decode()
    client.post(address, {f"next_milestone_{language}": "Pilot", "base_version": lab.version})
    lab.refresh_from_db()
    assert getattr(lab, f"next_milestone_{language}") == "Pilot"


@pytest.mark.feature("F9", "F17")
def test_history_names_who_changed_what_and_undo_puts_it_back(make_lab, sign_in):
    lab = make_lab()
    client = sign_in("institute_admin")
    client.post(f"/labs/{lab.uuid}/edit/", form_data(lab, name_ko="새 이름"))
    page = client.get(f"/labs/{lab.uuid}/history/").content.decode()
    assert "institute_admin" in page
    assert "시험 연구소" in page
    assert "새 이름" in page
    preview = client.get(f"/labs/{lab.uuid}/undo/2/").content.decode()
    assert "시험 연구소" in preview
    assert client.post(f"/labs/{lab.uuid}/undo/2/").status_code == 302
    lab.refresh_from_db()
    assert (lab.name_ko, lab.version) == ("시험 연구소", 3)


def test_history_is_not_for_visitors(make_lab, client, sign_in):
    lab = make_lab()
    assert client.get(f"/labs/{lab.uuid}/history/").status_code == 404
    assert sign_in("company_representative").get(f"/labs/{lab.uuid}/history/").status_code == 404


def test_undo_stops_where_the_field_moved_on(make_lab, sign_in):
    lab = make_lab()
    client = sign_in("institute_admin")
    client.post(f"/labs/{lab.uuid}/edit/", form_data(lab, name_ko="둘"))
    client.post(f"/labs/{lab.uuid}/edit/", form_data(lab, name_ko="셋"))
    client.post(f"/labs/{lab.uuid}/undo/2/")
    lab.refresh_from_db()
    assert lab.name_ko == "셋"


def test_workflow_steps_from_the_page(make_lab, sign_in):
    lab = make_lab()
    client = sign_in("institute_admin")
    assert client.post(f"/labs/{lab.uuid}/do/agree/", {"reason": "심의 통과"}).status_code == 302
    lab.refresh_from_db()
    assert lab.status == "agreeing"
    assert client.post(f"/labs/{lab.uuid}/do/agree/").status_code == 302
    assert sign_in("company_representative").post(f"/labs/{lab.uuid}/do/operate/").status_code == 403


def test_a_lab_that_waits_too_long_says_for_how_long(make_lab, client):
    lab = make_lab()
    JointLab.objects.filter(pk=lab.pk).update(status_since=clock.now() - timedelta(days=60, hours=1))
    assert "심의 60일째" in client.get("/labs/").content.decode()
    assert "In review, day 60" in client.get("/en/labs/").content.decode()
    assert "심의 60일째" in client.get(f"/labs/{lab.uuid}/").content.decode()
    JointLab.objects.filter(pk=lab.pk).update(status_since=clock.now() - timedelta(days=59))
    assert "일째" not in client.get("/labs/").content.decode()


def test_steps_name_who_took_them_when_and_why_to_those_who_may_know(make_lab, sign_in, client, cast):
    lab = make_lab()
    at = clock.now() - timedelta(hours=3)
    services.advance_record(
        record_type=JOINT_LAB, record=lab, name="agree", actor=cast["gist_colleague"], at=at, reason="심의 통과"
    )
    name = cast["gist_colleague"].name
    for person in ("institute_admin", "ministry_viewer"):
        steps = sign_in(person).get(f"/labs/{lab.uuid}/").content.decode().split('id="steps"')[1].split("</ol>")[0]
        assert [said in steps for said in (name, "심의 → 협약", formats.moment(at), "심의 통과")] == [True] * 4
    for page in (sign_in("company_representative").get(f"/labs/{lab.uuid}/"), client.get(f"/labs/{lab.uuid}/")):
        assert name not in page.content.decode()


def test_nothing_typed_is_lost_when_the_sign_in_has_run_out(make_lab, client):
    lab = make_lab()
    response = client.post(f"/labs/{lab.uuid}/edit/", {"name_ko": "아직 저장되지 않은 이름"})
    assert response.status_code == 403
    assert "아직 저장되지 않은 이름" in response.content.decode()


def test_what_a_made_up_person_files_is_made_up(make_lab, cast):
    person = cast["institute_admin"]
    person.is_demo = True
    person.save(update_fields=["is_demo"])
    assert make_lab().origin == "demonstration"
    person.is_demo = False
    person.save(update_fields=["is_demo"])
    assert make_lab("다른 연구소").origin == "entered"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_more_rows(make_lab, client, django_assert_num_queries, count):
    for number in range(count):
        make_lab(f"연구소 {number}")
    client.get("/labs/")
    with django_assert_num_queries(4):  # what has changed, facets, rows, companies
        client.get("/labs/?size=50")
    with django_assert_num_queries(1):  # nothing has
        client.get("/labs/?size=50")


@pytest.mark.parametrize(
    "query",
    [
        "zone=honam",
        "zone=nowhere",
        "status=operating&status=x",
        "late=true",
        "q=연구",
        "q=%00",
        "cursor=abc",
        "sort=-name",
        "sort=evil",
        "size=9999",
        "zone__lead=1",
    ],
)
def test_odd_addresses_get_clean_pages(make_lab, client, query):
    make_lab()
    assert client.get(f"/labs/?{query}").status_code in {200, 400}


def test_pages_follow_each_other_without_loss(make_lab, client):
    for number in range(30):
        make_lab(f"연구소 {number:02}")
    first = client.get("/labs/")
    names = [lab.name_ko for lab in first.context["listing"].page.rows]
    second = client.get("/labs/", {"cursor": first.context["listing"].page.next})
    names += [lab.name_ko for lab in second.context["listing"].page.rows]
    assert names == sorted(names)
    assert len(names) == 30
    back = client.get("/labs/", {"cursor": second.context["listing"].page.previous})
    assert [lab.name_ko for lab in back.context["listing"].page.rows] == names[:25]


@pytest.mark.feature("A4")
def test_facets_count_from_the_counters_what_the_caller_may_see(make_lab, client, sign_in):
    make_lab("가")
    make_lab("나", publication="draft")
    public = client.get("/labs/").context["listing"]
    own = sign_in("institute_admin").get("/labs/").context["listing"]
    assert (public.total, own.total) == (1, 2)
    assert [value.count for group in own.facets if group.filter == "zone" for value in group.values] == [2]
