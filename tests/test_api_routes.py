"""Every API route × every method it takes × every member of the cast → the expected status. A new one must be listed.

Writes are sent what would succeed for who may do it, and are taken back after each try.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse

from axportal.calls.api.urls import CALL_VERBS
from axportal.core import clock
from axportal.core.api.throttling import CallerThrottle
from axportal.records import registry
from regions.models import Organisation
from tests.route_objects import Objects, make_objects
from tests.test_routes import (
    COMPANY_PEOPLE,
    CONTENT_READERS,
    DECISION_READERS,
    DRAFT_READERS,
    EVERYBODY,
    GIST_EDITORS,
    HEADS,
    KEEPERS,
    MANAGERS,
    NATIONAL,
    POOL_KEEPERS,
    POOL_READERS,
    PREPARERS,
    PROFILE_READERS,
    REPRESENTATIVE,
    RETENTION_READERS,
    REVIEW_READERS,
    REVIEWER,
    RIVAL,
    SIGNED_IN,
    SUBMITTED_READERS,
    VISITOR,
    WRITERS,
    decided,
    draft,
    draft_call,
    first_submission,
    handed_in,
    hidden_document,
    hidden_page,
    no_member,
    published,
    the_assignment,
    the_call,
    the_challenge,
    the_challenged,
    the_company,
    the_delegation,
    the_file,
    the_finding,
    the_letter,
    the_membership,
    the_objection,
    the_plan,
    the_problem,
    the_recusal,
    the_reviewed,
    the_reviewer,
    the_round,
    the_selection,
    the_sheet,
    the_site,
    the_winner,
    writing,
)  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.goal("R3", "R20")]
NAMERS = frozenset({"agency_officer", "platform_admin"})
ONLY_READERS = DRAFT_READERS - GIST_EDITORS


@dataclass(frozen=True)
class Case:
    """What a method of a route answers: `otherwise`, but for the people named by status."""

    method: str
    otherwise: int
    but: dict[int, frozenset[str]] = field(default_factory=dict)
    kwargs: Callable[[Objects], dict[str, Any]] = lambda objects: {}
    body: Callable[[Objects], dict[str, Any]] = lambda objects: {}

    def expected(self, person: str) -> int:
        return next((status for status, people in self.but.items() if person in people), self.otherwise)


def uuid_of(kwargs: Callable[[Objects], dict[str, Any]]) -> Callable[[Objects], dict[str, Any]]:
    return lambda objects: {"uuid": kwargs(objects)["uuid"]}


def new_lab(objects: Objects) -> dict[str, Any]:
    gist = Organisation.objects.get(key="gist")
    return {"name_ko": "새 연구소", "institute": str(gist.uuid), "zone": str(gist.zone.uuid)}


def application(objects: Objects) -> dict[str, Any]:
    company = Organisation.objects.get(key="cast-company")
    return {"call": str(objects.call.uuid), "organisation": str(company.uuid)}


def new_call(objects: Objects) -> dict[str, Any]:
    gist = Organisation.objects.get(key="gist")
    return {"number": "N-1", "title_ko": "새 공고", "programme": "gpu", "organisation": str(gist.uuid),
            "opens_at": "2030-01-01T09:00:00+09:00"}  # fmt: skip


#: Of the institute that may read the confidential part.
NAMED = frozenset({"institute_admin", "gist_colleague", "call_manager"})


def new_challenge(objects: Objects) -> dict[str, Any]:
    company = Organisation.objects.get(key="cast-company")
    return {"organisation": str(company.uuid), "title_ko": "난제", "summary_ko": "요약"}


def in_english(objects: Objects) -> dict[str, Any]:
    return {"title_en": "A problem"}


def no_answer(objects: Objects) -> dict[str, Any]:
    return {"challenge": None}


def secret(objects: Objects) -> dict[str, Any]:
    return {"text": "비공개"}


def interest(objects: Objects) -> dict[str, Any]:
    gist = Organisation.objects.get(key="gist")
    return {"organisation": str(gist.uuid), "laboratory": "연구실", "contact": "a@gist.example", "message": "관심"}


def no_interest(objects: Objects) -> dict[str, Any]:
    return {**the_problem(objects), "interest": objects.lab.uuid}


def part(objects: Objects) -> dict[str, Any]:
    return {**writing(objects), "step": "project", "organisation": Organisation.objects.get(key="cast-company").uuid}


def invitation(objects: Objects) -> dict[str, Any]:
    return {
        "name": "시험기업 나",
        "kind": "company",
        "biz_reg_no": "2208162517",
        "role": "joint",
        "email": "rival_representative@cast.example",
    }


def member_change(verb: str) -> Callable[[Objects], dict[str, Any]]:
    return lambda objects: {"role": "joint", "gives_data": False} if verb == "change" else {}


def pledged(objects: Objects) -> dict[str, Any]:
    return {"text_version": 1}


def stepping_down(objects: Objects) -> dict[str, Any]:
    return {"reason": "제자입니다"}


def reviewer(objects: Objects) -> str:
    return str(objects.review.reviewer.uuid)


def seat_taken_out(objects: Objects) -> dict[str, Any]:
    return {"application": str(objects.review.application.uuid), "reviewer": reviewer(objects), "seated": False}


def exclusion(objects: Objects) -> dict[str, Any]:
    return {"reviewer": reviewer(objects), "kind": "relative", "reason": "사촌입니다"}


def decision(objects: Objects) -> dict[str, Any]:
    return {"reviewer": reviewer(objects), "accepted": True, "reason": "소송 중입니다"}


def sent(**body: Any) -> Callable[[Objects], dict[str, Any]]:
    return lambda objects: body


def led(otherwise: int, *, kwargs: Any, body: Any = None, but: frozenset[str] = MANAGERS) -> list[Case]:
    """An act on a review: those who may get the status, others who read it 403, the rest 404."""
    refused = {403: REVIEW_READERS - but, 401: VISITOR}
    return [Case("post", 404, {otherwise: but, **refused}, kwargs=kwargs, body=body or (lambda objects: {}))]


def a_decider(objects: Objects) -> dict[str, Any]:
    return {"email": "ministry_approver@cast.example"}


def new_hold(objects: Objects) -> dict[str, Any]:
    return {"number": objects.call.number, "reason": "소송", "until": "2099-12-31"}


def the_notice(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.notice.uuid}


def name(objects: Objects) -> dict[str, Any]:
    return {"name_ko": "다른 이름"}


LAB, HIDDEN = uuid_of(published), uuid_of(draft)
SCREENING: dict[str, dict[str, Any]] = {
    "judge": {"rule": "portal_zone", "verdict": "pass"},
    "pass": {},
    "return": {"items": ["예산 근거"], "days": 10},
    "exclude": {"rule": "portal_zone"},
    "exclude-late": {"rule": "portal_zone", "evidence": "본사가 옮겨 갔습니다"},
}
STEPS = {f"labs-{step}" for step in registry.get("labs").workflow.rows}
ROUTES: dict[str, list[Case]] = {
    "schema": [Case("get", 200)],
    "docs": [Case("get", 200)],
    "zones-list": [Case("get", 200)],
    "calls-list": [Case("get", 200), Case("post", 403, {401: VISITOR, 201: KEEPERS}, body=new_call)],
    "calls-detail": [
        Case("get", 200, kwargs=the_call),
        Case("get", 404, {200: KEEPERS | NATIONAL}, kwargs=draft_call),
        Case("patch", 403, {401: VISITOR, 200: KEEPERS}, kwargs=the_call, body=lambda objects: {"title_en": "x"}),
    ],
    **{
        f"calls-{verb}": [
            Case("post", 403, {401: VISITOR, 400: KEEPERS}, kwargs=the_call),  # without what the verb takes
            Case("post", 404, {401: VISITOR, 400: KEEPERS, 403: NATIONAL - KEEPERS}, kwargs=draft_call),
        ]
        for verb in CALL_VERBS
        if verb != "screen"
    },
    "calls-screen": [
        Case("post", 403, {401: VISITOR, 409: KEEPERS}, kwargs=the_call),  # it still takes applications
        Case("post", 404, {401: VISITOR, 409: KEEPERS, 403: NATIONAL - KEEPERS}, kwargs=draft_call),
    ],
    "labs-list": [
        Case("get", 200),
        Case("post", 403, {401: VISITOR, 201: GIST_EDITORS, 400: frozenset({"dgist_admin"})}, body=new_lab),
    ],
    "labs-detail": [
        Case("get", 200, kwargs=LAB),
        Case("get", 404, {200: DRAFT_READERS}, kwargs=HIDDEN),
        Case("patch", 403, {401: VISITOR, 200: GIST_EDITORS}, kwargs=LAB, body=name),
        Case("patch", 404, {401: VISITOR, 200: GIST_EDITORS, 403: ONLY_READERS}, kwargs=HIDDEN, body=name),
    ],
    "labs-agree": [Case("post", 403, {401: VISITOR, 200: GIST_EDITORS | {"agency_officer"}}, kwargs=LAB)],
    "challenges-list": [
        Case("get", 200),
        Case("post", 403, {401: VISITOR, 201: COMPANY_PEOPLE}, body=new_challenge),
    ],
    "challenges-detail": [
        Case("get", 200, kwargs=the_problem),
        Case("patch", 403, {401: VISITOR, 200: COMPANY_PEOPLE}, kwargs=the_problem, body=in_english),
    ],
    "challenges-publish": [Case("post", 403, {401: VISITOR, 409: COMPANY_PEOPLE}, kwargs=the_problem)],
    **{
        f"challenges-{verb}": [Case("post", 403, {401: VISITOR, 200: COMPANY_PEOPLE}, kwargs=the_problem)]
        for verb in ("close", "withdraw")
    },
    "challenge-confidential-detail": [
        Case("get", 404, {200: COMPANY_PEOPLE | NAMED}, kwargs=the_problem),
        Case("patch", 404, {401: VISITOR, 200: COMPANY_PEOPLE, 403: NAMED}, kwargs=the_problem, body=secret),
    ],
    "challenge-interests-detail": [Case("get", 200, kwargs=the_problem)],
    "challenge-interests-offer": [Case("post", 403, {401: VISITOR, 200: NAMED}, kwargs=the_problem, body=interest)],
    **{
        f"challenge-interests-{step}": [Case("post", 404, {401: VISITOR}, kwargs=no_interest)]
        for step in ("accept", "decline", "withdraw")
    },
    "applications-list": [
        Case("get", 200),
        Case("post", 403, {401: VISITOR, 201: WRITERS}, body=application),
    ],
    "applications-detail": [
        Case("get", 404, {200: WRITERS}, kwargs=writing),
        Case("get", 404, {200: SUBMITTED_READERS | RIVAL}, kwargs=handed_in),
    ],
    "applications-submit": [
        # Told first who may, then what is missing.
        Case("post", 404, {401: VISITOR, 400: REPRESENTATIVE, 403: WRITERS - REPRESENTATIVE}, kwargs=writing),
    ],
    "applications-withdraw": [
        Case("post", 404, {401: VISITOR, 200: RIVAL, 403: SUBMITTED_READERS}, kwargs=handed_in),
    ],
    "applications-challenge": [
        Case("post", 404, {401: VISITOR, 200: WRITERS}, kwargs=writing, body=no_answer),
        Case("post", 404, {401: VISITOR, 200: RIVAL, 403: SUBMITTED_READERS}, kwargs=handed_in, body=no_answer),
    ],
    "application-screening-detail": [
        Case("get", 404, {200: CONTENT_READERS, 403: RIVAL | (SUBMITTED_READERS - CONTENT_READERS)}, kwargs=handed_in),
    ],
    **{
        f"application-screening-{verb}": [
            Case(
                "post",
                404,
                {
                    401: VISITOR,
                    403: RIVAL | (SUBMITTED_READERS - frozenset({"call_manager"})),
                    409: frozenset({"call_manager"}),  # its call still takes applications
                },
                kwargs=handed_in,
                body=lambda objects, body=body: body,
            )
        ]
        for verb, body in SCREENING.items()
    },
    "application-members-detail": [Case("get", 404, {200: WRITERS}, kwargs=writing)],
    "application-members-invite": [Case("post", 404, {401: VISITOR, 200: WRITERS}, kwargs=writing, body=invitation)],
    **{
        f"application-members-{verb}": [Case("post", 404, {401: VISITOR}, kwargs=no_member, body=member_change(verb))]
        for verb in ("change", "remove")
    },
    "application-consent-detail": [Case("get", 404, kwargs=handed_in)],
    "application-consent-give": [
        Case("post", 404, {401: VISITOR}, kwargs=handed_in, body=lambda objects: {"sha256": "0" * 64})
    ],
    "application-consent-withdraw": [Case("post", 404, {401: VISITOR}, kwargs=handed_in)],
    "application-files-detail": [
        Case("get", 404, {200: WRITERS}, kwargs=writing),
        Case("get", 404, {200: SUBMITTED_READERS | RIVAL}, kwargs=handed_in),
    ],
    "application-files-upload": [Case("post", 400, {401: VISITOR}, kwargs=writing)],  # told first what is missing
    "application-files-download": [
        Case("post", 404, {401: VISITOR, 200: RIVAL, 409: CONTENT_READERS}, kwargs=the_file)
    ],
    "application-files-release": [
        Case(
            "post",
            404,
            {
                401: VISITOR,
                200: frozenset({"call_manager"}),
                403: RIVAL | (CONTENT_READERS - frozenset({"call_manager"})),
            },
            kwargs=the_file,
            body=lambda objects: {"reason": "평가위원이 원본을 보아야 합니다"},
        )
    ],
    "application-files-preview": [Case("get", 404, {200: CONTENT_READERS | RIVAL}, kwargs=the_file)],
    "application-files-page": [  # nothing is drawn yet
        Case("get", 404, kwargs=lambda objects: {**the_file(objects), "number": 1})
    ],
    "application-files-remove": [Case("post", 404, {401: VISITOR, 200: RIVAL}, kwargs=the_file)],
    "application-submissions-detail": [
        Case("get", 404, {200: CONTENT_READERS | RIVAL}, kwargs=first_submission),
    ],
    "application-submissions-changes": [
        Case(
            "get",
            404,
            {200: CONTENT_READERS | RIVAL},
            kwargs=lambda objects: {**first_submission(objects), "earlier": 1},
        ),
    ],
    "application-parts-detail": [
        Case("get", 404, {200: WRITERS}, kwargs=part),
        Case("patch", 404, {401: VISITOR, 200: WRITERS}, kwargs=part, body=lambda objects: {"fields": {}}),
    ],
    "call-results": [Case("get", 200, kwargs=decided), Case("get", 404, kwargs=the_call)],
    "retention-schedule": [Case("get", 404, {401: VISITOR, 200: RETENTION_READERS})],
    "retention-holds-list": [
        Case("get", 404, {401: VISITOR, 200: RETENTION_READERS}),
        Case("post", 404, {401: VISITOR, 403: frozenset({"auditor"}), 201: RETENTION_READERS}, body=new_hold),
    ],
    "retention-holds-lift": [
        Case("post", 404, {401: VISITOR}, kwargs=LAB, body=lambda objects: {"reason": "끝남"}),
    ],
    "retention-runs-list": [Case("get", 404, {401: VISITOR, 200: RETENTION_READERS})],
    "notices-list": [Case("get", 200)],
    "notices-detail": [Case("get", 404, {200: RIVAL}, kwargs=the_notice)],
    "notices-read": [Case("post", 404, {401: VISITOR, 200: RIVAL}, kwargs=the_notice)],
    "not-arrived-notices-list": [Case("get", 200)],
    "notice-choices-detail": [Case("get", 200, {401: VISITOR})],
    "notice-choices-choose": [
        Case("post", 200, {401: VISITOR}, body=lambda objects: {"ways": {"calls.closing": "daily"}}),
    ],
    "organisation-profile": [
        Case("get", 404, {200: PROFILE_READERS}, kwargs=the_company),
        Case(
            "patch",
            404,
            {401: VISITOR, 200: COMPANY_PEOPLE, 403: PROFILE_READERS - COMPANY_PEOPLE},
            kwargs=the_company,
            body=lambda objects: {"researchers": 3},
        ),
    ],
    "organisation-memberships": [
        Case("get", 404, {200: HEADS, 403: PROFILE_READERS - HEADS}, kwargs=the_company)
    ],
    "organisation-memberships-end": [
        Case(
            "post",
            404,
            {401: VISITOR, 200: HEADS, 403: PROFILE_READERS - HEADS},
            kwargs=the_membership,
            body=lambda objects: {"last_day": clock.seoul_date(clock.now()).isoformat(), "reason": "left"},
        )
    ],
    "organisation-delegations": [Case("get", 404, {200: PROFILE_READERS}, kwargs=the_company)],
    "organisation-delegations-name": [Case("post", 400, {401: VISITOR}, kwargs=the_company)],  # no form, no document
    "organisation-delegations-revoke": [
        Case(
            "post",
            404,
            {401: VISITOR, 200: REPRESENTATIVE, 403: PROFILE_READERS - REPRESENTATIVE},
            kwargs=the_delegation,
        )
    ],
    "review-assignments-list": [Case("get", 200)],
    "review-assignments-detail": [Case("get", 404, {200: REVIEWER}, kwargs=the_assignment)],
    "review-assignments-pledge": [
        Case("post", 404, {401: VISITOR, 200: REVIEWER}, kwargs=the_assignment, body=pledged),
    ],
    "review-assignments-sheet": [
        Case("get", 404, {200: REVIEWER}, kwargs=the_assignment),
        Case("patch", 404, {401: VISITOR, 428: REVIEWER}, kwargs=the_assignment, body=lambda objects: {"values": {}}),
    ],
    "review-assignments-hand-in": [Case("post", 404, {401: VISITOR, 200: REVIEWER}, kwargs=the_assignment)],
    "review-assignments-step-down": [
        Case("post", 404, {401: VISITOR, 200: REVIEWER}, kwargs=the_assignment, body=stepping_down),
    ],
    "review-assignments-discussion": [Case("get", 404, {200: REVIEWER}, kwargs=the_assignment)],
    "review-assignments-remarks": [
        Case("post", 404, {401: VISITOR, 200: REVIEWER}, kwargs=the_assignment, body=sent(text="근거가 약합니다")),
    ],
    "review-assignments-documents": [Case("get", 404, {200: REVIEWER}, kwargs=the_assignment)],
    "review-assignments-page": [Case("get", 404, kwargs=hidden_page)],
    "review-assignments-original": [
        Case("post", 404, {401: VISITOR}, kwargs=hidden_document, body=sent(reason="표를 계산해 보려고")),
    ],
    "reviewers-list": [
        Case("get", 200),
        Case("post", 403, {401: VISITOR, 201: POOL_KEEPERS}, body=sent(email="outsider@cast.example")),
    ],
    "reviewers-workload": [Case("get", 403, {200: POOL_READERS})],
    "reviewers-detail": [
        Case("get", 404, {200: POOL_READERS}, kwargs=the_reviewer),
        Case(
            "patch",
            404,
            {401: VISITOR, 200: POOL_KEEPERS, 403: POOL_READERS - POOL_KEEPERS},
            kwargs=the_reviewer,
            body=sent(keywords=["열화상"]),
        ),
    ],
    "review-ties-list": [Case("get", 200)],
    "review-ties-import": [Case("post", 403, {401: VISITOR, 400: POOL_KEEPERS})],  # told what is missing
    "call-review-detail": [Case("get", 404, {200: REVIEW_READERS}, kwargs=the_reviewed)],
    "call-review-rounds": led(409, kwargs=the_reviewed, body=sent(key="talk", due_at="2099-01-01T09:00:00+09:00")),
    "call-review-recheck": led(200, kwargs=the_reviewed),
    "review-rounds-remind": led(200, kwargs=the_round, but=MANAGERS | {"panel_chair"}),
    "review-seats-release": led(409, kwargs=the_assignment, body=sent(reason="연락이 닿지 않습니다")),  # handed in
    "review-rounds-due": led(200, kwargs=the_round, body=sent(due_at="2099-01-01T09:00:00+09:00", reason="늦었습니다")),
    "review-rounds-close": led(200, kwargs=the_round, body=sent(reason="기다리지 않습니다")),
    "review-rounds-plans": led(409, kwargs=the_round),  # one is open
    "review-plans-detail": [Case("get", 404, {200: REVIEW_READERS}, kwargs=the_plan)],
    "review-plans-seats": led(200, kwargs=the_plan, body=seat_taken_out),
    "review-plans-confirm": led(200, kwargs=the_plan),
    "review-plans-drop": led(200, kwargs=the_plan),
    "application-review-detail": [Case("get", 404, {200: REVIEW_READERS}, kwargs=the_challenged)],
    "application-review-exclude": led(200, kwargs=the_challenged, body=exclusion),
    "application-review-remarks": led(
        200,
        kwargs=the_challenged,
        body=sent(round="paper", text="예산을 봐 주세요"),
        but=MANAGERS | {"panel_chair"},
    ),
    "review-recusals-excuse": led(200, kwargs=the_recusal, body=sent(reason="다른 전문가가 없습니다")),
    "review-challenges-decide": led(200, kwargs=the_challenge, body=decision),
    "application-reviewer-challenges": [
        Case("get", 404, {200: WRITERS}, kwargs=the_challenged),
        Case(
            "post",
            404,
            {401: VISITOR, 201: WRITERS},
            kwargs=the_challenged,
            body=sent(person_name="아무개", reason="소송 중입니다"),
        ),
    ],
    "review-sheets-detail": [Case("get", 404, {200: REVIEW_READERS}, kwargs=the_sheet)],
    "review-sheets-correct": led(
        200, kwargs=the_sheet, body=sent(points={"need": "45", "team": "30"}, reason="합산이 틀렸습니다")
    ),
    "call-ranking-detail": [Case("get", 404, {200: PREPARERS}, kwargs=decided)],
    "call-ranking-what-if": [Case("post", 404, {401: VISITOR, 409: PREPARERS}, kwargs=decided)],  # told already
    "call-ranking-tie": [Case("post", 404, {401: VISITOR, 400: PREPARERS}, kwargs=decided)],
    "call-ranking-propose": [Case("post", 404, {401: VISITOR, 400: PREPARERS}, kwargs=decided)],
    "panel-of-call": [Case("get", 404, {200: PREPARERS}, kwargs=decided)],
    "panel-detail": [Case("get", 404, {200: PREPARERS}, kwargs=the_winner)],
    "panel-adjust": [Case("post", 404, {401: VISITOR, 400: PREPARERS}, kwargs=the_winner)],
    "panel-find": [Case("post", 404, {401: VISITOR, 400: PREPARERS}, kwargs=the_winner)],
    "panel-take-back": [Case("post", 404, {401: VISITOR, 400: PREPARERS}, kwargs=the_finding)],
    "applications-decline": [
        Case("post", 404, {401: VISITOR, 200: REPRESENTATIVE, 403: WRITERS - REPRESENTATIVE}, kwargs=the_winner)
    ],
    "exclusion-detail": [Case("get", 404, kwargs=the_winner)],  # it was not left out
    "exclusion-object": [
        Case("post", 404, {401: VISITOR, 400: CONTENT_READERS | WRITERS}, kwargs=the_winner)
    ],
    "selections-list": [Case("get", 200)],
    "selections-detail": [Case("get", 404, {200: DECISION_READERS}, kwargs=the_selection)],
    **{
        f"selections-{word}": [
            Case("post", 404, {401: VISITOR, 409: people, 403: DECISION_READERS - people}, kwargs=the_selection)
        ]
        for word, people in {
            "confirm": frozenset({"panel_chair", "agency_officer"}), "approve": frozenset({"ministry_approver"}),
        }.items()
    },
    "selections-return": [Case("post", 404, {401: VISITOR, 400: DECISION_READERS}, kwargs=the_selection)],
    "selections-move-publication": [Case("post", 404, {401: VISITOR, 400: DECISION_READERS}, kwargs=the_selection)],
    "deciders-list": [
        Case("get", 200),
        Case("post", 403, {401: VISITOR, 201: NAMERS}, body=a_decider),
    ],
    "letters-list": [Case("get", 200)],
    "letters-detail": [Case("get", 404, {200: DECISION_READERS | RIVAL}, kwargs=the_letter)],
    "letters-object": [Case("post", 404, {401: VISITOR, 400: DECISION_READERS | RIVAL}, kwargs=the_letter)],
    "letters-download": [Case("post", 404, {401: VISITOR, 400: DECISION_READERS | RIVAL}, kwargs=the_letter)],
    "objections-list": [Case("get", 200)],
    "objections-detail": [Case("get", 404, {200: DECISION_READERS | RIVAL}, kwargs=the_objection)],
    **{
        f"objections-{verb}": [
            Case("post", 404, {401: VISITOR, 400: DECISION_READERS | RIVAL}, kwargs=the_objection)
        ]
        for verb in ("assign", "decide")
    },
    "objections-withdraw": [
        Case("post", 404, {401: VISITOR, 200: RIVAL, 403: DECISION_READERS}, kwargs=the_objection)
    ],
    **{f"gpu-{name}-list": [Case("get", 200)] for name in ("sites", "nodes", "jobs", "attempts", "outages")},
    **{f"gpu-{name}-detail": [Case("get", 200)] for name in ("figures", "history")},
    "clusters-batches": [Case("post", 401, kwargs=the_site)],  # a site's own token opens it: tests/gpu/test_push.py
}  # fmt: skip


def routes() -> Iterator[tuple[str, set[str]]]:
    """The name of each API route with its methods."""

    def walk(resolver: URLResolver) -> Iterator[Any]:
        for pattern in resolver.url_patterns:
            yield from walk(pattern) if isinstance(pattern, URLResolver) else [pattern]

    api = next(one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "api")
    for pattern in walk(api):
        yield pattern.name, set(getattr(pattern.callback, "actions", None) or {"get": ""}) - {"head"}


def listed() -> dict[str, set[str]]:
    """What is tried: by the table, and of every record type by its form."""
    found = {route: {case.method for case in cases} for route, cases in ROUTES.items()}
    for slug, record_type in registry.all_types().items():
        writes = bool(record_type.editable)
        found[f"{slug}-list"] = {"get", *(["post"] if writes else [])}
        found[f"{slug}-detail"] = {"get", *(["patch"] if writes else [])}
    return found | {step: {"post"} for step in STEPS} | {"zones-detail": {"get"}}


@pytest.mark.api10("API9")
def test_every_api_route_and_method_is_listed():
    assert dict(routes()) == listed()


@pytest.fixture
def callers(api, monkeypatch):
    monkeypatch.setattr(CallerThrottle, "allow_request", lambda *args: True)
    return {person: api(person if person in SIGNED_IN else None) for person in sorted(EVERYBODY)}


def ask(client: Any, address: str, case: Case, objects: Objects, tag: str) -> int:
    """The status; whatever was written is taken back."""
    with transaction.atomic():
        headers = {"If-Match": tag} if case.method == "patch" else {}
        answer = getattr(client, case.method)(address, case.body(objects) or None, format="json", headers=headers)
        transaction.set_rollback(True)
    if answer.streaming:
        b"".join(answer.streaming_content)  # ends the answer, closing its file
    return answer.status_code


@pytest.mark.api10("API1", "API5")
def test_api_routes(cast, callers):
    """One test for all: the objects are made once, and no route's answer depends on another's."""
    objects, wrong = make_objects(cast), []
    for route, cases in ROUTES.items():
        for case in cases:
            address = reverse(f"api:{route}", kwargs=case.kwargs(objects))
            of_company = "application" in route or route.startswith("challenge")
            owner = "company_representative" if of_company else "platform_admin"
            tag = callers[owner].get(address).headers.get("ETag", "") if case.method == "patch" else ""
            for person, client in callers.items():
                status = ask(client, address, case, objects, tag)
                if status != case.expected(person):
                    wrong.append(f"{case.method} {address} {person}: {status}, not {case.expected(person)}")
    assert wrong == []


@pytest.mark.api10("API5")
def test_who_may_not_write_a_record_type_writes_nothing(cast, callers):
    """Whatever they send: those without a role for records get no further than a refusal."""
    nobodies = ("visitor", "outsider", "company_representative", "company_member", "delegate", "reviewer", "auditor")
    for slug, record_type in registry.all_types().items():
        row = record_type.model._default_manager.first()
        addresses = [("post", f"/api/v1/{slug}/")]
        addresses += [("patch", f"/api/v1/{slug}/{row.uuid}/")] if row is not None else []
        for method, address in addresses:
            for person in nobodies:
                answer = getattr(callers[person], method)(address, {"name_ko": "x"}, format="json")
                assert answer.status_code in {400, 401, 403, 404, 405, 428}, (person, method, address)
