"""GPU resources: what the database refuses, who sees and changes them, what is counted."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from axportal.core import counters
from gpu.models import DataCentre, GpuModel, GpuPool
from gpu.models.telemetry import BUCKET
from gpu.records import GPU_POOL
from regions.models import Organisation
from tests.gpu.operating import make_site

NATIONAL = {"ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin"}


def make_pool(**values):
    centre = DataCentre.objects.get(key="gist-hpc-ai")
    start = {"name_ko": "시험 자원", "data_centre": centre, "owner": centre.owner, "zone": centre.zone}
    return GpuPool.objects.create(**{**start, **values})


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"count": -1}, "gpu_gpupool_count_check"),
        ({"server_count": -1}, "gpu_gpupool_server_count_check"),
        ({"publication": "secret"}, "gpu_gpupool_publication_known"),
        ({"origin": "reference"}, "gpu_gpupool_reference_is_sourced"),
    ],
)
def test_the_database_refuses(cast, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_pool(**values)


@pytest.mark.feature("E14")
def test_a_site_is_read_at_least_as_often_as_the_finest_rollup_is_long(cast):
    with pytest.raises(IntegrityError, match="gpu_cluster_poll_seconds_sane"), transaction.atomic():
        make_site(poll_seconds=BUCKET + 1)
    make_site(poll_seconds=BUCKET)


def test_a_code_names_one_model(cast):
    with pytest.raises(IntegrityError, match="gpu_gpumodel_code"), transaction.atomic():
        GpuModel.objects.create(code="H100", name="H100")


def test_drafts_are_seen_and_changed_by_the_owner(cast):
    draft = make_pool()
    seen = {name for name in cast.names if draft in GpuPool.objects.visible_to(cast[name])}
    editors = {name for name in cast.names if draft in GpuPool.objects.editable_by(cast[name])}
    own = {"institute_admin", "gist_colleague", "gpu_operator"}
    assert (seen, editors) == ({*NATIONAL, *own}, {"platform_admin", *own})
    assert draft not in GpuPool.objects.visible_to(AnonymousUser())


def test_a_data_centre_is_kept_by_its_owner(cast):
    centre = DataCentre.objects.get(key="gist-hpc-ai")
    editors = {name for name in cast.names if centre in DataCentre.objects.editable_by(cast[name])}
    assert editors == {"institute_admin", "gist_colleague", "gpu_operator", "platform_admin"}
    assert centre.audit_organisation_id() == Organisation.objects.get(key="gist").pk


def test_a_pool_is_put_only_into_a_centre_of_ones_own(cast):
    for name in ("institute_admin", "gpu_operator"):
        owners = {centre.owner.key for centre in GPU_POOL.choices_for(cast[name])["data_centre"]}
        assert owners == {"gist"}


def test_gpu_models_are_open_and_kept_by_platform_administrators(cast):
    assert GpuModel.objects.visible_to(AnonymousUser()).count() == 5
    assert {name for name in cast.names if GpuModel.objects.editable_by(cast[name]).exists()} == {"platform_admin"}


def test_counters_equal_a_recount(cast):
    pool = make_pool(gpu_model=GpuModel.objects.get(code="H200"), count=8)
    gist = pool.owner_id
    models = counters.totals(GpuPool, by="gpu_model_id", where={"owner_id": gist})
    assert models == {None: 1, pool.gpu_model_id: 1}
    pool.delete()
    assert counters.recount_differences() == []
