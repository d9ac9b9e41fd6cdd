"""Rights on plans: as the job order; a person's row only under that person's consent; history for staff alone."""

from __future__ import annotations

from gainful.domain.job_orders.rights import SIGNS, signed_in, through_link
from gainful.domain.participants.rights import own
from gainful.domain.plans.rights_sql import FUNCTIONS, TRIGGERS
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS"]

MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
READERS = (*STAFF, Kind.EMPLOYER, Kind.LINK)
ORDER_SQL = "job_order_id IN (SELECT id FROM job_orders_joborder)"
OF_ORDER = Condition("of a job order they may read", ORDER_SQL)
SHARED = Condition("of their job order, once shared", f"{ORDER_SQL} AND status <> 'draft'")
PLAN_SQL = "plan_id IN (SELECT id FROM plans_plan)"
OF_PLAN = Condition("of a plan they may read", PLAN_SQL)
LINKED = Condition(
    "the link's plan, and one of its job order that waits for signatures",
    "id = (SELECT gainful.link_plan())"
    " OR (job_order_id = (SELECT gainful.link_order()) AND status IN ('sent_to_employer', 'signed'))",
)
OF_READ_PLAN = Condition("of a plan they may read", "pgh_obj_id IN (SELECT id FROM plans_plan)")
PERSON = Condition(
    "of a plan they may read, people they may read",
    f"{PLAN_SQL} AND participant_id IN (SELECT id FROM participants_participant)",
)

OF_AGENCY = Condition(
    "asked of the acting agency, of people they may read",
    "organization_id = (SELECT gainful.staff_organization())"
    " AND participant_id IN (SELECT id FROM participants_participant)",
)
ASKED_BY_ME = Condition(
    "their own, about an open job of an agency that they let look for jobs",
    f"({own('plans_listreview').sql}) AND organization_id IN (SELECT c.organization_id FROM participants_consent c"
    " WHERE c.participant_id = plans_listreview.participant_id AND c.revoked_at IS NULL AND c.expires_at > now())"
    " AND gainful.is_open_list_of(job_order_id, organization_id)",
)
DECIDED = (
    "outcome",
    "explanation",
    "place",
    "list_length",
    "decided_by_id",
    "decided_by_name",
    "made_the_plan",
    "decided_at",
)
CHOSEN = Condition(
    "of a job order they may read, people they may read",
    f"{ORDER_SQL} AND participant_id IN (SELECT id FROM participants_participant)",
)

TABLES = (
    TableRights(
        "plans_listreview",
        "A person's question about a list for a job, and a human's answer.",
        (
            right(STAFF, "S", OF_AGENCY),
            right(MANAGERS, "U", OF_AGENCY),
            right(SIGNED_IN, "S", own("plans_listreview")),
            right(SIGNED_IN, "I", ASKED_BY_ME),
        ),
        history=(right(STAFF, "S", OF_AGENCY), right(SIGNED_IN, "S", own("plans_listreviewevent"))),
        fixed={
            "job_order_id": "a question stays with its list",
            "participant_id": "a question stays with its person",
            "organization_id": "a question stays with who must answer",
            "job_title": "what was asked stays",
            "words": "what was asked stays",
            "standing": "what the list said then stays",
            "asked_at": "when it was asked",
            "due_on": "a day that was promised is kept or missed",
        },
        by_action=dict.fromkeys(DECIDED, "decide_review"),
        begins={
            "outcome": "''",
            "explanation": "''",
            "place": "NULL",
            "list_length": "NULL",
            "decided_by_id": "NULL",
            "decided_by_name": "''",
            "made_the_plan": "false",
            "decided_at": "NULL",
        },
        authors={"decided_by_id": "it says who looked"},
    ),
    TableRights(
        "plans_shortlisted",
        "People chosen for a job order before its plan is made.",
        (
            right(STAFF, "S", CHOSEN),
            right(MANAGERS, "ID", CHOSEN),
            right(SIGNED_IN, "S", own("plans_shortlisted")),
        ),
        history=(right(STAFF, "S", CHOSEN),),
        authors={"chosen_by_id": "it says who chose"},
    ),
    TableRights(
        "plans_plan",
        "Plans: train, support, measure, priced.",
        (
            right(STAFF, "S", OF_ORDER),
            right(MANAGERS, "IU", OF_ORDER),
            right(Kind.EMPLOYER, "SU", SHARED),
            right(Kind.LINK, "S", LINKED),
            right(Kind.LINK, "U", through_link(LINKED, *SIGNS)),
        ),
        history=(right(STAFF, "S", OF_READ_PLAN),),
        limits=dict.fromkeys((Kind.LINK, Kind.EMPLOYER), ("status", "commitment_id")),
        fixed={
            "job_order_id": "a plan stays with its job order",
            "profile_version_id": "a plan rests on the version it was made for",
            "created_by_id": "who made it stays so",
            "document": "a change makes a new version",
            "cost_total": "a change makes a new version",
            "number": "a change makes a new version",
        },
        by_action={"status": "move_plan", "commitment_id": "move_plan"},
        begins={"status": "'draft'", "commitment_id": "NULL"},
        authors={"created_by_id": "it says who made it"},
        seen={"profile_version_id": "job_orders_profileversion", "commitment_id": "job_orders_commitment"},
    ),
    TableRights(
        "plans_planperson",
        "People of a plan.",
        (
            right((*STAFF, Kind.EMPLOYER), "S", PERSON),
            right(MANAGERS, "IU", PERSON),
        ),
        history=(right(STAFF, "S", PERSON),),
        fixed={
            "plan_id": "a person stays in their plan",
            "participant_id": "a place stays with its person",
        },
        by_action=dict.fromkeys(("answer", "answer_reasons", "answer_note", "answered_at"), "answer_plan"),
        begins={"answer": "''", "answer_reasons": "'{}'", "answer_note": "''", "answered_at": "NULL"},
    ),
    *(
        TableRights(
            f"plans_{name}",
            about,
            (right(READERS, "S", OF_PLAN), right(MANAGERS, "IU", OF_PLAN)),
            history=(right(STAFF, "S", OF_PLAN),),
            fixed={"plan_id": "a line stays in its plan"},
            seen=seen,
        )
        for name, about, seen in (
            ("plancourse", "Courses of a plan; frozen once signed.", {"course_id": "organizations_course"}),
            ("plansupportitem", "Support of a plan; frozen once signed.", {}),
            ("budgetline", "The price of a plan; frozen once signed.", {}),
        )
    ),
    TableRights(
        "plans_plansignature",
        "The agency's signature under the price of a plan; a trigger refuses any change.",
        (right(READERS, "S", OF_PLAN), right(MANAGERS, "I", signed_in("send_plan", OF_PLAN))),
        history=(right(STAFF, "S", OF_PLAN),),
    ),
)
