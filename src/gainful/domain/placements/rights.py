"""Rights on placements: staff under a consent, the person their own, the employer what the person agreed to."""

from __future__ import annotations

from gainful.domain.job_orders.rights import MANAGERS, through_link
from gainful.domain.participants.rights import consented, own
from gainful.domain.placements.rights_sql import FUNCTIONS, TRIGGERS, shown
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS"]

INTRODUCTION, STEP, INTERVIEW = "placements_introduction", "placements_step", "placements_interview"
OFFER, PLACEMENT, CHANGE = "placements_offer", "placements_placement", "placements_jobchange"
MEETS, ANSWERS = "meet_person", "answer_introduction"
_OURS = "organization_id = (SELECT gainful.staff_organization())"


def _ours(table: str, scope: str = "profile") -> Condition:
    return Condition(
        f"of the acting organization, about people who consented to it in the scope “{scope}”",
        f"{_OURS} AND {consented(table, scope).sql}",
    )


def _in(action: str, where: Condition) -> Condition:
    return Condition(
        f"{where.words}, in the action “{action}”",
        f"({where.sql}) AND (SELECT gainful.action()) = '{action}'",
    )


OURS = _ours(INTRODUCTION)
TO_EMPLOYER = Condition(
    "put before the acting employer, while the person shows it",
    f"employer_id = (SELECT gainful.actor_organization()) AND {shown(INTRODUCTION)}",
)
LINKED = Condition("the link's introduction", "id = (SELECT gainful.link_introduction())")
NEW = Condition(
    f"{OURS.words}, for a job order of the acting organization and its employer",
    f"({OURS.sql}) AND EXISTS (SELECT FROM job_orders_joborder o WHERE o.id = job_order_id"
    f" AND o.agency_id = {INTRODUCTION}.organization_id"
    f" AND o.employer_id IS NOT DISTINCT FROM {INTRODUCTION}.employer_id)",
)
OF_READ = Condition("of an introduction they may read", f"introduction_id IN (SELECT id FROM {INTRODUCTION})")
FITTING = Condition(
    f"{OF_READ.words}, for an opening of its job order",
    f"({OF_READ.sql}) AND gainful.is_opening_of(opening_id, introduction_id)",
)
MOVES = "move_introduction"
_OF_SEAT = (
    "enrolment_id IS NOT DISTINCT FROM"
    " gainful.enrolment_behind(participant_id, organization_id, job_order_id, starts_on)"
)
HELD = Condition(
    f"{OF_READ.words}, of its person, agency and opening",
    f"({OF_READ.sql}) AND gainful.is_introduced(introduction_id, organization_id, participant_id, job_order_id)"
    f" AND gainful.is_opening_of(opening_id, introduction_id) AND {_OF_SEAT}",
)
RECORDED = Condition(
    f"{_ours(PLACEMENT).words}, without an opening or for one of the introduction's job order",
    f"({_ours(PLACEMENT).sql}) AND {_OF_SEAT} AND CASE WHEN introduction_id IS NULL"
    " THEN opening_id IS NULL AND job_order_id IS NULL"
    f" ELSE {HELD.sql} END",
)
PLACED = (
    "gainful.is_placed(placement_id, organization_id, participant_id)"
    f" AND placement_id IN (SELECT id FROM {PLACEMENT})"
)
OWN_CHANGE = Condition(
    "of their own job, said by themselves", f"{own(CHANGE).sql} AND source = 'person' AND {PLACED}"
)
EMPLOYERS_CHANGE = Condition(
    "of a hire they may read, said by the employer", f"source = 'employer' AND {PLACED}"
)
_STAYS = "an introduction stays one person's for one job"
_TERMS = ("title", "starts_on", "hours_per_week", "wage", "wage_unit", "wage_hourly", "schedule", "benefits",
          "benefits_known", "subsidised", "subsidy", "next_role")  # fmt: skip
PERSON_OR_LINK = ("status", "card", "agreed_at", "shared_until", "taken_back_at", "changed_at")

