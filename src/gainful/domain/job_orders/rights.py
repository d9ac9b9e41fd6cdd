"""Rights on job orders: the agency that holds one, and its employer once it is shared."""

from __future__ import annotations

from gainful.domain.rights import STAFF, Condition, Kind, TableRights, right

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
READERS, WRITERS = (*STAFF, Kind.EMPLOYER), (*MANAGERS, Kind.EMPLOYER)

TABLES = (
    TableRights(
        "job_orders_joborder",
        "Job orders: what job needs doing.",
        (
            right(STAFF, "S", AGENCY),
            right(MANAGERS, "IU", AGENCY),
            right(Kind.EMPLOYER, "SU", EMPLOYER),
        ),
    ),
    TableRights(
        "job_orders_profileversion",
        "Versions of the required profile.",
        (right(READERS, "S", OF_ORDER), right(WRITERS, "IU", OF_ORDER)),
        history=(right(READERS, "S", OF_ORDER),),
    ),
    TableRights(
        "job_orders_requiredcompetency",
        "Lines of the required profile.",
        (right(READERS, "S", OF_VERSION), right(WRITERS, "IUD", OF_VERSION)),
        history=(right(READERS, "S", OF_VERSION),),
    ),
    TableRights(
        "job_orders_profileconfirmation",
        "The employer's signature under a profile; a trigger refuses any change.",
        (right(READERS, "S", OF_VERSION), right(WRITERS, "I", OF_VERSION)),
        history=(right(READERS, "S", OF_VERSION),),
    ),
)
