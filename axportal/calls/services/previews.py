"""After an upload: looking for malware, drawing its pages, and letting an original leave unscanned by decision."""

import hashlib
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import permissions, tasks
from axportal.calls.connectors import page_images
from axportal.calls.connectors.page_images import Drawn, NotDrawn
from axportal.calls.models import ApplicationFile, FilePreview, FileRelease, PreviewPage
from axportal.calls.rules.files import PREVIEWED
from axportal.core import outbox, scanning
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.logs import get_logger
from axportal.core.personal_numbers import refuse_personal_numbers

_SCAN = ApplicationFile.Scan
logger = get_logger("axportal.calls")


def owe_looks(file: ApplicationFile) -> None:
    """Owe the scan, where there is a scanner, and the page images, where the kind has pages."""
    if scanning.is_there():
        outbox.enqueue(tasks.scan_file, key=f"calls.scan_file:{file.uuid}", file_id=file.pk)
    if file.kind in PREVIEWED:
        outbox.enqueue(tasks.make_preview, key=f"calls.make_preview:{file.uuid}", file_id=file.pk)


@transaction.atomic
def scan_file(*, file_id: int, at: datetime) -> None:
    """Keep the scanner's verdict. Raises `ScanFailed` without one, so that it is tried again."""
    file = ApplicationFile.objects.select_for_update().get(pk=file_id)
    if file.scan != _SCAN.NOT_SCANNED:
        return
    with default_storage.open(file.stored) as stored:
        verdict = _SCAN.CLEAN if scanning.is_clean(stored.chunks()) else _SCAN.INFECTED
    ApplicationFile.objects.filter(pk=file.pk).update(scan=verdict)
    audit.record(actor=None, action="calls.file.scanned", target=file, at=at, detail={"scan": str(verdict)})


@transaction.atomic
def make_preview(*, file_id: int, at: datetime) -> None:
    """Draw the pages of a file and keep them; or keep that they cannot be drawn."""
    file = ApplicationFile.objects.select_for_update().get(pk=file_id)
    if FilePreview.objects.filter(file=file).exists():
        return
    with TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        with default_storage.open(file.stored) as stored, source.open("wb") as copy:
            for chunk in stored.chunks():
                copy.write(chunk)
        try:
            drawn = page_images.draw(source, file.kind, Path(folder))
        except NotDrawn as error:
            logger.info("calls.preview_failed", file=str(file.uuid), reason=str(error))
            FilePreview.objects.create(file=file, state=FilePreview.State.FAILED, made_at=at)
            return
        _keep(file, drawn, at=at)


def _keep(file: ApplicationFile, drawn: Drawn, *, at: datetime) -> None:
    preview = FilePreview.objects.create(file=file, state=FilePreview.State.DONE, is_cut=drawn.is_cut, made_at=at)
    kept: list[str] = []
    try:
        for number, page in enumerate(drawn.pages, start=1):
            content = page.image.read_bytes()
            kept.append(default_storage.save(f"previews/{preview.uuid.hex}-{number}.png", ContentFile(content)))
            PreviewPage.objects.create(
                preview=preview,
                number=number,
                stored=kept[-1],
                sha256=hashlib.sha256(content).hexdigest(),
                width=page.width,
                height=page.height,
                text=page.text,
            )
    except BaseException:
        for name in kept:
            default_storage.delete(name)
        raise


@transaction.atomic
def release_original(*, file: ApplicationFile, reason: str, actor: User, at: datetime) -> FileRelease:
    """Let an original that nothing has scanned be downloaded; by a manager of the call, with a reason.

    Raises `NotAllowed`, `InvalidInput` without a reason, and `WrongState` for a file with malware.
    """
    reason = reason.strip()
    refuse_personal_numbers({"reason": reason})
    file = ApplicationFile.objects.select_for_update(of=("self",)).select_related("application__call").get(pk=file.pk)
    if not permissions.can_manage(actor, file.application):
        raise NotAllowed(_("이 공고의 담당자가 아닙니다."), code="not_call_manager")
    if file.scan == _SCAN.INFECTED:
        raise WrongState(_("악성코드가 발견된 파일은 내보내지 않습니다."), code="file_infected")
    if len(reason) < 5:
        sentence = _("까닭을 다섯 글자 이상 적어 주세요.")
        raise InvalidInput(sentence, code="reason_required", fields={"reason": [sentence]})
    release = FileRelease.objects.create(file=file, reason=reason[:500], decided_by=actor, decided_at=at)
    audit.record(actor=actor, action="calls.file.released", target=release, at=at)
    return release
