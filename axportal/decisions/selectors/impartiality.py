"""Who may not approve a selection or hear an objection, found from what ties people to those who take part."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.accounts.scoping import scope_of
from axportal.calls import selectors as calls
from axportal.calls.models import Application, Call
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.decisions import workflow
from axportal.decisions.models import Decider, Selection
from axportal.decisions.rules.approving import takes_part
from axportal.reviews.models import Person, Reviewer
from axportal.reviews.rules.kinds import LABELS
from axportal.reviews.selectors.conflicts import found_for_people

#: Being an official is what makes somebody decide, and who decides reviews nobody.
_NOT_OF_DECIDERS = frozenset({"official", "cross_review"})


def ensure_impartial(user: User, selection: Selection, *, at: datetime) -> None:
    """Nobody approves what anything ties them to. Raises `NotAllowed` that names the kind."""
    sentence = impediment(user, selection, at=at)
    if sentence:
        raise NotAllowed(sentence, code="conflict_of_interest")


def impediment(user: User, selection: Selection, *, at: datetime) -> str:
    """Why this person may not approve this selection, in words for that person; empty when nothing is known."""
    if takes_part(user, selection.call):
        return _("소속 기관이 참여한 선정은 승인할 수 없습니다.")
    ranked = [place["application"] for place in selection.places]
    kind = _kinds([user], selection.call, Application.objects.filter(uuid__in=ranked), at=at).get(user.pk)
    if kind is None:
        return ""
    return _("이해관계가 확인되어 승인할 수 없습니다: %(kind)s.") % {"kind": LABELS[kind]}


def needs_statement(user: User) -> bool:
    """Whether nobody knows which person this is, so that no tie to an applicant could be found."""
    return user.pk not in people_of([user])


def ensure_stated(user: User, *, no_conflict: bool) -> None:
    """Whom no tie could find states to have no conflict. Raises `InvalidInput`."""
    if not no_conflict and needs_statement(user):
        sentence = _(
            "결정하는 사람의 명단에 없어 이해관계를 자료에서 찾을 수 없습니다. 신청 기관이나 참여자와 이해관계가 없음을"
            " 직접 확인하거나, 전문기관에 명단에 적어 달라고 하세요."
        )
        raise InvalidInput(sentence, code="no_conflict_not_stated", fields={"no_conflict": [sentence]})


def steps_open_to(user: User, selection: Selection, *, at: datetime) -> tuple[list[str], str]:
    """The words this person may say on a selection, and why not the others that the role would allow."""
    steps = [row.name for row in workflow.SELECTION.available(user, selection)]
    why_not = impediment(user, selection, at=at) if steps else ""
    return [step for step in steps if step == "return" or not why_not], why_not


def ensure_may_hear(users: Collection[User], call: Call, *, at: datetime) -> None:
    """Nobody hears an objection in a call with whose applications anything ties them. Raises `InvalidInput`."""
    handed_in = Application.objects.filter(call=call).exclude(number="")
    kinds = _kinds(users, call, handed_in, at=at)
    sentences = [
        _("%(name)s: 이해관계가 있어 맡을 수 없습니다(%(kind)s).") % {"name": user.name, "kind": LABELS[kinds[user.pk]]}
        for user in users
        if user.pk in kinds
    ]
    sentences += [
        _("%(name)s: 소속 기관이 참여했습니다.") % {"name": user.name} for user in users if takes_part(user, call)
    ]
    if sentences:
        raise InvalidInput(sentences[0], code="conflict_of_interest", fields={"handler": sentences})


def _kinds(users: Iterable[User], call: Call, applications: Iterable[Application], *, at: datetime) -> dict[int, str]:
    """One kind of conflict for each of those who have any, by the rules of the call for its reviewers."""
    rules = calls.rules_in_force(call).after.review
    users = list(users)
    people: dict[int, int | None] = {user.pk: None for user in users}
    people.update(people_of(users))
    found = found_for_people(
        people,
        applications=[one.pk for one in applications],
        kinds=set(rules.conflict_kinds) - _NOT_OF_DECIDERS,
        years=rules.conflict_years,
        today=clock.seoul_date(at),
    )
    return {one.reviewer_id: one.kind for one in reversed(found)}


def people_of(users: Iterable[User]) -> dict[int, int]:
    """User → person: as a decider or of the pool, else somebody of that name at an organisation they work for."""
    known: dict[int, int] = {}
    wanted = {user.pk: user for user in users}
    known.update(Reviewer.objects.filter(user__in=wanted).values_list("user_id", "person_id"))
    known.update(Decider.objects.filter(user__in=wanted).values_list("user_id", "person_id"))
    for pk, user in wanted.items():
        if pk not in known:
            own = [grant.organisation_id for grant in scope_of(user).grants if grant.organisation_id is not None]
            namesakes = list(
                Person.objects.filter(name=user.name, organisation__in=own).values_list("pk", flat=True)[:2]
            )
            known.update({pk: namesakes[0]} if len(namesakes) == 1 else {})
    return known
