"""Rights on a workforce: the employer reads those who agreed, the worker their own row, and nobody else any."""

from __future__ import annotations

from gainful.domain.rights import Condition, Kind, TableRights, right
from gainful.domain.workforce.rights_sql import FUNCTIONS, SHOWN

__all__ = ["FUNCTIONS", "TABLES"]

WORKER, TARGET, COUNTED = "workforce_worker", "workforce_target", "workforce_countedlevels"
_OURS = "organization_id = (SELECT gainful.employer_organization())"
OURS = Condition("of the acting employer", _OURS)
AGREED = Condition(
    "of the acting employer, whose agreement is in force",
    f"{_OURS} AND {SHOWN.replace('w.', f'{WORKER}.')}",
)
MINE = Condition(
    "under the confirmed address of their own account",
    f"{WORKER}.email <> '' AND lower({WORKER}.email) = (SELECT gainful.confirmed_address())",
)
LINKED = Condition("the link's row", "id = (SELECT gainful.link_worker())")
ANSWER = (
    "agreed_by", "agreed_on", "until", "answered_at", "taken_back_at", "levels_on", "levels_until", "changed_at"
)  # fmt: skip
BY_LINK = tuple(column for column in ANSWER if column not in {"levels_on", "levels_until"})
"""Whoever has the letter says yes or no to the name; only who is signed in opens their own profile."""
_WRITTEN = ("number", "name", "email", "title", "occupation_code", "since", "site", "left_on")
KEEPS = "keep_workers"

TABLES = (
    TableRights(
        WORKER,
        "Workers of an employer; it writes and counts all of them by functions, and reads those who agreed.",
        (
            right(Kind.EMPLOYER, "S", AGREED),
            right(Kind.PARTICIPANT, "SU", MINE),
            right(Kind.LINK, "SU", LINKED),
        ),
        history=(),
        fixed={"organization_id": "a worker is one employer's", "created_at": "it tells new rows from known ones"},
        by_action=dict.fromkeys((*_WRITTEN, *ANSWER[:-1], "asked_at"), KEEPS),
        limits={Kind.PARTICIPANT: ANSWER, Kind.LINK: BY_LINK},
    ),
    TableRights(
        COUNTED,
        "Levels that count without a name; the clock writes them, the employer has numbers of them by functions.",
        (),
    ),
    TableRights(
        TARGET,
        "What an employer needs by a day.",
        (right(Kind.EMPLOYER, "SIU", OURS),),
        history=(right(Kind.EMPLOYER, "S", OURS),),
        fixed=dict.fromkeys(
            ("organization_id", "occupation_code", "competency_id", "level", "people", "due_on", "created_by_id"),
            "another need is another row",
        ),
        once={"dropped_at": "dropped stays dropped"},
        begins={"dropped_at": "NULL"},
        authors={"created_by_id": "it says who wrote it"},
    ),
)  # fmt: skip