TABLES = (
    TableRights(
        INTRODUCTION,
        "Introductions: a person put before an employer for one job, and what the person agreed to show.",
        (
            right(STAFF, "SU", OURS),
            right(MANAGERS, "I", NEW),
            right(SIGNED_IN, "SU", own(INTRODUCTION)),
            right(Kind.EMPLOYER, "SU", TO_EMPLOYER),
            right(Kind.LINK, "SU", LINKED),
        ),
        history=(right(STAFF, "S", _ours(f"{INTRODUCTION}event")),),
        fixed=dict.fromkeys(
            ("organization_id", "job_order_id", "employer_id", "participant_id", "plan_place_id", "is_internal",
             "created_by_id"), _STAYS,
        ),
        by_action=dict.fromkeys(("status", "card", "job", "agreed_at", "shared_until", "taken_back_at"), MOVES),
        begins={"status": "'asked'", "agreed_at": "NULL", "shared_until": "NULL", "taken_back_at": "NULL"},
        limits={
            Kind.EMPLOYER: ("status", "card", "changed_at"),
            Kind.LINK: PERSON_OR_LINK,
            Kind.PARTICIPANT: PERSON_OR_LINK,
        },
        authors={"created_by_id": "it says who asked"},
        seen={
            "job_order_id": "job_orders_joborder",
            "employer_id": "organizations_organization",
            "plan_place_id": "plans_planperson",
        },
    ),
    TableRights(
        STEP,
        "Steps of an introduction: who did what, and why; rows are added, never changed.",
        (
            right((*SIGNED_IN, Kind.LINK), "S", OF_READ),
            right((*SIGNED_IN, Kind.LINK), "I", _in(MOVES, OF_READ)),
        ),
        history=(right(STAFF, "S", OF_READ),),
        authors={"user_id": "a trigger writes who acts"},
    ),
    TableRights(
        INTERVIEW,
        "Interviews of an introduction.",
        (
            right((*SIGNED_IN, Kind.LINK), "S", OF_READ),
            right((*STAFF, Kind.EMPLOYER), "IU", OF_READ),
            right(Kind.LINK, "IU", through_link(OF_READ, MEETS)),
        ),
        history=(right(STAFF, "S", OF_READ),),
        fixed={"introduction_id": "an interview stays with its introduction"},
    ),
    TableRights(
        OFFER,
        "Offers of one opening; the terms stay as they were offered.",
        (
            right((*SIGNED_IN, Kind.LINK), "S", OF_READ),
            right((*MANAGERS, Kind.EMPLOYER), "I", _in(MOVES, FITTING)),
            right(Kind.LINK, "I", through_link(_in(MOVES, FITTING), MEETS)),
            right((*SIGNED_IN, Kind.LINK), "U", OF_READ),
        ),
        history=(right(STAFF, "S", OF_READ),),
        fixed=dict.fromkeys(
            ("introduction_id", "opening_id", "number", "answer_by", *_TERMS), "an offer stays as made"
        ),
        by_action=dict.fromkeys(("status", "answered_at"), MOVES),
        begins={"status": "'open'", "answered_at": "NULL"},
    ),
    TableRights(
        PLACEMENT,
        "Placements: hires and other outcomes; a wrong row is taken back.",
        (
            right(STAFF, "S", _ours(PLACEMENT)),
            right(STAFF, "I", RECORDED),
            right(MANAGERS, "U", _ours(PLACEMENT)),
            right(SIGNED_IN, "S", own(PLACEMENT)),
            right(Kind.EMPLOYER, "S", OF_READ),
            right(Kind.EMPLOYER, "I", _in(MOVES, HELD)),
            right(Kind.LINK, "S", OF_READ),
            right(Kind.LINK, "I", through_link(_in(MOVES, HELD), MEETS)),
        ),
        history=(right(STAFF, "S", _ours(f"{PLACEMENT}event")),),
        fixed=dict.fromkeys(
            ("organization_id", "participant_id", "kind", "introduction_id", "job_order_id", "opening_id",
             "enrolment_id", *_TERMS, "employer_name", "occupation_code", "source",
             "recorded_by_id"), "a wrong row is taken back",
        ),
        once={"taken_back_at": "what was taken back stays so"},
        begins={"taken_back_at": "NULL"},
        authors={"recorded_by_id": "it says who recorded it"},
        seen={},
    ),
    TableRights(
        CHANGE,
        "What happens after a placement; staff read it under the scope “outcomes”, an employer what it said itself.",
        (
            right(STAFF, "SU", _ours(CHANGE, "outcomes")),
            right(
                STAFF, "I", Condition(f"{_ours(CHANGE, 'outcomes').words}, of a placement they may read",
                                      f"({_ours(CHANGE, 'outcomes').sql}) AND {PLACED}"),
            ),
            right(SIGNED_IN, "S", own(CHANGE)),
            right(SIGNED_IN, "IU", OWN_CHANGE),
            right(Kind.EMPLOYER, "SIU", EMPLOYERS_CHANGE),
        ),
        history=(right(STAFF, "S", _ours(f"{CHANGE}event", "outcomes")),),
        fixed=dict.fromkeys(
            ("placement_id", "participant_id", "organization_id", "kind", "day", "source", "wage", "wage_unit",
             "recorded_by_id"), "a wrong row is taken back",
        ),
        once={"taken_back_at": "what was taken back stays so"},
        begins={"taken_back_at": "NULL"},
        authors={"recorded_by_id": "it says who recorded it"},
    ),
    TableRights(
        "placements_livingcost",
        "What an adult needs to earn in an area, as the agency's source says.",
        (
            right(STAFF, "S", Condition("of the acting organization", _OURS)),
            right(MANAGERS, "ID", Condition("of the acting organization", _OURS)),
        ),
    ),
)  # fmt: skip
