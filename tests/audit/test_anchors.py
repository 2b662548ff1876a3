"""Anchors outside the database: what a superuser does to the chain shows against them, the cut tail too."""

from contextlib import closing
from datetime import timedelta

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from axportal.audit import selectors, services
from axportal.audit.models import Act
from axportal.audit.rules import Anchor
from axportal.core import clock
from axportal.core.embedded import paths
from tests.servers import process, wait_until

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def anchors(settings, tmp_path):
    """The file of anchors, in a folder of the test's own that does not exist yet."""
    settings.ANCHOR_DIR = tmp_path / "elsewhere" / "anchors"
    return settings.ANCHOR_DIR / "audit-anchors.jsonl"


@pytest.fixture
def sealed(committed_db, cast):
    """`sealed(count)` adds that many acts to the chain."""

    def add(count: int) -> None:
        for number in range(count):
            services.record(actor=cast["auditor"], action="tests.thing.done", detail={"number": number})
        services.seal()

    return add


def as_superuser(*statements: str) -> None:
    """What somebody can do to whom no trigger and no grant applies."""
    url = paths.postgres_url(paths.SUPERUSER, connection.settings_dict["NAME"])
    with closing(psycopg2.connect(url)) as superuser, superuser, superuser.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)


def verify(capsys, **options) -> tuple[int, str]:
    """Run the command: its exit code, and what it says."""
    try:
        call_command("audit_verify", **options)
        code = 0
    except SystemExit as ended:
        code = ended.code
    told = capsys.readouterr()
    return code, (told.out + told.err).strip()


def test_the_head_is_noted_once_an_hour_and_never_twice(sealed, anchors):
    at = clock.now()
    assert services.anchor_head(at=at) is None  # nothing to hold yet
    sealed(2)
    first = services.anchor_head(at=at)
    sealed(3)
    assert services.anchor_head(at=at + HOUR / 2) is None
    second = services.anchor_head(at=at + HOUR)
    assert services.anchor_head(at=at + 3 * HOUR) is None
    assert [(anchor.seq, anchor.time) for anchor in (first, second)] == [(2, at), (5, at + HOUR)]
    assert selectors.read_anchors(anchors) == [first, second]
    assert second.hash == Act.objects.get(seq=5).hash


@pytest.mark.goal("R9")
def test_a_tail_cut_by_a_superuser_is_found_by_the_anchors_alone(sealed, anchors, capsys):
    at = clock.now()
    sealed(3)
    services.anchor_head(at=at - HOUR)
    sealed(4)
    services.anchor_head(at=at)
    assert verify(capsys, anchors=anchors) == (0, "The chain is whole and goes through 2 anchors.")
    as_superuser("DELETE FROM audit_act WHERE seq > 5")
    assert verify(capsys) == (0, "The chain is whole and goes through 0 anchors.")
    assert verify(capsys, anchors=anchors) == (1, "broken at seq 6: cut off before the anchor at seq 7")


@pytest.mark.goal("R9")
def test_a_tail_replaced_by_new_acts_is_found_at_the_anchor(sealed, anchors, capsys):
    sealed(5)
    services.anchor_head(at=clock.now())
    as_superuser("DELETE FROM audit_act WHERE seq > 3")
    sealed(4)
    assert verify(capsys) == (0, "The chain is whole and goes through 0 anchors.")
    assert verify(capsys, anchors=anchors) == (1, "broken at seq 5: differs from the anchor")


@pytest.mark.goal("R9")
def test_a_chain_forged_from_the_beginning_is_found_at_the_first_anchor(sealed, anchors, capsys):
    sealed(3)
    services.anchor_head(at=clock.now())
    as_superuser(
        "UPDATE audit_act SET action = 'tests.thing.denied' WHERE seq = 2",
        "UPDATE audit_act SET seq = NULL, prev_hash = NULL, hash = NULL",
    )
    services.seal()
    assert verify(capsys)[0] == 0
    assert verify(capsys, anchors=anchors) == (1, "broken at seq 3: differs from the anchor")


def test_no_anchor_covers_what_was_done(sealed, anchors):
    at = clock.now()
    sealed(5)
    services.anchor_head(at=at)
    as_superuser("DELETE FROM audit_act WHERE seq > 3")
    sealed(4)
    with pytest.raises(services.AnchorLost, match="anchor at seq 5"):
        services.anchor_head(at=at + HOUR)
    assert len(selectors.read_anchors(anchors)) == 1


def test_a_line_cut_by_a_crash_spoils_neither_its_neighbours_nor_the_next(sealed, anchors, capsys):
    at = clock.now()
    sealed(2)
    services.anchor_head(at=at - HOUR)
    with anchors.open("a") as lines:
        lines.write('{"seq": 3, "ha')
    sealed(2)
    services.anchor_head(at=at)
    assert [anchor.seq for anchor in selectors.read_anchors(anchors)] == [2, 4]
    assert verify(capsys, anchors=anchors)[0] == 0


def test_two_anchors_of_one_place_that_differ_do_not_hold(sealed):
    sealed(2)
    head = Act.objects.get(seq=2)
    told = [Anchor(2, head.hash, clock.now()), Anchor(2, "0" * 64, clock.now())]
    assert selectors.first_break(anchors=told[:1]) is None
    assert selectors.first_break(anchors=told) == selectors.Break(2, "differs from the anchor")


@pytest.mark.parametrize("content", [None, "", "no anchor\n"])
def test_a_file_without_anchors_is_refused(sealed, tmp_path, content):
    file = tmp_path / "anchors.jsonl"
    if content is not None:
        file.write_text(content)
    with pytest.raises(CommandError, match=r"anchors\.jsonl"):
        call_command("audit_verify", anchors=file)


def test_the_sealer_anchors_by_itself_where_it_is_told_to(sealed, anchors, tmp_path, settings, capsys, committed_db):
    sealed(1)
    with process("sealer", committed_db, AXPORTAL_ANCHORS=str(tmp_path / "volume")):
        file = tmp_path / "volume" / "audit-anchors.jsonl"
        wait_until(file.exists)
        wait_until(lambda: [anchor.seq for anchor in selectors.read_anchors(file)] == [1])
    settings.ANCHOR_DIR = tmp_path / "volume"
    call_command("audit_verify", "--anchors")
    assert capsys.readouterr().out == "The chain is whole and goes through 1 anchors.\n"
    assert not anchors.exists()
