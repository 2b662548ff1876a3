"""A visitor has no key: no list may look for rows whose person is missing instead."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet

from axportal.accounts.models import User

SCOPED = [model for model in apps.get_models() if hasattr(model._default_manager, "visible_to")]
PEOPLE = {
    field.column for model in apps.get_models() for field in model._meta.concrete_fields if field.related_model is User
}


@pytest.mark.goal("R3")
@pytest.mark.django_db
@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_no_list_takes_a_visitor_for_the_missing_person_of_a_row(model):
    for chosen in (model._default_manager.visible_to, model._default_manager.editable_by):
        try:
            statement = str(chosen(AnonymousUser()).query)
        except EmptyResultSet:
            continue
        assert [column for column in PEOPLE if f'"{column}" IS NULL' in statement] == []
