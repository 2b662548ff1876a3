"""A file of all rows reads columns as SQL: what they give is what the objects' own properties give."""

import pytest
from django.utils import translation

from axportal.records import exports, registry
from labs.models import JointLab, LabParticipant
from labs.records import JOINT_LAB
from regions.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("slug", sorted(registry.all_types()))
def test_columns_are_told_alike(slug, language, cast):
    record_type = registry.get(slug)
    rows = record_type.visible_to(cast["ministry_viewer"]).order_by("id")
    with translation.override(language):
        told = [[_plain(value) for value in values] for values in exports.row_values(record_type, rows)]
        shown = [[_plain(exports.value_of(row, column.name)) for column in record_type.columns] for row in rows]
    assert told == shown


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_lab_and_its_companies_are_told_without_their_objects(cast, language):
    gist = Organisation.objects.get(key="gist")
    lab = JointLab.objects.create(name_ko="시험 연구소", institute=gist, zone=gist.zone, publication="published")
    for company in Organisation.objects.filter(kind="company")[:2]:
        LabParticipant.objects.create(lab=lab, company=company)
    with translation.override(language):
        assert all(exports.in_sql(JointLab, column) is not None for column in JOINT_LAB.columns)
        (told,) = exports.row_values(JOINT_LAB, JointLab.objects.filter(pk=lab.pk))
        shown = [exports.value_of(lab, column.name) for column in JOINT_LAB.columns]
    assert [_plain(value) for value in told][:-1] == [_plain(value) for value in shown][:-1]


def _plain(value):
    return "" if value is None else str(value)
