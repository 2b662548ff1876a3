"""How many files an application holds, and which originals may leave."""

from django.utils.translation import gettext as _

from axportal.calls.models import ApplicationFile
from axportal.core.errors import WrongState
from axportal.core.file_kinds import refuse

PREVIEWED = ("pdf", "png", "jpg")
MOST_FILES = 50
MOST_BYTES = 300 * 1024 * 1024


def ensure_room(*, count: int, total: int, size: int) -> None:
    """An application holds at most 50 files and 300 MB. Raises `InvalidInput`."""
    if count >= MOST_FILES or total + size > MOST_BYTES:
        raise refuse(_("한 신청서에는 파일 50개, 모두 300MB까지 올릴 수 있습니다."), "files_full")


def ensure_may_leave(file: ApplicationFile) -> None:
    """Others get an original once it is found clean, or by a decision that says why. Raises `WrongState`."""
    if file.scan == ApplicationFile.Scan.INFECTED:
        raise WrongState(_("악성코드가 발견된 파일은 내보내지 않습니다."), code="file_infected")
    if file.scan != ApplicationFile.Scan.CLEAN and not file.releases.exists():
        raise WrongState(
            _("악성코드를 검사하지 않은 파일입니다. 미리보기를 쓰시거나 공고 담당자의 결정을 받아 주세요."),
            code="file_not_scanned",
        )
