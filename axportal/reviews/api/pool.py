"""The pool of reviewers over the API: who they are, what they know, when they can, and how they did so far."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.models import User
from axportal.core import clock, fastread
from axportal.core.api import etags, queries
from axportal.core.paging import Ordering
from axportal.core.requests import client_address
from axportal.records.api.serializers import TextField, UuidRelatedField
from axportal.reviews.api.base import ReviewsViewSet
from axportal.reviews.models import Person, Reviewer
from axportal.reviews.models.people import RESEARCHER_NUMBER
from axportal.reviews.selectors.habits import Habits, habits_of
from axportal.reviews.services import reviewers
from regions.models import Organisation


class ReviewerSerializer(serializers.Serializer):
    """An entry of the pool."""

    uuid = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False)
    name = serializers.CharField(required=False)
    email = serializers.EmailField(required=False)
    organisation = serializers.UUIDField(required=False, allow_null=True)
    unit_name = serializers.CharField(required=False, allow_blank=True)
    researcher_no = serializers.CharField(required=False, allow_blank=True)
    industry_codes = serializers.ListField(child=serializers.CharField(), required=False)
    keywords = serializers.ListField(child=serializers.CharField(), required=False)
    available_from = serializers.DateField(required=False, allow_null=True)
    available_until = serializers.DateField(required=False, allow_null=True)
    most_at_once = serializers.IntegerField(required=False)
    is_active = serializers.BooleanField(required=False)


class HabitsSerializer(serializers.Serializer):
    """Load now, and lateness and score habits over all calls; `lean` is points above or below the others."""

    reviewer = serializers.UUIDField()
    open = serializers.IntegerField()
    overdue = serializers.IntegerField()
    handed_in = serializers.IntegerField()
    late = serializers.IntegerField()
    missed = serializers.IntegerField()
    lean = serializers.DecimalField(max_digits=6, decimal_places=1, allow_null=True)
    spread = serializers.DecimalField(max_digits=6, decimal_places=1, allow_null=True)


class WorkloadSerializer(serializers.Serializer):
    """The habits of the whole pool."""

    rows = HabitsSerializer(many=True)


class ReviewerChangeSerializer(serializers.Serializer):
    """What may change of an entry."""

    organisation = UuidRelatedField(queryset=Organisation.objects.all(), required=False, allow_null=True)
    unit_name = TextField(max_length=200, required=False, allow_blank=True)
    researcher_no = serializers.RegexField(RESEARCHER_NUMBER, required=False, allow_blank=True)
    industry_codes = serializers.ListField(child=TextField(max_length=40), required=False, max_length=100)
    keywords = serializers.ListField(child=TextField(max_length=60), required=False, max_length=30)
    available_from = serializers.DateField(required=False, allow_null=True)
    available_until = serializers.DateField(required=False, allow_null=True)
    most_at_once = serializers.IntegerField(required=False, min_value=1, max_value=100)
    is_active = serializers.BooleanField(required=False)


class ReviewerCreateSerializer(ReviewerChangeSerializer):
    """A new entry: whose account it is, and what is known of them."""

    email = serializers.EmailField(max_length=254)


class ReviewerViewSet(ReviewsViewSet):
    """The pool, for its keepers and the auditor; a reviewer finds their own entry."""

    model = Reviewer
    queryset: Any = Reviewer.objects.none()
    serializer_class = ReviewerSerializer
    takes: ClassVar[Mapping[str, Any]] = {
        "create": ReviewerCreateSerializer,
        "partial_update": ReviewerChangeSerializer,
    }
    shows: ClassVar[Mapping[str, Any]] = {"workload": WorkloadSerializer}
    versions = ("version", "person__version")
    orderings = {"name": Ordering(("person__name", "id"))}
    chooses_fields = True
    shape = fastread.Shape(
        {
            **{name: name for name in ("uuid", "version")},
            "name": "person__name",
            "email": "user__email",
            "organisation": "person__organisation__uuid",
            "unit_name": "person__unit_name",
            "researcher_no": "person__researcher_no",
            **{name: name for name in reviewers.REVIEWER_FIELDS},
        }
    )
    related = (Person, User)

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """One entry; looks of others are kept."""
        response = super().retrieve(request, uuid)
        reviewer = self._entry(uuid)
        address, at = client_address(request), clock.now()
        reviewers.log_read(reviewer, reader=self.caller, what="reviews.reviewer.read", address=address, at=at)
        return response

    def create(self, request: Request) -> HttpResponse:
        """Take somebody with an account into the pool; they get the reviewer's role."""
        self.ensure_keeps_pool()
        values = self.checked_body(request)
        email = values.pop("email")
        return self.act(
            request,
            lambda: reviewers.add_reviewer(email=email, values=values, actor=self.caller, at=clock.now()),
            lambda reviewer: self._row(reviewer.uuid),
            status=201,
            made_at="api:reviewers-detail",
        )

    def partial_update(self, request: Request, uuid: Any) -> HttpResponse:
        """Change some fields of the version named by If-Match."""
        reviewer = self._entry(uuid)
        reviewer = reviewers.change_reviewer(
            reviewer=reviewer,
            values=self.checked_body(request),
            base_version=self.expected_version(request),
            actor=self.caller,
            at=clock.now(),
        )
        tag = etags.object_tag(version=reviewer.version, extra=f"{self._viewer(request)}|{None}")
        return self._tagged(Response(self._row(uuid)), tag)

    def workload(self, request: Request) -> HttpResponse:
        """Load, lateness and score habits over all calls, the busiest first."""
        queries.refuse_all(request)
        self.ensure_reads_pool()
        known = dict(self.get_queryset().values_list("pk", "uuid"))
        habits = habits_of(known, at=clock.now())
        found = [(uuid, habits.get(pk, Habits())) for pk, uuid in known.items()]
        found.sort(key=lambda row: (-row[1].open, -row[1].late_share, row[0]))
        rows = WorkloadSerializer({"rows": [{"reviewer": uuid, **vars(one)} for uuid, one in found]})
        return Response(rows.data)

    def _entry(self, uuid: Any) -> Reviewer:
        entry: Reviewer = self.found(self.get_queryset().select_related("person", "user"), uuid)
        return entry

    def _row(self, uuid: Any) -> Any:
        rows, _keys = fastread.json_rows(self.get_queryset().filter(uuid=uuid), self.shape)
        return rows[0]
