"""Tokens of a site: two at once, a year at most, shown once, revoked at once; who gave them away is told."""

from datetime import timedelta

import pytest

from axportal.accounts.services import digest_of
from axportal.audit.models import Act
from axportal.core import clock
from axportal.core.errors import InvalidInput, WrongState
from gpu.models import SiteToken
from gpu.services import tokens
from tests.gpu.operating import STRANGERS, make_site, make_token

pytestmark = [pytest.mark.feature("E14")]


@pytest.fixture
def site(cast):
    return make_site()


def issue(site, cast, *, at=None, days=30, streams=("telemetry",)):
    at = at or clock.now()
    return tokens.issue_token(
        cluster=site, label="x", streams=streams, expires_at=at + timedelta(days=days), actor=cast.gpu_operator, at=at
    )


def test_only_a_digest_is_kept(site, cast):
    token, key = issue(site, cast)
    assert key.startswith("axs_")
    assert token.digest == digest_of(key)
    assert all(key not in str(value) for value in SiteToken.objects.values_list().get())
    assert Act.objects.filter(action="gpu.token.issued", target_id=site.pk).count() == 1
    assert key not in str(Act.objects.get(action="gpu.token.issued").detail)


def test_a_third_live_token_is_refused(site, cast):
    first, _key = issue(site, cast)
    issue(site, cast)
    with pytest.raises(WrongState) as refused:
        issue(site, cast)
    assert refused.value.code == "two_live"
    tokens.revoke_token(token=first, actor=cast.gpu_operator, at=clock.now())
    issue(site, cast)


def test_an_expired_token_makes_room(site, cast):
    at = clock.now()
    issue(site, cast, at=at - timedelta(days=40))
    issue(site, cast, at=at - timedelta(days=40))
    issue(site, cast)


@pytest.mark.parametrize("values", [{"days": 0}, {"days": 367}, {"streams": ()}, {"streams": ("secrets",)}])
def test_what_no_token_may_be(site, cast, values):
    with pytest.raises(InvalidInput):
        issue(site, cast, **values)


@pytest.mark.parametrize(
    ("connector", "telemetry_address", "refused"),
    [("hand", "", "telemetry"), ("slurm_rest", "", "inventory"), ("push", "https://prom:9090", "telemetry")],
)
def test_no_data_comes_by_two_ways(cast, connector, telemetry_address, refused):
    site = make_site(connector=connector, telemetry_address=telemetry_address)
    with pytest.raises(InvalidInput):
        issue(site, cast, streams=(refused,))


def test_revoking_again_does_nothing(site, cast):
    token, key = issue(site, cast)
    for _time in range(2):
        tokens.revoke_token(token=token, actor=cast.gpu_operator, at=clock.now())
    assert tokens.live_token(key=key, at=clock.now()) is None
    assert Act.objects.filter(action="gpu.token.revoked").count() == 1


def test_the_page_shows_a_key_once(site, sign_in):
    client = sign_in("gpu_operator")
    address = f"/gpu/sites/{site.uuid}/tokens/"
    day = (clock.seoul_date(clock.now()) + timedelta(days=30)).isoformat()
    made = client.post(address, {"label": "수집기", "streams": ["telemetry"], "expires_on": day})
    assert made.status_code == 200
    key = made.content.decode().split('id="new-token">')[1].split("<")[0]
    assert tokens.live_token(key=key, at=clock.now()) is not None
    later = client.get(address).content.decode()
    assert key not in later
    assert "수집기" in later


def test_a_refused_form_keeps_what_was_typed(site, sign_in):
    client = sign_in("gpu_operator")
    page = client.post(
        f"/gpu/sites/{site.uuid}/tokens/", {"label": "수집기 넷", "streams": ["usage"], "expires_on": "x"}
    )
    assert page.status_code == 400
    html = page.content.decode()
    assert 'value="수집기 넷"' in html
    assert 'value="usage" aria-describedby' in html or 'value="usage"' in html
    assert 'value="x"' in html


def test_the_third_is_refused_on_the_page_with_the_form(site, cast, sign_in):
    make_token(site, cast)
    make_token(site, cast)
    day = (clock.seoul_date(clock.now()) + timedelta(days=30)).isoformat()
    page = sign_in("gpu_operator").post(
        f"/gpu/sites/{site.uuid}/tokens/", {"label": "셋째", "streams": ["telemetry"], "expires_on": day}
    )
    assert page.status_code == 409
    assert 'value="셋째"' in page.content.decode()
    assert SiteToken.objects.count() == 2


@pytest.mark.goal("R3")
def test_nobody_else_revokes(site, cast, sign_in):
    make_token(site, cast)
    address = f"/gpu/tokens/{SiteToken.objects.get().uuid}/revoke/"
    for name in STRANGERS:
        assert sign_in(name).post(address).status_code == 404
    assert SiteToken.objects.get().revoked_at is None
    assert sign_in("gpu_operator").post(address).status_code == 302
    assert SiteToken.objects.get().revoked_at is not None


def test_refusals_are_counted_once_a_minute(site, cast):
    token, _key = issue(site, cast)
    at = clock.now()
    for seconds in (0, 1, 59, 61, 62):
        tokens.note_wrong_site(token=token, at=at + timedelta(seconds=seconds))
    token.refresh_from_db()
    assert (token.refusals, token.refused_at) == (2, at + timedelta(seconds=61))
