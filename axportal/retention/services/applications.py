"""Taking people out of an application: what they wrote of themselves, their files, what was written about them."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model

from axportal.calls.models import (
    Application,
    ApplicationFile,
    ApplicationPart,
    ConsortiumMember,
    FilePreview,
    FileRelease,
    PartnerConsent,
    PartRevision,
    PreviewPage,
    Submission,
)
from axportal.decisions.models import Objection
from axportal.retention.models import Erasure
from axportal.retention.rules import ERASED, consent_without_people, snapshot_without_people, without_people
from axportal.retention.services.owner import OWNER, erasing, overwrite
from axportal.reviews.models import Challenge, Correction, Participant, Person, Recusal, Remark, ScoreSheet, SetAside

_GUARDED: tuple[type[Model], ...] = (
    Submission, PartRevision, PartnerConsent, FileRelease, ConsortiumMember, ScoreSheet, SetAside, Correction, Remark,
    Challenge, Person, Objection,
)  # fmt: skip


def erase_application(application: Application) -> None:
    """People, files and free texts of one application; done again it finds nothing more."""
    with erasing(*_GUARDED):
        _erase_written(application)
        _erase_files(application)
        _erase_review(application)
        ids = list(Objection.objects.using(OWNER).filter(application=application).values_list("pk", flat=True))
        overwrite(Objection, ids, text=ERASED)


def erase_draft(application: Application) -> None:
    """Everything that was written in one that was never handed in."""
    with erasing(*_GUARDED):
        parts = ApplicationPart.objects.using(OWNER).filter(application=application)
        PartRevision.objects.using(OWNER).filter(part__in=parts).update(fields={})
        parts.update(fields={}, marks={})
        PartnerConsent.objects.using(OWNER).filter(application=application).update(content={}, signature={}, reason="")
        _erase_members(application)
        _erase_files(application)


def _erase_written(application: Application) -> None:
    for submission in Submission.objects.using(OWNER).filter(application=application):
        content = snapshot_without_people(submission.snapshot)
        Submission.objects.using(OWNER).filter(pk=submission.pk).update(snapshot=content)
    for part in ApplicationPart.objects.using(OWNER).filter(application=application):
        fields = without_people(part.step, part.fields)
        ApplicationPart.objects.using(OWNER).filter(pk=part.pk).update(fields=fields, marks={})
        for revision in PartRevision.objects.using(OWNER).filter(part=part):
            fields = without_people(part.step, revision.fields)
            PartRevision.objects.using(OWNER).filter(pk=revision.pk).update(fields=fields)
    for consent in PartnerConsent.objects.using(OWNER).filter(application=application):
        content = consent_without_people(consent.content)
        PartnerConsent.objects.using(OWNER).filter(pk=consent.pk).update(content=content, signature={}, reason="")
    _erase_members(application)


def _erase_members(application: Application) -> None:
    ids = list(ConsortiumMember.objects.using(OWNER).filter(application=application).values_list("pk", flat=True))
    overwrite(ConsortiumMember, ids, email="")


def _erase_files(application: Application) -> None:
    """Rows first, then, once that is certain, what is stored."""
    files = ApplicationFile.objects.using(OWNER).filter(application=application)
    pages = PreviewPage.objects.using(OWNER).filter(preview__file__in=files)
    stored = [*files.values_list("stored", flat=True), *pages.values_list("stored", flat=True)]
    pages.delete()
    FilePreview.objects.using(OWNER).filter(file__in=files).delete()
    FileRelease.objects.using(OWNER).filter(file__in=files).delete()
    files.delete()
    for name in stored:
        transaction.on_commit(partial(default_storage.delete, name), using=OWNER)


def _erase_review(application: Application) -> None:
    sheets = ScoreSheet.objects.using(OWNER).filter(assignment__application=application)
    Correction.objects.using(OWNER).filter(sheet__in=sheets).update(reason=ERASED)
    SetAside.objects.using(OWNER).filter(sheet__in=sheets).update(reason=ERASED)
    sheets.update(comments={}, overall_comment="", marks={})
    Remark.objects.using(OWNER).filter(application=application).update(text=ERASED)
    challenged = {"person_name": ERASED, "affiliation": "", "reason": ERASED}
    Challenge.objects.using(OWNER).filter(application=application).update(**challenged)
    recusals = Recusal.objects.using(OWNER).filter(application=application)
    recusals.update(reason=ERASED)
    recusals.exclude(excuse="").update(excuse=ERASED)
    _erase_participants(application)


def _erase_participants(application: Application) -> None:
    """People named in no application that is still kept, who review nothing."""
    here = Participant.objects.using(OWNER).filter(application=application, person__isnull=False)
    erased = Erasure.objects.using(OWNER).filter(key="applications").values("target_uuid")
    kept = Application.objects.using(OWNER).exclude(pk=application.pk).exclude(uuid__in=erased)
    elsewhere = Participant.objects.using(OWNER).filter(application__in=kept, person__isnull=False)
    people = Person.objects.using(OWNER).filter(pk__in=here.values("person"), reviewer=None)
    for person in people.exclude(pk__in=elsewhere.values("person")):
        overwrite(Person, [person.pk], name=f"{ERASED}{person.uuid}", researcher_no="", unit_name="")
