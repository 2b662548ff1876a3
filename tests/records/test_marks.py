"""What a list is made from is what its mark watches: kept lists and ETags must not outlive a change."""

import pytest

from axportal.core import changes
from axportal.records import registry
from labs.models import JointLab, LabParticipant
from regions.models import Organisation, Source

TYPES = registry.all_types()


def test_a_list_watches_what_it_reads_beside_its_own_rows():
    assert {JointLab, LabParticipant, Organisation, Source} <= set(TYPES["labs"].watched)


@pytest.mark.parametrize("slug", TYPES)
def test_each_model_of_a_mark_notes_its_changes(slug):
    silent = [
        model.__name__
        for model in TYPES[slug].watched
        if not any(isinstance(trigger, changes.Note) for trigger in model._meta.triggers)
    ]
    assert silent == []
