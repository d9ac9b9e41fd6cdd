"""Rights on curricula: staff of the agency, its managers change; employers read and sign what was sent to them."""

from __future__ import annotations

from gainful.domain.curricula.rights_sql import EXCEPTIONS, FUNCTIONS, TRIGGERS
from gainful.domain.job_orders.rights import signed_in, through_link
from gainful.domain.rights import STAFF, Condition, Kind, TableRights, right

__all__ = ["EXCEPTIONS", "FUNCTIONS", "TABLES", "TRIGGERS"]

MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
OUTSIDE = (Kind.EMPLOYER, Kind.LINK)
READERS = (*STAFF, *OUTSIDE)
SIGN = "sign_curriculum"
OURS = Condition("of the acting organization", "agency_id = (SELECT gainful.staff_organization())")
SHOWN = "sent to the acting employer, or to the holder of the link"
SHOWN_CURRICULUM = Condition(f"with a version {SHOWN}", "id IN (SELECT gainful.shown_curricula())")
SHOWN_VERSION = Condition(SHOWN, "id IN (SELECT gainful.shown_versions())")
OF_CURRICULUM = Condition(
    "of a curriculum they may read", "curriculum_id IN (SELECT id FROM curricula_curriculum)"
)
OF_VERSION = Condition(
    "of a version they may read", "version_id IN (SELECT id FROM curricula_curriculumversion)"
)
OF_MODULE = Condition("of a module they may read", "module_id IN (SELECT id FROM curricula_module)")
OF_TAUGHT = Condition(
    "of a module they may read", "competency_id IN (SELECT id FROM curricula_modulecompetency)"
)
THEIRS_TO_SIGN = signed_in(
    "sign_curriculum",
    Condition(
        "that waits for the employer they act for",
        f"basis_id IN (SELECT gainful.shown_bases()) AND {OF_VERSION.sql}",
    ),
)
SIGNED_COLUMNS = ("status", "signed_at")
_MADE = "who made it stays so"


def _content(
    name: str, about: str, when: Condition, fixed: dict[str, str], **more: dict[str, str]
) -> TableRights:
    """Return the rights on a part of a version's content, which stays once it was sent."""
    return TableRights(
        f"curricula_{name}",
        about,
        (right(READERS, "S", when), right(MANAGERS, "IUD", when)),
        history=(right(STAFF, "S", when),),
        fixed=fixed,
        **more,  # type: ignore[arg-type]
    )


TABLES = (
    TableRights(
        "curricula_curriculum",
        "Curricula of a job order or a partnership.",
        (
            right(STAFF, "S", OURS),
            right(MANAGERS, "IU", OURS),
            right(OUTSIDE, "S", SHOWN_CURRICULUM),
        ),
        history=(
            right(
                STAFF,
                "S",
                Condition("of a curriculum they may read", "pgh_obj_id IN (SELECT id FROM curricula_curriculum)"),
            ),
        ),
        fixed={
            "agency_id": "a curriculum stays with its agency",
            "job_order_id": "a curriculum stays with its job",
            "partnership_id": "a curriculum stays with its partnership",
            "created_by_id": _MADE,
        },
        authors={"created_by_id": "it says who made it"},
        seen={"job_order_id": "job_orders_joborder", "partnership_id": "organizations_partnership"},
    ),
    TableRights(
        "curricula_curriculumversion",
        "Versions of a curriculum: draft, in review, signed, in use, replaced.",
        (
            right(STAFF, "S", OF_CURRICULUM),
            right(MANAGERS, "IU", OF_CURRICULUM),
            right(OUTSIDE, "S", SHOWN_VERSION),
            right(Kind.EMPLOYER, "U", SHOWN_VERSION),
            right(Kind.LINK, "U", through_link(SHOWN_VERSION, SIGN)),
        ),
        history=(right(STAFF, "S", OF_CURRICULUM),),
        limits=dict.fromkeys(OUTSIDE, SIGNED_COLUMNS),
        fixed={
            "curriculum_id": "a version stays with its curriculum",
            "follows_id": "what it follows stays",
            "plan_id": "what it was drafted from stays",
            "number": "numbers stay as they were given",
            "created_by_id": _MADE,
        },
        by_action=dict.fromkeys(("status", "sent_at", "signed_at", "used_from", "replaced_at"), "move_curriculum"),
        begins={
            "status": "'draft'",
            **dict.fromkeys(("sent_at", "signed_at", "used_from", "replaced_at"), "NULL"),
        },
        authors={"created_by_id": "it says who made it"},
        seen={"follows_id": "curricula_curriculumversion", "plan_id": "plans_plan"},
    ),
    _content(
        "basis", "Signed profiles that a version rests on.", OF_VERSION,
        {"version_id": "a profile stays with its version", "job_order_id": "another job is another row"},
        seen={"job_order_id": "job_orders_joborder", "profile_version_id": "job_orders_profileversion"},
    ),
    _content(
        "module", "Modules of a version; frozen once it was sent.", OF_VERSION,
        {"version_id": "a module stays with its version", "key": "it says which module of another version it is"},
        seen={"course_id": "organizations_course", "changed_by_id": "accounts_user"},
        open_columns={"changed_by_id": "it says who saved it last; no policy reads it"},
        rises={"revision": "it counts saves"},
    ),
    _content(
        "modulecompetency", "What a module teaches, to which level.", OF_MODULE,
        {"module_id": "it stays with its module"},
    ),
    _content(
        "servedrequirement", "The confirmed requirement that a competency serves.", OF_TAUGHT,
        {"competency_id": "it stays with its competency"},
        seen={"requirement_id": "job_orders_requiredcompetency"},
    ),
    TableRights(
        "curricula_signature",
        "Employers' signatures under a version; a trigger refuses any change.",
        (
            right(READERS, "S", OF_VERSION),
            right(Kind.EMPLOYER, "I", THEIRS_TO_SIGN),
            right(Kind.LINK, "I", through_link(THEIRS_TO_SIGN, SIGN)),
        ),
        history=(right(STAFF, "S", OF_VERSION),),
    ),
    TableRights(
        "curricula_comment",
        "Comments on a version or a module; the database names their author.",
        (
            right((*STAFF, *OUTSIDE), "SI", OF_VERSION),
            right(MANAGERS, "U", OF_VERSION),
        ),
        history=(right(STAFF, "S", OF_VERSION),),
        fixed={
            "version_id": "a comment stays where it was made",
            **dict.fromkeys(("user_id", "link_id", "name", "on_behalf_of", "text"), "a comment stays as it was made"),
        },
        once={"settled_at": "what is settled stays so", "answer": "what was answered stays so"},
        begins={"settled_at": "NULL", "answer": "''"},
        authors={"user_id": "the database names its author"},
    ),
    TableRights(
        "curricula_decidedchange",
        "The council's decision behind a version.",
        (right(STAFF, "S", OF_VERSION), right(MANAGERS, "I", OF_VERSION)),
        history=(right(STAFF, "S", OF_VERSION),),
        seen={"decision_id": "organizations_councildecision"},
    ),
)  # fmt: skip
