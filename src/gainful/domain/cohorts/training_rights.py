"""Rights on sessions and attendance: the agency's staff, whoever teaches, and the person themself."""

from __future__ import annotations

from gainful.domain.cohorts.training_sql import FUNCTIONS, TRIGGERS
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS"]

MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
_OUR_COHORTS = (
    "(SELECT c.id FROM cohorts_cohort c WHERE c.organization_id = (SELECT gainful.staff_organization()))"
)
_TAUGHT = "(SELECT gainful.taught_cohorts())"
OURS = Condition("of a cohort of the acting agency", f"cohort_id IN {_OUR_COHORTS}")
TAUGHT = Condition("of a cohort that they teach", f"cohort_id IN {_TAUGHT}")
THEIRS = Condition(
    "of a cohort that they applied to, are in, teach, or stand behind with openings",
    "cohort_id IN (SELECT gainful.own_cohorts())",
)
IN_CALENDAR = Condition("of the calendar that the link opens", "id IN (SELECT gainful.calendar_sessions())")
OUR_SESSION = Condition(
    "of a session of the acting agency",
    f"session_id IN (SELECT s.id FROM cohorts_session s WHERE s.cohort_id IN {_OUR_COHORTS})",
)
TAUGHT_SESSION = Condition(
    "of a session of a cohort that they teach",
    f"session_id IN (SELECT s.id FROM cohorts_session s WHERE s.cohort_id IN {_TAUGHT})",
)
OF_SEAT = Condition("of a seat that they may read", "enrolment_id IN (SELECT id FROM cohorts_enrolment)")
OF_ONE_SEAT = Condition(OF_SEAT.words, "EXISTS (SELECT FROM cohorts_enrolment e WHERE e.id = enrolment_id)")
"""The same, seat by seat: of few rows, so that a coach's day does not read every seat of the agency."""
CHECKED_IN = Condition(
    "their own, by the code that is shown in the room",
    f"{OF_SEAT.sql} AND (SELECT gainful.action()) = 'check_in' AND how = 'code'",
)
_SEAT = {
    "session_id": "another session is another row",
    "enrolment_id": "another person is another row",
}
_ONE_SEAT = {"enrolment_id": "another person is another row", "recorded_by_id": "who recorded it stays so"}
_SEEN = {"session_id": "cohorts_session", "enrolment_id": "cohorts_enrolment"}

