"""Every route × every member of the cast → the expected status. A route that is not listed fails.

GET everywhere; routes that only take POST are sent an empty one. `visitor` has not signed in. On API routes each
person comes with a token.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse

from axportal.accounts.scoping import NATIONAL_ROLES, STAFF_ROLES
from tests.people import Cast
from tests.route_objects import Objects, make_objects

EVERYBODY = frozenset({"visitor", *Cast.names})
SIGNED_IN = EVERYBODY - {"visitor"}
STAFF = frozenset(STAFF_ROLES) | {"gist_colleague", "dgist_admin"}
NATIONAL = frozenset(NATIONAL_ROLES)
GIST_EDITORS = frozenset({"institute_admin", "gist_colleague", "platform_admin"})
DRAFT_READERS = GIST_EDITORS | NATIONAL
REPRESENTATIVE = frozenset({"company_representative"})
WRITERS = REPRESENTATIVE | {"company_member", "delegate"}
RIVAL = frozenset({"rival_representative"})
CONTENT_READERS = frozenset({"ministry_approver", "agency_officer", "auditor", "call_manager"})
SUBMITTED_READERS = NATIONAL | {"call_manager"}
POOL_KEEPERS = frozenset({"platform_admin", "agency_officer", "call_manager"})
POOL_READERS = POOL_KEEPERS | {"auditor"}
KEEPERS = frozenset({"call_manager", "platform_admin"})
PREPARERS = frozenset({"call_manager", "panel_chair", "platform_admin"})
DECISION_READERS = CONTENT_READERS | PREPARERS
REVIEWER = frozenset({"reviewer"})
MANAGERS = frozenset({"call_manager", "platform_admin"})
LEADERS = MANAGERS | {"panel_chair"}
REVIEW_READERS = MANAGERS | {"panel_chair", "agency_officer", "auditor"}
CHECKERS = frozenset({"agency_officer", "platform_admin"})
PROFILE_READERS = WRITERS | CHECKERS | {"auditor"}
HEADS = REPRESENTATIVE | {"platform_admin"}
COMPANY_PEOPLE = frozenset({"company_representative", "company_member"})
INSTITUTE_PEOPLE = frozenset({"institute_admin", "gist_colleague", "dgist_admin", "call_manager"})
POSTERS = COMPANY_PEOPLE | INSTITUTE_PEOPLE | {"rival_representative", "ministry_viewer", "ministry_approver"}
RETENTION_READERS = frozenset({"platform_admin", "agency_officer", "auditor"})
SITE_KEEPERS = frozenset({"institute_admin", "gist_colleague", "gpu_operator", "platform_admin"})
SITE_READERS = SITE_KEEPERS | NATIONAL
ANSWERING = frozenset({"call_manager", "agency_officer", "auditor", "platform_admin"})


@dataclass(frozen=True)
class Case:
    """What a route answers: `otherwise`, but for the people named by status."""

    otherwise: int
    but: dict[int, frozenset[str]] = field(default_factory=dict)
    kwargs: Callable[[Objects], dict[str, Any]] = lambda objects: {}
    post: bool = False

    def expected(self, person: str) -> int:
        return next((status for status, people in self.but.items() if person in people), self.otherwise)


VISITOR = frozenset({"visitor"})


def signed_in(status: int = 200, *, visitor: int = 302, **more: Any) -> Case:
    return Case(status, {visitor: VISITOR, **more.pop("but", {})}, **more)


def published(objects: Objects) -> dict[str, Any]:
    return {"slug": "labs", "uuid": objects.lab.uuid}


def draft(objects: Objects) -> dict[str, Any]:
    return {"slug": "labs", "uuid": objects.draft.uuid}


def the_company(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.writing.organisation.uuid}


def the_membership(objects: Objects) -> dict[str, Any]:
    return {**the_company(objects), "membership": objects.membership.uuid}


def the_delegation(objects: Objects) -> dict[str, Any]:
    return {**the_company(objects), "delegation": objects.delegation.uuid}


def the_call(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.call.uuid}


def the_problem(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.challenge.uuid}


def draft_call(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.draft_call.uuid}


def of_a_call() -> list[Case]:
    """A page for keepers: of an announced call, and of a draft."""
    return [
        Case(403, {302: VISITOR, 200: KEEPERS}, kwargs=the_call),
        Case(404, {302: VISITOR, 200: KEEPERS, 403: NATIONAL - KEEPERS}, kwargs=draft_call),
    ]


def writing(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.writing.uuid}


def handed_in(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.handed_in.uuid}


def first_submission(objects: Objects) -> dict[str, Any]:
    return {**handed_in(objects), "number": 1}


def the_file(objects: Objects) -> dict[str, Any]:
    return {**handed_in(objects), "file": objects.handed_in.files.get().uuid}


def no_member(objects: Objects) -> dict[str, Any]:
    return {**writing(objects), "member": objects.lab.uuid}


def the_report(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.report.uuid}


def the_reviewer(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.review.reviewer.uuid}


def the_reviewed(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.review.call.uuid}


def the_reviewed_application(objects: Objects) -> dict[str, Any]:
    return {**the_reviewed(objects), "application": objects.review.application.uuid}


def the_challenged(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.review.application.uuid}


def the_round(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.review.round.uuid}


def the_plan(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.review.plan.uuid}


def the_recusal(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.review.recusal.uuid}


def the_challenge(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.review.challenge.uuid}


def the_sheet(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.review.sheet.uuid}


def the_assignment(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.review.sheet.assignment.uuid}


def hidden_document(objects: Objects) -> dict[str, Any]:
    """A round that hides names shows no file."""
    return {**the_assignment(objects), "file": objects.review.sheet.assignment.uuid}


def hidden_page(objects: Objects) -> dict[str, Any]:
    return {**hidden_document(objects), "number": 1}


def decided(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.decided.uuid}


def the_selection(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.selection.uuid}


def the_winner(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.winner.uuid}


def the_finding(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.finding.uuid}


def the_letter(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.letter.uuid}


def the_objection(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.objection.uuid}


def the_site(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.gpu.site.uuid}


def hand_site(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.gpu.by_hand.uuid}


def the_node(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.gpu.node.uuid}


PAGES: dict[str, list[Case]] = {
    "core:livez": [Case(200)],
    "core:readyz": [Case(200)],
    "core:metrics": [Case(200)],
    "core:demo-mail": [Case(200)],
    "core:demo-mail-detail": [Case(404, kwargs=lambda objects: {"name": "none"})],
    "core:preferences": [Case(302, post=True)],
    "parts": [Case(200)],
    "decisions:ranking": [Case(404, {302: VISITOR, 200: PREPARERS}, kwargs=decided)],
    "decisions:ranking-tie": [Case(404, {403: VISITOR, 302: PREPARERS}, kwargs=decided, post=True)],
    "decisions:ranking-propose": [Case(404, {403: VISITOR, 400: PREPARERS}, kwargs=decided, post=True)],
    "decisions:panel": [Case(404, {302: VISITOR, 200: PREPARERS}, kwargs=decided)],
    "decisions:panel-detail": [Case(404, {302: VISITOR, 200: PREPARERS}, kwargs=the_winner)],
    "decisions:panel-adjust": [Case(404, {403: VISITOR, 400: PREPARERS}, kwargs=the_winner, post=True)],
    "decisions:panel-find": [Case(404, {403: VISITOR, 400: PREPARERS}, kwargs=the_winner, post=True)],
    "decisions:panel-take-back": [Case(404, {403: VISITOR, 400: PREPARERS}, kwargs=the_finding, post=True)],
    "decisions:selection-detail": [Case(404, {302: VISITOR, 200: DECISION_READERS}, kwargs=the_selection)],
    "decisions:selection-step": [
        Case(
            404,
            {
                409: frozenset({"panel_chair", "agency_officer"}),
                403: VISITOR | (DECISION_READERS - {"panel_chair", "agency_officer"}),
            },
            kwargs=lambda objects: {**the_selection(objects), "step": "confirm"},
            post=True,
        )
    ],
    "decisions:decline": [Case(404, {302: VISITOR, 200: REPRESENTATIVE}, kwargs=the_winner)],
    "decisions:outcome": [Case(404, {302: VISITOR | CONTENT_READERS | WRITERS}, kwargs=the_winner)],
    "decisions:letter": [Case(404, {302: VISITOR, 200: DECISION_READERS | RIVAL}, kwargs=the_letter)],
    "decisions:letter-file": [  # nothing is made yet
        Case(404, {302: VISITOR}, kwargs=lambda objects: {**the_letter(objects), "language": "ko"})
    ],
    "decisions:decider-list": [
        Case(404, {302: VISITOR, 200: frozenset({"agency_officer", "platform_admin", "auditor"})})
    ],
    "decisions:objection-list": [signed_in()],
    "decisions:objection-detail": [Case(404, {302: VISITOR, 200: DECISION_READERS | RIVAL}, kwargs=the_objection)],
    "decisions:objection-assign": [
        Case(404, {403: VISITOR, 400: DECISION_READERS | RIVAL}, kwargs=the_objection, post=True)
    ],
    "decisions:objection-decide": [
        Case(404, {403: VISITOR, 400: DECISION_READERS | RIVAL}, kwargs=the_objection, post=True)
    ],
    "decisions:objection-withdraw": [
        Case(404, {302: RIVAL, 403: VISITOR | DECISION_READERS}, kwargs=the_objection, post=True)
    ],
    "home": [Case(200)],
    "zones:list": [Case(200)],
    "zones:detail": [
        Case(200, kwargs=lambda objects: {"slug": "honam"}),
        Case(404, kwargs=lambda objects: {"slug": "x"}),
    ],
    "search:catalogue": [Case(200)],
    "search:search": [Case(200)],
    "search:sources": [Case(200)],
    "accounts:landing": [signed_in(302)],
    "accounts:profile": [signed_in()],
    "accounts:language": [signed_in(400, visitor=403, post=True)],
    "accounts:tokens": [signed_in()],
    "accounts:token-revoke": [
        signed_in(404, visitor=403, post=True, kwargs=lambda objects: {"uuid": objects.token.uuid})
    ],
    "accounts:sessions": [signed_in()],
    "notices:notice-list": [signed_in()],
    "notices:notice-detail": [
        Case(404, {302: VISITOR, 200: RIVAL}, kwargs=lambda objects: {"uuid": objects.notice.uuid})
    ],
    "notices:choices": [signed_in()],
    "notices:address": [signed_in(302, visitor=403, post=True)],
    "notices:not-arrived": [Case(404, {302: VISITOR, 200: ANSWERING})],
    "retention:schedule": [Case(404, {302: VISITOR, 200: RETENTION_READERS})],
    "retention:period": [
        Case(404, {302: VISITOR, 200: RETENTION_READERS}, kwargs=lambda objects: {"key": "applications"})
    ],
    "retention:hold-lift": [Case(404, {403: VISITOR}, kwargs=lambda objects: {"uuid": objects.lab.uuid}, post=True)],
    "decisions:results": [Case(200, kwargs=decided), Case(404, kwargs=the_call)],
    "decisions:results-file": [Case(200, kwargs=decided), Case(404, kwargs=the_call)],
    "records:list": [Case(200, kwargs=lambda objects: {"slug": "labs"})],
    "records:create": [
        Case(
            403,
            {302: VISITOR, 200: frozenset({"institute_admin", "gist_colleague", "dgist_admin", "platform_admin"})},
            kwargs=lambda objects: {"slug": "labs"},
        )
    ],
    "records:export": [
        Case(200, kwargs=lambda objects: {"slug": "labs", "extension": "csv"}),
        Case(200, {403: VISITOR}, kwargs=lambda objects: {"slug": "labs", "extension": "xlsx"}),
    ],
    "records:detail": [Case(200, kwargs=published), Case(404, {200: DRAFT_READERS}, kwargs=draft)],
    "records:edit": [
        Case(403, {302: VISITOR, 200: GIST_EDITORS}, kwargs=published),
        Case(404, {302: VISITOR, 200: GIST_EDITORS, 403: NATIONAL - GIST_EDITORS}, kwargs=draft),
    ],
    "records:cell": [
        Case(
            403,
            {302: VISITOR, 200: GIST_EDITORS},
            kwargs=lambda objects: {**published(objects), "name": "next_milestone_on"},
        ),
        Case(404, {302: VISITOR}, kwargs=lambda objects: {**published(objects), "name": "status"}),
    ],
    "records:history": [Case(404, {200: DRAFT_READERS}, kwargs=published)],
    "records:undo": [
        Case(403, {302: VISITOR | GIST_EDITORS}, kwargs=lambda objects: {**published(objects), "version": 1}),
    ],
    "records:advance": [
        Case(
            403,
            {302: GIST_EDITORS | {"agency_officer"}},
            post=True,
            kwargs=lambda objects: {**published(objects), "name": "agree"},
        ),
    ],
    "dashboard:national": [Case(404, {200: STAFF, 302: VISITOR})],
    "dashboard:trend": [Case(404, {200: STAFF, 302: VISITOR})],
    "dashboard:compare": [Case(404, {200: STAFF, 302: VISITOR})],
    "dashboard:export": [Case(404, {200: STAFF, 302: VISITOR}, kwargs=lambda objects: {"extension": "csv"})],
}
PAGES |= {
    "challenges:list": [Case(200)],
    "challenges:create": [Case(403, {302: VISITOR, 200: POSTERS})],
    "challenges:detail": [Case(200, kwargs=the_problem)],
    "challenges:edit": [Case(403, {302: VISITOR, 200: COMPANY_PEOPLE}, kwargs=the_problem)],
    "challenges:step": [
        Case(404, {403: VISITOR}, post=True, kwargs=lambda objects: {**the_problem(objects), "name": "match"})
    ],
    "challenges:interest": [
        Case(403, {400: INSTITUTE_PEOPLE}, post=True, kwargs=the_problem),
    ],
    "challenges:interest-step": [
        Case(
            404,
            {403: VISITOR},
            post=True,
            kwargs=lambda objects: {**the_problem(objects), "interest": objects.lab.uuid, "name": "accept"},
        )
    ],
}
PAGES |= {
    "regions:company-register": [signed_in()],
    "regions:company-list": [signed_in()],
    "regions:company": [Case(404, {302: VISITOR, 200: PROFILE_READERS}, kwargs=the_company)],
    "regions:profile-edit": [
        Case(
            404,
            {302: VISITOR, 200: COMPANY_PEOPLE, 403: PROFILE_READERS - COMPANY_PEOPLE},
            kwargs=the_company,
        )
    ],
    "regions:company-check": [
        Case(
            404,
            {403: VISITOR | PROFILE_READERS - CHECKERS, 400: CHECKERS},
            kwargs=the_company,
            post=True,
        )
    ],
    "regions:member-list": [
        Case(
            404,
            {302: VISITOR, 200: HEADS, 403: PROFILE_READERS - HEADS},
            kwargs=the_company,
        )
    ],
    "regions:member-end": [
        Case(
            404,
            {302: VISITOR, 200: HEADS, 403: PROFILE_READERS - HEADS},
            kwargs=the_membership,
        ),
        Case(404, {400: HEADS, 403: VISITOR | PROFILE_READERS - HEADS}, kwargs=the_membership, post=True),
    ],
    "regions:delegate-new": [
        Case(
            404,
            {302: VISITOR, 200: REPRESENTATIVE, 403: PROFILE_READERS - REPRESENTATIVE},
            kwargs=the_company,
        )
    ],
    "regions:delegate-proof": [
        Case(
            404,
            {302: VISITOR, 200: REPRESENTATIVE | CHECKERS, 403: PROFILE_READERS - REPRESENTATIVE - CHECKERS},
            kwargs=the_delegation,
        )
    ],
    "regions:delegate-revoke": [
        Case(
            404,
            {302: REPRESENTATIVE, 403: VISITOR | PROFILE_READERS - REPRESENTATIVE},
            kwargs=the_delegation,
            post=True,
        )
    ],
    "calls:call-list": [Case(200)],
    "calls:call-detail": [Case(200, kwargs=the_call), Case(404, {200: KEEPERS | NATIONAL}, kwargs=draft_call)],
    "calls:calendar": [Case(200)],
    "calls:call-calendar": [Case(200, kwargs=the_call), Case(404, kwargs=draft_call)],
    "calls:subscribe": [Case(200)],
    "calls:subscribe-confirm": [Case(404, kwargs=lambda objects: {"token": "x"})],
    "calls:unsubscribe": [Case(404, kwargs=lambda objects: {"token": "x"})],
    "calls:call-manage-list": [Case(403, {302: VISITOR, 200: KEEPERS})],
    "calls:call-create": [Case(403, {302: VISITOR, 200: KEEPERS})],
    **{
        f"calls:call-{name}": of_a_call()
        for name in ("manage", "edit", "copy", "rules", "stages", "questions", "publish", "deadline", "cancel")
    },
    "calls:call-check": [Case(302, kwargs=the_call)],
    "calls:application-start": [signed_in(302, visitor=403, post=True, kwargs=the_call)],
    "calls:screening-list": [Case(403, {302: VISITOR, 200: CONTENT_READERS}, kwargs=the_call)],
    "calls:screening": [
        Case(
            404,
            {302: VISITOR, 200: CONTENT_READERS, 403: RIVAL | (SUBMITTED_READERS - CONTENT_READERS)},
            kwargs=handed_in,
        )
    ],
    **{
        f"calls:screening-{act}": [
            Case(
                404,
                {
                    403: VISITOR | RIVAL | (SUBMITTED_READERS - frozenset({"call_manager"})),
                    status: frozenset({"call_manager"}),
                },
                kwargs=handed_in,
                post=True,
            )
        ]
        for act, status in {"judge": 400, "pass": 409, "return": 400, "exclude": 409, "exclude-late": 400}.items()
    },
    "calls:application-list": [signed_in()],
    "calls:application-detail": [
        Case(404, {302: VISITOR, 200: WRITERS}, kwargs=writing),
        Case(404, {302: VISITOR, 200: SUBMITTED_READERS | RIVAL}, kwargs=handed_in),
    ],
    "calls:application-edit": [
        Case(404, {302: VISITOR, 200: WRITERS}, kwargs=lambda objects: {**writing(objects), "step": "project"}),
        Case(404, {302: VISITOR, 200: RIVAL}, kwargs=lambda objects: {**handed_in(objects), "step": "project"}),
    ],
    "calls:application-fill": [
        Case(
            404,
            {403: VISITOR, 302: WRITERS},
            kwargs=lambda objects: {**writing(objects), "step": "partners"},
            post=True,
        )
    ],
    "calls:application-challenge": [
        Case(404, {403: VISITOR, 302: WRITERS}, post=True, kwargs=writing),
        Case(404, {403: VISITOR | SUBMITTED_READERS, 302: RIVAL}, post=True, kwargs=handed_in),
    ],
    "calls:partner-add": [
        Case(404, {403: VISITOR, 400: WRITERS}, post=True, kwargs=writing),
        Case(404, {403: VISITOR, 400: RIVAL}, post=True, kwargs=handed_in),
    ],
    "calls:partner-change": [Case(404, {403: VISITOR}, post=True, kwargs=no_member)],
    "calls:partner-remove": [Case(404, {403: VISITOR, 302: WRITERS}, post=True, kwargs=no_member)],
    "calls:compare": [
        Case(404, {302: VISITOR, 200: WRITERS}, kwargs=writing),
        Case(
            404,
            {302: VISITOR, 200: CONTENT_READERS | RIVAL, 403: SUBMITTED_READERS - CONTENT_READERS},
            kwargs=handed_in,
        ),
    ],
    "calls:consent": [Case(404, {302: VISITOR}, kwargs=writing)],
    "calls:consent-withdraw": [Case(404, {403: VISITOR}, post=True, kwargs=writing)],
    "calls:file-add": [
        Case(404, {403: VISITOR, 400: WRITERS}, post=True, kwargs=writing),
        Case(404, {403: VISITOR, 400: RIVAL}, post=True, kwargs=handed_in),
    ],
    "calls:file-download": [Case(404, {302: VISITOR, 200: CONTENT_READERS | RIVAL}, kwargs=the_file)],
    "calls:file-release": [
        Case(
            404,
            {403: VISITOR | RIVAL | (CONTENT_READERS - frozenset({"call_manager"})), 302: frozenset({"call_manager"})},
            kwargs=the_file,
            post=True,
        )
    ],
    "calls:file-preview": [Case(404, {302: VISITOR, 200: CONTENT_READERS | RIVAL}, kwargs=the_file)],
    "calls:file-page": [
        Case(404, {302: VISITOR}, kwargs=lambda objects: {**the_file(objects), "number": 1})  # nothing is drawn yet
    ],
    "calls:file-remove": [Case(405, {302: VISITOR}, kwargs=the_file)],
    "calls:application-submit": [
        Case(404, {302: VISITOR, 200: REPRESENTATIVE, 403: WRITERS - REPRESENTATIVE}, kwargs=writing),
        Case(404, {302: VISITOR, 200: RIVAL}, kwargs=handed_in),
    ],
    "calls:application-withdraw": [
        Case(404, {302: VISITOR, 200: REPRESENTATIVE, 403: WRITERS - REPRESENTATIVE}, kwargs=writing),
        Case(404, {302: VISITOR, 200: RIVAL, 403: SUBMITTED_READERS}, kwargs=handed_in),
    ],
    "calls:receipt": [Case(404, {302: VISITOR, 200: CONTENT_READERS | RIVAL}, kwargs=first_submission)],
    "calls:submitted-content": [
        Case(
            404,
            {302: VISITOR, 200: CONTENT_READERS | RIVAL, 403: SUBMITTED_READERS - CONTENT_READERS},
            kwargs=first_submission,
        )
    ],
    "reports:run-list": [Case(404, {302: VISITOR, 200: STAFF})],
    "reports:run-order": [Case(404, {302: VISITOR, 200: STAFF})],
    "reports:run-detail": [Case(404, {302: VISITOR, 200: NATIONAL}, kwargs=the_report)],
    "reports:run-progress": [Case(404, {302: VISITOR, 200: NATIONAL}, kwargs=the_report)],
    "reports:run-cancel": [Case(404, {302: VISITOR, 405: STAFF}, kwargs=the_report)],
    "reports:run-file": [
        Case(404, {302: VISITOR}, kwargs=lambda objects: {**the_report(objects), "extension": "xlsx"})
    ],
}
PAGES |= {
    "reviews:reviewer-list": [Case(404, {302: VISITOR, 200: POOL_READERS})],
    "reviews:reviewer-new": [Case(404, {302: VISITOR, 200: POOL_KEEPERS, 403: POOL_READERS - POOL_KEEPERS})],
    "reviews:workload": [Case(404, {302: VISITOR, 200: POOL_READERS})],
    "reviews:tie-list": [Case(404, {302: VISITOR, 200: POOL_READERS})],
    "reviews:reviewer-detail": [Case(404, {302: VISITOR, 200: POOL_READERS}, kwargs=the_reviewer)],
    "reviews:reviewer-edit": [
        Case(404, {302: VISITOR, 200: POOL_KEEPERS, 403: POOL_READERS - POOL_KEEPERS}, kwargs=the_reviewer)
    ],
    "reviews:review": [Case(404, {302: VISITOR, 200: REVIEW_READERS}, kwargs=the_reviewed)],
    "reviews:application-review": [Case(404, {302: VISITOR, 200: REVIEW_READERS}, kwargs=the_reviewed_application)],
    "reviews:plan-want": [
        Case(404, {403: VISITOR | REVIEW_READERS - MANAGERS, 302: MANAGERS}, post=True, kwargs=the_round)
    ],
    "reviews:round-close": [
        Case(
            404,
            {403: VISITOR | REVIEW_READERS - MANAGERS, 302: {"call_manager"}, 409: MANAGERS - {"call_manager"}},
            post=True,
            kwargs=the_round,
        )
    ],
    "reviews:recheck": [
        Case(404, {403: VISITOR | REVIEW_READERS - MANAGERS, 302: MANAGERS}, post=True, kwargs=the_reviewed)
    ],
    "reviews:remark": [Case(404, {403: VISITOR, 400: REVIEW_READERS}, post=True, kwargs=the_reviewed_application)],
    "reviews:round-remind": [
        Case(404, {403: VISITOR | REVIEW_READERS - LEADERS, 302: LEADERS}, post=True, kwargs=the_round)
    ],
    "reviews:seat-release": [Case(404, {403: VISITOR, 400: REVIEW_READERS}, post=True, kwargs=the_assignment)],
    "reviews:round-due": [Case(404, {403: VISITOR, 400: REVIEW_READERS}, post=True, kwargs=the_round)],
    "reviews:plan": [Case(404, {302: VISITOR, 200: REVIEW_READERS}, kwargs=the_plan)],
    "reviews:plan-confirm": [
        Case(404, {403: VISITOR | REVIEW_READERS - MANAGERS, 302: MANAGERS}, post=True, kwargs=the_plan)
    ],
    "reviews:plan-drop": [
        Case(404, {403: VISITOR | REVIEW_READERS - MANAGERS, 302: MANAGERS}, post=True, kwargs=the_plan)
    ],
    "reviews:excuse": [Case(404, {403: VISITOR, 400: REVIEW_READERS}, post=True, kwargs=the_recusal)],
    "reviews:challenge-decide": [Case(404, {403: VISITOR, 400: REVIEW_READERS}, post=True, kwargs=the_challenge)],
    "reviews:challenge": [Case(404, {302: VISITOR, 200: WRITERS}, kwargs=the_challenged)],
    "reviews:sheet-read": [Case(404, {302: VISITOR, 200: REVIEW_READERS}, kwargs=the_sheet)],
    "reviews:assignment-list": [Case(404, {302: VISITOR, 200: REVIEWER})],
    "reviews:sheet": [Case(404, {302: VISITOR, 200: REVIEWER}, kwargs=the_assignment)],
    "reviews:pledge": [Case(404, {403: VISITOR, 302: REVIEWER}, post=True, kwargs=the_assignment)],
    "reviews:hand-in": [Case(404, {403: VISITOR, 302: REVIEWER}, post=True, kwargs=the_assignment)],
    "reviews:step-down": [Case(404, {302: VISITOR, 200: REVIEWER}, kwargs=the_assignment)],
    "reviews:document": [Case(404, {302: VISITOR}, kwargs=hidden_document)],
    "reviews:document-page": [Case(404, {302: VISITOR}, kwargs=hidden_page)],
    "reviews:original": [Case(404, {403: VISITOR}, post=True, kwargs=hidden_document)],
    "reviews:discussion": [Case(404, {302: VISITOR, 200: REVIEWER}, kwargs=the_assignment)],
}
PAGES |= {
    "gpu:national": [Case(200)],
    "gpu:public": [Case(200)],
    "gpu:nodes": [Case(200)],
    "gpu:jobs": [Case(200)],
    "gpu:history": [Case(200)],
    "gpu:outages": [Case(200)],
    "gpu:site": [Case(404, {200: SITE_READERS}, kwargs=the_site)],
    "gpu:node": [Case(404, {200: SITE_READERS}, kwargs=the_node)],
    "gpu:site_list": [Case(200)],
    "gpu:site_new": [Case(404, {302: VISITOR, 200: SITE_KEEPERS | {"dgist_admin"}})],
    **{
        f"gpu:{name}": [Case(404, {302: VISITOR, 200: SITE_KEEPERS}, kwargs=the_site)]
        for name in ("site_edit", "site_test", "site_accounts", "site_tokens", "by_hand_file")
    },
    "gpu:by_hand": [
        Case(404, {302: VISITOR, 200: SITE_KEEPERS}, kwargs=hand_site),
        Case(404, {302: VISITOR}, kwargs=the_site),  # it reports by itself
    ],
    "gpu:console": [Case(404, {302: VISITOR, 200: SITE_READERS}, kwargs=the_site)],
    "gpu:batch": [
        Case(404, {302: VISITOR, 200: SITE_READERS}, kwargs=lambda objects: {"uuid": objects.gpu.batch.uuid})
    ],
    "gpu:discrepancy": [
        Case(404, {302: VISITOR, 200: SITE_KEEPERS}, kwargs=lambda objects: {"uuid": objects.gpu.discrepancy.uuid})
    ],
    "gpu:site_step": [
        Case(
            404,
            {403: VISITOR, 302: SITE_KEEPERS},
            kwargs=lambda objects: {**the_site(objects), "step": "resume"},
            post=True,
        )
    ],
    "gpu:node_step": [
        Case(
            404,
            {403: VISITOR, 302: SITE_KEEPERS},
            kwargs=lambda objects: {**the_node(objects), "step": "return"},
            post=True,
        )
    ],
    "gpu:token_revoke": [
        Case(
            404,
            {403: VISITOR, 302: SITE_KEEPERS},
            kwargs=lambda objects: {"uuid": objects.gpu.token.uuid},
            post=True,
        )
    ],
}
#: allauth's own pages: open to visitors, or asking for a sign-in; their behaviour is tested by their authors.
FOREIGN = ("account_",)


def named_routes() -> Iterator[str]:
    def walk(resolver: URLResolver, namespace: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
            else:
                yield f"{namespace}{pattern.name}"

    yield from walk(get_resolver(), "")


def test_every_route_is_listed():
    pages = {name for name in named_routes() if not name.startswith(("api:", *FOREIGN))}
    assert sorted(pages ^ set(PAGES)) == []


@pytest.fixture
def objects(cast) -> Objects:
    return make_objects(cast)


@pytest.fixture
def clients(cast) -> dict[str, Client]:
    signed = {person: Client() for person in sorted(EVERYBODY)}  # of two who may do a thing once, always the same does
    for person in SIGNED_IN:
        signed[person].force_login(cast[person], backend="allauth.account.auth_backends.AuthenticationBackend")
    return signed


def answers(client: Client, address: str, *, post: bool) -> int:
    response = client.post(address) if post else client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # ends the response, closing its file
    return response.status_code


@pytest.mark.timeout(600)  # every route × every member of the cast
@pytest.mark.feature("I8")
@pytest.mark.goal("R3")
@pytest.mark.api10("API1", "API5")
def test_pages(clients, objects, settings):
    """One test for all: the objects are made once, and no route's answer depends on another's."""
    settings.DEMONSTRATION = True
    wrong = []
    for name, cases in PAGES.items():
        for case in cases:
            address = reverse(name, kwargs=case.kwargs(objects))
            if resolve(address).view_name != name:  # another route of the same form hides it
                wrong.append(f"{address} is {resolve(address).view_name}, not {name}")
            for person, client in clients.items():
                status = answers(client, address, post=case.post)
                if status != case.expected(person):
                    wrong.append(f"{name} {address} {person}: {status}, not {case.expected(person)}")
    assert wrong == []
