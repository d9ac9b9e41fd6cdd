"""Rights on measures: exact figures stay with staff, everybody reads what was released, each side its own answers."""

from __future__ import annotations

from gainful.domain.measures.rights_sql import EXCEPTIONS, FUNCTIONS, TRIGGERS
from gainful.domain.participants.rights import own
from gainful.domain.rights import EVERYBODY, SIGNED_IN, STAFF, Condition, Kind, TableRights, right

__all__ = ["EXCEPTIONS", "FUNCTIONS", "TABLES", "TRIGGERS"]

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
OF_READ = Condition(
    "to a question they may read", f"EXISTS (SELECT FROM {FOLLOW_UP} f WHERE f.id = follow_up_id)"
)
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
ANSWERS, KEEPS, DECIDES, USES = "answer_follow_up", "keep_pairs", "decide_pair", "use_codebook"
CODEBOOK, CODING = "measures_codebook", "measures_coding"
OF_CODEBOOK = Condition("of a codebook they may read", f"codebook_id IN (SELECT id FROM {CODEBOOK})")
OF_DRAFT = Condition(
    "of a codebook that is a draft", f"codebook_id IN (SELECT id FROM {CODEBOOK} WHERE state = 'draft')"
)
OF_ANSWER = Condition("of an answer they may read", f"answer_id IN (SELECT id FROM {ANSWER})")
IN_USE = Condition(
    "of an answer they may read, by the codebook in use",
    f"({OF_ANSWER.sql}) AND codebook_id IN (SELECT id FROM {CODEBOOK} WHERE state = 'in_use')",
)
OWN_OR_BOTH = Condition(
    "of an answer they may read: their own coding, and that of others once two have coded it",
    f"({OF_ANSWER.sql}) AND (coder_id = (SELECT gainful.actor_user()) OR gainful.coded_twice(answer_id, codebook_id))",
)
WHERE_ANSWERED = Condition(
    "of an agency one of whose questions they answered, not taken back",
    f"taken_back_at IS NULL AND organization_id IN (SELECT organization_id FROM {FOLLOW_UP} WHERE state = 'answered')",
)
ALLOWED_MORE = Condition(
    "of an answer they may read, of people who consented to “wellbeing”",
    f"({OF_ANSWER.sql}) AND gainful.may_read_more(answer_id)",
)
OF_REASON = Condition("of a row they may read", "pgh_obj_id IN (SELECT id FROM measures_exitreason)")
OF_MORE = Condition("of a row they may read", "pgh_obj_id IN (SELECT id FROM measures_moreanswer)")
MY_ANSWER = Condition("their own answer", "gainful.is_my_answer(answer_id)")


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
        "measures_releasepreview",
        "What a release would give away and what it would hold back, before it leaves; rows are added, never changed.",
        (right(STAFF, "S", OURS), right(MANAGERS, "I", OURS)),
        authors={"made_by_id": "it says who looked"},
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
    TableRights(
        "measures_exitreason",
        "Why somebody left where that leaves them out of the indicators; a wrong reason is taken back.",
        (
            right(STAFF, "S", LINKABLE),
            right(MANAGERS, "IU", LINKABLE),
            right(SIGNED_IN, "S", own("measures_exitreason")),
        ),
        history=(right(STAFF, "S", OF_REASON),),
        fixed=dict.fromkeys(
            ("organization_id", "participant_id", "reason", "day", "proof", "recorded_by_id"),
            "a wrong reason is taken back",
        ),
        once={"taken_back_at": "what was taken back stays so"},
        begins={"taken_back_at": "NULL"},
        authors={"recorded_by_id": "it says who recorded it"},
    ),
    TableRights(
        "measures_moreanswer",
        "What people say of money, home and how they are, under a consent of its own; rows are never changed.",
        (
            right(STAFF, "S", ALLOWED_MORE),
            right((*SIGNED_IN, Kind.LINK), "I", _in(ANSWERS, ALLOWED_MORE)),
            right(SIGNED_IN, "S", MY_ANSWER),
        ),
        history=(right(STAFF, "S", OF_MORE),),
    ),
    TableRights(
        CODEBOOK,
        "Versions of an agency's codebook of answers.",
        (right(STAFF, "S", OURS), right(MANAGERS, "IU", OURS)),
        fixed=dict.fromkeys(("organization_id", "number", "made_by_id"), "a version stays that version"),
        by_action=dict.fromkeys(("state", "used_from"), USES),
        begins={"state": "'draft'", "used_from": "NULL"},
        authors={"made_by_id": "it says who made it"},
    ),
    TableRights(
        "measures_code",
        "Topics of a version of the codebook; they change while it is a draft.",
        (right(STAFF, "S", OF_CODEBOOK), right(MANAGERS, "IUD", OF_DRAFT)),
        fixed={"codebook_id": "a topic stays in its version"},
    ),
    TableRights(
        CODING,
        "What each of two coders reads in an answer; rows are added, never changed.",
        (right(STAFF, "S", OWN_OR_BOTH), right(STAFF, "I", IN_USE)),
        authors={"coder_id": "a trigger writes who codes, and whether first or second"},
    ),
    TableRights(
        "measures_settlement",
        "What counts where two coders differ, settled by name; rows are added, never changed.",
        (right(STAFF, "S", OF_ANSWER), right(STAFF, "I", IN_USE)),
        authors={"settled_by_id": "it says who settled it"},
    ),
    TableRights(
        "measures_improvement",
        "You said, we changed: read by everybody who answered a question of the agency.",
        (
            right(STAFF, "S", OURS),
            right(MANAGERS, "IU", OURS),
            right((*SIGNED_IN, Kind.LINK), "S", WHERE_ANSWERED),
        ),
        history=(right(STAFF, "S", OURS),),
        fixed=dict.fromkeys(
            ("organization_id", "code", "said", "changed", "version_id", "support", "program_id", "about", "quoted_id",
             "day", "made_by_id"),
            "what was wrong is taken back",
        ),
        once={"taken_back_at": "what was taken back stays so"},
        begins={"taken_back_at": "NULL"},
        authors={"made_by_id": "it says who wrote it"},
        seen={"version_id": "curricula_curriculumversion", "program_id": "programs_program",
              "quoted_id": "measures_followupanswer"},
    ),
)  # fmt: skip
