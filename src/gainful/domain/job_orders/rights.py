"""Rights on job orders: the agency that holds one, and its employer once it is shared.

History is for staff alone: it holds drafts, and what stood there for an earlier employer.
"""

from __future__ import annotations

from gainful.domain.job_orders.rights_sql import FUNCTIONS, TRIGGERS
from gainful.domain.rights import STAFF, Condition, Kind, TableRights, right

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS"]

MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
AGENCY = Condition("of the acting agency", "agency_id = (SELECT gainful.actor_organization())")
EMPLOYER = Condition(
    "of the acting employer, once shared",
    "employer_id = (SELECT gainful.actor_organization()) AND status <> 'draft'",
)
OF_ORDER = Condition("of a job order they may read", "job_order_id IN (SELECT id FROM job_orders_joborder)")
OF_VERSION = Condition(
    "of a profile they may read", "version_id IN (SELECT id FROM job_orders_profileversion)"
)


def signed_in(action: str, where: Condition, through: str = "(SELECT gainful.open_link())") -> Condition:
    """Return the condition on a new signature: made in the named action, by whoever acts, through their own link."""
    return Condition(
        f"{where.words}, signed by whoever acts, in the action “{action}”",
        f"{where.sql} AND (SELECT gainful.action()) = '{action}'"
        f" AND user_id IS NOT DISTINCT FROM (SELECT gainful.actor_user())"
        + (f" AND link_id IS NOT DISTINCT FROM {through}" if through else ""),
    )


def through_link(when: Condition, *scopes: str) -> Condition:
    """Return the condition for the holder of a link that was made for one of these scopes."""
    named = ", ".join(f"'{scope}'" for scope in scopes)
    words = " or ".join(f"“{scope}”" for scope in scopes)
    return Condition(
        f"{when.words}, by a link of scope {words}",
        f"({when.sql}) AND (SELECT gainful.link_scope()) IN ({named})",
    )


EDITS, SIGNS = ("confirm_profile",), ("confirm_profile", "sign_plan")
"""Scopes of links that change a profile, and that sign; any other link only shows."""
READERS, WRITERS = (*STAFF, Kind.EMPLOYER, Kind.LINK), (*MANAGERS, Kind.EMPLOYER)
OF_LINKS_CURRICULUM = Condition(
    "that its employer's part of the link's curriculum rests on", "id IN (SELECT gainful.link_requirements())"
)
FROM_EMPLOYER = Condition("of the acting employer", "employer_id = (SELECT gainful.actor_organization())")
LINKS_ORDER = Condition("the link's job order", "id = (SELECT gainful.link_order())")

TABLES = (
    TableRights(
        "job_orders_joborder",
        "Job orders: what job needs doing.",
        (
            right(STAFF, "S", AGENCY),
            right(MANAGERS, "IU", AGENCY),
            right(Kind.EMPLOYER, "SU", EMPLOYER),
            right(Kind.LINK, "S", LINKS_ORDER),
            right(Kind.LINK, "U", through_link(LINKS_ORDER, *SIGNS)),
        ),
        history=(
            right(
                STAFF,
                "S",
                Condition(
                    "of a job order they may read", "pgh_obj_id IN (SELECT id FROM job_orders_joborder)"
                ),
            ),
        ),
        fixed={"agency_id": "an order stays with its agency", "created_by_id": "who made it stays so"},
        by_action={"employer_id": "edit_order", "status": "advance"},
        begins={"status": "'draft'"},
        limits={Kind.LINK: ("status", "updated_at")},
        authors={"created_by_id": "it says who made it"},
        seen={"employer_id": "organizations_organization", "program_id": "programs_program"},
    ),
    TableRights(
        "job_orders_profileversion",
        "Versions of the required profile.",
        (
            right(READERS, "S", OF_ORDER),
            right(WRITERS, "IU", OF_ORDER),
            right(Kind.LINK, "IU", through_link(OF_ORDER, *EDITS)),
        ),
        history=(right(STAFF, "S", OF_ORDER),),
        limits={Kind.LINK: ("signed_at",)},
        fixed={"job_order_id": "a profile stays with its job order", "created_by_id": "who made it stays so"},
        by_action={"signed_at": "confirm_profile"},
        begins={"signed_at": "NULL"},
        authors={"created_by_id": "it says who made it"},
    ),
    TableRights(
        "job_orders_requiredcompetency",
        "Lines of the required profile.",
        (
            right(READERS, "S", OF_VERSION),
            right(Kind.LINK, "S", OF_LINKS_CURRICULUM),
            right(WRITERS, "IUD", OF_VERSION),
            right(Kind.LINK, "IUD", through_link(OF_VERSION, *EDITS)),
        ),
        history=(right(STAFF, "S", OF_VERSION),),
        fixed={"version_id": "a line stays in its profile"},
    ),
    TableRights(
        "job_orders_profileconfirmation",
        "The employer's signature under a profile; a trigger refuses any change.",
        (
            right(READERS, "S", OF_VERSION),
            right(WRITERS, "I", signed_in("confirm_profile", OF_VERSION)),
            right(Kind.LINK, "I", through_link(signed_in("confirm_profile", OF_VERSION), *EDITS)),
        ),
        history=(right(STAFF, "S", OF_VERSION),),
    ),
    TableRights(
        "job_orders_opening",
        "Openings: offered, committed, filled, withdrawn.",
        (
            right(READERS, "S", OF_ORDER),
            right(WRITERS, "IU", OF_ORDER),
            right(Kind.LINK, "IU", through_link(OF_ORDER, *SIGNS)),
        ),
        history=(right(STAFF, "S", OF_ORDER),),
        fixed={"job_order_id": "an opening stays with its job order"},
        by_action={"status": "move_opening", "commitment_id": "move_opening"},
        begins={"status": "'offered'", "commitment_id": "NULL"},
    ),
    TableRights(
        "job_orders_commitment",
        "The employer's commitment to openings; a trigger refuses any change.",
        (
            right(READERS, "S", OF_ORDER),
            right(WRITERS, "I", signed_in("sign_commitment", OF_ORDER)),
            right(Kind.LINK, "I", through_link(signed_in("sign_commitment", OF_ORDER), "sign_plan")),
        ),
        history=(right(STAFF, "S", OF_ORDER),),
    ),
    TableRights(
        "job_orders_submittedjob",
        "Jobs that an employer sent to an agency, and what became of them.",
        (
            right(STAFF, "S", AGENCY),
            right(MANAGERS, "U", AGENCY),
            right(Kind.EMPLOYER, "SIU", FROM_EMPLOYER),
        ),
        history=(right(STAFF, "S", AGENCY),),
        fixed={
            "agency_id": "it stays with whom it was sent to",
            "employer_id": "it stays with who sent it",
            "submitted_by_id": "who sent it stays so",
            "posting_text": "it stays as it was sent",
        },
        by_action={
            "status": "settle_submitted",
            "job_order_id": "settle_submitted",
            "reason": "settle_submitted",
        },
        begins={"status": "'waiting'", "job_order_id": "NULL", "reason": "''"},
        authors={"submitted_by_id": "it says who sent it"},
        seen={"agency_id": "organizations_organization", "job_order_id": "job_orders_joborder"},
        limits=dict.fromkeys((*MANAGERS, Kind.EMPLOYER), ("status", "reason", "job_order_id", "settled_at")),
    ),
)
