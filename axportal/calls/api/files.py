"""Files through the API: uploading, listing, downloading and taking out."""

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.models import User
from axportal.accounts.scoping import scope_of
from axportal.calls import permissions
from axportal.calls.models import Application, ApplicationFile, ConsortiumMember, FilePreview, PreviewPage
from axportal.calls.querysets import partner_organisations
from axportal.calls.rules.files import ensure_may_leave
from axportal.calls.services import files, previews
from axportal.calls.services.accesses import log_read
from axportal.core import clock, fastread
from axportal.core.api import idempotency, queries
from axportal.core.api import schema_responses as responses
from axportal.core.api.parsers import LimitedJSONParser
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import InvalidInput, NotVisible
from axportal.core.file_keeping import fingerprint
from axportal.core.paging import Ordering
from axportal.core.requests import client_address
from axportal.core.uploads import attachment, page_image
from axportal.records.api.serializers import TextField
from regions.models import Organisation


class FileSerializer(serializers.Serializer):
    """A file of an application."""

    uuid = serializers.UUIDField()
    document = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    scan = serializers.ChoiceField(choices=ApplicationFile.Scan.choices)
    organisation = serializers.UUIDField()
    uploaded_at = serializers.DateTimeField()


class FilesSerializer(serializers.Serializer):
    """The files this caller may see."""

    files = FileSerializer(many=True)


class UploadSerializer(serializers.Serializer):
    """One file for one of the call's documents."""

    document = serializers.CharField(max_length=40)
    file = serializers.FileField(max_length=200)


class DownloadSerializer(serializers.Serializer):
    """Why somebody downloads another's file; one's own need no reason."""

    reason = TextField(required=False, allow_blank=True, max_length=300, default="")


class ReleaseSerializer(serializers.Serializer):
    """Why an original that nothing has scanned may leave."""

    reason = TextField(max_length=500)


class PageSerializer(serializers.Serializer):
    """One page: its image is at `page/<number>/`."""

    number = serializers.IntegerField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    sha256 = serializers.CharField()
    text = serializers.CharField(allow_blank=True)


class PreviewSerializer(serializers.Serializer):
    """What is drawn of a file; `state` is empty while nothing is drawn yet."""

    state = serializers.ChoiceField(choices=["", *FilePreview.State.values], allow_blank=True)
    is_cut = serializers.BooleanField()
    pages = PageSerializer(many=True)


class TakeOutSerializer(serializers.Serializer):
    """A verb that takes nothing."""


