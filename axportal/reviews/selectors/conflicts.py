"""Conflicts between reviewers and applications, found from what is known: one set-based statement for any number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

# Each branch names the kind as the rules of calls do, and the tie that shows it where there is one. Whoever acts for an
# applicant by a power of attorney is its adviser, for as long after its end as advice counts. Whoever writes for a
# company in the portal works for it.
_OF_REVIEWERS = """
WITH RECURSIVE r AS (
    SELECT v.id AS reviewer_id, v.user_id, p.id AS person_id, p.organisation_id, p.unit_id,
           lower(p.unit_name) AS unit_name
    FROM reviews_reviewer v JOIN reviews_person p ON p.id = v.person_id WHERE v.id = ANY(%(reviewers)s)
)"""
# People outside the pool, who decide or hear: their user stands in the reviewer's place.
_OF_PEOPLE = """
WITH RECURSIVE r AS (
    SELECT who.user_id AS reviewer_id, who.user_id, p.id AS person_id, p.organisation_id, p.unit_id,
           lower(p.unit_name) AS unit_name
    FROM unnest(%(users)s::bigint[], %(people)s::bigint[]) AS who(user_id, person_id)
    LEFT JOIN reviews_person p ON p.id = who.person_id
)"""
_STATEMENT = """, part AS (
    SELECT application_id, role, person_id, organisation_id FROM reviews_participant
    WHERE application_id = ANY(%(applications)s)
), own AS (
    SELECT r.reviewer_id, t.id, t.kind, t.other_id AS person_id, t.organisation_id, t.starts_on, t.ends_on, t.as_of
    FROM r JOIN reviews_tie t ON t.person_id = r.person_id WHERE t.withdrawn_at IS NULL
    UNION ALL
    SELECT r.reviewer_id, t.id, t.kind, t.person_id, NULL, t.starts_on, t.ends_on, t.as_of
    FROM r JOIN reviews_tie t ON t.other_id = r.person_id WHERE t.withdrawn_at IS NULL
), employer AS (
    SELECT reviewer_id, organisation_id, NULL::bigint AS tie_id FROM r WHERE organisation_id IS NOT NULL
    UNION
    SELECT reviewer_id, organisation_id, id FROM own
    WHERE kind = 'employment' AND organisation_id IS NOT NULL AND (ends_on IS NULL OR ends_on >= %(today)s)
    UNION
    SELECT r.reviewer_id, m.organisation_id, NULL FROM r JOIN regions_membership m ON m.user_id = r.user_id
    WHERE m.role = ANY(%(company_roles)s) AND m.starts_on <= %(today)s
      AND (m.ends_on IS NULL OR m.ends_on >= %(today)s)
), climb AS (
    SELECT DISTINCT organisation_id AS member_id, organisation_id FROM part WHERE role = 'member'
    UNION
    SELECT c.member_id, parent.id FROM climb c JOIN regions_organisation child ON child.id = c.organisation_id
    JOIN regions_organisation parent ON parent.id = child.parent_id
    WHERE child.kind = 'company' AND parent.kind = 'company'
), circle AS (
    SELECT member_id, organisation_id FROM climb
    UNION
    SELECT c.member_id, child.id FROM circle c JOIN regions_organisation child ON child.parent_id = c.organisation_id
    WHERE child.kind = 'company'
), near AS (
    SELECT DISTINCT part.application_id, circle.organisation_id, circle.member_id
    FROM part JOIN circle ON circle.member_id = part.organisation_id WHERE part.role = 'member'
), found AS (
    SELECT part.application_id, r.reviewer_id, 'participant' AS kind, NULL::bigint AS tie_id
    FROM r JOIN part ON part.person_id = r.person_id
    UNION ALL
    SELECT part.application_id, own.reviewer_id,
           CASE own.kind WHEN 'laboratory' THEN 'same_laboratory' ELSE own.kind END, own.id
    FROM own JOIN part ON part.person_id = own.person_id
    WHERE own.kind = 'relative' OR own.kind IN ('co_author', 'joint_patent', 'laboratory')
      AND coalesce(own.ends_on, own.starts_on, own.as_of) >= %(since)s
    UNION ALL
    SELECT part.application_id, own.reviewer_id, 'same_laboratory', own.id
    FROM own JOIN reviews_tie theirs ON theirs.organisation_id = own.organisation_id
         AND theirs.kind = 'laboratory' AND theirs.withdrawn_at IS NULL
    JOIN part ON part.person_id = theirs.person_id
    WHERE own.kind = 'laboratory' AND own.organisation_id IS NOT NULL
      AND coalesce(own.ends_on, %(today)s) >= %(since)s AND coalesce(theirs.ends_on, %(today)s) >= %(since)s
    UNION ALL
    SELECT part.application_id, r.reviewer_id, 'same_department', NULL
    FROM part JOIN reviews_person p ON p.id = part.person_id
    JOIN r ON r.unit_id = p.unit_id
           OR (r.organisation_id = p.organisation_id AND r.unit_name <> '' AND r.unit_name = lower(p.unit_name))
    WHERE part.role = 'pi'
    UNION ALL
    SELECT part.application_id, employer.reviewer_id, 'employer', employer.tie_id
    FROM employer JOIN part ON part.organisation_id = employer.organisation_id WHERE part.role = 'member'
    UNION ALL
    SELECT part.application_id, own.reviewer_id, 'former_employer', own.id
    FROM own JOIN part ON part.organisation_id = own.organisation_id AND part.role = 'member'
    WHERE own.kind = 'employment' AND own.ends_on >= %(since)s AND own.ends_on < %(today)s
    UNION ALL
    SELECT part.application_id, r.reviewer_id, 'former_employer', NULL
    FROM r JOIN regions_membership m ON m.user_id = r.user_id AND m.role = ANY(%(company_roles)s)
    JOIN part ON part.organisation_id = m.organisation_id AND part.role = 'member'
    WHERE m.ends_on >= %(since)s AND m.ends_on < %(today)s
    UNION ALL
    SELECT near.application_id, own.reviewer_id, own.kind, own.id
    FROM own JOIN near ON near.organisation_id = own.organisation_id
    WHERE own.kind IN ('shareholding', 'advisory') AND coalesce(own.ends_on, %(today)s) >= %(since)s
    UNION ALL
    SELECT near.application_id, employer.reviewer_id, t.kind, t.id
    FROM employer JOIN reviews_tie t ON t.holder_id = employer.organisation_id AND t.withdrawn_at IS NULL
    JOIN near ON near.organisation_id = t.organisation_id WHERE coalesce(t.ends_on, %(today)s) >= %(since)s
    UNION ALL
    SELECT near.application_id, employer.reviewer_id, t.kind, t.id
    FROM employer JOIN reviews_tie t ON t.organisation_id = employer.organisation_id AND t.withdrawn_at IS NULL
         AND t.kind IN ('shareholding', 'advisory')
    JOIN near ON near.organisation_id = t.holder_id WHERE coalesce(t.ends_on, %(today)s) >= %(since)s
    UNION ALL
    SELECT part.application_id, r.reviewer_id, 'advisory', NULL
    FROM r JOIN accounts_user u ON u.id = r.user_id JOIN regions_delegation d ON d.email = lower(u.email)
    JOIN part ON part.organisation_id = d.organisation_id AND part.role = 'member'
    WHERE (d.starts_at AT TIME ZONE 'Asia/Seoul')::date <= %(today)s
      AND (d.revoked_at IS NULL OR d.revoked_at > d.starts_at)
      AND (least(d.ends_at, d.revoked_at) AT TIME ZONE 'Asia/Seoul')::date >= %(since)s
    UNION ALL
    SELECT near.application_id, employer.reviewer_id, 'company_group', employer.tie_id
    FROM employer JOIN near ON near.organisation_id = employer.organisation_id
    WHERE near.member_id <> near.organisation_id
    UNION ALL
    SELECT a.id, r.reviewer_id, 'official', NULL FROM r CROSS JOIN unnest(%(applications)s::bigint[]) AS a(id)
    WHERE EXISTS (SELECT 1 FROM regions_membership m WHERE m.user_id = r.user_id AND m.role = ANY(%(officials)s)
                  AND m.starts_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on >= %(today)s))
       OR EXISTS (SELECT 1 FROM regions_organisation o
                  WHERE o.id = r.organisation_id AND o.kind IN ('ministry', 'agency'))
    UNION ALL
    SELECT part.application_id, r.reviewer_id, 'cross_review', NULL
    FROM r JOIN reviews_participant mine ON mine.person_id = r.person_id
    JOIN reviews_assignment a ON a.application_id = mine.application_id AND a.status <> 'ended'
    JOIN calls_application x ON x.id = a.application_id AND x.status = 'under_review'
    JOIN reviews_reviewer judge ON judge.id = a.reviewer_id
    JOIN part ON part.person_id = judge.person_id
)
SELECT DISTINCT ON (application_id, reviewer_id, kind) application_id, reviewer_id, kind, tie_id
FROM found ORDER BY application_id, reviewer_id, kind, tie_id NULLS LAST
"""
COMPANY_ROLES = ("company_representative", "company_member")
OFFICIALS = ("ministry_viewer", "ministry_approver", "agency_officer")


@dataclass(frozen=True)
class Found:
    """A conflict and the tie that shows it; none where the pool or the application itself shows it."""

    application_id: int
    reviewer_id: int
    kind: str
    tie_id: int | None


def found_conflicts(
    *, reviewers: Iterable[int], applications: Iterable[int], kinds: Iterable[str], years: int, today: date
) -> list[Found]:
    """Every conflict of these kinds between these reviewers and applications: one statement.

    `years`: how long former employment, joint work, shares and advice count after their end.
    """
    return _found(_OF_REVIEWERS, {"reviewers": list(reviewers)}, applications, kinds, years, today)


def found_for_people(
    people: Mapping[int, int | None], *, applications: Iterable[int], kinds: Iterable[str], years: int, today: date
) -> list[Found]:
    """The same for people by their user: user → person, None where nobody knows which. `Found.reviewer_id` is then
    the user's id.
    """
    whose = {"users": list(people), "people": list(people.values())}
    return _found(_OF_PEOPLE, whose, applications, kinds, years, today)


def _found(
    whom: str, parameters: dict[str, Any], applications: Iterable[int], kinds: Iterable[str], years: int, today: date
) -> list[Found]:
    wanted = frozenset(kinds)
    parameters = {
        **parameters,
        "applications": list(applications),
        "today": today,
        "since": _years_before(today, years),
        "company_roles": list(COMPANY_ROLES),
        "officials": list(OFFICIALS),
    }
    with connection.cursor() as cursor:
        cursor.execute(whom + _STATEMENT, parameters)
        return [Found(*row) for row in cursor.fetchall() if row[2] in wanted]


def _years_before(day: date, years: int) -> date:
    """The same day years ago; the last of February for one that year did not have."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
