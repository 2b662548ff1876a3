"""Statements compiled once, and the look at a kept connection before each request."""

from datetime import timedelta

import pytest
from django.db import connection

from axportal.core import clock
from axportal.core.prepared import Prepared
from regions.models import Zone

pytestmark = pytest.mark.django_db


def zone_called(*, slug):
    return Zone.objects.filter(slug=slug).values_list("slug", "name_ko")


def test_it_answers_for_the_new_value_and_compiles_once(django_assert_num_queries):
    built = []

    def build(**values):
        built.append(values)
        return zone_called(**values)

    ask = Prepared(build, slug="example")
    slugs = list(Zone.objects.values_list("slug", flat=True))
    with django_assert_num_queries(len(slugs)):
        answers = [ask(slug=slug) for slug in slugs]
    assert answers == [list(zone_called(slug=slug)) for slug in slugs]
    assert built == [{"slug": "example"}]
    assert ask(slug="no such zone") == []


def test_a_value_is_never_part_of_the_statement():
    assert Prepared(zone_called, slug="example")(slug="' OR true --") == []


def test_a_scope_follows_the_dates_of_its_memberships(cast):
    from regions.memberships import load_scope
    from regions.models import Membership

    user = cast["institute_admin"]
    assert load_scope(user).has("institute_admin")
    past = clock.seoul_date(clock.now()) - timedelta(days=2)
    Membership.objects.filter(user=user).update(starts_on=past, ends_on=past)
    assert load_scope(user).grants == ()


def test_a_silent_connection_is_usable_without_a_statement(django_assert_num_queries):
    connection.ensure_connection()
    with django_assert_num_queries(0):
        assert connection.is_usable()


def test_a_connection_that_the_server_ended_is_not():
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        assert other.is_usable()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        assert not other.is_usable()
    finally:
        other.close()
