"""The files of a proposal as a reviewer reads them: by the call's names for them, never by the applicant's."""

from dataclasses import dataclass, field

from axportal.calls.models import Application, ApplicationFile, FilePreview, PreviewPage
from axportal.calls.rules import holds
from axportal.calls.rules.files import PREVIEWED, ensure_may_leave
from axportal.calls.rules.selection import ReviewRound as RoundRule
from axportal.calls.selectors.rules_in_force import read_version


@dataclass(frozen=True)
class Document:
    """A file that was handed in. `state`: done, failed, waiting, or none where its kind has no pages."""

    file: ApplicationFile
    name: str
    state: str
    is_cut: bool = False
    pages: list[PreviewPage] = field(default_factory=list)

    @property
    def file_name(self) -> str:
        """What the original is called when it leaves: the applicant's own name for it may tell who they are."""
        return f"{self.file.application.number}-{self.file.document}.{self.file.kind}"

    @property
    def may_leave(self) -> bool:
        """Whether the original may be downloaded at all."""
        return holds(ensure_may_leave, self.file)


def documents_of(application: Application, rule: RoundRule, *, with_pages: bool = False) -> list[Document]:
    """The files of the newest submission; none in a round that hides names, which no page image can hide."""
    if rule.anonymous:
        return []
    submission = application.submissions.select_related("rules").latest("number")
    named = {one.key: one.name for one in read_version(submission.rules).content.documents}
    files = list(submission.files.select_related("application", "preview").order_by("document", "id"))
    pages: dict[int, list[PreviewPage]] = {}
    if with_pages:
        for page in PreviewPage.objects.filter(preview__file__in=files).order_by("preview", "number"):
            pages.setdefault(page.preview_id, []).append(page)
    return [_document(file, named.get(file.document, file.document), pages) for file in files]


def _document(file: ApplicationFile, name: str, pages: dict[int, list[PreviewPage]]) -> Document:
    preview: FilePreview | None = getattr(file, "preview", None)
    if preview is None:
        return Document(file, name, "waiting" if file.kind in PREVIEWED else "none")
    return Document(file, name, preview.state, preview.is_cut, pages.get(preview.pk, []))
