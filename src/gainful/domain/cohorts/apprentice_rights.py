"""Rights on apprenticeships: the agency under the person's consent, the apprentice, the mentor through a link."""

from __future__ import annotations

from gainful.domain.cohorts.apprentice_sql import FUNCTIONS, TRIGGERS
from gainful.domain.participants.rights import consented, own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS"]

TABLE = "cohorts_apprenticeship"
LOGGERS = (*STAFF, Kind.PARTICIPANT)
OURS = Condition(
    "of the acting agency, people whose consent to it is in force",
    f"organization_id = (SELECT gainful.staff_organization()) AND {consented(TABLE, 'profile').sql}",
)
LINKED = Condition(
    "the link's apprenticeship, while the person's consent is in force",
    "id = (SELECT gainful.link_apprenticeship())",
)
OF_ONE = Condition("of an apprenticeship they may read", f"apprenticeship_id IN (SELECT id FROM {TABLE})")
_STAYS = "it stays with its apprenticeship"
_AGREED = dict.fromkeys(
    (
        "enrolment_id", "occupation_code", "occupation_title", "approach", "begins_on", "job_hours", "credit_hours",
        "instruction_hours", "journey_wage", "apprentices_per_mentor",
    ),
    "what was agreed stays; another agreement is another row",
)  # fmt: skip


def _part(name: str, about: str, *, fixed: tuple[str, ...], once: tuple[str, ...] = ()) -> TableRights:
    return TableRights(
        f"cohorts_{name}",
        about,
        (right(STAFF, "SIU", OF_ONE), right((*SIGNED_IN, Kind.LINK), "S", OF_ONE)),
        history=(right(SIGNED_IN, "S", OF_ONE),),
        fixed={"apprenticeship_id": _STAYS, **dict.fromkeys(fixed, "what was agreed stays")},
        once=dict.fromkeys(once, "set once"),
        seen={"apprenticeship_id": TABLE},
    )


TABLES = (
    TableRights(
        TABLE,
        "Apprenticeships: the agreement and how far it is.",
        (right(STAFF, "SIU", OURS), right(SIGNED_IN, "S", own(TABLE)), right(Kind.LINK, "S", LINKED)),
        history=(
            right(STAFF, "S", Condition("of one they may read", f"pgh_obj_id IN (SELECT id FROM {TABLE})")),
            right(SIGNED_IN, "S", own(f"{TABLE}event")),
        ),
        fixed={
            "organization_id": "an apprenticeship stays with its agency",
            "participant_id": "an apprenticeship stays its person's",
            "created_by_id": "who made it stays so",
            **_AGREED,
        },
        by_action=dict.fromkeys(("status", "completed_on", "certified_by", "reason"), "move_apprenticeship"),
        begins={"status": "'draft'", "completed_on": "NULL", "certified_by": "''"},
        authors={"created_by_id": "it says who made it"},
        seen={"enrolment_id": "cohorts_enrolment", "participant_id": "participants_participant"},
    ),
    _part("workprocess", "Work processes with their hours.", fixed=("number", "title", "hours")),
    TableRights(
        "cohorts_wagestep",
        "Wage steps: reached by confirmed hours, paid as staff note.",
        (right(STAFF, "SIU", OF_ONE), right((*SIGNED_IN, Kind.LINK), "S", OF_ONE)),
        history=(right(SIGNED_IN, "S", OF_ONE),),
        fixed={
            "apprenticeship_id": _STAYS,
            **dict.fromkeys(("number", "after_hours", "wage"), "what was agreed stays"),
        },
        by_action={"reached_on": "count_job_hours"},
        begins={"reached_on": "NULL"},
        seen={"apprenticeship_id": TABLE},
    ),
    _part("apprenticementor", "Who guides an apprentice.", fixed=("name", "email", "since"), once=("until",)),
    TableRights(
        "cohorts_jobhours",
        "Hours on the job, logged and then confirmed by the mentor alone.",
        (right(LOGGERS, "SI", OF_ONE), right(SIGNED_IN, "S", OF_ONE), right(Kind.LINK, "SU", OF_ONE)),
        history=(right(SIGNED_IN, "S", OF_ONE),),
        fixed={
            "apprenticeship_id": _STAYS,
            **dict.fromkeys(("process_id", "day", "minutes", "words", "logged_at"), "what was logged stays"),
        },
        by_action=dict.fromkeys(
            ("status", "mentor_id", "settled_by", "settled_at", "answer"), "settle_hours"
        ),
        begins={"status": "'logged'", "settled_at": "NULL", "settled_by": "''"},
        limits={Kind.LINK: ("status", "mentor_id", "settled_by", "settled_at", "answer")},
        seen={
            "apprenticeship_id": TABLE,
            "process_id": "cohorts_workprocess",
            "mentor_id": "cohorts_apprenticementor",
        },
    ),
)
