"""Reference data in the database: loading it again changes nothing, a changed file changes only its rows."""

import json

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from axportal.audit.models import Act
from axportal.core import clock, counters, invariants
from gpu.models import DataCentre, GpuModel, GpuModelAlias, GpuPool
from labs.models import JointLab
from regions.models import FactModel, Organisation, Province, Source, Statement, Zone
from regions.services.reference_rows import load
from startups.models import Startup, StartupCentre
from talent.models import GiftedSchool, SchoolMilestone

pytestmark = pytest.mark.django_db


def load_all():
    for path in settings.REFERENCE_LOADERS:
        import_string(path)(at=clock.now())


def fact_models():
    return [model for model in apps.get_models() if issubclass(model, FactModel) and not model._meta.abstract]


def versions():
    return {
        (model._meta.label, row.pk): (row.version, row.updated_at)
        for model in [Source, *fact_models()]
        for row in model._default_manager.all()
    }


def test_loading_again_changes_no_row():
    before = versions()
    load_all()
    assert versions() == before
    assert {version for version, _updated in before.values()} <= {1, 2}  # zones get their lead in a second step


def test_loading_leaves_no_act_and_breaks_no_invariant():
    load_all()
    assert Act.objects.count() == 0
    assert invariants.violations() == {}
    assert counters.recount_differences() == []


def test_every_reference_row_names_source_date_and_grade():
    for model in fact_models():
        for row in model._default_manager.filter(origin="reference"):
            assert row.source_id, row
            assert row.as_of, row
            assert row.grade, row


def test_all_rows_of_the_files_are_there_and_published():
    def rows(app, file):
        return len(json.loads((settings.BASE_DIR / app / "data" / f"{file}.json").read_text(encoding="utf-8"))["rows"])

    expected = {
        Source: rows("regions", "sources"),
        Zone: rows("regions", "zones"),
        Province: rows("regions", "provinces"),
        Statement: rows("regions", "statements"),
        GiftedSchool: rows("talent", "schools"),
        SchoolMilestone: rows("talent", "school_milestones"),
        StartupCentre: rows("startups", "startup_centres"),
        DataCentre: rows("gpu", "data_centres"),
        GpuModel: rows("gpu", "gpu_models"),
        GpuModelAlias: rows("gpu", "gpu_aliases"),
        GpuPool: rows("gpu", "gpu_pools"),
    }
    assert {model: model._default_manager.count() for model in expected} == expected
    for model in (GiftedSchool, StartupCentre, DataCentre, GpuPool):
        assert set(model.objects.values_list("publication", flat=True)) == {"published"}


def test_no_lab_and_no_startup_is_made_up_by_the_reference():
    assert (JointLab.objects.count(), Startup.objects.count()) == (0, 0)


def test_zones_are_led_and_places_follow_their_province():
    leads = dict(Zone.objects.values_list("code", "lead__key"))
    assert leads == {"JUNGBU": "kaist", "HONAM": "gist", "DAEGYEONG": "dgist", "DONGNAM": "unist"}
    ksa = GiftedSchool.objects.get(key="ksa")
    assert (ksa.zone.code, ksa.affiliated_institute.zone.code) == ("DONGNAM", "JUNGBU")
    for model in (Organisation, GiftedSchool, DataCentre):
        for row in model.objects.filter(origin="reference", province__isnull=False).select_related("province"):
            assert row.zone_id == row.province.zone_id, row


def test_the_planned_successor_is_linked_and_both_provinces_stay():
    old = Province.objects.filter(code__in=["29", "46"])
    assert set(old.values_list("successor__code", "succession_status", "valid_to")) == {("12", "planned", None)}


def test_disagreeing_sources_stand_side_by_side():
    h100 = GpuPool.objects.filter(data_centre__key="national-ai-data-centre", gpu_model__code="H100")
    assert dict(h100.values_list("source__key", "count")) == {"D5": 880, "D7": 1120}
    assert set(h100.values_list("source_group", flat=True)) == {"national-ai-data-centre-gpus"}


def test_what_is_not_known_stays_empty():
    assert GpuPool.objects.get(key="dgist-supercomputing").count is None
    assert Organisation.objects.get(key="dgist").latitude is None


def test_a_changed_file_changes_its_row_alone():
    zone = Zone.objects.get(code="HONAM")
    others = {row.pk: row.version for row in Zone.objects.exclude(pk=zone.pk)}
    load(Zone, [{"code": "HONAM", "name_en": "Honam"}], key=["code"], references={})
    changed = Zone.objects.get(pk=zone.pk)
    assert (changed.name_en, changed.version) == ("Honam", zone.version + 1)
    assert {row.pk: row.version for row in Zone.objects.exclude(pk=zone.pk)} == others


def test_a_reference_to_nothing_is_an_error():
    with pytest.raises(KeyError):
        load(Zone, [{"code": "HONAM", "lead": "nobody"}], key=["code"], references={"lead": {}})
