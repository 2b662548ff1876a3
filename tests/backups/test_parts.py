"""The parts of a backup on their own: what is kept, encryption, stored files, manifest, pieces of the stream."""

import io
import os
import subprocess
from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command

from axportal.backups import encryption, retention, services, stream
from axportal.backups.errors import BackupError
from axportal.backups.files import FilePool
from axportal.backups.layout import Layout
from axportal.backups.manifest import Manifest, digests, told_settings
from axportal.core import clock

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=clock.SEOUL)
SINCE = "000000010000000000000003"


@pytest.fixture
def key(tmp_path, settings):
    settings.BACKUP_RECIPIENTS = [encryption.new_key(tmp_path / "key")]
    return encryption.read_key(tmp_path / "key")


def night(days):
    return NOW.replace(hour=1, minute=30) - timedelta(days=days)


def test_seven_days_four_weeks_and_nothing_older_than_35_days_is_kept():
    nights = [night(days) for days in range(60)]
    by_hand = [night(days) + timedelta(hours=3) for days in (0, 3)]
    kept = retention.kept([*nights, *by_hand], at=NOW)
    # The 22nd is a Sunday: the weeks' newest are the Sundays.
    assert sorted((NOW - time).days for time in kept) == [0, 0, 1, 2, 3, 4, 5, 6, 7, 14, 21]
    assert {night(0), *by_hand} <= kept, "a second backup of these days takes nothing away"
    assert night(3) not in kept
    assert retention.streamed(nights, at=NOW) == night(6)
    assert retention.kept([night(36)], at=NOW) == set()
    assert retention.streamed([night(20)], at=NOW) is None


def test_only_the_private_key_opens_what_is_sealed(tmp_path, key, settings):
    encryption.seal(io.BytesIO(b"secret" * 1000), tmp_path / "sealed")
    assert b"secret" not in (tmp_path / "sealed").read_bytes()
    plain = io.BytesIO()
    encryption.unseal(tmp_path / "sealed", plain, key)
    assert plain.getvalue() == b"secret" * 1000
    encryption.new_key(tmp_path / "other")
    with pytest.raises(BackupError, match="cannot be decrypted"):
        encryption.unseal(tmp_path / "sealed", io.BytesIO(), encryption.read_key(tmp_path / "other"))
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupError):
        encryption.new_key(tmp_path / "key")
    for given, said in ([], "is not set"), (["age1nonsense"], "AXPORTAL_BACKUP_RECIPIENTS:"):
        settings.BACKUP_RECIPIENTS = given
        with pytest.raises(BackupError, match=said):
            encryption.recipients()


def test_stored_files_are_copied_once_and_again_when_they_have_grown(tmp_path, key):
    storage = FileSystemStorage(tmp_path / "files")
    pool = FilePool(tmp_path / "pool", storage)
    storage.save("a/계획.pdf", ContentFile(b"half"))
    assert (pool.ship(), pool.ship(), list(pool.names())) == (1, 0, ["a/계획.pdf"])
    with (tmp_path / "files/a/계획.pdf").open("ab") as file:
        file.write(b" and half")
    assert pool.ship() == 1
    plain = io.BytesIO()
    encryption.unseal(tmp_path / "pool/a/계획.pdf.age", plain, key)
    assert plain.getvalue() == b"half and half"
    old = clock.now().timestamp() - 3600
    os.utime(tmp_path / "files/a/계획.pdf", (old, old))
    assert (pool.ship(), FilePool(tmp_path / "pool", storage).ship()) == (0, 0)


def test_a_removed_file_leaves_the_backup_after_four_weeks(tmp_path, key):
    storage = FileSystemStorage(tmp_path / "files")
    pool = FilePool(tmp_path / "pool", storage)
    for name in ("kept", "removed"):
        storage.save(name, ContentFile(b"x"))
    pool.ship()
    storage.delete("removed")
    assert [pool.prune(at=NOW + timedelta(days=days)) for days in (0, 27, 29)] == [0, 0, 1]
    assert list(pool.names()) == ["kept"]


