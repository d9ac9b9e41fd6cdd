"""Rights on measures: exact figures stay with staff, everybody reads what was released, each side its own answers."""

from __future__ import annotations

from gainful.domain.measures.rights_sql import FUNCTIONS, TRIGGERS
from gainful.domain.participants.rights import own
from gainful.domain.rights import EVERYBODY, SIGNED_IN, STAFF, Condition, Kind, TableRights, right

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS"]

MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
FOLLOW_UP, ANSWER, PAIR = "measures_followup", "measures_followupanswer", "measures_wagepair"
_OURS = "organization_id = (SELECT gainful.staff_organization())"
OURS = Condition("of the acting organization", _OURS)
FOLLOWED = Condition(
    "of the acting organization, about people who consented to “outcomes” or said in their application that they may"
    " be followed",
    f"{_OURS} AND gainful.may_follow(organization_id, participant_id, application_id)",
)
OWN_SIDE = Condition("their own, put to themselves", f"side = 'person' AND {own(FOLLOW_UP).sql}")
OF_HIRE = Condition(
    "about a hire of the acting employer that they may read, put to the employer",
    "side = 'employer' AND placement_id IN (SELECT id FROM placements_placement)"
    " AND gainful.may_follow(organization_id, participant_id, application_id)",
)
LINKED = Condition("the link's question", "id = (SELECT gainful.link_follow_up())")
OF_READ = Condition("to a question they may read", f"follow_up_id IN (SELECT id FROM {FOLLOW_UP})")
LINKABLE = Condition(
    "of the acting organization, about people who consented to “outcomes” or said in an application that they may be"
    " followed",
    f"{_OURS} AND gainful.may_link(organization_id, participant_id)",
)
OWN_RECORD = Condition(
    "their own, where somebody decided that the record is theirs", f"state = 'same' AND {own(PAIR).sql}"
)
OF_PAIR = Condition("of a pair they may read", f"pgh_obj_id IN (SELECT id FROM {PAIR})")
OF_QUESTION = Condition("of a question they may read", f"pgh_obj_id IN (SELECT id FROM {FOLLOW_UP})")
ANSWERS, KEEPS, DECIDES = "answer_follow_up", "keep_pairs", "decide_pair"


def _in(action: str, where: Condition) -> Condition:
    return Condition(
        f"{where.words}, in the action “{action}”",
        f"({where.sql}) AND (SELECT gainful.action()) = '{action}'",
    )


TABLES = (
    TableRights(
        "measures_servicerule",
        "What an agency counts as which kind of service, from a day on; a wrong rule is taken back.",
        (right(STAFF, "S", OURS), right(MANAGERS, "IU", OURS)),
        fixed=dict.fromkeys(
            ("organization_id", "source", "detail", "service_type", "valid_from", "reason", "created_by_id"),
            "a wrong rule is taken back",
        ),
        once={"taken_back_at": "what was taken back stays so"},
        begins={"taken_back_at": "NULL"},
        authors={"created_by_id": "it says who set it"},
    ),
    TableRights(
        "measures_report",
        "Indicators as they were worked out, exact; rows are added, never changed.",
        (right(STAFF, "SI", OURS),),
        authors={"made_by_id": "it says who asked for it"},
        seen={"program_id": "programs_program"},
    ),
    TableRights(
        "measures_release",
        "What an agency gives away of its figures, small counts hidden; rows are added, never changed.",
        (right(STAFF, "S", OURS), right(MANAGERS, "I", OURS)),
        authors={"made_by_id": "it says who released it"},
    ),
    TableRights(
        "measures_wageimport",
        "Files of wage records that were brought in; rows are added, never changed.",
        (right(STAFF, "S", OURS), right(MANAGERS, "I", OURS)),
        authors={"made_by_id": "it says who brought it in"},
    ),
    TableRights(
        "measures_wagelinking",
        "Files of the people behind wage records that were compared; rows are added, never changed.",
        (right(STAFF, "S", OURS), right(MANAGERS, "I", OURS)),
        authors={"made_by_id": "it says who brought it in"},
    ),
    TableRights(
        PAIR,
        "Doubtful links of people to wage records, and who decided what.",
        (
            right(STAFF, "S", LINKABLE),
            right(MANAGERS, "IU", LINKABLE),
            right(SIGNED_IN, "S", OWN_RECORD),
        ),
        history=(right(STAFF, "S", OF_PAIR),),
        fixed=dict.fromkeys(
            ("organization_id", "participant_id", "wage_person"), "a pair stays that of its two sides"
        ),
        by_action={
            **dict.fromkeys(("linking_id", "same_key", "weight", "probability", "found", "reason", "seen_at"), KEEPS),
            **dict.fromkeys(("state", "note", "decided_by_id", "decided_at"), DECIDES),
        },
        begins={"state": "'open'", "decided_by_id": "NULL", "decided_at": "NULL"},
        seen={"linking_id": "measures_wagelinking"},
    ),
    TableRights(
        "measures_publicprogram",
        "What anybody may read of a program: its words, and its part of a release.",
        (
            right(EVERYBODY, "S", Condition("published, and not taken off", "ended_at IS NULL")),
            right(STAFF, "S", OURS),
            right(MANAGERS, "IU", OURS),
        ),
        history=(right(STAFF, "S", OURS),),
        fixed={"organization_id": "a page stays with its agency", "program_id": "a page is one program's"},
        open_columns={"ended_at": "its managers decide whether anybody may read it"},
        seen={"program_id": "programs_program", "release_id": "measures_release"},
    ),
    TableRights(
        FOLLOW_UP,
        "Who is asked how it goes, on which side, by which clock.",
        (
            right(STAFF, "SU", FOLLOWED),
            right(SIGNED_IN, "SU", OWN_SIDE),
            right(Kind.EMPLOYER, "SU", OF_HIRE),
            right(Kind.LINK, "SU", LINKED),
        ),
        history=(right(STAFF, "S", OF_QUESTION),),
        fixed=dict.fromkeys(
            ("organization_id", "participant_id", "side", "clock", "moment", "began_on", "due_on", "placement_id",
             "application_id", "arm", "job_title", "employer_name", "shown_name", "created_at", "asked_at"),
            "what was asked stays as it was",
        ),
        by_action=dict.fromkeys(("state", "closed_at"), ANSWERS),
    ),
    TableRights(
        ANSWER,
        "What each side answered; rows are added, never changed.",
        (
            right((*SIGNED_IN, Kind.LINK), "S", OF_READ),
            right((*SIGNED_IN, Kind.LINK), "I", _in(ANSWERS, OF_READ)),
        ),
        history=(right(STAFF, "S", OF_READ),),
        authors={"user_id": "a trigger writes who answers"},
    ),
)  # fmt: skip
