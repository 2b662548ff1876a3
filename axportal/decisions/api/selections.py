"""Rankings and selections: what stands, other terms, ties, the proposal, and the words of those who approve."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, cast

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.calls.models import Call, CallRules
from axportal.core import clock, fastread
from axportal.core.api import queries
from axportal.core.errors import NotVisible
from axportal.core.paging import Ordering
from axportal.decisions.api import serializers
from axportal.decisions.api.base import DecisionViewSet, places
from axportal.decisions.models import Selection
from axportal.decisions.rules.reckoning import Altered, places_to_json
from axportal.decisions.selectors.changes import Difference
from axportal.decisions.selectors.impartiality import needs_statement, steps_open_to
from axportal.decisions.selectors.standing import Standing, reckoned_again, standing_of
from axportal.decisions.services import findings, selections, what_ifs


class SelectionViewSet(DecisionViewSet):
    """Selections, for the people of the call and those of the nation who read contents."""

    model = Selection
    queryset: Any = Selection.objects.none()
    serializer_class = serializers.SelectionSerializer
    orderings = {"made_at": Ordering(("-made_at", "-id"))}
    shape = fastread.Shape(
        {
            "uuid": "uuid",
            "version": "version",
            "call": "call__uuid",
            "number": "number",
            "cause": "cause",
            "status": "status",
            "rules_number": "rules__number",
            "made_at": "made_at",
            "publish_at": "publish_at",
            "sha256": "sha256",
        }
    )
    related = (Call, CallRules)
    takes = {
        "confirm": serializers.WordSerializer,
        "approve": serializers.WordSerializer,
        "send_back": serializers.ReasonSerializer,
        "move_publication": serializers.PublicationSerializer,
    }
    shows = {"list": serializers.SelectionSerializer, "retrieve": serializers.SelectionDetailSerializer}

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """One selection in full."""
        queries.refuse_all(request)
        return Response(selection_body(self._found(uuid), request.user))

    def confirm(self, request: Request, uuid: Any) -> HttpResponse:
        """The first word: within the programme."""
        return self._act(request, uuid, selections.confirm_selection)

    def approve(self, request: Request, uuid: Any) -> HttpResponse:
        """The last word: the ministry's."""
        return self._act(request, uuid, selections.approve_selection)

    def send_back(self, request: Request, uuid: Any) -> HttpResponse:
        """Return it with a reason; another is proposed."""
        return self._act(request, uuid, selections.return_selection)

    def move_publication(self, request: Request, uuid: Any) -> HttpResponse:
        """Another moment for telling, until it has come."""
        return self._act(request, uuid, selections.move_publication)

    def _act(self, request: Request, uuid: Any, service: Callable[..., Any]) -> HttpResponse:
        selection, body = self._found(uuid), self.checked_body(request)
        return self.act(
            request,
            lambda: service(selection=selection, actor=self.caller, at=clock.now(), **body),
            lambda: selection_body(self._found(uuid), request.user),
        )

    def _found(self, uuid: Any) -> Selection:
        rows = self.get_queryset().select_related("call", "rules", "made_by")
        selection: Selection | None = rows.filter(uuid=uuid).first()
        if selection is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return selection


class RankingViewSet(DecisionViewSet):
    """The ranking of a call, for those who prepare its decision; 404 for everybody else."""

    model = Call
    queryset: Any = Call.objects.none()
    serializer_class = serializers.NothingSerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})
    takes = {
        "try_terms": serializers.WhatIfSerializer,
        "settle": serializers.TieSerializer,
        "propose": serializers.ProposeSerializer,
    }
    shows = {
        "retrieve": serializers.RankingSerializer,
        "try_terms": serializers.DifferenceSerializer,
        "propose": serializers.SelectionDetailSerializer,
    }

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """As it stands now."""
        queries.refuse_all(request)
        return Response(_ranking(standing_of(self.prepared_call(uuid))))

    def try_terms(self, request: Request, uuid: Any) -> HttpResponse:
        """Who would change on other terms; nothing changes, and what was tried is kept."""
        call, body = self.prepared_call(uuid), self.checked_body(request)

        def effect() -> tuple[int, Any, dict[str, str]]:
            found = what_ifs.try_what_if(
                standing=standing_of(call), altered=Altered(**body), actor=self.caller, at=clock.now()
            )
            return 200, _difference(found), {}

        return self.once(request, effect)

    def settle(self, request: Request, uuid: Any) -> HttpResponse:
        """The panel's order of a tie at the line; answers with the ranking."""
        call, body = self.prepared_call(uuid), self.checked_body(request)
        order = [str(one) for one in body["order"]]
        return self.act(
            request,
            lambda: findings.settle_tie(
                call=call, order=order, reason=body["reason"], actor=self.caller, at=clock.now()
            ),
            lambda: _ranking(standing_of(call)),
        )

    def propose(self, request: Request, uuid: Any) -> HttpResponse:
        """Keep the ranking as it stands and ask for approval."""
        call, body = self.prepared_call(uuid), self.checked_body(request)

        def effect() -> tuple[int, Any, dict[str, str]]:
            selection = selections.propose_selection(call=call, actor=self.caller, at=clock.now(), **body)
            location = request.build_absolute_uri(reverse("api:selections-detail", args=[selection.uuid]))
            return 201, selection_body(selection, request.user), {"Location": location}

        return self.once(request, effect)


def selection_body(selection: Selection, reader: Any) -> dict[str, Any]:
    """A selection in full, as this reader may act on it."""
    steps, why_not = steps_open_to(reader, selection, at=clock.now())
    return {
        "uuid": str(selection.uuid),
        "version": selection.version,
        "call": str(selection.call.uuid),
        "number": selection.number,
        "cause": selection.cause,
        "status": selection.status,
        "rules_number": selection.rules.number,
        "made_at": selection.made_at,
        "publish_at": selection.publish_at,
        "sha256": selection.sha256,
        "note": selection.note,
        "made_by": selection.made_by.name,
        "can_be_reckoned_again": reckoned_again(selection),
        "places": places(cast(Any, selection.places)),
        "approvals": [
            {
                "level": one.level,
                "is_approved": one.is_approved,
                "reason": one.reason,
                "no_conflict": one.no_conflict,
                "by": one.by.name,
                "at": one.at,
            }
            for one in selection.approvals.select_related("by")
        ],
        "available_actions": steps,
        "why_not": why_not,
        "needs_statement": bool({"confirm", "approve"} & set(steps)) and needs_statement(reader),
    }


def _ranking(standing: Standing) -> dict[str, Any]:
    return {
        "call": str(standing.call.uuid),
        "rules_number": standing.rules.version.number,
        "sheets_missing": standing.waiting,
        "budget_won": standing.terms.budget_won,
        "places": places(places_to_json(standing.places)),
        "ties_at_the_line": [[place.candidate.key for place in group] for group in standing.ties],
    }


def _difference(found: Difference) -> dict[str, Any]:
    moved = []
    for one in found.moved:
        row = asdict(one)
        moved.append({"application": row.pop("key"), **row, "before": one.before.value, "after": one.after.value})
    return {"moved": moved, "spent_before": found.spent_before, "spent_after": found.spent_after}