def test_a_manifest_finds_what_was_changed_and_tells_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp://ax:canary-password@mail.example")
    (tmp_path / "dump.age").write_bytes(b"content")
    told, secrets = told_settings()
    made = Manifest("20261122T030000Z", NOW, "18.6", "", 3, digests(tmp_path), told, secrets)
    made.write(tmp_path)
    assert "EMAIL_URL" in made.set_secrets
    assert "canary" not in (tmp_path / "manifest.json").read_text()
    assert Manifest.read(tmp_path) == made
    assert made.faults(tmp_path) == []
    (tmp_path / "dump.age").write_bytes(b"Content")
    assert made.faults(tmp_path) == ["dump.age"]
    (tmp_path / "dump.age").unlink()
    assert made.faults(tmp_path) == ["dump.age"]


def test_pieces_of_the_stream_are_published_pruned_and_found_whatever_their_timeline(tmp_path, key):
    spool, folder = tmp_path / "spool", tmp_path / "wal"
    spool.mkdir()
    shipper = stream.Shipper(spool, folder, FilePool(tmp_path / "pool", FileSystemStorage(tmp_path / "files")))
    (spool / f"{SINCE}.partial").write_bytes(b"young")
    assert (shipper.ship(), shipper.ship()) == (1, 0)
    (spool / f"{SINCE}.partial").rename(spool / SINCE)
    for name in ("000000020000000000000004.partial", "00000002.history"):
        (spool / name).write_bytes(name.encode())
    assert shipper.ship() == 3
    assert [file.name for file in spool.iterdir()] == ["000000020000000000000004.partial"]
    names = [stream.original_name(file) for file in stream.needed(folder, since=SINCE)]
    assert names == [SINCE, "00000002.history", "000000020000000000000004"]
    assert encryption.open_segment(folder / f"{SINCE}.gz.age", key) == b"young"
    assert stream.prune(folder, since="000000020000000000000004") == 1
    assert sorted(stream.original_name(file) for file in folder.iterdir()) == names[1:]


@pytest.mark.parametrize(
    ("position", "segment"),
    [("0/3000028", SINCE), ("0/FF000000", "0000000100000000000000FF"), ("1A/2000000", "000000010000001A00000002")],
)
def test_the_segment_of_a_position(position, segment):
    assert services._segment_of(1, position) == segment


def test_one_backup_at_a_time_and_one_a_day(tmp_path):
    folder = Layout(tmp_path / "backup")
    with folder.alone(), pytest.raises(BackupError, match="Another backup"), folder.alone():
        pass
    assert services.is_due(folder, at=NOW)
    for name in ("20261121T163100Z", ".20261122T163000Z"):  # 01:31 in Korea; one that was broken off
        (folder.sets / name).mkdir(parents=True)
        (folder.sets / name / "manifest.json").touch()
    assert folder.names() == ["20261121T163100Z"]
    assert not services.is_due(folder, at=NOW)
    assert services.is_due(folder, at=NOW + timedelta(days=1))


def test_each_copy_of_a_stored_file_is_checked_by_the_sum_it_was_written_with(tmp_path, key, monkeypatch, capsys):
    folder = Layout(tmp_path / "backup")
    storage = FileSystemStorage(tmp_path / "files")
    pool = FilePool(folder.files, storage)
    for name in ("a/kept", "b/damaged", "b/gone"):
        storage.save(name, ContentFile(name.encode()))
    pool.ship()
    assert pool.faults() == []
    told = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=folder.files, capture_output=True, text=True)
    assert (told.returncode, told.stdout.count(": OK")) == (0, 3)
    (folder.files / "b/damaged.age").write_bytes(b"something else")
    (folder.files / "b/gone.age").unlink()
    assert pool.faults() == ["b/damaged", "b/gone"]
    monkeypatch.setenv("AXPORTAL_BACKUP", str(folder.root))
    with pytest.raises(CommandError, match="0 backups and 2 copies of stored files are damaged"):
        call_command("backup", "--list")


def test_a_sum_that_was_lost_is_made_anew_and_one_of_a_pruned_copy_leaves(tmp_path, key):
    storage = FileSystemStorage(tmp_path / "files")
    pool = FilePool(tmp_path / "pool", storage)
    for name in ("kept", "removed"):
        storage.save(name, ContentFile(b"x"))
    pool.ship()
    written = pool.sums()
    (tmp_path / "pool" / "SHA256SUMS").write_text(f"{written['removed']}  removed.age\n")
    storage.delete("removed")
    pool.prune(at=NOW)
    assert pool.sums() == written
    pool.prune(at=NOW + timedelta(days=29))
    assert pool.sums() == {"kept": written["kept"]}