class FileViewSet(ScopedViewSet):
    """Files in the caller's scope: one's own, and for those who read contents the ones that were handed in."""

    model = ApplicationFile
    queryset: Any = ApplicationFile.objects.none()
    serializer_class = TakeOutSerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"name": "name"})
    chooses_fields = False

    def get_parsers(self) -> list[Any]:
        """An upload comes as a form, everything else as JSON."""
        uploading = getattr(self, "action_map", {}).get("post") == "upload"
        return [MultiPartParser()] if uploading else [LimitedJSONParser()]

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        takes = {"upload": UploadSerializer, "download": DownloadSerializer, "release": ReleaseSerializer}
        return takes.get(self.action or "", TakeOutSerializer)

    def get_answer_class(self) -> Any:
        """The file or all of them."""
        answers = {"retrieve": FilesSerializer, "preview": PreviewSerializer}
        return answers.get(self.action or "", FileSerializer)

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """The files of an application that this caller may see."""
        queries.refuse_all(request)
        application = self._application(uuid)
        return Response({"files": [_row(file) for file in self._visible(application)]})

    def upload(self, request: Request, uuid: Any) -> HttpResponse:
        """Keep a file for one of the call's documents; the same bytes again are no second file."""
        body, application = self.checked_body(request), self._application(uuid)
        organisation = self._own(application)
        upload = body["file"]

        def effect() -> tuple[int, Any, dict[str, str]]:
            file = files.add_file(
                application=application,
                organisation=organisation,
                document=body["document"],
                upload=upload,
                actor=cast(User, request.user),
                at=clock.now(),
            )
            return 200, _row(file), {}

        return idempotency.answer(request, effect, body=_told(body))

    def download(self, request: Request, uuid: Any, file: Any) -> HttpResponseBase:
        """The bytes. Others get them once found clean, or by decision, and say why, which is kept."""
        reason = self.checked_body(request).get("reason", "")
        application = self._application(uuid)
        found = self._found(application, file)
        if not ApplicationFile.objects.editable_by(request.user).filter(pk=found.pk).exists():
            ensure_may_leave(found)
            if len(reason) < 5:
                raise InvalidInput(
                    _("내려받는 까닭을 적어 주세요."), fields={"reason": [_("내려받는 까닭을 적어 주세요.")]}
                )
            self._log(application, f"calls.file.{found.uuid}", reason=reason)
        return attachment(stored=found.stored, name=found.name)

    def preview(self, request: Request, uuid: Any, file: Any) -> HttpResponse:
        """The pages that were drawn of a file, with the text that stands on them."""
        queries.refuse_all(request)
        application = self._application(uuid)
        found = self._found(application, file)
        self._log(application, f"calls.preview.{found.uuid}")
        drawn = FilePreview.objects.filter(file=found).first()
        if drawn is None:
            return Response({"state": "", "is_cut": False, "pages": []})
        pages = drawn.pages.order_by("number").values("number", "width", "height", "sha256", "text")
        return Response({"state": drawn.state, "is_cut": drawn.is_cut, "pages": list(pages)})

    @extend_schema(responses={(200, "image/png"): OpenApiTypes.BINARY, **responses.problems("GET", on_one=True)})
    def page(self, request: Request, uuid: Any, file: Any, number: int) -> HttpResponseBase:
        """One page as a PNG that the portal drew."""
        queries.refuse_all(request)
        application = self._application(uuid)
        found = self._found(application, file)
        drawn = PreviewPage.objects.filter(preview__file=found, number=number).first()
        if drawn is None:
            raise NotVisible(_("찾을 수 없습니다."))
        self._log(application, f"calls.preview.{found.uuid}.{number}")
        return page_image(stored=drawn.stored)

    def release(self, request: Request, uuid: Any, file: Any) -> HttpResponse:
        """Let an original that nothing has scanned leave; by a manager of the call, and why is kept."""
        reason = self.checked_body(request)["reason"]
        found = self._found(self._application(uuid), file)

        def effect() -> tuple[int, Any, dict[str, str]]:
            previews.release_original(file=found, reason=reason, actor=cast(User, request.user), at=clock.now())
            return 200, _row(found), {}

        return self.once(request, effect)

    def remove(self, request: Request, uuid: Any, file: Any) -> HttpResponse:
        """Take a file out of the draft; an earlier submission keeps it."""
        self.checked_body(request)
        application = self._application(uuid)
        own = ApplicationFile.objects.editable_by(request.user).filter(application=application, uuid=file).first()
        if own is None:
            raise NotVisible(_("찾을 수 없습니다."))

        def effect() -> tuple[int, Any, dict[str, str]]:
            files.remove_file(file=own, actor=cast(User, request.user), at=clock.now())
            return 200, _row(own), {}

        return self.once(request, effect)

    def _log(self, application: Application, what: str, *, reason: str = "") -> None:
        log_read(
            application,
            reader=cast(User, self.request.user),
            what=what,
            address=client_address(self.request),
            at=clock.now(),
            reason=reason,
        )

    def _application(self, uuid: Any) -> Application:
        visible = Application.objects.visible_to(self.request.user).select_related("call", "organisation")
        application = visible.filter(uuid=uuid).first()
        if application is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return application

    def _visible(self, application: Application) -> list[ApplicationFile]:
        files_ = self.get_queryset().filter(application=application, removed_at=None)
        return list(files_.select_related("organisation").order_by("document", "id"))

    def _found(self, application: Application, file: Any) -> ApplicationFile:
        found: ApplicationFile | None = self.get_queryset().filter(application=application, uuid=file).first()
        if found is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return found

    def _own(self, application: Application) -> Organisation:
        """The organisation the caller uploads for: the applicant where they belong to it. 404 for readers."""
        if permissions.belongs_to(self.request.user, application):
            return application.organisation
        own = partner_organisations(scope_of(self.request.user)) - {application.call.organisation_id}
        members = ConsortiumMember.objects.filter(application=application, organisation__in=own)
        member = members.select_related("organisation").first()
        if member is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return member.organisation


def _row(file: ApplicationFile) -> dict[str, Any]:
    names = ("document", "name", "kind", "size", "sha256", "scan", "uploaded_at")
    values = {name: getattr(file, name) for name in names}
    return {"uuid": str(file.uuid), "organisation": str(file.organisation.uuid), **values}


def _told(body: Mapping[str, Any]) -> dict[str, str]:
    """What makes two uploads the same request."""
    digest = fingerprint(body["file"])
    body["file"].seek(0)
    return {"document": body["document"], "name": body["file"].name, "sha256": digest}
