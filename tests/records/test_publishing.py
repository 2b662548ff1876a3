"""A published record shows no draft: neither by naming one nor by one being taken back under it."""

import pytest

from axportal.core import clock
from axportal.core.errors import InvalidInput
from axportal.records import registry, services
from regions.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.goal("R3"), pytest.mark.feature("I8")]
#: A record type, the field in which it names another, and that one's type.
PAIRS = [
    ("startups", "from_lab", "labs"),
    ("startups", "centre", "startup-centres"),
    ("gpu-pools", "data_centre", "data-centres"),
]


@pytest.fixture
def make(cast):
    gist, admin = Organisation.objects.get(key="gist"), cast["platform_admin"]

    def made(slug, publication, **named):
        record_type = registry.get(slug)
        fixed = {"institute": gist, "owner": gist, "zone": gist.zone, "province": gist.province,
                 "strategy_action": "new", "startup_type": "faculty"}  # fmt: skip
        values = {name: value for name, value in fixed.items() if name in record_type.editable}
        if slug == "startup-centres":
            values["status"] = "planned"
        values |= {"name_ko": f"{slug} 하나", "publication": publication, **named}
        return services.create_record(record_type=record_type, values=values, actor=admin, at=clock.now())

    return made


def change(slug, record, admin, **changes):
    return services.update_record(
        record_type=registry.get(slug), record=record, changes=changes, base_version=record.version,
        actor=admin, at=clock.now(),
    )  # fmt: skip


@pytest.mark.parametrize(("slug", "field", "named"), PAIRS)
@pytest.mark.api10("API3")
def test_a_draft_cannot_be_named_by_a_published_record(make, cast, slug, field, named):
    draft = make(named, "draft")
    with pytest.raises(InvalidInput) as refusal:
        make(slug, "published", **{field: draft})
    assert refusal.value.fields == {field: ["공개하지 않은 기록입니다. 먼저 공개하거나 비워 주세요."]}
    quiet = make(slug, "draft", **{field: draft})
    with pytest.raises(InvalidInput):
        change(slug, quiet, cast["platform_admin"], publication="published")
    change(named, draft, cast["platform_admin"], publication="published")
    assert change(slug, quiet, cast["platform_admin"], publication="published").publication == "published"


@pytest.mark.parametrize(("slug", "field", "named"), PAIRS)
def test_what_a_published_record_names_is_not_taken_back(make, cast, slug, field, named):
    shown = make(named, "published")
    make(slug, "published", **{field: shown})
    with pytest.raises(InvalidInput) as refusal:
        change(named, shown, cast["platform_admin"], publication="draft")
    assert set(refusal.value.fields) == {"publication"}


def test_every_relation_between_records_that_can_be_drafts_is_tried_here():
    found = set()
    for slug, record_type in registry.all_types().items():
        for name in record_type.editable:
            related = record_type.model._meta.get_field(name).related_model
            if related is not None and hasattr(related, "publication") and hasattr(record_type.model, "publication"):
                found.add((slug, name))
    assert found == {(slug, field) for slug, field, _named in PAIRS}


@pytest.mark.api10("API1")
def test_a_hidden_row_is_answered_like_a_missing_one(make, api):
    """Else a caller learns which uuids belong to somebody's drafts."""
    hidden = make("labs", "draft")
    client = api("dgist_admin")
    dgist = Organisation.objects.get(key="dgist")
    answers = []
    for uuid in (str(hidden.uuid), str(hidden.uuid)[:-4] + "0000"):
        body = {"name_ko": "창업", "institute": str(dgist.uuid), "zone": str(dgist.zone.uuid),
                "startup_type": "faculty", "from_lab": uuid}  # fmt: skip
        answer = client.post("/api/v1/startups/", body, format="json")
        answers.append((answer.status_code, answer.content.decode().replace(uuid, "")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 400
