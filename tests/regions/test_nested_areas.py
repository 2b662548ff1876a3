"""Provinces lie in zones: what is counted in the provinces adds up to the zone, on pages and over the API."""

import pytest

from regions.models import Province, Zone

pytestmark = pytest.mark.django_db


@pytest.mark.feature("A2")
@pytest.mark.parametrize("slug", ["jungbu", "honam", "daegyeong", "dongnam"])
@pytest.mark.parametrize("resource", ["schools", "organisations"])
def test_the_provinces_of_a_zone_add_up_to_it(client, slug, resource):
    codes = list(Province.objects.filter(zone__slug=slug).values_list("code", flat=True))
    by_province = sum(
        client.get(f"/api/v1/{resource}/", {"province": code, "count": "true"}).json()["count"] for code in codes
    )
    in_zone = client.get(f"/api/v1/{resource}/", {"zone": slug, "count": "true"}).json()["count"]
    listed = client.get(f"/{resource}/", {"zone": slug}).context["listing"].total
    assert by_province == in_zone == listed
    assert in_zone > 0


def test_a_planned_merger_changes_no_count_yet(client):
    honam = Zone.objects.get(slug="honam")
    merged = Province.objects.get(code="12")
    assert merged.succession_status == "planned"
    assert set(merged.predecessors.values_list("code", flat=True)) == {"29", "46"}
    assert not honam.organisations.filter(province=merged).exists()