TABLES = (
    TableRights(
        "cohorts_session",
        "Sessions of cohorts: each with its own day, time and zone.",
        (
            right(STAFF, "SIU", OURS),
            right(Kind.INSTRUCTOR, "SIU", TAUGHT),
            right(SIGNED_IN, "S", THEIRS),
            right(Kind.LINK, "S", IN_CALENDAR),
        ),
        history=(right(STAFF, "S", OURS), right(Kind.INSTRUCTOR, "S", TAUGHT)),
        fixed={"cohort_id": "a session stays with its cohort", "created_by_id": "who planned it stays so"},
        by_action=dict.fromkeys(
            ("status", "day", "starts_at", "minutes", "zone", "times_changed", "was_at", "reason"),
            "move_session",
        ),
        begins={"status": "'planned'", "times_changed": "0", "was_at": "NULL", "reason": "''"},
        authors={"created_by_id": "it says who planned it"},
        seen={"cohort_id": "cohorts_cohort", "track_id": "cohorts_track", "module_id": "curricula_module"},
    ),
    TableRights(
        "cohorts_roomcode",
        "The code that is shown in a room now; whoever is to type it reads it on the wall, not here.",
        (right(STAFF, "SIU", OUR_SESSION), right(Kind.INSTRUCTOR, "SIU", TAUGHT_SESSION)),
        fixed={"session_id": "a code stays with its session"},
        seen={"session_id": "cohorts_session"},
    ),
    TableRights(
        "cohorts_attendance",
        "Who was at a session, from when to when.",
        (
            right((*STAFF, Kind.INSTRUCTOR), "SIU", OF_SEAT),
            right(SIGNED_IN, "S", OF_SEAT),
            right(Kind.PARTICIPANT, "IU", CHECKED_IN),
        ),
        history=(right(SIGNED_IN, "S", OF_SEAT),),
        fixed=_SEAT,
        authors={"marked_by_id": "it says who took it"},
        open_columns={
            "how": "says how it was taken last; a learner writes the code's way alone",
            "marked_by_id": "says who took it last",
        },
        seen=_SEEN,
    ),
    TableRights(
        "cohorts_tap",
        "Each tap on a phone by its own key, so that none counts twice.",
        (right((*STAFF, Kind.INSTRUCTOR), "SI", OF_SEAT),),
        fixed=_SEAT,
        authors={"user_id": "it says who tapped"},
        seen=_SEEN,
    ),
    TableRights(
        "cohorts_madeuphours",
        "Hours that somebody made up for what they missed.",
        (right((*STAFF, Kind.INSTRUCTOR), "SIU", OF_SEAT), right(SIGNED_IN, "S", OF_SEAT)),
        history=(right(SIGNED_IN, "S", OF_SEAT),),
        fixed={
            **_SEAT,
            **dict.fromkeys(("day", "minutes", "what", "recorded_by_id"), "a wrong row is taken back"),
        },
        once={"taken_back_at": "taken back once"},
        authors={"recorded_by_id": "it says who recorded it"},
        seen=_SEEN,
    ),
    TableRights(
        "cohorts_absencealert",
        "That somebody missed several sessions in a row.",
        (right((*STAFF, Kind.INSTRUCTOR), "SIU", OF_ONE_SEAT), right(SIGNED_IN, "S", OF_ONE_SEAT)),
        history=(right(STAFF, "S", OF_ONE_SEAT),),
        fixed={
            "enrolment_id": "another person is another row",
            "first_session_id": "another run of absences is another row",
            "told_at": "the clock tells the coach",
        },
        begins={"told_at": "NULL"},
        seen={
            "enrolment_id": "cohorts_enrolment",
            "first_session_id": "cohorts_session",
            "last_session_id": "cohorts_session",
        },
    ),
    TableRights(
        "cohorts_funderrule",
        "How the funder of a cohort counts hours.",
        (right(STAFF, "S", OURS), right(MANAGERS, "IUD", OURS)),
        history=(right(STAFF, "S", OURS),),
        fixed={"cohort_id": "it stays with its cohort", "fund_id": "another fund is another row"},
        seen={"cohort_id": "cohorts_cohort", "fund_id": "programs_fund"},
    ),
    *(
        TableRights(
            f"cohorts_{name}",
            about,
            (
                right((*STAFF, Kind.INSTRUCTOR) if is_class_work else STAFF, "SIU", OF_SEAT),
                right(SIGNED_IN, "S", OF_SEAT),
            ),
            history=(right(SIGNED_IN, "S", OF_SEAT),),
            fixed={**_ONE_SEAT, **dict.fromkeys(stays, "a wrong row is taken back")},
            once={"taken_back_at": "taken back once"},
            begins={"taken_back_at": "NULL"},
            authors={"recorded_by_id": "it says who recorded it"},
            seen={"enrolment_id": "cohorts_enrolment", **seen},
        )
        for name, about, is_class_work, stays, seen in (
            (
                "onlinecompletion",
                "Online courses that somebody completed.",
                True,
                ("provider", "course", "completed_on", "minutes", "score"),
                {},
            ),
            (
                "assessmentresult",
                "Results of assessments, each on its own scale.",
                True,
                ("instrument", "taken_on", "lowest", "highest", "passes_at", "score"),
                {},
            ),
            (
                "skillgain",
                "Measurable skill gains with their day and what shows them.",
                False,
                ("kind", "is_postsecondary", "achieved_on", "evidence"),
                {"result_id": "cohorts_assessmentresult"},
            ),
            (
                "credentialearned",
                "Credentials earned in training.",
                False,
                ("kind", "name", "issuer", "earned_on", "expires_on", "evidence"),
                {},
            ),
        )
    ),
)
