"""What an archive may put where."""

import io
import tarfile

import pytest

from axportal.backups.archives import unpack
from axportal.backups.errors import BackupError

pytestmark = pytest.mark.goal("R10")


def packed(*members: tuple[str, bytes]) -> io.BytesIO:
    """Members by name and type; every one holds two bytes."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, kind in members:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname, entry.mode = kind, "/etc/passwd", 0o700
            entry.size = 2 if kind == tarfile.REGTYPE else 0
            archive.addfile(entry, io.BytesIO(b"ok"))
    made.seek(0)
    return made


def test_files_and_folders_come_out_as_they_were(tmp_path):
    unpack(packed(("base", tarfile.DIRTYPE), ("base/1", tarfile.REGTYPE)), tmp_path)
    assert (tmp_path / "base" / "1").read_bytes() == b"ok"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../outside", tarfile.REGTYPE),
        ("/tmp/outside", tarfile.REGTYPE),  # noqa: S108 - refused
        ("link", tarfile.SYMTYPE),
        ("link", tarfile.LNKTYPE),
        ("device", tarfile.CHRTYPE),
    ],
)
def test_nothing_else_comes_out_and_nothing_before_it(tmp_path, name, kind):
    with pytest.raises(BackupError, match=name):
        unpack(packed(("first", tarfile.REGTYPE), (name, kind)), tmp_path)
    assert list(tmp_path.iterdir()) == []
