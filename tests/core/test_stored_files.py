"""V13: files and rows are compared over any storage, in slices; what is amiss is kept, counted and named."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, default_storage
from django.core.management import call_command
from django.db import transaction

from axportal.calls.models import ApplicationFile
from axportal.core import clock, invariants, outbox, selectors, stored_files
from axportal.core.models import FileFinding, FileWalk, OutboxRow
from axportal.core.tasks import verify_files
from axportal.reports.models import ReportFile
from tests.calls.factories import add_plan, make_call, ready
from tests.reports.ordering import order, work_off

NOTHING = {"ax_files_missing": 0, "ax_files_stray": 0, "ax_files_damaged": 0}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Files of a test go to a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def file(committed_db, cast):
    """The plan of an application."""
    call = make_call(cast, closes_at=clock.now() + timedelta(days=9))
    return ready(cast, call).files.get()


def path_of(file: ApplicationFile) -> Path:
    return Path(default_storage.path(file.stored))


def verify(capsys) -> tuple[int, list[str]]:
    """Run the command: its exit code, and what it names."""
    try:
        call_command("files_verify")
        code = 0
    except SystemExit as ended:
        code = ended.code
    return code, capsys.readouterr().err.splitlines()


def damage(**values: int) -> dict[str, float]:
    return {**NOTHING, **values}


def gauges() -> dict[str, float]:
    state = selectors.files_state()
    assert state.pop("ax_files_verified_age_seconds") < 60
    return state


def lose(file: ApplicationFile) -> str:
    path_of(file).unlink()
    return file.stored


def change(file: ApplicationFile) -> str:
    path = path_of(file)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    return file.stored


def shorten(file: ApplicationFile) -> str:
    path_of(file).write_bytes(b"")
    return file.stored


def spoil(file: ApplicationFile) -> str:
    path_of(file).unlink()
    path_of(file).mkdir()
    return file.stored


def stray(file: ApplicationFile) -> str:
    return left_behind("applications/nobody.pdf", timedelta(hours=2))


def stray_elsewhere(file: ApplicationFile) -> str:
    return left_behind("of/no/app.txt", timedelta(days=9))


def left_behind(name: str, age: timedelta) -> str:
    """A file without a row, so old."""
    default_storage.save(name, ContentFile(b"left"))
    then = (clock.now() - age).timestamp()
    os.utime(default_storage.path(name), (then, then))
    return name


@pytest.mark.parametrize(
    ("harm", "kind", "counted"),
    [
        (lose, "missing", damage(ax_files_missing=1)),
        (change, "changed", damage(ax_files_damaged=1)),
        (shorten, "changed", damage(ax_files_damaged=1)),
        (spoil, "unreadable", damage(ax_files_damaged=1)),
        (stray, "stray", damage(ax_files_stray=1)),
        (stray_elsewhere, "stray", damage(ax_files_stray=1)),
    ],
)
def test_each_fault_is_named_counted_and_breaks_the_invariant(file, capsys, client, harm, kind, counted):
    assert verify(capsys) == (0, [])
    name = harm(file)
    assert verify(capsys) == (1, [f"{kind}: {name}"])
    assert gauges() == counted
    page = client.get("/metrics").content.decode()
    assert {f"{gauge} {float(value)}" for gauge, value in counted.items()} <= set(page.splitlines())
    assert invariants.violations() == {
        "V13 the newest walk over the stored files found nothing amiss": [f"{kind} {name}"]
    }


def test_a_repair_ends_the_alarm(file, capsys):
    name = stray(file)
    assert verify(capsys)[0] == 1
    default_storage.delete(name)
    assert verify(capsys) == (0, [])
    assert gauges() == NOTHING
    assert invariants.violations() == {}


def test_an_upload_under_way_is_no_finding(file, capsys):
    left_behind("applications/just-now.pdf", timedelta(minutes=50))
    assert verify(capsys) == (0, [])


def test_reports_are_walked_too(committed_db, cast, capsys):
    run, _new = order(cast["ministry_viewer"])
    work_off(run)
    assert verify(capsys) == (0, [])
    kept = ReportFile.objects.get(format="pdf")
    Path(default_storage.path(kept.name)).write_bytes(b"%PDF-1.7 something else")
    assert verify(capsys) == (1, [f"changed: {kept.name}"])


def test_without_a_walk_the_age_is_infinite(committed_db):
    assert selectors.files_state() == {**NOTHING, "ax_files_verified_age_seconds": float("inf")}


# --- in slices -------------------------------------------------------------------------------------------------------


def work_off_walk(period: str) -> FileWalk:
    """Let a worker take slice after slice, as the outbox owes them."""
    with transaction.atomic():
        outbox.enqueue(verify_files, key=f"core.verify_files:{period}", period=period)
    owed = OutboxRow.objects.filter(task=verify_files.name, done_at=None)
    while (row := owed.first()) is not None:
        verify_files.celery_task(outbox_id=row.pk)
    return FileWalk.objects.get(period=period)


def test_the_nightly_walk_goes_slice_by_slice(file, cast, monkeypatch):
    monkeypatch.setattr(stored_files, "ROWS", 2)
    monkeypatch.setattr(stored_files, "NAMES", 2)
    for number in range(4):
        add_plan(
            file.application, actor=cast["company_representative"], at=clock.now(), content=b"%%PDF-1.7 %d" % number
        )
    expected = {("changed", change(file)), ("stray", stray(file)), ("stray", stray_elsewhere(file))}
    walk = work_off_walk("2026-11-22")
    assert set(FileFinding.objects.values_list("kind", "name")) == expected
    assert (walk.rows, walk.files, walk.finished_at is not None) == (5, 7, True)
    assert walk.slices == 3 + 4 + 5  # rows of applications, of the four other tables, the storage with its end
    keys = OutboxRow.objects.filter(task=verify_files.name).order_by("id").values_list("dedup_key", flat=True)
    assert list(keys) == ["core.verify_files:2026-11-22"] + [f"core.verify_files:2026-11-22:{n}" for n in range(1, 12)]


def test_a_slice_begun_by_a_killed_worker_counts_once(file, cast):
    with transaction.atomic():
        outbox.enqueue(verify_files, key="x", period="p")
    row = OutboxRow.objects.get(task=verify_files.name)
    killed = outbox.Claim.take(row.pk, timedelta(seconds=-1))
    walk = stored_files.open_walk("p", at=clock.now())
    FileWalk.objects.filter(pk=walk.pk).update(stage="calls.ApplicationFile")
    walk.refresh_from_db()
    seen = stored_files.look(walk, at=clock.now())
    assert seen.seen == 1
    verify_files.celery_task(outbox_id=row.pk)
    with pytest.raises(outbox.Lost), killed.finishing():
        stored_files.keep(walk, seen, at=clock.now())
    assert (FileWalk.objects.get().rows, FileWalk.objects.get().slices) == (1, 1)


# --- any storage -----------------------------------------------------------------------------------------------------


def test_a_storage_without_a_file_system_is_walked_alike(committed_db, cast, settings, capsys):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    file = ready(cast, make_call(cast, closes_at=clock.now() + timedelta(days=9))).files.get()
    assert verify(capsys) == (0, [])
    with default_storage.open(file.stored, "wb") as stored:
        stored.write(b"something else")
    assert verify(capsys) == (1, [f"changed: {file.stored}"])
    default_storage.delete(file.stored)
    assert verify(capsys) == (1, [f"missing: {file.stored}"])


def test_a_row_removed_while_its_file_was_sought_is_no_finding(file):
    class Removing(FileSystemStorage):
        """Row and file go just before the file is opened."""

        def _open(self, name, mode="rb"):
            ApplicationFile.objects.filter(stored=name).delete()
            raise FileNotFoundError(name)

    walk = stored_files.open_walk("p", at=clock.now())
    walk.stage = "calls.ApplicationFile"
    seen = stored_files.look(walk, at=clock.now(), storage=Removing())
    assert (seen.seen, seen.found) == (1, [])


def test_names_go_on_after_any_name():
    storage = InMemoryStorage()
    names = sorted(["a/b", "a.txt", "a/c/d", "a-b/x", "ab", "b", "a/c.txt", "z/y/x/w"])
    for name in names:
        storage.save(name, ContentFile(b""))
    for after in ["", "a", "zz", *names]:
        assert list(stored_files.names(storage, after=after)) == [name for name in names if name > after]
